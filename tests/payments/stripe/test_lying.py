"""What the provider shows must be this payment, to the dong: else nothing is confirmed and no money is lost (I16, R13, R14)."""

import pytest

from marketplace.ledger import accounts
from marketplace.ledger.balances import balance
from marketplace.payments.models import Payment, ProviderEvent
from marketplace.payments.syncing import sync_and_apply

from .shopping import come_back, deliver, deliver_all, end_of, events_of, flags, fresh, messages, order_by_card

pytestmark = pytest.mark.django_db


def is_untouched(order) -> bool:
    end = end_of(order)
    return (
        end["order"] == "pending_payment"
        and not end["is_paid"]
        and end["parcels"] == ["awaiting_payment"] * 2
        and end["stock"] == [1, 1]
        and messages("order_paid") == []
    )


@pytest.mark.parametrize("amount", [139_999, 140_001, 1])
def test_another_amount_never_confirms_and_is_held_with_nobodys_name_on_it(amount, fake, order, payment):
    fake.control.paying.amount = amount
    fake.control.pay(payment.provider_ref)

    for _time in range(2):
        deliver_all(fake)
        come_back(payment)
        sync_and_apply(payment.pk)

    assert is_untouched(order)
    assert fresh(payment).state != "captured"
    assert flags(order) == ["amount_mismatch"]
    assert (balance(accounts.unallocated()), balance(accounts.clearing_stripe())) == (amount, amount)
    assert balance(accounts.buyer_funds(order)) == 0


def test_another_currency_never_confirms_and_is_not_booked_as_dong(fake, order, payment):
    fake.control.paying.currency = "usd"
    fake.control.pay(payment.provider_ref)

    deliver_all(fake)

    assert is_untouched(order)
    assert flags(order) == ["amount_mismatch"]
    assert balance(accounts.clearing_stripe()) == 0


def test_money_that_names_no_payment_never_confirms(fake, order, payment):
    fake.control.paying.strip_metadata = True
    fake.control.pay(payment.provider_ref)

    deliver_all(fake)
    come_back(payment)

    assert is_untouched(order)
    assert flags(order) == ["amount_mismatch"]
    assert balance(accounts.unallocated()) == payment.amount


@pytest.mark.parametrize("where", ["session", "intent", "reference"])
def test_each_of_the_names_counts(where, fake, order, payment):
    fake.control.pay(payment.provider_ref)
    (session,) = fake.account.every("checkout.session")
    (intent,) = fake.account.every("payment_intent")
    if where == "reference":
        session["client_reference_id"] = "ANOTHER"
    else:
        (session if where == "session" else intent)["metadata"] = {"payment": "another"}

    sync_and_apply(payment.pk)

    assert is_untouched(order)


@pytest.mark.parametrize("where", ["session", "intent"])
def test_amounts_of_session_and_intent_both_count(where, fake, order, payment):
    fake.control.pay(payment.provider_ref)
    (session,) = fake.account.every("checkout.session")
    (intent,) = fake.account.every("payment_intent")
    if where == "session":
        session["amount_total"] -= 1
    else:
        intent["amount_received"] -= 1

    sync_and_apply(payment.pk)

    assert is_untouched(order)
    assert flags(order) == ["amount_mismatch"]


@pytest.mark.parametrize(
    ("session_says", "intent_says"), [("unpaid", "succeeded"), ("paid", "processing"), ("paid", "requires_capture")]
)
def test_paid_and_succeeded_are_both_needed(session_says, intent_says, fake, order, payment):
    fake.control.pay(payment.provider_ref)
    fake.account.every("checkout.session")[0]["payment_status"] = session_says
    fake.account.every("payment_intent")[0]["status"] = intent_says

    sync_and_apply(payment.pk)

    assert is_untouched(order)


def test_the_session_of_another_payment_pays_nothing_here(fake, order, payment):
    """Somebody pays a cheap order and points ours at that session."""
    cheap = order_by_card(parcels=1, phone="+84912345670")
    from .shopping import begun

    other = begun(cheap)
    fake.control.pay(other.provider_ref)
    Payment.objects.filter(pk=payment.pk).update(provider_ref=other.provider_ref)

    sync_and_apply(payment.pk)

    assert is_untouched(order)


def test_a_message_that_lies_about_its_object_is_only_a_hint(fake, order, payment):
    fake.control.pay(payment.provider_ref, "4000000000000002")
    (event,) = events_of(fake, "payment_intent.payment_failed")
    event = {**event, "type": "payment_intent.succeeded"}
    event["data"]["object"].update(status="succeeded", amount_received=payment.amount)

    assert deliver(event).status_code == 200

    assert is_untouched(order)


def test_messages_of_another_environment_are_taken_and_left(fake, order, payment, caplog):
    """R14."""
    fake.control.pay(payment.provider_ref)
    (event,) = events_of(fake, "payment_intent.succeeded")

    assert deliver({**event, "livemode": True}).status_code == 200

    assert is_untouched(order)
    assert "of another environment" in caplog.text
    assert ProviderEvent.objects.get().processed_at


def test_messages_about_payments_of_another_site_are_taken_and_left(fake, order, payment, caplog):
    fake.control.pay(payment.provider_ref)
    (event,) = events_of(fake, "payment_intent.succeeded")
    event["data"]["object"]["metadata"] = {"payment": "3f1c5b1e-0000-4000-8000-000000000000"}

    assert deliver(event).status_code == 200
    assert deliver(event).status_code == 200

    assert is_untouched(order)
    assert caplog.text.count("about nothing of ours") == 1
