"""Money back through Stripe: once each, found again, and what others did there is seen (payments.md 1.8, R17, R18)."""

import pytest

from marketplace.ledger import accounts
from marketplace.ledger.balances import balance
from marketplace.payments.models import Payment, Refund
from marketplace.payments.providers import ProviderUnavailable, provider
from marketplace.payments.refunding.sending import send
from marketplace.payments.stripe_gateway import calling

from .shopping import deliver, deliver_all, events_of, flags, fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def captured(fake, order, payment):
    fake.control.pay(payment.provider_ref)
    deliver_all(fake)
    return fresh(payment)


def owed(payment, amount, key="a", **more) -> Refund:
    fields = {"reason": "cancelled", "channel": "provider", "state": "sent", **more}
    return Refund.objects.create(order=payment.order, payment=payment, key=key, amount=amount, **fields)


def refunds(fake) -> list[dict]:
    return fake.account.every("refund")


def test_a_refund_names_itself_its_payment_and_its_parcel(fake, captured):
    parcel = captured.order.parcels.first()
    refund = owed(captured, 40_000, parcel=parcel)

    state = provider("stripe").refund(refund)

    (made,) = refunds(fake)
    assert (state.status, state.amount, state.provider_ref) == ("succeeded", 40_000, made["id"])
    assert made["metadata"] == {"refund": str(refund.uuid), "payment": str(captured.uuid), "parcel": parcel.number}
    assert (made["amount"], made["payment_intent"], made["reason"]) == (
        40_000,
        captured.charge_ref,
        "requested_by_customer",
    )


def test_asked_again_it_is_the_same_refund_with_and_without_its_reference(fake, captured):
    refund = owed(captured, 40_000)
    first = provider("stripe").refund(refund)
    again = provider("stripe").refund(refund)
    refund.provider_ref = first.provider_ref

    assert provider("stripe").refund(refund) == again == first
    assert len(refunds(fake)) == 1


def test_a_refund_whose_answer_was_lost_is_found_even_when_its_key_is_forgotten(fake, captured, monkeypatch):
    """R18: after a day Stripe forgets keys; the metadata stays."""
    monkeypatch.setattr(calling, "RETRIES", 0)
    calling._client.cache_clear()
    refund = owed(captured, 40_000)
    fake.control.fail_calls("close", path="refunds", method="POST", after_commit=True)
    with pytest.raises(ProviderUnavailable):
        provider("stripe").refund(refund)
    fake.control.advance(25 * 3600)

    state = provider("stripe").refund(refund)

    assert state.provider_ref == refunds(fake)[0]["id"]
    assert len(refunds(fake)) == 1


def test_several_parts_leave_until_all_is_back_and_then_no_more(fake, captured):
    """I5, as far as Stripe sees it."""
    for number, amount in enumerate([100_000, 40_000]):
        assert provider("stripe").refund(owed(captured, amount, key=str(number))).status == "succeeded"

    state = provider("stripe").refund(owed(captured, 1, key="more"))

    assert (state.status, state.error) == ("sent", "charge_already_refunded")
    assert len(refunds(fake)) == 2


@pytest.mark.parametrize(("before", "why"), [(140_000, "charge_already_refunded"), (120_000, "refused")])
def test_what_was_given_back_at_stripe_by_hand_does_not_leave_by_the_bank_too(fake, captured, before, why):
    fake.control.external_refund(captured.charge_ref, before)
    refund = owed(captured, 40_000, state="approved")

    send(refund)

    assert (fresh(refund).state, fresh(refund).channel, fresh(refund).error) == ("failed", "provider", why)
    assert flags(captured.order) == ["refund_failed"]
    assert not Refund.objects.waiting_for_account().exists()


def test_what_the_card_holders_bank_took_does_not_leave_by_our_bank_too(fake, captured):
    fake.control.open_dispute(captured.charge_ref)
    refund = owed(captured, 40_000, state="approved")

    send(refund)

    assert (fresh(refund).state, fresh(refund).channel, fresh(refund).error) == (
        "failed",
        "provider",
        "charge_disputed",
    )
    assert flags(captured.order) == ["refund_failed"]


def test_a_payment_whose_intent_we_never_noted_can_be_refunded(fake, captured):
    Payment.objects.filter(pk=captured.pk).update(charge_ref="")

    assert provider("stripe").refund(owed(fresh(captured), 40_000)).status == "succeeded"


def test_unpaid_money_is_not_refunded(fake, payment):
    assert provider("stripe").refund(owed(payment, 40_000)).status == "failed"


def test_a_wrong_key_does_not_make_a_refund_fail(captured, settings, fake):
    captured.charge_ref = "pi_of_another_account"

    with pytest.raises(ProviderUnavailable):
        provider("stripe").refund(owed(captured, 40_000))


def test_a_refund_that_waits_is_sent_and_arrives_by_a_message(fake, captured):
    fake.control.refunds_pending = True
    refund = owed(captured, 40_000)
    state = provider("stripe").refund(refund)
    assert state.status == "sent"
    assert deliver_all(fake, "refund.created", "charge.refunded") == [200, 200]
    assert fresh(refund).state == "sent"

    fake.control.settle_refund(state.provider_ref)
    deliver_all(fake, "refund.updated")
    deliver_all(fake, "refund.updated")

    assert fresh(refund).state == "succeeded"
    assert fresh(refund).order.postings.filter(kind="refund_succeeded").count() == 1
    assert flags(captured.order) == []


def test_a_message_about_a_refund_that_overtakes_our_own_note_finds_it(fake, captured):
    refund = owed(captured, 40_000)
    provider("stripe").refund(refund)
    assert fresh(refund).provider_ref == ""

    deliver_all(fake, "refund.created")

    assert (fresh(refund).state, fresh(refund).provider_ref) == ("succeeded", refunds(fake)[0]["id"])


def test_a_refund_that_fails_days_later_goes_by_transfer(fake, captured):
    refund = owed(captured, 40_000)
    made = provider("stripe").refund(refund)
    deliver_all(fake, "refund.created")

    fake.control.fail_refund(made.provider_ref)
    deliver_all(fake, "refund.failed", "refund.updated")

    assert (fresh(refund).state, fresh(refund).channel) == ("manual", "transfer")
    assert flags(captured.order) == ["refund_failed"]


def test_a_refund_made_by_hand_at_stripe_is_recorded_once_and_calls_a_person(fake, captured):
    ref = fake.control.external_refund(captured.charge_ref, 30_000)

    for _time in range(2):
        assert set(deliver_all(fake, "refund.created", "charge.refunded")) == {200}

    refund = Refund.objects.get()
    assert (refund.amount, refund.reason, refund.provider_ref) == (30_000, "external", ref)
    assert refund.parcel is None
    assert flags(captured.order) == ["external_refund"]
    assert balance(accounts.clearing_stripe()) == captured.amount - 30_000


def test_a_refund_by_hand_that_is_told_before_the_payment_waits_for_it(fake, order, payment):
    fake.control.pay(payment.provider_ref)
    intent = fake.account.every("payment_intent")[0]["id"]
    fake.control.external_refund(intent, 30_000)

    assert deliver_all(fake, "refund.created") == [200]

    assert fresh(payment).state == "captured"
    assert Refund.objects.get().amount == 30_000


def test_a_refund_of_another_shop_on_the_same_account_is_left_alone(fake, captured, caplog):
    fake.control.external_refund(captured.charge_ref, 30_000)
    Payment.objects.filter(pk=captured.pk).update(charge_ref="pi_other", uuid="3f1c5b1e-0000-4000-8000-000000000000")
    (event,) = events_of(fake, "refund.created")

    assert deliver(event).status_code == 200

    assert not Refund.objects.exists()
    assert "about nothing of ours" in caplog.text
