"""Makes the goods of a small market for tests: sellers, products, certificates, as few words as possible."""

import itertools
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone
from oscar.core.loading import get_model

from catalogue.certification.models import Certificate
from catalogue.facts.models import ProductFacts
from catalogue.listing.refreshing import refresh
from catalogue.product_sets import product_set
from catalogue.seasons.models import ProductSeason
from marketplace.charges.loading import load_charges
from marketplace.charges.models import CommissionRule
from marketplace.places.models import Commune, Province
from sellers.models import Seller, State

_numbers = itertools.count(1)


def province(code="91", short_name="An Giang", region="south"):
    names = {
        "name": f"Tỉnh {short_name}",
        "short_name": short_name,
        "name_en": short_name,
        "slug": f"tinh-{code}",
        "region": region,
    }
    return Province.objects.get_or_create(code=code, defaults=names)[0]


def commune(code="30469", name="Xã Mỹ Đức", province_code="91", **more):
    home = (
        province(province_code)
        if province_code == "91"
        else province(province_code, f"Tỉnh {province_code}", more.pop("region", "south"))
    )
    kind, short_name = ("special_zone", name[9:]) if name.startswith("Đặc khu") else ("commune", name.split(" ", 1)[-1])
    defaults = {"name": name, "short_name": short_name, "kind": kind, "province": home, "slug": f"xa-{code}", **more}
    return Commune.objects.get_or_create(code=code, defaults=defaults)[0]


def seller(name="Hộ minh họa Mỹ Đức", *, state=State.OPEN, at=None, **more):
    if not CommissionRule.objects.exists():
        load_charges()  # without rates nothing can be sold
    number = next(_numbers)
    partner = get_model("partner", "Partner").objects.create(name=name, code=f"s{number}")
    defaults = {"kind": "household", "slug": f"nguoi-ban-{number}", "phone": "+84900000001"}
    return Seller.objects.create(
        partner=partner, name=name, state=state, commune=at or commune(), **{**defaults, **more}
    )


def category(code="I.3d"):
    Category = get_model("catalogue", "Category")
    return Category.objects.filter(code=code).first() or Category.add_root(name=product_set(code).name_vi, code=code)


def goods():
    return get_model("catalogue", "ProductClass").objects.get_or_create(
        name="Hàng hóa", defaults={"track_stock": True}
    )[0]


def product(
    title="Khô cá lóc",
    *,
    by=None,
    price=100_000,
    stock=10,
    set_code="I.3d",
    months=None,
    facts=None,
    parent=None,
    **more,
):
    """A product on sale with facts and, when asked, a season. Ends with a true read model, as a page would see it."""
    Product = get_model("catalogue", "Product")
    if parent:
        made = Product.objects.create(structure="child", parent=parent, title=title, **more)
    else:
        structure = "parent" if price is None else "standalone"
        made = Product.objects.create(structure=structure, title=title, product_class=goods(), **more)
        get_model("catalogue", "ProductCategory").objects.create(product=made, category=category(set_code))
    label = {"net_quantity": 500, "unit": "g", "gross_weight_g": 600, **(facts or {})}
    ProductFacts.objects.create(product=made, **label)
    if months is not None:
        ProductSeason.objects.create(product=made, months=months)
    if price is not None:
        partner = (by or seller()).partner
        get_model("partner", "StockRecord").objects.create(
            product=made,
            partner=partner,
            partner_sku=f"sku-{made.pk}",
            price=Decimal(price),
            price_currency="VND",
            num_in_stock=stock,
        )
    refresh([made.pk])
    return made


def certificate(of, stars=4, *, issued_days_ago=30, **more):
    issued_on = timezone.localdate() - timedelta(days=issued_days_ago)
    number = next(_numbers)
    defaults = {
        "reference": f"gcn-{number}",
        "product_name": of.title,
        "province": province(),
        "issued_on": issued_on,
        "stars": stars,
    }
    made = Certificate.objects.create(product=of, **{**defaults, **more})
    refresh([of.pk])
    return made
