"""The words of the money page and its papers, in plain speech; amounts ready to read."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.money import format_dong
from marketplace.sales.statement import HeldParcel

from .account_details import bank_name
from .models import Payout
from .statement import ParcelSum, Statement


@dataclass(frozen=True)
class Row:
    """A label and dong."""

    label: str
    amount: int

    @property
    def text(self) -> str:
        return format_dong(self.amount)


def taken_off(part: ParcelSum | Statement) -> list[Row]:
    """What was taken off and what for, below zero; nothing for what was not taken."""
    rows = [
        Row(_("The shop's commission"), -part.total("commission")),
        Row(_("VAT on the commission"), -part.total("commission_vat")),
        Row(_("VAT that we pay to the state for you"), -part.total("vat_withheld")),
        Row(_("Income tax that we pay to the state for you"), -part.total("pit_withheld")),
    ]
    return [row for row in rows if row.amount]


def goods_rows(parcel: ParcelSum) -> list[Row]:
    return [Row(_goods_text(leg), leg.goods) for leg in parcel.legs]


def _goods_text(leg) -> str:
    what = f"{leg.quantity} × {leg.title}" if leg.title else _("Delivery by yourself")
    return _("Came back: %(what)s") % {"what": what} if leg.is_return else what


def sums(statement: Statement) -> list[Row]:
    """From what was sold to what it brought, with everything between: they add up to `earned`."""
    rows = [Row(_("Sold"), statement.sold)]
    if statement.returned:
        rows.append(Row(_("Goods that came back"), statement.returned))
    rows += taken_off(statement)
    return rows + [Row(_other_text(movement), movement.amount) for movement in statement.others]


def carried(statement: Statement) -> list[Row]:
    """Money of an earlier payout that goes out once more."""
    return [Row(_("Sent back by the bank, paid once more"), statement.came_back)] if statement.came_back else []


def _other_text(movement) -> str:
    return f"{movement.text}: {movement.memo}" if movement.memo else movement.text


def held_text(held: HeldParcel) -> str:
    if held.reason == "return_window":
        when = f"{timezone.localtime(held.until):%H:%M %d/%m}"
        return _("The buyer may send it back until %(when)s. After that it is yours.") % {"when": when}
    if held.reason == "open_return":
        return _("The buyer wants to send it back. It waits until that is settled.")
    return _("The carrier has not handed on the buyer's cash yet.")


def payout_text(payout: Payout) -> str:
    """Where it stands, in one sentence; four digits of the account, never all."""
    to = {"bank": bank_name(payout.account.bin), "end": payout.account.number[-4:]}
    if payout.state == Payout.State.PAID:
        return _("Paid on %(day)s to your account at %(bank)s that ends in %(end)s.") % (
            to | {"day": day_text(timezone.localdate(payout.paid_at))}
        )
    if payout.state == Payout.State.BOUNCED:
        return _("Your bank at %(bank)s (account ending in %(end)s) sent it back. It comes with the next payout.") % to
    return _("Your bank has it: %(bank)s, the account that ends in %(end)s. It arrives within a day or two.") % to


def period_text(since, until) -> str:
    last = day_text(timezone.localdate(until))
    if since is None:
        return _("until %(last)s") % {"last": last}
    return _("%(first)s to %(last)s") % {"first": day_text(timezone.localdate(since)), "last": last}


def month_text(month: str) -> str:
    year, number = month.split("-")
    return _("month %(month)s") % {"month": f"{number}/{year}"}


def day_text(day: date) -> str:
    return f"{day:%d/%m/%Y}"
