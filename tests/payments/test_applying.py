"""Only what a provider proves changes a payment, and only once."""

import pytest

from marketplace.payments.applying import apply
from marketplace.payments.models import Attention, Payment
from marketplace.payments.providers import ProviderState
from tests.checkout.buying import buy
from tests.payments import till
from tests.payments.till import bought, figures, goods, holds, parcel_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _till(settings):
    settings.PAYMENT_PROVIDERS = till.WAYS
    till.reset()


@pytest.fixture
def promised():
    return buy().payments.get()


@pytest.fixture
def order():
    return bought((goods(price=100), 1), fees=(0,))


@pytest.fixture
def payment(order):
    return order.payments.get()


def test_cash_is_collected_and_stays_collected(promised):
    apply(promised, ProviderState("captured", promised.amount))
    after = apply(promised, ProviderState("cancelled", promised.amount))

    assert after.state == "collected"
    assert promised.order.postings.filter(kind="cod_collected").count() == 1


def test_a_promise_without_a_parcel_to_pay_is_void(promised):
    assert apply(promised, ProviderState("cancelled", promised.amount)).state == "void"
    assert apply(promised, ProviderState("pending", promised.amount)).state == "void"
    assert not promised.order.postings.exists()


def test_another_amount_or_currency_never_confirms_and_calls_a_person_once(order, payment):
    for _time in range(2):
        apply(payment, ProviderState("captured", payment.amount - 1))
        apply(payment, ProviderState("captured", payment.amount, "USD"))

    payment.refresh_from_db()
    order.refresh_from_db()
    assert (payment.state, payment.received, order.status) == ("failed", 0, "pending_payment")
    assert Attention.objects.filter(reason="amount_mismatch", about=str(payment.uuid)).count() == 1
    assert holds("buyer_funds", order) == 0


def test_money_of_another_amount_is_held_as_nobodys(order, payment):
    for _time in range(2):
        apply(payment, ProviderState("captured", 99))

    assert (holds("clearing_stripe"), holds("unallocated"), holds("buyer_funds", order)) == (99, 99, 0)


def test_what_names_another_payment_never_confirms(order, payment):
    apply(payment, ProviderState("captured", 100, is_ours=False))

    payment.refresh_from_db()
    assert (payment.state, holds("unallocated"), holds("buyer_funds", order)) == ("failed", 100, 0)


def test_money_of_another_currency_is_not_booked_in_dong(payment):
    apply(payment, ProviderState("captured", 100, "USD"))

    assert (holds("clearing_stripe"), holds("unallocated")) == (0, 0)


def test_captured_money_confirms_the_order_and_its_parcels_once(order, payment):
    for _time in range(2):
        apply(payment, ProviderState("captured", 100, provider_ref="pi_1"))

    order.refresh_from_db()
    payment.refresh_from_db()
    assert (payment.state, payment.provider_ref, payment.received) == ("captured", "pi_1", 100)
    assert order.status == "confirmed"
    assert parcel_of(order).state == "new"
    assert parcel_of(order).events.filter(state="new").count() == 1
    assert order.postings.filter(kind="capture").count() == 1
    assert (holds("buyer_funds", order), figures(order).captured) == (100, 100)


def test_late_money_wins_over_a_failure_and_a_failure_never_over_money(payment):
    assert apply(payment, ProviderState("failed", 100)).state == "failed"
    assert apply(payment, ProviderState("pending", 100)).state == "failed"
    assert apply(payment, ProviderState("captured", 100)).state == "captured"
    assert apply(payment, ProviderState("expired", 100)).state == "captured"


def test_a_hint_that_comes_late_brings_nothing_back(payment):
    apply(payment, ProviderState("authorised", 100))

    assert apply(payment, ProviderState("pending", 100)).state == "authorised"
    assert apply(payment, ProviderState("open", 100)).state == "authorised"


def test_a_part_is_kept_for_the_order_without_confirming_it(order, payment):
    apply(payment, ProviderState("pending", 100, received=40))
    apply(payment, ProviderState("pending", 100, received=40))

    order.refresh_from_db()
    assert (Payment.objects.get().missing, order.status, holds("buyer_funds", order)) == (60, "pending_payment", 40)
