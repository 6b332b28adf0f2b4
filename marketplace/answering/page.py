"""What the page behind a link shows: the goods and the days to anybody who has the link, the buyer only after a yes."""

from dataclasses import dataclass

from django.utils import timezone

from marketplace.accounts.phones import display_phone
from marketplace.fulfilment.models import Parcel
from marketplace.fulfilment.recipients import short_name
from marketplace.money import format_dong
from marketplace.payments.billing import bill_of

from .standing import Standing, standing_of


@dataclass(frozen=True)
class AnswerPage:
    """`shows_buyer`: name, phone and address may stand there."""

    parcel: Parcel
    standing: Standing
    shows_buyer: bool

    @property
    def lines(self) -> list[dict]:
        contents = self.parcel.lines.select_related("line").order_by("pk")
        return [{"quantity": content.quantity, "title": content.line.title} for content in contents]

    @property
    def recipient(self) -> str:
        return self.parcel.recipient_name if self.shows_buyer else short_name(self.parcel.recipient_name)

    @property
    def phone(self) -> str:
        return display_phone(self.parcel.recipient_phone) if self.shows_buyer else ""

    @property
    def address(self):
        return self.parcel.order.shipping_address if self.shows_buyer else None

    @property
    def amount(self) -> str:
        return format_dong(self.parcel.buyer_pays)

    @property
    def goods(self) -> str:
        return format_dong(self.parcel.goods_total)

    @property
    def is_cash(self) -> bool:
        return not bill_of(self.parcel.order).is_prepaid

    @property
    def is_late(self) -> bool:
        return self.parcel.ship_on < timezone.localdate()


def answer_page(parcel: Parcel, *, shows_buyer: bool) -> AnswerPage:
    standing = standing_of(parcel)
    return AnswerPage(parcel, standing, shows_buyer and (standing.is_to_be_sent or standing.is_on_its_way))
