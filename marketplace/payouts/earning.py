"""What a seller has earned, what is held and why, what is owed, and what comes when."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.ledger.balances import balances_of_seller
from marketplace.money import format_dong
from marketplace.sales.statement import HeldParcel, held_parcels

from .models import Payout, PayoutHold, SellerBankAccount, TransferLine
from .paydays import payday_from
from .readiness import account_of, has_open_dispute, is_worth_it


@dataclass(frozen=True)
class Earnings:
    """Dong. `next_amount` comes on `next_on` if nothing changes; 0 and None when nothing comes, and `notes` say why."""

    seller: object
    available: int
    held: list[HeldParcel]
    owed: int
    planned: int
    on_its_way: int
    next_on: date | None
    next_amount: int
    account: SellerBankAccount | None
    notes: list[str]

    @property
    def held_total(self) -> int:
        return sum(one.net for one in self.held)


def earnings(seller, now: datetime | None = None) -> Earnings:
    """As the ledger stands, looked at from `now`. `planned` is part of `available`, `on_its_way` is not."""
    now = now or timezone.now()
    purse, account = balances_of_seller(seller), account_of(seller)
    holds = list(PayoutHold.objects.standing().filter(seller=seller))
    planned = Payout.objects.filter(seller=seller, state__in=("draft", "approved"))
    free = purse.seller_available - purse.seller_due
    is_disputed = has_open_dispute(seller)
    comes = bool(account) and not holds and not is_disputed and is_worth_it(free)
    return Earnings(
        seller=seller,
        available=purse.seller_available,
        held=held_parcels(seller=seller, now=now),
        owed=purse.seller_due,
        planned=planned.aggregate(total=Sum("amount", default=0))["total"],
        on_its_way=_on_its_way(seller),
        next_on=_next_on(seller, account, now) if comes else None,
        next_amount=free if comes else 0,
        account=account,
        notes=[
            *_of_holds(holds),
            *_of_dispute(is_disputed),
            *_of_account(account, now),
            *_of_amount(free, purse.seller_due),
        ],
    )


def _on_its_way(seller) -> int:
    lines = TransferLine.objects.waiting().filter(payout__seller=seller, payout__state=Payout.State.EXPORTED)
    return lines.total()


def _next_on(seller, account: SellerBankAccount, now: datetime) -> date:
    """After a change not before a whole day at the new account; on a payday that is done, the next one."""
    today = timezone.localdate(now)
    is_done = Payout.objects.gone().filter(seller=seller, created_at__date=today).exists()
    first = today + timedelta(days=1) if is_done else today
    if account.usable_from > now:
        first = max(first, timezone.localdate(account.usable_from) + timedelta(days=1))
    return payday_from(first)


def _of_holds(holds: list[PayoutHold]) -> list[str]:
    return [_("Payouts are stopped for now: %(reason)s") % {"reason": hold.reason} for hold in holds]


def _of_dispute(is_disputed: bool) -> list[str]:
    return (
        [_("A card holder disputes a payment for your goods. Payouts wait until that is closed.")]
        if is_disputed
        else []
    )


def _of_account(account: SellerBankAccount | None, now: datetime) -> list[str]:
    if account is None:
        return [_("We do not know your bank account yet. Call us, so that we can pay you.")]
    if account.usable_from > now:
        when = f"{timezone.localtime(account.usable_from):%H:%M %d/%m/%Y}"
        return [
            _("Your bank account was changed. For your safety we pay nothing to it before %(when)s.") % {"when": when}
        ]
    return []


def _of_amount(free: int, owed: int) -> list[str]:
    if owed:
        text = _("Goods came back after you were paid for them: %(amount)s comes off what you earn next.")
        return [text % {"amount": format_dong(owed)}]
    if free > 0 and not is_worth_it(free):
        text = _("We pay from %(minimum)s up. What is less waits and comes with the next payout.")
        return [text % {"minimum": format_dong(settings.PAYOUT_MINIMUM)}]
    return []
