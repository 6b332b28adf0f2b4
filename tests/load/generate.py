"""Makes a large catalogue, the same one for the same seed: `python -m tests.load.generate --number 50000` on DATABASE_URL.

Rows are written in bulk to Oscar's tables and ours, then the read model is refreshed as an importer would do it.
A tenth of the products have two packs, so Oscar's product table holds a fifth more rows than there are listings.
"""

import argparse
import os
import random
from collections.abc import Callable, Iterable
from datetime import timedelta
from decimal import Decimal

from tests.load import vocabulary

BATCH = 500
PRODUCTS_PER_SELLER = 20
CODE = "load"  # of generated partners, so that a second run can tell


class AlreadyGenerated(Exception):
    """This database has a generated catalogue."""


def generate(number: int, *, seed: int = 1, progress: Callable[[Iterable], Iterable] = iter) -> int:
    """Adds `number` products, public and on sale; returns how many listings there are then.

    `progress` wraps the batches (tqdm fits). Loads the reference data where there is none. Raises AlreadyGenerated.
    """
    from oscar.core.loading import get_model

    from catalogue.listing.models import Listing
    from marketplace.places.models import Commune
    from marketplace.reference.loading import load_reference

    if get_model("partner", "Partner").objects.filter(code__startswith=f"{CODE}-").exists():
        raise AlreadyGenerated("This database has a generated catalogue already.")
    if not Commune.objects.exists():
        load_reference()
    chance = random.Random(seed)
    sellers = make_sellers(max(5, number // PRODUCTS_PER_SELLER), chance)
    for start in progress(range(0, number, BATCH)):
        make_products(start, min(BATCH, number - start), sellers, chance)
    return Listing.objects.count()


def make_sellers(number: int, chance) -> list:
    """Open sellers with their partners, spread on the communes of the deployment's provinces."""
    from django.conf import settings
    from oscar.core.loading import get_model

    from marketplace.folding import folded
    from marketplace.places.models import Commune
    from sellers.models import Kind, Seller, State

    Partner = get_model("partner", "Partner")
    communes = list(Commune.objects.filter(province__in=settings.PROVINCES).select_related("province").order_by("pk"))
    partners = Partner.objects.bulk_create([Partner(code=f"{CODE}-{n}", name=f"Người bán {n}") for n in range(number)])
    sellers = []
    for n, partner in enumerate(partners):
        commune = chance.choice(communes)
        person = f"{chance.choice(vocabulary.FAMILY)} {chance.choice(vocabulary.GIVEN)}"
        name = f"{chance.choice(vocabulary.MAKERS)} {person} {n}"
        text = " " + folded(f"{name} {person} {commune.name} {commune.province.name}")[:490]
        sellers.append(
            Seller(
                partner=partner, name=name, slug=f"{CODE}-{n}", kind=chance.choice(Kind.values), state=State.OPEN, commune=commune, person=person,
                phone=f"+849{n:08d}", reach=chance.choice((2, 3, 4, 4, 4)), handling_days=chance.randint(0, 3), is_demo=True, search_text=text,
            )
        )  # fmt: skip
    return Seller.objects.bulk_create(sellers, batch_size=BATCH)


def make_products(start: int, number: int, sellers: list, chance) -> None:
    """One batch: products, their packs, and all that hangs on them, a constant number of statements."""
    from django.db import transaction
    from django.utils import timezone
    from oscar.core.loading import get_model
    from oscar.core.utils import slugify

    from catalogue.listing.refreshing import refresh

    Product = get_model("catalogue", "Product")
    goods = get_model("catalogue", "ProductClass").objects.get(slug="goods")
    codes, shares = list(vocabulary.GOODS), [row[0] for row in vocabulary.GOODS.values()]
    drafts = []
    for n in range(start, start + number):
        code, seller = chance.choices(codes, shares)[0], chance.choice(sellers)
        title = f"{chance.choice(vocabulary.GOODS[code][5].split('|'))} {chance.choice(vocabulary.KINDS)} {seller.commune.short_name}"
        drafts.append({"title": title, "code": code, "seller": seller, "has_packs": n % 10 == 9})
    with transaction.atomic():
        made = Product.objects.bulk_create(
            [
                Product(
                    structure="parent" if draft["has_packs"] else "standalone",
                    title=draft["title"],
                    slug=slugify(draft["title"]),
                    product_class=goods,
                    description=f"{draft['title']} của {draft['seller'].name}. " + chance.choice(vocabulary.USES),
                )
                for draft in drafts
            ]  # fmt: skip
        )
        # Listed one batch a day, the first ones longest ago: "newest" and the points for new goods mean something.
        day = timezone.now() - timedelta(days=(start // BATCH) % 400)
        Product.objects.filter(pk__in=[product.pk for product in made]).update(date_created=day)
        hang_on(made, drafts, chance)
    refresh([product.pk for product in made])


def hang_on(made: list, drafts: list[dict], chance) -> None:
    """Packs, stock records, product sets, pictures, facts, seasons and certificates of one batch."""
    from oscar.core.loading import get_model

    from catalogue.seasons.models import ProductSeason

    Product, Link = get_model("catalogue", "Product"), get_model("catalogue", "ProductCategory")
    Image, Category = get_model("catalogue", "ProductImage"), get_model("catalogue", "Category")
    category_ids = dict(Category.objects.filter(code__in=vocabulary.GOODS).values_list("code", "pk"))
    pairs = list(zip(made, drafts, strict=True))
    parents = [(product, draft) for product, draft in pairs if draft["has_packs"]]
    packs = Product.objects.bulk_create(
        [
            Product(structure="child", parent=product, title="", slug=product.slug)
            for product, _draft in parents
            for _size in (1, 2)
        ]
    )
    draft_of = {product.pk: draft for product, draft in pairs}
    sold = [(product, draft, 1) for product, draft in pairs if not draft["has_packs"]]
    sold += [(pack, draft_of[pack.parent_id], 1 + n % 2) for n, pack in enumerate(packs)]
    Link.objects.bulk_create(
        [Link(product=product, category_id=category_ids[draft["code"]]) for product, draft in pairs]
    )
    Image.objects.bulk_create([Image(product=product, original=picture_of(draft["code"])) for product, draft in pairs])
    make_offers(sold, chance)
    ProductSeason.objects.bulk_create(
        [
            ProductSeason(product=product, months=chance.choice(vocabulary.SEASONS))
            for product, _draft in pairs
            if chance.random() < 0.3
        ]
    )
    make_certificates([pair for pair in pairs if chance.random() < 0.35], chance)


def picture_of(code: str) -> str:
    """The shop's own drawing of a product set: no picture files are needed."""
    return f"illustrations/sets/{code.lower().replace('.', '-')}.png"


def make_offers(sold: list[tuple], chance) -> None:
    """Price, stock and label facts of everything that can be put in a basket; one in twenty is sold out."""
    from oscar.core.loading import get_model

    from catalogue.facts.models import ProductFacts

    StockRecord = get_model("partner", "StockRecord")
    records, facts = [], []
    for product, draft, times in sold:
        _share, unit, storage, quantity, price, _names = vocabulary.GOODS[draft["code"]]
        dong = round(price * times * chance.uniform(0.5, 2.5)) * 1000
        records.append(
            StockRecord(
                product=product, partner=draft["seller"].partner, partner_sku=f"{CODE}-{product.pk}", price=Decimal(dong), price_currency="VND",
                num_in_stock=0 if chance.random() < 0.05 else chance.randint(3, 400),
            )
        )  # fmt: skip
        facts.append(
            ProductFacts(
                product=product, net_quantity=quantity * times, unit=unit, storage=storage, gross_weight_g=quantity * times + 100,
                shelf_life_days=chance.choice((None, 90, 180, 365)), ingredients=chance.choice(vocabulary.INGREDIENTS),
                how_to_use=chance.choice(vocabulary.USES), origin=draft["seller"].commune, is_alcohol=draft["code"].startswith("II.1"), is_demo=True,
            )
        )  # fmt: skip
    StockRecord.objects.bulk_create(records)
    ProductFacts.objects.bulk_create(facts)


def make_certificates(pairs: list[tuple], chance) -> None:
    """Issued over the last five years, so that two in five have run out."""
    from django.utils import timezone

    from catalogue.certification.models import Certificate, end_of_validity

    certificates = []
    for product, draft in pairs:
        issued_on = timezone.localdate() - timedelta(days=chance.randint(1, 5 * 365))
        commune = draft["seller"].commune
        certificates.append(
            Certificate(
                product=product, reference=f"{CODE}-{product.pk}", product_name=product.title, producer_name=draft["seller"].name,
                product_set=draft["code"], commune=commune, province=commune.province, stars=chance.choice((3, 3, 3, 4, 4, 5)),
                issued_on=issued_on, valid_until=end_of_validity(issued_on), is_demo=True,
            )
        )  # fmt: skip
        certificates[-1].search_text = certificates[-1].folded_search_text()
    Certificate.objects.bulk_create(certificates)


def settle() -> None:
    """What PostgreSQL's autovacuum does some minutes after a large import: statistics, and the waiting list of the word index."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--number", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings.development")
    os.environ["DEBUG"] = "false"
    import django
    from tqdm import tqdm

    django.setup()
    try:
        listings = generate(
            wanted.number, seed=wanted.seed, progress=lambda batches: tqdm(batches, unit="batch", disable=None)
        )
    except AlreadyGenerated as error:
        raise SystemExit(str(error)) from None
    settle()
    print(f"{listings} listings")


if __name__ == "__main__":
    main()
