"""Everything a seller sees of one product: what it says, what is missing, what waits and what was sent back."""

from typing import NamedTuple

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.pictures.renditions import Picture, picture
from catalogue.review import completeness, wording
from catalogue.review import fields as reviewed
from catalogue.review.models import FieldChange, ProductReview, Shelf
from catalogue.review.sending import Waiting, amendments_of
from catalogue.review.standing import LOOKED_AT, state_of, waits_whole
from catalogue.seasons.harvesting import harvest_words
from catalogue.seasons.models import months_of
from marketplace.money import format_dong
from sellers.goods.packs import packs_of
from sellers.goods.pictures import MOST_PICTURES
from sellers.goods.stocking import left_of

from .findings import Shown, shown_findings
from .mending import SECTION_OF, box_of
from .standing import Standing, standing_of

State = Shelf.State
IN_SECTION = {
    "label": ("ingredients", "shelf_life_days", "storage", "how_to_keep", "how_to_use", "warnings"),
    "origin": ("origin_kind", "origin"),
    "english": ("title_en", "summary_en", "other_names"),
}


class PackRow(NamedTuple):
    product_id: int
    name: str
    price_text: str
    left: int | None
    promised: int


class Said(NamedTuple):
    label: str
    text: str


class Gap(NamedTuple):
    """Something missing, with the section that mends it; `section` may be pictures or price."""

    section: str
    message: str
    box: str


class WaitingChange(NamedTuple):
    label: str
    old: str
    new: str


class SentBack(NamedTuple):
    label: str
    reason: str
    section: str
    box: str


class ShownPicture(NamedTuple):
    pk: int
    picture: Picture


class ProductView(NamedTuple):
    product: object
    state: str
    standing: Standing
    pictures: list[ShownPicture]
    packs: list[PackRow]
    is_counted: bool
    what: list[Said]
    sections: dict[str, list[Said]]
    season: list[str]
    gaps: list[Gap]
    findings: list[Shown]
    review: ProductReview | None
    waiting: list[WaitingChange]
    amendments: list[str]
    sent_back: list[SentBack]
    sent_back_on: object
    reason: str

    @property
    def is_draft(self) -> bool:
        return self.state in (State.DRAFT, State.SENT_BACK, State.BLOCKED)

    @property
    def is_in_shop(self) -> bool:
        """Whether shoppers can open its page now."""
        listing = getattr(self.product, "listing", None)
        return listing is not None and (settings.ALCOHOL_ENABLED or not listing.is_alcohol)

    @property
    def can_send(self) -> bool:
        return self.is_draft and not self.gaps and not self.stops

    @property
    def stops(self) -> bool:
        return any(shown.finding.stops for shown in self.findings)

    @property
    def can_pause(self) -> bool:
        return self.state == State.ON_SALE

    @property
    def is_paused(self) -> bool:
        return self.state == State.PAUSED

    @property
    def is_looked_at(self) -> bool:
        return self.state in LOOKED_AT

    @property
    def can_add_picture(self) -> bool:
        return len(self.pictures) < MOST_PICTURES


def product_view(product, *, seller) -> ProductView:
    """Eighteen queries at most, however many packs and pictures."""
    packs, is_counted = _packs(product)
    is_visit = hasattr(product, "experience")
    left = sum(pack.left for pack in packs) if is_counted and not is_visit else None
    review = ProductReview.objects.filter(product=product, state=Waiting).prefetch_related("changes").first()
    now = reviewed.current(product)
    is_whole = waits_whole(product)
    last = _last_decided(product)
    texts = {name: now[name] for name in reviewed.TEXTS if now.get(name)}
    return ProductView(
        product=product,
        state=state_of(product),
        standing=standing_of(product, seller=seller, left=left, review=review),
        pictures=[
            ShownPicture(image.pk, picture(image.original.name, product.title)) for image in product.images.all()
        ],
        packs=packs,
        is_counted=is_counted,
        what=_said(now, ("set_code", "description")),
        sections={key: _said(now, names) for key, names in IN_SECTION.items()},
        season=_season(product),
        gaps=[_gap(one) for one in completeness.missing(product)] if is_whole else [],
        findings=shown_findings(wording.check(texts, product=product), texts) if is_whole else [],
        review=review,
        waiting=_waiting(review) if review and not is_whole else [],
        amendments=amendments_of(review) if review else [],
        sent_back=_sent_back(last),
        sent_back_on=last.decided_at if last else None,
        reason=_reason(product, last),
    )


def _packs(product) -> tuple[list[PackRow], bool]:
    packs = packs_of(product)
    counted = product.product_class.track_stock if product.product_class else True
    rows = []
    for pack in packs:
        record = next(iter(pack.stockrecords.all()), None)
        price = format_dong(record.price) if record and record.price is not None else "—"
        left, promised = (left_of(record), record.num_allocated or 0) if record else (0, 0)
        rows.append(PackRow(pack.pk, str(pack.facts.quantity_text), price, left if counted else None, promised))
    return rows, counted


def _said(now: dict, names) -> list[Said]:
    return [Said(str(reviewed.LABELS[name]), reviewed.shown(name, now[name])) for name in names if now.get(name)]


def _season(product) -> list[str]:
    words = harvest_words(getattr(product, "harvest", None), timezone.localdate())
    season = getattr(product, "season", None)
    if season and season.months:
        words.append(_("Ripe in months %(months)s") % {"months": ", ".join(map(str, months_of(season.months)))})
    return words


def _gap(one: completeness.Missing) -> Gap:
    elsewhere = {"picture": "pictures", "price": "price"}
    return Gap(elsewhere.get(one.field) or SECTION_OF[one.field], one.message, box_of(one.field))


def _waiting(review: ProductReview) -> list[WaitingChange]:
    return [
        WaitingChange(
            str(reviewed.LABELS.get(change.field, change.field)),
            reviewed.shown(change.field, change.old),
            reviewed.shown(change.field, change.new),
        )
        for change in review.changes.all()
    ]


def _last_decided(product) -> ProductReview | None:
    decided = ProductReview.objects.filter(product=product).exclude(decided_by=None).prefetch_related("changes")
    return decided.order_by("-decided_at", "-pk").first()


def _sent_back(review: ProductReview | None) -> list[SentBack]:
    """Of the latest answer only: what was mended and accepted since is history."""
    if review is None:
        return []
    return [
        SentBack(
            str(reviewed.LABELS.get(change.field, change.field)),
            change.reason,
            SECTION_OF.get(change.field, "what"),
            box_of(change.field),
        )
        for change in review.changes.all()
        if change.decision == FieldChange.Decision.SENT_BACK
    ]


def _reason(product, last: ProductReview | None) -> str:
    shelf = getattr(product, "shelf", None)
    if shelf is not None and shelf.state == State.BLOCKED:
        return shelf.reason
    return last.reason if last else ""


def known_of(product) -> dict:
    """What stands now, with what waits laid over it: what a seller wants to go on typing at."""
    waiting = FieldChange.objects.filter(review__product=product, review__state=Waiting)
    now = reviewed.current(product)
    return now | dict(waiting.values_list("field", "new")) if not waits_whole(product) else now
