"""Everything a product page shows, gathered in a fixed number of queries."""

from typing import NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from catalogue.certification.models import Certificate, Paper
from catalogue.experience_page import Visiting, visiting
from catalogue.experiences.choosing import Day, days_open
from catalogue.facts.models import ProductFacts, Storage, unit_price
from catalogue.listing import faceting
from catalogue.listing.cards import Card, Words, cards
from catalogue.listing.models import Listing
from catalogue.pictures.renditions import WIDTHS, Picture, picture
from catalogue.product_sets import set_name
from catalogue.seasons.harvesting import harvest_words
from catalogue.seasons.models import ALL_YEAR
from marketplace.money import format_dong

MOST_AT_ONCE = 50
FEW_LEFT = 5
MOST_NEAR = 4


class Pack(NamedTuple):
    product_id: int
    name: str
    price: int
    price_text: str
    unit_price_text: str
    left: int | None  # None: stock is not counted
    is_chosen: bool

    @property
    def is_available(self) -> bool:
        return self.left is None or self.left > 0


class TrustChip(NamedTuple):
    label: str
    detail: str
    url: str


class Month(NamedTuple):
    number: int
    is_ripe: bool
    is_now: bool


class Crumb(NamedTuple):
    name: str
    url: str


class ProductPage(NamedTuple):
    product: object
    listing: Listing | None
    title: str
    title_in: str  # the language of the title where it is not the reader's, else ""
    summary: str
    summary_in: str
    canonical_path: str
    pictures: list[Picture]
    packs: list[Pack]
    chosen: Pack | None
    facts: ProductFacts | None
    seller: object
    stars: int
    stars_label: str
    certificate: Certificate | None
    former_certificate: Certificate | None
    trust: list[TrustChip]
    months: list[Month]
    harvest: list[str]
    season_name: str
    crumbs: list[Crumb]
    more: list[Card]
    is_private: bool = False  # shown to its seller before it is on sale
    visiting: Visiting | None = None  # of a visit only

    @property
    def is_on_sale(self) -> bool:
        """A visit without an open day is not withdrawn: the next days may be there tomorrow."""
        if self.visiting:
            return self.is_private or (self.product.is_public and self.seller is not None and self.seller.is_open)
        return (self.listing is not None or self.is_private) and bool(self.packs)

    @property
    def is_undated_visit(self) -> bool:
        """A visit that has no times here: it is shown, and the host is asked for a day."""
        kind = self.product.product_class
        is_service = self.facts is not None and self.facts.storage == Storage.SERVICE
        return self.visiting is None and (is_service or (kind is not None and not kind.requires_shipping))

    @property
    def maker(self):
        """The member household of a cooperative that makes it, where it wants to be named; else None."""
        made = getattr(self.product, "maker", None)
        return made.member if made and made.member.is_shown and made.member.left_at is None else None

    @property
    def texts_in(self) -> str:
        """The language of what the label says, which nobody translates, for readers of another."""
        return "" if get_language() == settings.LANGUAGE_CODE else settings.LANGUAGE_CODE

    @property
    def has_packs(self) -> bool:
        return len(self.packs) > 1

    @property
    def is_available(self) -> bool:
        return any(pack.is_available for pack in self.packs)

    @property
    def few_left(self) -> int:
        """How many are left when it is worth telling, else 0."""
        left = self.chosen.left if self.chosen else None
        return left if left and left <= FEW_LEFT else 0

    @property
    def most_at_once(self) -> int:
        return min([MOST_AT_ONCE, *(pack.left for pack in self.packs if pack.left)])


def product_page(pk: int, *, request, is_private=False) -> ProductPage | None:
    """The page of a public product, on sale or not; None for an unknown or hidden one. A pack answers with its parent's page.

    `is_private`: also a hidden one, as it will look on sale; only for whom its seller lets see it.
    """
    product = _products().filter(pk=pk).first()
    if product is None or not (is_private or product.is_public or hasattr(product, "listing")):
        return None
    if product.is_child:
        return product_page(product.parent_id, request=request, is_private=is_private)
    experience = getattr(product, "experience", None)
    if product.is_parent:
        _fetch_packs(product, is_private, is_visit=experience is not None)
    words, day = Words(), timezone.localdate()
    listing = getattr(product, "listing", None)
    if listing and listing.is_alcohol and not settings.ALCOHOL_ENABLED:
        return None
    wanted = request.GET.get("pack", "")
    days = days_open(product, now=timezone.now()) if experience else []
    packs = _slots(days) if experience else _packs(product, words, wanted)
    if is_private:
        packs = [pack._replace(left=None) for pack in packs]
    chosen = next((pack for pack in packs if pack.is_chosen), None)
    facts = _facts(product, chosen)
    title = words.title(listing) if listing else product.title
    summary = _summary(product, facts, words)
    certificate, former = _certificates(product, day)
    stars = certificate.stars if certificate else 0
    return ProductPage(
        product=product,
        listing=listing,
        title=title,
        title_in=words.other_language(is_own=title != product.title or not title),
        summary=summary,
        summary_in=words.other_language(is_own=summary != product.description or not summary),
        canonical_path=reverse("catalogue:detail", kwargs={"product_slug": product.slug, "pk": product.pk}),
        pictures=_pictures(product, listing, title, words),
        packs=packs if listing or is_private else [],
        chosen=chosen,
        facts=facts,
        seller=_seller(product),
        stars=stars,
        stars_label=words.stars[stars],
        certificate=certificate,
        former_certificate=None if certificate else former,
        trust=_trust(product, certificate, day),
        months=_months(product, day),
        harvest=harvest_words(getattr(product, "harvest", None), day),
        season_name=_season_name(product),
        crumbs=_crumbs(listing),
        more=_more(listing),
        is_private=is_private and listing is None,
        visiting=visiting(experience, days, wanted=wanted, is_private=is_private) if experience else None,
    )


def _products():
    Product, StockRecord = get_model("catalogue", "Product"), get_model("partner", "StockRecord")
    stock = StockRecord.objects.select_related("partner__seller__commune__province").order_by("pk")
    return Product.objects.select_related(
        "facts__origin__province",
        "season__produce",
        "harvest",
        "listing",
        "product_class",
        "maker__member__commune__province",
        "experience",
    ).prefetch_related(
        Prefetch("stockrecords", stock),
        "images",
        "certificates",
        Prefetch("papers", Paper.objects.valid_on(timezone.localdate()).select_related("indication")),
    )


def _fetch_packs(product, is_private: bool, *, is_visit: bool) -> None:
    """Of a visit none: its slots come from choosing.days_open, there may be hundreds."""
    stock = (
        get_model("partner", "StockRecord").objects.select_related("partner__seller__commune__province").order_by("pk")
    )
    packs = get_model("catalogue", "Product").objects.select_related("facts__origin__province")
    packs = packs.exclude(shelf__state="removed") if is_private else packs.filter(is_public=True)
    if is_visit:
        packs = packs.none()
    packs = packs.prefetch_related(Prefetch("stockrecords", stock)).order_by("pk")
    prefetch_related_objects([product], Prefetch("children", packs))


def _packs(product, words: Words, wanted: str) -> list[Pack]:
    found = []
    counted = product.product_class.track_stock if product.product_class else True
    for pack in list(product.children.all()) if product.is_parent else [product]:
        record = next((r for r in pack.stockrecords.all() if r.price is not None), None)
        if record is None:
            continue
        facts, price = getattr(pack, "facts", None), int(record.price)
        per = unit_price(price, facts.net_quantity, facts.unit) if facts else 0
        found.append(
            Pack(
                product_id=pack.pk,
                name=str(facts.quantity_text) if facts else pack.get_title(),
                price=price,
                price_text=format_dong(price),
                unit_price_text=words.per[facts.unit] % format_dong(per) if per else "",
                left=max(0, (record.num_in_stock or 0) - (record.num_allocated or 0)) if counted else None,
                is_chosen=str(pack.pk) == wanted,
            )
        )
    if found and not any(pack.is_chosen for pack in found):
        first = next((i for i, pack in enumerate(found) if pack.is_available), 0)
        found[first] = found[first]._replace(is_chosen=True)
    return found


def _slots(days: list[Day]) -> list[Pack]:
    slots = [(day, slot) for day in days for slot in day.slots]
    return [
        Pack(slot.product_id, f"{day.text}, {slot.text}", slot.price, slot.price_text, "", slot.left, False)
        for day, slot in slots
    ]


def _facts(product, chosen: Pack | None) -> ProductFacts | None:
    of_packs = {pack.pk: getattr(pack, "facts", None) for pack in product.children.all()} if product.is_parent else {}
    return of_packs.get(chosen.product_id if chosen else None) or getattr(product, "facts", None)


def _summary(product, facts, words: Words) -> str:
    own = getattr(product, "facts", None) or facts
    return (words.is_english and own and own.summary_en) or product.description


def _pictures(product, listing, title: str, words: Words) -> list[Picture]:
    names = [image.original.name for image in product.images.all()] or ([listing.picture] if listing else [])
    alt = words.illustration % {"title": title}
    return [picture(name, alt if name.startswith("illustrations/") else title, widths=WIDTHS) for name in names if name]


def _seller(product):
    stocked = [product, *product.children.all()] if product.is_parent else [product]
    records = [record for pack in stocked for record in pack.stockrecords.all()]
    return next((s for s in (getattr(r.partner, "seller", None) for r in records) if s), None)


def _certificates(product, day) -> tuple[Certificate | None, Certificate | None]:
    """The certificate valid on the day, and the latest that has run out."""
    known = sorted(product.certificates.all(), key=lambda c: c.issued_on, reverse=True)
    valid = next((c for c in known if c.is_valid_on(day)), None)
    ended = next((c for c in known if c.last_day < day and c.state != "revoked"), None)
    return valid, ended


def _trust(product, certificate, day) -> list[TrustChip]:
    """At most three, the strongest first; each opens the paper behind it."""
    chips = []
    if certificate:
        until = _("valid until %(day)s") % {"day": certificate.last_day.strftime("%d/%m/%Y")}
        demo = _(" · demo certificate") if certificate.is_demo else ""
        label = _("OCOP %(stars)s stars") % {"stars": certificate.stars}
        chips.append(TrustChip(label, until + demo, certificate.get_absolute_url()))
    order = [
        Paper.Kind.GI_RIGHT,
        Paper.Kind.ORGANIC,
        Paper.Kind.VIETGAP,
        Paper.Kind.SELF_DECLARATION,
        Paper.Kind.TEST_REPORT,
    ]
    papers = sorted(product.papers.all(), key=lambda p: order.index(p.kind) if p.kind in order else len(order))
    for paper in papers:
        label = paper.indication.name if paper.indication_id else paper.get_kind_display()
        told = [
            paper.number,
            _("until %(day)s") % {"day": paper.valid_until.strftime("%d/%m/%Y")} if paper.valid_until else "",
        ]
        chips.append(TrustChip(str(label), " · ".join(filter(None, told)) or str(paper.get_kind_display()), ""))
    return chips[:3]


def _months(product, day) -> list[Month]:
    season = getattr(product, "season", None)
    if season is None or season.months in (0, ALL_YEAR):
        return []
    return [Month(n, bool(season.months & 1 << (n - 1)), n == day.month) for n in range(1, 13)]


def _season_name(product) -> str:
    season = getattr(product, "season", None)
    return season.produce.shown_name if season and season.produce_id else ""


def _crumbs(listing) -> list[Crumb]:
    shop = Crumb(_("Shop"), reverse("catalogue:index"))
    if listing is None:
        return [shop]
    return [shop, Crumb(set_name(listing.set_code, translation.get_language()), f"{shop.url}?set={listing.set_code}")]


def _more(listing) -> list[Card]:
    """More from the same commune: it may come in the same parcel."""
    if listing is None:
        return []
    key = faceting.key_of("near", f"{listing.commune_code}{translation.get_language()}")
    near = cache.get(key)
    if near is None:
        rows = Listing.objects.on_sale().filter(commune_code=listing.commune_code).by_rank()[: MOST_NEAR + 1]
        near = [(row.pk, shown) for row, shown in zip(rows, cards(list(rows)), strict=True)]
        cache.set(key, near, faceting.KEEP_SECONDS)
    return [shown for pk, shown in near if pk != listing.pk][:MOST_NEAR]
