"""The list of a seller's products: found by words, narrowed by where they stand, page by page, in a constant number of queries."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from oscar.core.loading import get_model

from catalogue.pictures.renditions import Picture, picture
from catalogue.review.models import ProductReview, Shelf
from catalogue.review.standing import state_of
from marketplace.folding import clean, folded
from marketplace.money import format_dong
from sellers.goods.owning import products_of
from sellers.goods.stocking import left_of

from .standing import Standing, standing_of

PER_PAGE = 20
SEARCH_FROM = 8
SHOWN = ("all", "on_sale", "mine", "desk", "paused")
STATES = {
    "on_sale": {Shelf.State.ON_SALE},
    "mine": {Shelf.State.DRAFT, Shelf.State.SENT_BACK, Shelf.State.BLOCKED},
    "desk": {Shelf.State.WAITING},
    "paused": {Shelf.State.PAUSED},
}


class Row(NamedTuple):
    """`stock_of` is the product whose stock + and − change; None where packs are counted each, or nobody counts."""

    product: object
    title: str
    picture: Picture | None
    price_text: str
    size_text: str
    standing: Standing
    left: int | None
    stock_of: int | None
    pack_count: int
    has_changes_waiting: bool
    is_visit: bool


class Tab(NamedTuple):
    key: str
    label: str
    count: int
    url: str
    is_current: bool


class Page(NamedTuple):
    rows: list[Row]
    tabs: list[Tab]
    paging: object
    words: str
    total: int
    found: int

    @property
    def has_search(self) -> bool:
        return self.total >= SEARCH_FROM or bool(self.words)


class Paging(NamedTuple):
    previous_url: str
    next_url: str
    items_shown: list[dict]


def listing_page(seller, *, words: str = "", show: str = "all", number: str = "1") -> Page:
    """Six queries with packs and pictures, however many products there are."""
    words, show = clean(words[:80]), show if show in SHOWN else "all"
    known = list(
        products_of(seller)
        .select_related("shelf")
        .order_by("-date_created", "-pk")
        .only("pk", "title", "is_public", "shelf")
    )
    needles = folded(words).split()
    named = [one for one in known if all(needle in folded(one.title) for needle in needles)]
    counts = {key: sum(_is_shown(one, key) for one in named) for key in SHOWN}
    wanted = [one.pk for one in named if _is_shown(one, show)]
    page = Paginator(wanted, PER_PAGE).get_page(number)
    tabs = _tabs(counts, words, show)
    return Page(_rows(seller, list(page)), tabs, _paging(page, words, show), words, len(known), len(wanted))


def _is_shown(product, show: str) -> bool:
    return show == "all" or state_of(product) in STATES[show]


def _tabs(counts: dict[str, int], words: str, show: str) -> list[Tab]:
    labels = {
        "all": pgettext("products", "All"),
        "on_sale": _("On sale"),
        "mine": _("Not finished"),
        "desk": _("With the desk"),
        "paused": _("Paused"),
    }
    return [
        Tab(key, label, counts[key], "?" + _query(words, key), key == show)
        for key, label in labels.items()
        if counts[key] or key in ("all", show)
    ]


def _query(words: str, show: str, number: int = 1) -> str:
    asked = {"q": words, "show": show if show != "all" else "", "page": number if number > 1 else ""}
    return urlencode({name: value for name, value in asked.items() if value})


def _paging(page, words: str, show: str) -> Paging:
    def url(number):
        return "?" + _query(words, show, number)

    shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    items = [
        {"number": number, "url": url(number), "is_current": number == page.number}
        if isinstance(number, int)
        else {"number": ""}
        for number in shown
    ]
    previous = url(page.previous_page_number()) if page.has_previous() else ""
    return Paging(previous, url(page.next_page_number()) if page.has_next() else "", items)


def _rows(seller, ids: list[int]) -> list[Row]:
    Product = get_model("catalogue", "Product")
    records = get_model("partner", "StockRecord").objects.order_by("pk")
    packs = (
        Product.objects.exclude(shelf__state=Shelf.State.REMOVED)
        .select_related("facts")
        .prefetch_related(Prefetch("stockrecords", records))
    )
    waiting = ProductReview.objects.filter(state=ProductReview.State.WAITING)
    found = (
        Product.objects.filter(pk__in=ids)
        .select_related("facts", "shelf", "product_class", "experience")
        .prefetch_related(
            Prefetch("stockrecords", records),
            Prefetch("children", packs.order_by("pk")),
            Prefetch("reviews_by_desk", waiting, to_attr="waiting_reviews"),
            "images",
        )
    )
    by_pk = {product.pk: product for product in found}
    return [_row(seller, by_pk[pk]) for pk in ids if pk in by_pk]


def _row(seller, product) -> Row:
    packs = list(product.children.all()) if product.is_parent else [product]
    records = [record for pack in packs for record in pack.stockrecords.all()]
    prices = [int(record.price) for record in records if record.price is not None]
    counted = product.product_class.track_stock if product.product_class else True
    is_visit = hasattr(product, "experience")
    left = sum(left_of(record) for record in records) if counted and not is_visit else None
    review = next(iter(product.waiting_reviews), None)
    price_text = format_dong(min(prices)) if prices else ""
    image = next(iter(product.images.all()), None)
    facts = getattr(product, "facts", None)
    return Row(
        product=product,
        title=product.title,
        picture=picture(image.original.name, "") if image else None,
        price_text=_("from %s") % price_text if len(set(prices)) > 1 else price_text,
        size_text="" if product.is_parent or facts is None else str(facts.quantity_text),
        standing=standing_of(product, seller=seller, left=left, review=review),
        left=left,
        stock_of=product.pk if counted and not product.is_parent else None,
        pack_count=len(packs) if product.is_parent and not is_visit else 0,
        has_changes_waiting=review is not None and state_of(product) in (Shelf.State.ON_SALE, Shelf.State.PAUSED),
        is_visit=is_visit,
    )
