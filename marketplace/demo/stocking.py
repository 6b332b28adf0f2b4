"""Turns goods into Oscar's products with facts, stock, pictures and seasons: in bulk, so without signals."""

from collections import Counter
from decimal import Decimal
from functools import reduce
from operator import or_

from oscar.core.loading import get_model
from oscar.core.utils import slugify

from catalogue.facts.models import ProductFacts
from catalogue.seasons.models import Produce, ProductSeason
from marketplace.reference.classification import EXPERIENCE, GOODS
from marketplace.reference.storing import store

from .goods import Goods, Pack

PRODUCT_FIELDS = ("title", "slug", "description", "structure", "product_class_id", "parent_id")
FACT_FIELDS = tuple(f.attname for f in ProductFacts._meta.concrete_fields if not f.primary_key)
IMAGE_ORDER = 0


def stock(goods: list[Goods], *, update: bool = False) -> dict[str, Counter]:
    """Counts by kind of row. Stored rows stay as they are unless `update`; stock and prices stay in any case."""
    products, counted = _store_products(goods, update)
    return {
        "products": counted,
        "facts": _store_facts(goods, products, update),
        "stock records": _store_offers(goods, products),
        "categories of products": _store_categories(goods, products),
        "pictures of products": _store_pictures(goods, products, update),
        "seasons of products": _store_seasons(goods, products, update),
    }


def product_ids(goods: list[Goods]) -> list[int]:
    Product = get_model("catalogue", "Product")
    return list(Product.objects.filter(upc__in=[item.upc for item in goods]).values_list("pk", flat=True))


def _store_products(goods: list[Goods], update: bool):
    """The pages first, then the packs of those with a choice. Returns the products by UPC and the counts."""
    Product = get_model("catalogue", "Product")
    classes = dict(get_model("catalogue", "ProductClass").objects.values_list("slug", "pk"))
    visits = dict(Product.objects.exclude(experience=None).values_list("upc", "product_class_id"))
    pages = [
        Product(
            upc=item.upc,
            title=item.title,
            slug=item.slug,
            description=item.description,
            structure=Product.PARENT if len(item.packs) > 1 or item.upc in visits else Product.STANDALONE,
            product_class_id=visits.get(item.upc) or classes[EXPERIENCE if item.is_service else GOODS],
        )
        for item in goods
    ]
    counts = store(Product, ("upc",), pages, PRODUCT_FIELDS, update=update)
    products = {page.upc: page for page in pages}
    packs = [
        Product(
            upc=pack.upc,
            title=f"{item.title}, {pack.text}",
            slug=slugify(f"{item.title} {pack.text}"),
            structure=Product.CHILD,
            parent_id=products[item.upc].pk,
        )
        for item in goods
        if len(item.packs) > 1
        for pack in item.packs
    ]
    counts.update(store(Product, ("upc",), packs, PRODUCT_FIELDS, update=update))
    return products | {pack.upc: pack for pack in packs}, counts


def _store_facts(goods: list[Goods], products: dict, update: bool) -> Counter:
    """Facts for every pack, and for the page of a choice those of its first pack, so that it has a name in English."""
    rows = []
    for item in goods:
        packs = {item.upc: item.packs[0]} | {pack.upc: pack for pack in item.packs}
        rows += [_facts(item, pack, products[upc].pk) for upc, pack in packs.items()]
    return store(ProductFacts, ("product_id",), rows, FACT_FIELDS, update=update)


def _facts(item: Goods, pack: Pack, product_id: int) -> ProductFacts:
    kind, texts = item.kind, item.texts
    length, width, height = pack.size
    return ProductFacts(
        product_id=product_id,
        net_quantity=pack.quantity,
        unit=pack.unit,
        pack_text=pack.text,
        gross_weight_g=pack.gross_g,
        length_cm=length,
        width_cm=width,
        height_cm=height,
        storage=kind.storage,
        is_fragile=kind.is_fragile,
        shelf_life_days=kind.shelf_life_days,
        max_transit_days=kind.max_transit_days,
        ingredients=texts.ingredients,
        how_to_use=texts.use,
        how_to_keep=texts.keep,
        warnings=texts.warnings,
        other_names=texts.names,
        origin_id=item.commune_code,
        is_alcohol=kind.set_code in ("II.1a", "II.1b"),
        is_made_to_order=item.is_made_to_order,
        title_en=item.title_en,
        summary_en=item.summary_en,
        is_demo=True,
    )


def _store_offers(goods: list[Goods], products: dict) -> Counter:
    """Price and stock of every pack. Never brought up to date: orders and sellers change them."""
    StockRecord = get_model("partner", "StockRecord")
    partners = dict(get_model("partner", "Partner").objects.values_list("code", "pk"))
    rows = [
        StockRecord(
            product_id=products[pack.upc].pk,
            partner_id=partners[item.seller_slug],
            partner_sku=pack.upc,
            price=Decimal(pack.price),
            num_in_stock=pack.stock,
        )
        for item in goods
        for pack in item.packs
    ]
    return store(StockRecord, ("partner_id", "partner_sku"), rows, update=False)


def _store_categories(goods: list[Goods], products: dict) -> Counter:
    """A product that staff moved to another product set stays there."""
    ProductCategory = get_model("catalogue", "ProductCategory")
    categories = dict(get_model("catalogue", "Category").objects.exclude(code=None).values_list("code", "pk"))
    rows = [
        ProductCategory(product_id=products[item.upc].pk, category_id=categories[item.kind.set_code]) for item in goods
    ]
    return store(ProductCategory, ("product_id",), rows, update=False)


def _store_pictures(goods: list[Goods], products: dict, update: bool) -> Counter:
    """One of the shop's drawings for each product; many products share a drawing."""
    ProductImage = get_model("catalogue", "ProductImage")
    rows = [
        ProductImage(
            product_id=products[item.upc].pk,
            original=f"illustrations/{item.kind.picture}.png",
            caption="minh họa",
            display_order=IMAGE_ORDER,
        )
        for item in goods
    ]
    return store(ProductImage, ("product_id", "display_order"), rows, ("original",), update=update)


def _store_seasons(goods: list[Goods], products: dict, update: bool) -> Counter:
    produce = {row.name: row for row in Produce.objects.all()}
    rows = []
    for item in goods:
        ripe = [produce[name] for name in item.seasons]
        if ripe:
            months = reduce(or_, (row.months for row in ripe))
            rows.append(ProductSeason(product_id=products[item.upc].pk, produce_id=ripe[0].pk, months=months))
    return store(ProductSeason, ("product_id",), rows, ("produce_id", "months"), update=update)
