"""Changes to a product: what may go live does so at once, what the desk must see waits, and the old version stays on sale."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from catalogue.facts.models import ProductFacts
from catalogue.listing import faceting
from catalogue.listing.refreshing import refresh_soon
from catalogue.review import fields as reviewed
from catalogue.review import sending, wording
from catalogue.review.standing import lock, state_of, waits_whole
from catalogue.seasons.harvesting import BadHarvest, set_harvest
from catalogue.seasons.models import ALL_YEAR, ProductSeason
from marketplace.money import format_dong

from ..access import Acting
from ..changes import note_change
from .making import BadProduct, check_title
from .owning import must_be_allowed
from .prices import HIGHEST, LOWEST
from .stocking import TooMany, set_stock

DELIVERY = {"gross_weight_g": 100_000, "length_cm": 300, "width_cm": 300, "height_cm": 300, "max_transit_days": 60}
YES_OR_NO = ("is_fragile", "is_made_to_order")
LIVE = ("price", "stock", "picked_on", "next_on", "months", *DELIVERY, *YES_OR_NO)


@dataclass(frozen=True)
class Changed:
    """`live`: fields that count already. `waits`: fields that the desk must see. `findings`: words to think about."""

    live: list[str] = field(default_factory=list)
    waits: list[str] = field(default_factory=list)
    findings: list = field(default_factory=list)

    @property
    def is_nothing(self) -> bool:
        return not (self.live or self.waits)


def change(*, acting: Acting, product, fields: dict) -> Changed:
    """All of it or nothing. `fields`: LIVE ones and those of catalogue.review.fields; `product` may be a pack for price and stock.

    A product never on sale is a draft: everything counts in it at once, and watched words are told, not refused; when it
    waits at the desk already, what waits is amended. Raises BadProduct, sending.WordsStop, sending.Incomplete.
    """
    must_be_allowed(acting, product)
    values = _checked(product, fields)
    texts = {name: values[name] for name in reviewed.TEXTS if values.get(name)}
    with transaction.atomic():
        product = lock(product)
        live = _make_live(acting, product, {name: values[name] for name in values if name in LIVE})
        asked = {name: values[name] for name in values if name not in LIVE}
        waits = _ask(acting, product, asked)
        if waits_whole(product) and waits:
            live, waits = live + waits, []
        transaction.on_commit(faceting.forget)
        return Changed(live, waits, wording.check(texts, product=product) if texts else [])


def _checked(product, values: dict) -> dict:
    """Raises BadProduct with every fault at once."""
    errors, live = {}, {name: values[name] for name in values if name in LIVE}
    asked = {name: values[name] for name in values if name not in LIVE}
    if product.is_child and asked:
        raise BadProduct({name: _("This is said once for all packs.") for name in asked})
    try:
        asked = reviewed.tidy(asked)
    except reviewed.BadField as error:
        errors |= error.errors
    try:
        if "title" in asked and "title" not in errors:
            asked["title"] = check_title(asked["title"])
    except BadProduct as error:
        errors |= error.errors
    if reviewed.is_other_than_visit(product, asked.get("set_code") or ""):
        errors.setdefault("set_code", _("A visit belongs to group VI, tourism services."))
    for name, value in live.items():
        if message := _fault(name, value):
            errors[name] = message
    if errors:
        raise BadProduct(errors)
    return live | asked


def _fault(name: str, value) -> str:
    if name == "price" and not (isinstance(value, int) and LOWEST <= value <= HIGHEST):
        return _("The price is out of bounds.")
    if name == "stock" and not (isinstance(value, int) and value >= 0):
        return _("Type a whole number.")
    if name == "months" and not (isinstance(value, int) and 0 <= value <= ALL_YEAR):
        return _("Choose the months.")
    is_optional = name == "max_transit_days" and value is None
    least = 1 if name in ("gross_weight_g", "max_transit_days") else 0
    if name in DELIVERY and not is_optional and not (isinstance(value, int) and least <= value <= DELIVERY[name]):
        return _("Type a whole number from %(least)d to %(most)d.") % {"least": least, "most": DELIVERY[name]}
    return ""


def _ask(acting: Acting, product, asked: dict) -> list[str]:
    """The fields that differ from what stands, written into a draft or sent to the desk."""
    if not asked:
        return []
    now = reviewed.current(product)
    differs = {name: value for name, value in asked.items() if name not in now or now[name] != value}
    if waits_whole(product):
        return _ask_of_draft(acting, product, differs)
    try:
        review = sending.send(product=product, by=acting.person, changes=asked)
    except sending.NothingToSend:
        return []
    names = ", ".join(str(reviewed.LABELS[name]) for name in differs or asked)
    note_change(
        acting, "changes_sent", _("%(title)s: sent to the desk: %(names)s") % {"title": product.title, "names": names}
    )
    return sorted(set(review.changes.values_list("field", flat=True)) & differs.keys())


def _ask_of_draft(acting: Acting, product, differs: dict) -> list[str]:
    if not differs:
        return []
    reviewed.apply(product, differs)
    names = ", ".join(str(reviewed.LABELS[name]) for name in differs)
    note_change(acting, "draft", _("%(title)s: %(names)s") % {"title": product.title, "names": names})
    if state_of(product) == "waiting":
        sending.send(product=product, by=acting.person)
    return list(differs)


def _make_live(acting: Acting, product, values: dict) -> list[str]:
    """Price, stock, harvest, season and what the carrier must know. Answers what changed."""
    changed = []
    if "price" in values and _set_price(acting, product, values["price"]):
        changed.append("price")
    if "stock" in values:
        try:
            set_stock(acting=acting, product=product, number=values["stock"])
        except TooMany as error:
            raise BadProduct({"stock": _("This is more than we can count.")}) from error
        changed.append("stock")
    if {"picked_on", "next_on"} & values.keys():
        changed += _set_harvest(acting, product, values)
    if "months" in values:
        changed += _set_months(acting, product, values["months"])
    return changed + _set_delivery(acting, product, {name: values[name] for name in values if name in _OF_FACTS})


_OF_FACTS = (*DELIVERY, *YES_OR_NO)


def _set_price(acting: Acting, product, price: int) -> bool:
    """Orders keep the price that they were placed at; whoever has it in the basket is told of the new one."""
    if product.is_parent:
        raise BadProduct({"price": _("Each pack has its own price.")})
    StockRecord = get_model("partner", "StockRecord")
    record = StockRecord.objects.select_for_update().filter(product=product, partner=acting.seller.partner_id).first()
    if record is None or record.price == price:
        return False
    before = format_dong(record.price) if record.price is not None else "—"
    StockRecord.objects.filter(pk=record.pk).update(price=price, date_updated=timezone.now())
    refresh_soon(product.pk, product.parent_id)
    words = {"title": product.get_title(), "before": before, "now": format_dong(price)}
    note_change(acting, "price", _("%(title)s: price from %(before)s to %(now)s") % words)
    return True


def _set_harvest(acting: Acting, product, values: dict) -> list[str]:
    harvest = getattr(product, "harvest", None)
    before = {name: getattr(harvest, name, None) for name in ("picked_on", "next_on")}
    wanted = before | {name: values[name] for name in before if name in values}
    if wanted == before:
        return []
    try:
        set_harvest(product=product, today=timezone.localdate(), **wanted)
    except BadHarvest as error:
        raise BadProduct({error.field: str(error)}) from error
    note_change(acting, "harvest", _("%(title)s: harvest day") % {"title": product.title})
    return [name for name in before if wanted[name] != before[name]]


def _set_months(acting: Acting, product, months: int) -> list[str]:
    before = ProductSeason.objects.filter(product=product).values_list("months", flat=True).first() or 0
    if months in (0, ALL_YEAR):
        months = 0
    if months == before:
        return []
    if months:
        ProductSeason.objects.update_or_create(product=product, defaults={"months": months})
    else:
        ProductSeason.objects.filter(product=product).delete()
    refresh_soon(product.pk)
    note_change(acting, "season", _("%(title)s: season") % {"title": product.title})
    return ["months"]


def _set_delivery(acting: Acting, product, values: dict) -> list[str]:
    facts = ProductFacts.objects.select_for_update().filter(product=product).first()
    differs = {name: value for name, value in values.items() if facts and getattr(facts, name) != value}
    if not differs:
        return []
    for name, value in differs.items():
        setattr(facts, name, value)
    facts.save()
    note_change(acting, "delivery", _("%(title)s: weight and packing") % {"title": product.title})
    return list(differs)
