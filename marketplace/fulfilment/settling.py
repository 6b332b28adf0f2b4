"""Holds a basket against today's stock and prices: what can be had, and in plain words what cannot."""

from dataclasses import dataclass, field

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from oscar.core.loading import get_class

from catalogue.experiences.wording import slot_text
from marketplace.money import format_dong

from .planning import slot_of

WITHDRAWN, SOLD_OUT, FEWER, PRICE, CLOSED = "withdrawn", "sold_out", "fewer", "price", "closed"


@dataclass(frozen=True)
class Note:
    """Something the shopper must be told about one line."""

    kind: str
    line: object
    text: str


@dataclass
class Settled:
    lines: list = field(default_factory=list)
    set_aside: list = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def notes_of(self, line) -> list[Note]:
        return [note for note in self.notes if note.line is line]


def settle(basket, *, user=None, request=None, save: bool = False) -> Settled:
    """Reduce a basket in memory to what can be bought now, discounts worked out anew; with `save` in the database too.

    Products that are withdrawn or sold out are set aside: they count for nothing, and with `save` they leave the basket.
    """
    settled = Settled()
    changed = False
    for line in basket.all_lines():
        taken, note = _looked_at(line)
        settled.notes += [note] if note else []
        changed |= taken != line.quantity
        if not taken:
            settled.set_aside.append(line)
            continue
        if taken != line.quantity:
            line.quantity = taken
            if save:
                line.save(update_fields=["quantity", "date_updated"])
        settled.lines.append(line)
    if changed:
        _discount_anew(basket, settled.lines, user, request)
    if save and settled.set_aside:
        basket.lines.filter(pk__in=[line.pk for line in settled.set_aside]).delete()
    return settled


def _looked_at(line) -> tuple[int, Note | None]:
    """How many of the line can be had, and what to say."""
    info, title = line.purchase_info, title_of(line)
    if info.availability.code == CLOSED:
        return 0, Note(
            CLOSED,
            line,
            _("Booking for %(title)s has closed. It is set aside and not counted. Choose another day.")
            % {"title": title},
        )
    if not info.price.exists:
        return 0, Note(
            WITHDRAWN, line, _("%(title)s is no longer sold. It is set aside and not counted.") % {"title": title}
        )
    left = getattr(info.availability, "num_available", None)
    if left is None:
        left = line.quantity if info.availability.is_available_to_buy else 0
    if left <= 0:
        return 0, Note(
            SOLD_OUT, line, _("%(title)s has just sold out. It is set aside and not counted.") % {"title": title}
        )
    if left < line.quantity:
        text = ngettext(
            "Only %(left)d of %(title)s is left, so we count %(left)d.",
            "Only %(left)d of %(title)s are left, so we count %(left)d.",
            left,
        )
        return left, Note(FEWER, line, text % {"left": left, "title": title})
    return line.quantity, _price_note(line, title)


def _price_note(line, title) -> Note | None:
    before, now = line.price_incl_tax, line.purchase_info.price.incl_tax
    if before is None or before == now:
        return None
    text = _("The price of %(title)s went from %(before)s to %(now)s since you put it in the basket.")
    return Note(PRICE, line, text % {"title": title, "before": format_dong(before), "now": format_dong(now)})


def _discount_anew(basket, lines, user, request) -> None:
    """Offers had been worked out for the quantities before."""
    for line in lines:
        line.clear_discount()
    basket.hold(lines)
    get_class("offer.applicator", "Applicator")().apply(basket, user, request)


def title_of(line, language: str | None = None) -> str:
    """The product with its pack or its time, so that two of one product are told apart; in the active language."""
    product = line.product
    facts = getattr(product, "facts", None)
    is_english = (language or get_language()) == "en"
    if slot := slot_of(product):
        page = product.parent
        name = (is_english and page.english_title) or page.get_title()
        return f"{name}, {slot_text(slot, language)}"
    name = (is_english and product.english_title) or product.get_title()
    if not (product.is_child and facts):
        return name
    pack = str(facts.quantity_text)
    return name if pack in name else f"{name}, {pack}"
