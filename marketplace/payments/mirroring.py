"""Oscar's payment records, filled from what was applied so that its dashboard is not empty; never the truth (payments.md 3.2)."""

from django.db.models import F
from oscar.core.loading import get_model

from .models import Payment, Refund


def mirror_capture(payment: Payment, arrived: int) -> None:
    """Call under the lock of the order."""
    source = _source(payment)
    _add(source, amount_allocated=arrived, amount_debited=arrived)
    source.transactions.create(
        txn_type="Debit",
        amount=arrived,
        reference=(payment.charge_ref or payment.provider_ref)[:100],
        status="captured",
    )


def mirror_refund(refund: Refund) -> None:
    """Call under the lock of the order."""
    source = _source(refund.payment)
    _add(source, amount_refunded=refund.amount)
    source.transactions.create(
        txn_type="Refund", amount=refund.amount, reference=refund.provider_ref[:100], status=refund.state
    )


def _source(payment: Payment):
    kind, _is_new = get_model("payment", "SourceType").objects.get_or_create(
        code=payment.provider, defaults={"name": payment.provider}
    )
    sources = get_model("payment", "Source").objects
    source, _is_new = sources.get_or_create(
        order=payment.order,
        source_type=kind,
        label=str(payment.uuid),
        defaults={"currency": payment.currency, "reference": (payment.charge_ref or payment.provider_ref)[:255]},
    )
    return source


def _add(source, **amounts) -> None:
    type(source).objects.filter(pk=source.pk).update(**{name: F(name) + amount for name, amount in amounts.items()})
