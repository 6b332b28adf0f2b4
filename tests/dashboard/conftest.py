"""A staff member, a seller's own person, and a market with goods, an order and an offer to look at."""

from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from oscar.core.loading import get_class, get_model
from oscar.test import factories

from tests import stall

PASSWORD = "mua-ban-tren-song-9"


@pytest.fixture
def clerk(db):
    return get_user_model().objects.create_superuser(
        email="clerk@example.vn", full_name="Trần Văn Bình", password=PASSWORD
    )


@pytest.fixture
def desk(client, clerk):
    """The client of a signed-in superuser."""
    client.force_login(clerk)
    return client


@pytest.fixture
def seller_person(db):
    """Somebody who belongs to a seller, with the permission that Oscar's dashboard hands out by itself."""
    from django.contrib.auth.models import Permission

    person = get_user_model().objects.create_user(phone="0912 345 678", full_name="Nguyễn Thị An", password=PASSWORD)
    person.user_permissions.add(Permission.objects.get(codename="dashboard_access"))
    return person


@pytest.fixture
def market(db, clerk, settings):
    """Two sellers with three products, a pack, a certificate, an order of both, an offer and a voucher."""
    settings.OSCAR_DEFAULT_CURRENCY = "VND"
    first, second = stall.seller(), stall.seller("Hợp tác xã minh họa")
    fish = stall.product("Khô cá lóc", by=first, price=185_000)
    sugar = stall.product("Đường thốt nốt", by=second, price=52_000, set_code="I.3d")
    stall.product("Bánh phồng", by=second, price=30_000)
    stall.certificate(fish, evidence_grade="A")
    order = _order(clerk, [fish, sugar])
    _offer()
    return {"sellers": [first, second], "products": [fish, sugar], "order": order}


def _order(user, products):
    basket = get_model("basket", "Basket").objects.create(owner=user)
    basket.strategy = get_class("partner.strategy", "Selector")().strategy()
    for product in products:
        basket.add_product(product, 2)
    country, _made = get_model("address", "Country").objects.get_or_create(
        iso_3166_1_a2="VN", defaults={"printable_name": "Việt Nam", "is_shipping_country": True}
    )
    address = get_model("order", "ShippingAddress").objects.create(
        first_name="Lê Văn Đồng", line1="12 Ấp Mỹ Thạnh", line4="Xã Mỹ Đức", state="An Giang", country=country
    )
    return factories.create_order(basket=basket, user=user, shipping_address=address)


def _offer():
    everything = get_model("offer", "Range").objects.create(name="Tất cả", includes_all_products=True)
    condition = get_model("offer", "Condition").objects.create(range=everything, type="Count", value=2)
    benefit = get_model("offer", "Benefit").objects.create(range=everything, type="Percentage", value=Decimal(10))
    get_model("offer", "ConditionalOffer").objects.create(name="Giảm 10%", condition=condition, benefit=benefit)
    factories.VoucherFactory(name="Tết", code="TET2026")
