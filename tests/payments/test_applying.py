"""Only what a provider proves changes a payment, and only once."""

import pytest

from marketplace.payments.applying import AmountMismatch, apply
from marketplace.payments.models import Payment
from marketplace.payments.providers import ProviderState
from tests.checkout.buying import buy

pytestmark = pytest.mark.django_db


@pytest.fixture
def promised():
    return buy().payments.get()


def prepaid(order, amount):
    order.parcels.update(state="awaiting_payment")
    type(order).objects.filter(pk=order.pk).update(status="pending_payment")
    return Payment.objects.create(order=order, provider="card", amount=amount)


def test_cash_is_collected_and_stays_collected(promised):
    apply(promised, ProviderState("captured", promised.amount))
    after = apply(promised, ProviderState("cancelled", promised.amount))

    assert after.state == "collected"


def test_another_amount_or_currency_is_never_applied(promised):
    with pytest.raises(AmountMismatch):
        apply(promised, ProviderState("captured", promised.amount - 1))
    with pytest.raises(AmountMismatch):
        apply(promised, ProviderState("captured", promised.amount, "USD"))

    promised.refresh_from_db()
    assert promised.state == "promised"


def test_captured_money_confirms_the_order_and_its_parcels_once():
    order = buy()
    payment = prepaid(order, 100)

    for _time in range(2):
        apply(payment, ProviderState("captured", 100, provider_ref="pi_1"))

    order.refresh_from_db()
    payment.refresh_from_db()
    assert (payment.state, payment.provider_ref) == ("captured", "pi_1")
    assert order.status == "confirmed"
    assert [parcel.state for parcel in order.parcels.all()] == ["new"]
    assert order.parcels.get().events.filter(state="new").count() == 2


def test_late_money_wins_over_a_failure_and_a_failure_never_over_money():
    payment = prepaid(buy(), 100)

    assert apply(payment, ProviderState("failed", 100)).state == "failed"
    assert apply(payment, ProviderState("pending", 100)).state == "failed"
    assert apply(payment, ProviderState("captured", 100)).state == "captured"
    assert apply(payment, ProviderState("expired", 100)).state == "captured"
