"""The money page of a seller and the two statements, as their templates show them."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.fulfilment.order_codes import shown
from marketplace.money import format_dong

from .earning import Earnings, earnings
from .models import Payout
from .movements import months_of
from .statement import ParcelSum, Statement, statement_of_month, statement_of_payout
from .wording import (
    Row,
    carried,
    day_text,
    goods_rows,
    held_text,
    month_text,
    payout_text,
    period_text,
    sums,
    taken_off,
)

MOST_PAYOUTS, MOST_MONTHS = 26, 13


@dataclass(frozen=True)
class HeldRow:
    number: str
    amount: str
    text: str


@dataclass(frozen=True)
class PayoutRow:
    pk: int
    day: str
    amount: str
    text: str


@dataclass(frozen=True)
class MoneyPage:
    earnings: Earnings
    sentence: str
    held: list[HeldRow]
    payouts: list[PayoutRow]
    months: list[tuple[str, str]]

    @property
    def held_text(self) -> str:
        return format_dong(self.earnings.held_total)

    @property
    def on_its_way_text(self) -> str:
        return format_dong(self.earnings.on_its_way)


def money_page(seller, now=None) -> MoneyPage:
    """A constant number of queries."""
    found = earnings(seller, now)
    payouts = Payout.objects.shown_to_sellers().filter(seller=seller)[:MOST_PAYOUTS]
    return MoneyPage(
        found,
        _sentence(found),
        [HeldRow(one.parcel.number, format_dong(one.net), held_text(one)) for one in found.held],
        [_payout_row(payout) for payout in payouts],
        [(month, month_text(month)) for month in months_of(seller)[:MOST_MONTHS]],
    )


def _sentence(found: Earnings) -> str:
    """Money in one sentence."""
    if found.next_amount:
        return _("You get %(amount)s on %(day)s.") % {
            "amount": format_dong(found.next_amount),
            "day": day_text(found.next_on),
        }
    if found.available > found.owed:
        return _("%(amount)s is yours and waits here.") % {"amount": format_dong(found.available - found.owed)}
    return _("There is nothing to pay out right now.")


def _payout_row(payout: Payout) -> PayoutRow:
    day = day_text(timezone.localdate(payout.until))
    return PayoutRow(payout.pk, day, format_dong(payout.amount), payout_text(payout))


@dataclass(frozen=True)
class ParcelRow:
    """One line; opened, everything that makes it up."""

    parcel: ParcelSum
    day: str
    goods: list[Row]
    taken_off: list[Row]

    @property
    def order(self) -> str:
        return shown(self.parcel.order_number)

    @property
    def net(self) -> Row:
        return Row(_("For you"), self.parcel.net)


@dataclass(frozen=True)
class StatementPage:
    """Of a payout or a month. `ties` shows how it comes to the amount that was paid, or to what is still here."""

    seller: object
    title: str
    period: str
    sentence: str
    parcels: list[ParcelRow]
    sums: list[Row]
    ties: list[Row]
    payouts: list[PayoutRow]
    statement: Statement


def page_of_payout(payout: Payout) -> StatementPage:
    """Raises NotTied: a statement that does not add up is shown to nobody."""
    statement = statement_of_payout(payout)
    return StatementPage(
        seller=payout.seller,
        title=_("%(amount)s for you") % {"amount": format_dong(payout.amount)},
        period=period_text(payout.since, payout.until),
        sentence=payout_text(payout),
        parcels=parcel_rows(statement),
        sums=sums(statement) + carried(statement),
        ties=[Row(_("Paid out to you"), payout.amount), *_came_back(payout)],
        payouts=[],
        statement=statement,
    )


def _came_back(payout: Payout) -> list[Row]:
    """A part of a large payout may have come back alone."""
    back = payout.lines.filter(state="bounced").total()
    return [Row(_("of it sent back by your bank"), back)] if back else []


def page_of_month(seller, month: str) -> StatementPage:
    """Raises NotTied, ValueError for what is no month."""
    statement = statement_of_month(seller, month)
    gone = Payout.objects.shown_to_sellers().filter(seller=seller, lines__batch__exported_at__gte=statement.since)
    payouts = gone.filter(lines__batch__exported_at__lt=statement.until).distinct()
    ties = [
        Row(_("Here at the beginning"), statement.opening),
        Row(_("This month brought"), statement.earned),
        Row(_("Sent to your bank"), -statement.sent_total),
        Row(_("Sent back by your bank"), statement.came_back),
        Row(_("Here at the end"), statement.closing),
    ]
    return StatementPage(
        seller=seller,
        title=_("Your money in %(month)s") % {"month": month_text(month)},
        period="",
        sentence="",
        parcels=parcel_rows(statement),
        sums=sums(statement),
        ties=ties,
        payouts=[_payout_row(payout) for payout in payouts],
        statement=statement,
    )


def parcel_rows(statement: Statement) -> list[ParcelRow]:
    return [
        ParcelRow(parcel, f"{timezone.localtime(parcel.at):%d/%m}", goods_rows(parcel), taken_off(parcel))
        for parcel in statement.parcels
    ]
