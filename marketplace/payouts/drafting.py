"""Plans a batch: every seller who can be paid gets all that waits, and refunds go along that leave by transfer."""

from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from marketplace.ledger.balances import balances_of_sellers
from marketplace.ledger.models import Account, Purpose
from marketplace.ledger.purses import lock_purses
from marketplace.legal.parameters import parameter
from marketplace.payments.models import Refund
from sellers.models import Seller

from .contents import batch_number, content_of_payout, content_of_refund, reference
from .formats import bank_format
from .leaving_out import LeftOut, count_again
from .models import Payout, TransferBatch, TransferLine
from .movements import WRITTEN, Window
from .netting import net_debt
from .permitting import MAKE, require
from .querysets import OPEN
from .readiness import Why, account_of, is_worth_it, obstacle
from .statement import statement_between

TRIES = 20


class NothingToPay(Exception):
    """Nobody can be paid now; `left_out` says who has money and why it waits."""

    def __init__(self, left_out: list[LeftOut]):
        self.left_out = left_out
        super().__init__(f"{len(left_out)} left out")


@dataclass
class Draft:
    """The batch, and whose money stays where it is."""

    batch: TransferBatch
    left_out: list[LeftOut] = field(default_factory=list)


@transaction.atomic
def draft_batch(*, by, now=None, format: str = "neutral") -> Draft:
    """A batch to be approved by somebody else. Locks batch, then purses in the order of sellers.

    Each payout is all that is free (debts taken off), from the minimum up; transfers stay within the bank's limit.
    Raises PermissionDenied, UnknownFormat, NothingToPay.
    """
    require(by, MAKE)
    now = now or timezone.now()
    draft = Draft(_numbered(by, now, bank_format(format).code))
    seller_ids = _with_money()
    lock_purses(seller_ids)
    for seller in Seller.objects.filter(pk__in=seller_ids).order_by("pk"):
        if left := _plan(draft.batch, seller, now, by):
            draft.left_out.append(left)
    _plan_refunds(draft.batch)
    if not draft.batch.lines.exists():
        raise NothingToPay(draft.left_out)
    count_again(draft.batch)
    return draft


def _numbered(by, now, format: str) -> TransferBatch:
    """Its unique number makes two drafts wait for each other, so that neither takes what the other took."""
    day = timezone.localdate(now)
    for serial in range(1, 1 + TRIES + TransferBatch.objects.filter(created_at__date=day).count()):
        number = batch_number(day, serial)
        if TransferBatch.objects.filter(number=number).exists():
            continue
        try:
            with transaction.atomic():
                return TransferBatch.objects.create(number=number, format=format, created_at=now, created_by=by)
        except IntegrityError:
            continue
    raise IntegrityError(f"no free number on {day}")


def _with_money() -> list[int]:
    purses = Account.objects.filter(purpose=Purpose.SELLER_AVAILABLE).values_list("seller_id", flat=True)
    balances = balances_of_sellers(list(purses))
    return sorted(key for key, purse in balances.items() if purse.seller_available > 0)


def _plan(batch: TransferBatch, seller, now, by) -> LeftOut | None:
    """A payout with its lines, or why not."""
    amount = net_debt(seller, by=str(by.pk))
    if amount <= 0:
        return None
    account = account_of(seller)
    if Payout.objects.open().filter(seller=seller).exists():
        return LeftOut(amount, Why.OPEN, seller=seller)
    why = obstacle(seller, account, now) or (None if is_worth_it(amount) else Why.MINIMUM)
    if why:
        return LeftOut(amount, why, seller=seller)
    payout = _payout(seller, account, amount, now)
    if payout is None:
        return LeftOut(amount, Why.NOT_TIED, seller=seller)
    _add_lines(batch, payout)
    return None


def _payout(seller, account, amount: int, now) -> Payout | None:
    """All that was written since the last payout that left. None when the statement does not explain the amount (I7)."""
    last = Payout.objects.gone().filter(seller=seller).order_by("-until").first()
    since, until = (last.until if last else None), timezone.now()
    statement = statement_between(seller, Window(WRITTEN, since, until))
    if statement.earned + statement.came_back != amount:
        return None
    return Payout.objects.create(
        seller=seller,
        account=account,
        amount=amount,
        since=since,
        until=until,
        carried=statement.came_back,
        created_at=now,
    )


def _add_lines(batch: TransferBatch, payout: Payout) -> None:
    account = payout.account
    to = {"bin": account.bin, "account_no": account.number, "holder": account.holder}
    limit = parameter("payouts.transfer_limit", timezone.localdate(batch.created_at))
    for part in _parts(payout.amount, limit):
        _line(batch, part, lambda ref: content_of_payout(ref, payout.until), payout=payout, **to)


def _parts(amount: int, limit: int) -> list[int]:
    """As few transfers as the limit allows."""
    whole, rest = divmod(amount, limit)
    return [limit] * whole + ([rest] if rest else [])


def _plan_refunds(batch: TransferBatch) -> None:
    """Each refund is one transfer whatever its size: the bank answers for it as a whole."""
    taken = TransferLine.objects.waiting().filter(refund=OuterRef("pk"), batch__state__in=OPEN)
    for refund in Refund.objects.waiting_for_transfer().exclude(Exists(taken)).select_related("order").order_by("pk"):
        to = {"bin": refund.account_bin, "account_no": refund.account_no, "holder": refund.account_holder}
        _line(batch, refund.amount, lambda ref, one=refund: content_of_refund(ref, one), refund=refund, **to)


def _line(batch: TransferBatch, amount: int, content, **more) -> TransferLine:
    seq = batch.lines.count() + 1
    ref = reference(batch.number, seq)
    return TransferLine.objects.create(batch=batch, seq=seq, reference=ref, amount=amount, content=content(ref), **more)
