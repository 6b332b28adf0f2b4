"""A product becomes an experience, and gets slots: packs with a time, whose stock is their places."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone, translation
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from oscar.core.loading import get_model
from oscar.core.utils import slugify

from catalogue.facts.models import ProductFacts, Storage, Unit
from marketplace.money import HIGHEST_PRICE

from .models import Experience, Slot
from .wording import slot_text

GROUP = "VI"
# Oscar's class of visits does not count; places are counted.
CLASS_SLUG, CLASS_NAME = "visits-with-places", "Trải nghiệm theo suất"
MOST_PLACES, LOWEST_PRICE = 1000, 1000
FURTHEST = timedelta(days=366)
TAKEN = Coalesce(F("num_allocated"), 0)


class BadExperience(Exception):
    """`field`: what `message` is about. Nothing was saved."""

    def __init__(self, field: str, message: str):
        self.field, self.message = field, message
        super().__init__(f"{field}: {message}")


class BadSlot(BadExperience):
    """A slot that cannot be, as `message` says."""


class SlotTaken(BadSlot):
    """The experience begins at this time already."""


class BelowBooked(Exception):
    """More places than that are booked or held for a payment; `booked` says how many. Nothing was changed."""

    def __init__(self, booked: int):
        self.booked = booked
        super().__init__(booked)


@transaction.atomic
def make_experience(*, product, kind: str, minutes: int, meeting_place: str, **rest) -> Experience:
    """The product, one of set VI without packs, is sold by its slots from now on. `rest`: more fields of Experience.

    What was left of its own stock counts no more; its stock record stays and says whose product it is.
    Raises BadExperience.
    """
    product = get_model("catalogue", "Product").objects.select_for_update().get(pk=product.pk)
    _check_product(product)
    experience = Experience(product=product, kind=kind, minutes=minutes, meeting_place=meeting_place, **rest)
    _check(experience)
    product.structure, product.product_class = product.PARENT, _counted_class()
    product.save()
    ProductFacts.objects.update_or_create(
        product=product,
        defaults={"storage": Storage.SERVICE, "gross_weight_g": 0},
        create_defaults={"storage": Storage.SERVICE, "gross_weight_g": 0, "net_quantity": 1, "unit": Unit.PIECE},
    )
    get_model("partner", "StockRecord").objects.filter(product=product).update(num_in_stock=TAKEN)
    experience.save(force_insert=True)
    return experience


def _check_product(product) -> None:
    if product.is_child:
        raise BadExperience("product", _("A pack cannot become a visit."))
    if Experience.objects.filter(product=product).exists() or product.children.exists():
        raise BadExperience("product", _("It has packs or times already."))
    codes = product.categories.exclude(code=None).values_list("code", flat=True)
    if any(code.split(".")[0] != GROUP for code in codes):
        raise BadExperience("set_code", _("A visit belongs to group VI, tourism services."))


def _check(experience: Experience) -> None:
    """By the model's own rules; the first fault is told."""
    try:
        experience.clean_fields(exclude=["product"])
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise BadExperience(field, messages[0]) from error


def _counted_class():
    options = {"name": CLASS_NAME, "track_stock": True, "requires_shipping": False}
    return get_model("catalogue", "ProductClass").objects.get_or_create(slug=CLASS_SLUG, defaults=options)[0]


def add_slot(
    *, experience: Experience, starts_at: datetime, places: int, price: int, partner, ends_at: datetime | None = None
) -> Slot:
    """On sale at once where the experience is. `price` in whole dong per person. Raises SlotTaken, BadSlot."""
    ends_at = ends_at or starts_at + timedelta(minutes=experience.minutes)
    closes_at = starts_at - timedelta(hours=experience.closes_hours)
    slot = Slot(experience=experience, starts_at=starts_at, ends_at=ends_at, closes_at=closes_at)
    _check_slot(slot, places, price)
    try:
        with transaction.atomic():
            slot.product = _pack(experience, slot)
            _offer(slot.product, partner, places, price)
            slot.save(force_insert=True)
    except IntegrityError as error:
        if _is_taken(slot):
            raise SlotTaken("starts_at", _("There is a time at this hour already.")) from error
        raise
    return slot


def _check_slot(slot: Slot, places: int, price: int) -> None:
    now = timezone.now()
    if slot.closes_at <= now:
        raise BadSlot("starts_at", _("That is too soon: nobody could book it any more."))
    if slot.starts_at > now + FURTHEST:
        raise BadSlot("starts_at", _("That is more than a year away."))
    if slot.ends_at <= slot.starts_at:
        raise BadSlot("ends_at", _("It ends before it begins."))
    _check_places(places)
    if not (isinstance(price, int) and LOWEST_PRICE <= price <= HIGHEST_PRICE):
        raise BadSlot("price", _("The price is out of bounds."))
    if _is_taken(slot):
        raise SlotTaken("starts_at", _("There is a time at this hour already."))


def _check_places(places: int) -> None:
    if not (isinstance(places, int) and 1 <= places <= MOST_PLACES):
        raise BadSlot("places", _("Say how many people can come: 1 to %(most)d.") % {"most": MOST_PLACES})


def _is_taken(slot: Slot) -> bool:
    same = Slot.objects.filter(experience=slot.experience_id, starts_at=slot.starts_at)
    return same.filter(called_off_at=None).exists()


def _pack(experience: Experience, slot: Slot):
    """The slot as a product, named in the language of the shop."""
    page = experience.product
    facts = ProductFacts.objects.filter(product=page).first()
    with translation.override(settings.LANGUAGE_CODE):
        title = f"{page.title}, {slot_text(slot)}"[:255]
    pack = get_model("catalogue", "Product").objects.create(
        structure="child", parent=page, title=title, slug=slugify(title)[:255], is_public=True
    )
    title_en = f"{facts.title_en}, {slot_text(slot, 'en')}"[:255] if facts and facts.title_en else ""
    ProductFacts.objects.create(
        product=pack,
        net_quantity=1,
        unit=Unit.PIECE,
        storage=Storage.SERVICE,
        gross_weight_g=0,
        origin_id=facts.origin_id if facts else None,
        is_demo=bool(facts and facts.is_demo),
        title_en=title_en,
    )
    return pack


def _offer(pack, partner, places: int, price: int) -> None:
    get_model("partner", "StockRecord").objects.create(
        product=pack,
        partner=partner,
        partner_sku=f"{pack.pk}-{get_random_string(6).lower()}",
        price_currency="VND",
        price=price,
        num_in_stock=places,
    )


@transaction.atomic
def move_places(*, slot: Slot, by: int) -> int:
    """So many more, or fewer. Answers how many are left. Two phones and a buyer at once all count.

    Raises BelowBooked, and BadSlot for more than MOST_PLACES and for a slot that was called off or cannot be booked now.
    """
    if not _standing(slot).is_open(timezone.now()):
        raise BadSlot("places", _("This time cannot be booked any more."))
    records = get_model("partner", "StockRecord").objects.filter(product_id=slot.pk)
    if by > 0 and not records.filter(num_in_stock__lte=MOST_PLACES - by).exists():
        _check_places(MOST_PLACES + 1)
    moved = records.filter(num_in_stock__gte=TAKEN - by, num_in_stock__lte=MOST_PLACES - max(by, 0))
    changed = moved.update(num_in_stock=F("num_in_stock") + by)
    record = records.get()
    if not changed:
        raise BelowBooked(record.num_allocated or 0)
    record.post_save_signal()
    return max(0, record.num_in_stock - (record.num_allocated or 0))


def _standing(slot: Slot) -> Slot:
    """Locked first: calling off closes the slot and its stock in the same order. Raises BadSlot when it was called off.

    Not its key: who places an order holds the stock and then points a visit at the slot.
    """
    current = Slot.objects.select_for_update(no_key=True).get(pk=slot.pk)
    if current.called_off_at is not None:
        raise BadSlot("places", _("This time was called off."))
    return current
