"""A seller's bank account: entered, or changed with three days of quiet and a word to the old contact (payments.md 2.3)."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from marketplace.folding import clean
from marketplace.ledger.purses import lock_purse
from marketplace.legal.parameters import parameter
from sellers.access import sellers_of
from sellers.models import Seller

from .account_details import checked
from .leaving_out import LeftOut, leave_out
from .models import Payout, SellerBankAccount, TransferBatch
from .permitting import CHANGE_ACCOUNT
from .readiness import Why, account_of
from .telling import tell_of_account_change


@transaction.atomic
def change_account(*, seller, bin: str, number: str, holder: str, by=None, reason: str = "") -> SellerBankAccount:
    """The account as it counts from now. The same details again change nothing; a first account is usable at once.

    Any other one freezes payouts, also a return to an earlier account; plans for the old one leave their unapproved
    batches. The contact is read from the database before anything else: whoever changes the phone and the account in
    one form does not get the warning. `by`: one of the seller's people or staff who may; None is the shop itself.
    Raises PermissionDenied, BadAccount.
    """
    _require(by, seller)
    bin, number, holder = checked(bin, number, holder)
    batches = _lock_batches(seller)
    lock_purse(seller.pk)
    known = Seller.objects.get(pk=seller.pk)
    old = account_of(known)
    if old and (old.bin, old.number, old.holder) == (bin, number, holder):
        return old
    now = timezone.now()
    new = SellerBankAccount(seller=known, bin=bin, number=number, holder=holder, valid_from=now, usable_from=now)
    new.entered_by, new.reason = by, clean(reason)[:300]
    if old or SellerBankAccount.objects.filter(seller=known).exists():
        new.usable_from = now + timedelta(hours=parameter("payouts.account_change_hours", timezone.localdate(now)))
        SellerBankAccount.objects.current().filter(seller=known).update(ended_at=now)
        _take_out(known, batches)
    new.save()
    if old:
        tell_of_account_change(seller=known, old=old, new=new)
    return new


def _require(by, seller) -> None:
    if by is None or sellers_of(by).filter(pk=seller.pk).exists() or by.has_perm(CHANGE_ACCOUNT):
        return
    raise PermissionDenied(CHANGE_ACCOUNT)


def _lock_batches(seller) -> list[TransferBatch]:
    """Batches come before purses. A plan made in this moment is found when its batch is approved."""
    planned = Payout.objects.filter(seller=seller, state=Payout.State.DRAFT).values("lines__batch")
    return list(TransferBatch.objects.select_for_update().filter(pk__in=planned, state="draft").order_by("pk"))


def _take_out(seller, batches: list[TransferBatch]) -> None:
    for batch in batches:
        plans = Payout.objects.filter(seller=seller, state=Payout.State.DRAFT, lines__batch=batch).distinct()
        leave_out(batch, [LeftOut(plan.amount, Why.OTHER_ACCOUNT, seller=seller) for plan in plans])
