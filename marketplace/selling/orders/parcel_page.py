"""One order as its producer sees it: what to send, to whom, what was done, and the one thing to do next."""

from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.accounts.phones import display_phone
from marketplace.fulfilment.missing_parts import number_of_missing_part
from marketplace.fulfilment.models import Parcel, Temperature
from marketplace.fulfilment.order_codes import shown
from marketplace.fulfilment.recipients import masked_phone, may_see_recipient, short_name
from marketplace.money import format_dong
from marketplace.payments.cod import SELF

from . import steps
from .rows import is_cash

S = Parcel.State


@dataclass(frozen=True)
class ParcelPage:
    parcel: Parcel
    lines: list["LineView"]
    missing: list["LineView"]
    shows_buyer: bool
    steps: list[steps.Step]

    @property
    def number(self) -> str:
        return shown(self.parcel.order.number)

    @property
    def recipient(self) -> str:
        name = self.parcel.recipient_name
        return name if self.shows_buyer else short_name(name)

    @property
    def phone(self) -> str:
        phone = self.parcel.recipient_phone
        return display_phone(phone) if self.shows_buyer else masked_phone(phone)

    @property
    def address(self):
        return self.parcel.order.shipping_address if self.shows_buyer else None

    @property
    def is_cash(self) -> bool:
        return is_cash(self.parcel)

    @property
    def amount(self) -> str:
        return format_dong(self.parcel.buyer_pays)

    @property
    def fee(self) -> str:
        return format_dong(self.parcel.fee)

    @property
    def is_open(self) -> bool:
        return self.parcel.state == S.NEW

    @property
    def may_hand_over(self) -> bool:
        return steps.may_hand_over(self.parcel)

    @property
    def may_send_less(self) -> bool:
        is_visit = self.parcel.temperature == Temperature.SERVICE
        return self.parcel.state in steps.MAY_SEND_LESS and not self.missing and not is_visit

    @property
    def may_give_up(self) -> bool:
        return self.parcel.state in steps.MAY_GIVE_UP

    @property
    def may_print(self) -> bool:
        return self.parcel.state in (S.NEW, S.ACCEPTED, S.PACKED)

    @property
    def is_own_way(self) -> bool:
        return self.parcel.carrier == SELF

    @property
    def is_overdue(self) -> bool:
        return self.parcel.state in steps.MAY_GIVE_UP and self.parcel.ship_on < timezone.localdate()

    @cached_property
    def history(self) -> list[dict]:
        """As the component of steps wants it; the newest stands last."""
        events = list(self.parcel.events.all())
        return [
            {
                "label": event.get_state_display(),
                "when": f"{timezone.localtime(event.at):%H:%M %d/%m/%Y}",
                "detail": " · ".join(filter(None, [_by(event.by), event.note])),
                "state": "now" if event is events[-1] else "done",
            }
            for event in events
        ]


@dataclass(frozen=True)
class LineView:
    quantity: int
    title: str
    price: str
    maker: str


def _by(text: str) -> str:
    """The shop's own words for who is no person of ours."""
    return {"buyer": _("the buyer"), "shop": _("the shop"), "": ""}.get(text, text)


def parcel_page(parcel: Parcel) -> ParcelPage:
    """`parcel` as `loaded` gives it."""
    return parcel_pages([parcel])[0]


def parcel_pages(parcels: list[Parcel]) -> list[ParcelPage]:
    """A constant number of queries."""
    numbers = [number_of_missing_part(parcel.number) for parcel in parcels]
    lacking = {one.number: one for one in Parcel.objects.filter(number__in=numbers).prefetch_related(*LINES)}
    return [_page(parcel, lacking.get(number)) for parcel, number in zip(parcels, numbers, strict=True)]


def _page(parcel: Parcel, lacking: Parcel | None) -> ParcelPage:
    return ParcelPage(
        parcel,
        [line_view(content) for content in parcel.lines.all()],
        [line_view(content) for content in lacking.lines.all()] if lacking else [],
        may_see_recipient(parcel),
        [step for step in steps.STEPS if step.is_offered(parcel)],
    )


LINES = ("lines__line__product__maker__member", "lines__line__product__parent__maker__member")


def loaded(parcels):
    """With everything that the page, the slip and the label need."""
    return parcels.select_related(
        "order__bill", "order__shipping_address", "to_commune__province", "seller__commune__province"
    ).prefetch_related(*LINES, "lines__line__product__facts", "lines__line__product__parent__facts", "events")


def line_view(content) -> LineView:
    return LineView(content.quantity, content.line.title, format_dong(content.goods_total), maker_of(content))


def maker_of(content) -> str:
    """The member of a cooperative who makes it; a pack is made by whoever makes the product."""
    product = content.line.product
    for one in (product, product and product.parent):
        maker = getattr(one, "maker", None)
        if maker is not None:
            return maker.member.name
    return ""
