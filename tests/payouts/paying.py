"""Sellers with money, accounts and people who pay them, as few words as possible."""

from datetime import timedelta

from django.utils import timezone

from marketplace.ledger import accounts
from marketplace.ledger.conservation import check_order
from marketplace.ledger.models import PostingKind
from marketplace.ledger.posting import post
from marketplace.payments.models import Refund
from marketplace.payments.refunding.deciding import approve_by_shop
from marketplace.payments.refunding.drafting import draft_refund
from marketplace.payouts.approving import approve_batch
from marketplace.payouts.bank_accounts import change_account
from marketplace.payouts.drafting import draft_batch
from marketplace.payouts.exporting import export_batch
from marketplace.payouts.models import SellerBankAccount
from marketplace.payouts.reading_results import Result
from marketplace.payouts.recording import record_results
from marketplace.sales.recognising import recognise
from marketplace.sales.releasing import release
from marketplace.sales.reversing import reverse
from tests import stall
from tests.payments import till
from tests.sales.parcels import bought, completed, delivered, holds, paid

AGRIBANK, VIETCOMBANK = "970405", "970436"
NET = 93_000  # of 100,000 ₫ of a household: commission 5,000, its VAT 500, VAT 1,000, income tax 500


def clerk():
    return till.staff("make_batch", name="Người lập mẫu")


def boss():
    return till.staff("approve_batch", name="Người duyệt mẫu")


def seller_with_account(name="Hộ bà Mẫu", *, number="0123456789", **more):
    maker = stall.seller(name, **more)
    account(maker, number=number)
    return maker


def account(maker, *, number="0123456789", bin=AGRIBANK, holder="Nguyễn Thị Mẫu", days_ago=30):
    """An account that is long known."""
    made = change_account(seller=maker, bin=bin, number=number, holder=holder)
    at = timezone.now() - timedelta(days=days_ago)
    SellerBankAccount.objects.filter(pk=made.pk).update(valid_from=at, usable_from=at)
    return SellerBankAccount.objects.get(pk=made.pk)


def sold(maker, *, price=100_000, quantity=1, title="Khô cá lóc"):
    """A parcel that arrived; its money waits for the time to send it back."""
    good = stall.product(title, by=maker, price=price, stock=quantity)
    parcel = paid(bought((good, quantity), fees=(0,))).parcels.get()
    recognise(parcel=delivered(parcel))
    return parcel


def earned(maker, **what):
    """A parcel whose money is free."""
    parcel = sold(maker, **what)
    release(parcel=completed(parcel))
    return parcel


def comes_back(parcel, units=1, *, key="r1"):
    reverse(parcel=parcel, units={parcel.lines.get().pk: units}, key=f"{key}:{parcel.pk}")
    check_order(parcel.order)


def charged(maker, amount, *, key="d1", memo="Tranh chấp mẫu"):
    """The desk makes a seller bear a lost dispute."""
    post(
        key=f"charged:{maker.pk}:{key}",
        kind=PostingKind.DISPUTE_LOST,
        legs=[(accounts.seller_due(maker), amount), (accounts.loss_dispute(), -amount)],
        seller=maker,
        memo=memo,
    )


def corrected(maker, amount, *, key="k1"):
    """The shop adds to what is free."""
    post(
        key=f"corrected:{maker.pk}:{key}",
        kind=PostingKind.CORRECTION,
        legs=[(accounts.loss_other(), amount), (accounts.seller_available(maker), -amount)],
        seller=maker,
        memo="Bù cước mẫu",
    )


def drafted(**more):
    return draft_batch(by=clerk(), **more).batch


def approved(**more):
    batch = drafted(**more)
    approve_batch(batch=batch, by=boss())
    return batch


def exported(**more):
    batch = approved(**more)
    return export_batch(batch=batch, by=batch.created_by).batch


def answered(batch, *, paid=True, reason="", only=None):
    """The bank says the same of every transfer, or of those with these references."""
    lines = batch.lines.standing()
    if only is not None:
        lines = lines.filter(reference__in=only)
    rows = [Result(line.reference, paid, reason) for line in lines]
    return record_results(batch=batch, by=batch.created_by, rows=rows)


def refund_by_transfer(*, amount=100_000, number="9876543210"):
    """An approved refund whose buyer has said where to; its money is owed back."""
    parcel = till.parcel_of(till.paid((till.goods(price=amount, title=f"Món {amount} {number}"), 1), fees=(0,)))
    draft = draft_refund(
        parcel=parcel, units=till.all_units(parcel), with_fee=False, reason="complaint", by="test", key="mau"
    )
    Refund.objects.filter(pk=draft.pk).update(channel="transfer")
    made = approve_by_shop(refund=Refund.objects.get(pk=draft.pk))
    Refund.objects.filter(pk=made.pk).update(
        account_bin=VIETCOMBANK, account_no=number, account_holder="Trần Văn Mẫu", channel="transfer"
    )
    return Refund.objects.get(pk=made.pk)


def purse(maker) -> tuple[int, int]:
    """Free, owed."""
    return holds("seller_available", maker), holds("seller_due", maker)
