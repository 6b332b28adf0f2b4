"""Records that a closed month was declared, paid to the state, or declared anew. Each step once, in this order."""

from django.db import transaction
from django.utils import timezone

from marketplace.folding import clean
from marketplace.ledger.accounts import bank_collection, pit_withheld, vat_withheld
from marketplace.ledger.models import PostingKind
from marketplace.ledger.posting import post

from .models import TaxPeriod


class WrongStep(ValueError):
    """The month is in another state than this step needs."""


class NoReference(ValueError):
    """The step needs the number of the paper that proves it, or what was amended."""


@transaction.atomic
def mark_declared(*, period: TaxPeriod, reference: str, by) -> TaxPeriod:
    """`reference`: what the tax office's system answered. Raises WrongStep, NoReference."""
    period = _locked(period, TaxPeriod.State.CLOSED)
    period.declaration_reference = _required(reference)
    return _moved(period, TaxPeriod.State.DECLARED, "declared", by)


@transaction.atomic
def mark_paid(*, period: TaxPeriod, reference: str, by) -> TaxPeriod:
    """The withheld tax has left the collection account: one posting, none when nothing was due.

    `reference`: the number of the payment to the state. Raises WrongStep, NoReference.
    """
    period = _locked(period, TaxPeriod.State.DECLARED)
    period.payment_reference = _required(reference)
    period.posting = _paid_out(period, by) if period.due else None
    return _moved(period, TaxPeriod.State.PAID, "paid", by)


@transaction.atomic
def mark_amended(*, period: TaxPeriod, what: str, by) -> TaxPeriod:
    """The month was declared anew; its figures stay, corrections are entries of the current month. Raises the same."""
    period = _locked(period, TaxPeriod.State.PAID)
    period.amendment = _required(what, longest=300)
    return _moved(period, TaxPeriod.State.AMENDED, "amended", by)


def _locked(period: TaxPeriod, state: str) -> TaxPeriod:
    period = TaxPeriod.objects.select_for_update().get(pk=period.pk)
    if period.state != state:
        raise WrongStep(f"{period.month}: {period.state}")
    return period


def _required(text: str, longest: int = 120) -> str:
    text = clean(text)
    if not text or len(text) > longest:
        raise NoReference
    return text


def _moved(period: TaxPeriod, state: str, step: str, by) -> TaxPeriod:
    period.state = state
    setattr(period, f"{step}_by", by)
    setattr(period, f"{step}_at", timezone.now())
    period.save()
    return period


def _paid_out(period: TaxPeriod, by):
    return post(
        key=f"tax_paid:{period.month}",
        kind=PostingKind.TAX_PAID,
        legs=[
            (vat_withheld(), period.vat_due),
            (pit_withheld(), period.pit_due),
            (bank_collection(), -period.due),
        ],
        memo=period.payment_reference,
        by=str(by or ""),
    )
