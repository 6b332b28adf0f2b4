"""However we hear of the money, how often and in which order: the same end (payments.md I13, I14, R1 to R6)."""

import itertools
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from marketplace.payments import events, following, syncing
from marketplace.payments.models import Payment, ProviderEvent
from marketplace.payments.syncing import ask_pending

from .shopping import (
    come_back,
    deliver,
    deliver_all,
    end_of,
    events_of,
    flags,
    fresh,
    messages,
)

pytestmark = pytest.mark.django_db
TOTAL = 140_000


@pytest.fixture
def paid(fake, payment):
    """At Stripe; nobody has told us."""
    fake.control.pay(payment.provider_ref)
    return payment


def by_webhook(fake, payment):
    assert deliver_all(fake) == [200, 200]


def by_return(fake, payment):
    assert come_back(payment).status_code == 302


def by_poll(fake, payment):
    assert ask_pending(now=timezone.now() + timedelta(minutes=11)) == 1


def expected(order) -> dict:
    return {
        "order": "confirmed",
        "payments": [("captured", TOTAL)],
        "parcels": ["new", "new"],
        "stock": [1, 1],
        "postings": [("capture", "buyer_funds", -TOTAL), ("capture", "clearing_stripe", TOTAL)],
        "messages": ["order_for_seller", "order_for_seller", "order_paid", "order_to_pay"],
        "flags": [],
        "refunds": [],
        "is_paid": True,
        "sources": [(TOTAL, TOTAL, 0)],
    }


@pytest.mark.parametrize("way", [by_webhook, by_return, by_poll])
def test_message_return_and_clock_each_lead_to_the_same_end(way, fake, order, paid):
    assert end_of(order)["order"] == "pending_payment"

    way(fake, paid)

    assert end_of(order) == expected(order)


@pytest.mark.parametrize("ways", list(itertools.permutations([by_webhook, by_return, by_poll], 2)))
def test_two_ways_after_each_other_change_nothing_more(ways, fake, order, paid):
    """R1, R2."""
    ways[0](fake, paid)
    if ways[1] is by_poll:
        assert ask_pending(now=timezone.now() + timedelta(minutes=11)) == 0
    else:
        ways[1](fake, paid)

    assert end_of(order) == expected(order)


@pytest.mark.parametrize(
    "types", list(itertools.permutations(["payment_intent.succeeded", "checkout.session.completed"]))
)
@pytest.mark.parametrize("copies", [1, 3])
def test_messages_in_any_order_and_number_give_one_order(types, copies, fake, order, paid):
    for name in types * copies:
        assert deliver_all(fake, name) == [200]

    assert end_of(order) == expected(order)
    assert ProviderEvent.objects.filter(provider="stripe").count() == 2
    assert not ProviderEvent.objects.filter(processed_at=None).exists()


def test_a_message_about_a_decline_that_comes_after_the_money_changes_nothing(fake, order, payment):
    """I12: it was true when it was written."""
    fake.control.pay(payment.provider_ref, "4000000000000002")
    fake.control.pay(payment.provider_ref)
    deliver_all(fake, "payment_intent.succeeded")

    deliver_all(fake, "payment_intent.payment_failed")

    assert end_of(order) == expected(order)


def test_a_declined_card_leaves_the_order_to_be_paid(fake, order, payment):
    fake.control.pay(payment.provider_ref, "4000000000000002")

    assert deliver_all(fake) == [200]

    assert end_of(order)["order"] == "pending_payment"
    assert fresh(payment).state == "pending"


def test_complete_is_not_paid(fake, order, payment):
    """A slow way of paying: the session is complete, the money comes later."""
    fake.control.paying.asynchronous = True
    fake.control.pay(payment.provider_ref)
    deliver_all(fake)
    assert end_of(order)["order"] == "pending_payment"

    fake.control.finish_async(payment.provider_ref)
    deliver_all(fake, "checkout.session.async_payment_succeeded")

    assert end_of(order) == expected(order)


def test_slow_money_that_never_comes_fails_the_attempt(fake, order, payment):
    fake.control.paying.asynchronous = True
    fake.control.pay(payment.provider_ref)
    fake.control.finish_async(payment.provider_ref, succeeded=False)

    deliver_all(fake)

    assert fresh(payment).state == "failed"
    assert end_of(order)["order"] == "pending_payment"


def test_the_money_is_found_although_the_session_was_never_stored(fake, order, paid):
    """Killed between the call to Stripe and our own note of it: the metadata names the payment."""
    Payment.objects.filter(pk=paid.pk).update(provider_ref="", state="created", url="")

    deliver_all(fake, "payment_intent.succeeded")

    assert end_of(order) == expected(order)


def test_a_crash_before_our_commit_is_made_up_for_by_the_next_message(fake, order, paid, monkeypatch):
    """R16."""
    (event,) = events_of(fake, "payment_intent.succeeded")
    monkeypatch.setattr(following, "sync_and_apply", lambda pk: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        deliver(event)
    monkeypatch.undo()
    row = ProviderEvent.objects.get()
    assert (row.processed_at, row.tries, row.error) == (None, 1, "ZeroDivisionError")

    assert deliver(event).status_code == 200

    assert end_of(order) == expected(order)


def test_a_crash_after_our_commit_is_no_second_payment(fake, order, paid, monkeypatch):
    """R15: the money was applied, the answer to Stripe was not given, the message comes again."""
    (event,) = events_of(fake, "payment_intent.succeeded")
    really = syncing.sync_and_apply

    def apply_and_die(pk):
        really(pk)
        raise SystemError

    monkeypatch.setattr(following, "sync_and_apply", apply_and_die)
    with pytest.raises(SystemError):
        deliver(event)
    monkeypatch.setattr(following, "sync_and_apply", really)

    assert deliver(event).status_code == 200
    assert deliver(event).status_code == 200

    assert end_of(order) == expected(order)


def test_a_row_that_is_locked_or_a_stripe_that_is_away_is_told_to_come_again(fake, order, paid, monkeypatch):
    (event,) = events_of(fake, "payment_intent.succeeded")

    def locked(pk):
        raise OperationalError("canceling statement due to lock timeout")

    monkeypatch.setattr(following, "sync_and_apply", locked)
    assert deliver(event).status_code == 503
    monkeypatch.setattr(following, "sync_and_apply", syncing.sync_and_apply)
    fake.control.fail_calls("close", times=2)
    answer = deliver(event)

    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert end_of(order)["order"] == "pending_payment"
    assert deliver(event).status_code == 200
    assert end_of(order) == expected(order)


def test_what_a_crash_left_behind_is_followed_by_the_job(fake, order, paid):
    (event,) = events_of(fake, "payment_intent.succeeded")
    events.store(event)

    assert events.process_waiting(now=timezone.now()) == 0  # the webhook may still be at work
    assert events.process_waiting(now=timezone.now() + timedelta(minutes=2)) == 1
    assert events.process_waiting(now=timezone.now() + timedelta(minutes=2)) == 0

    assert end_of(order) == expected(order)


def test_one_message_that_cannot_be_followed_stops_no_other(fake, order, paid, monkeypatch):
    for event in events_of(fake):
        events.store(event)
    really = following.sync_and_apply
    answers = iter([ZeroDivisionError])

    def once(pk):
        if error := next(answers, None):
            raise error
        return really(pk)

    monkeypatch.setattr(following, "sync_and_apply", once)

    assert events.process_waiting(now=timezone.now() + timedelta(minutes=2)) == 1
    assert end_of(order) == expected(order)


def test_the_tab_closed_after_paying_and_every_message_lost(fake, order, paid):
    """R6."""
    assert ask_pending(now=timezone.now() + timedelta(minutes=5)) == 0
    assert ask_pending(now=timezone.now() + timedelta(minutes=11)) == 1

    assert messages("order_paid") == ["order_paid"]
    assert end_of(order) == expected(order)


def test_three_d_secure_pays_when_it_is_allowed(fake, order, payment):
    assert fake.control.pay(payment.provider_ref, "4000002500003155") == "asked_3ds"
    come_back(payment)
    assert end_of(order)["order"] == "pending_payment"
    fake.control.pay(payment.provider_ref)

    come_back(payment)

    assert end_of(order) == expected(order)


@pytest.mark.parametrize(
    ("card", "risk", "flagged"),
    [
        ("4000000000009235", "elevated", ["risk"]),
        ("4000000000004954", "highest", ["risk"]),
        ("4242424242424242", "normal", []),
    ],
)
def test_a_risk_is_stored_and_calls_a_person_once(card, risk, flagged, fake, order, payment):
    fake.control.pay(payment.provider_ref, card)

    deliver_all(fake)
    deliver_all(fake)

    assert fresh(payment).risk == risk
    assert flags(order) == flagged
    assert end_of(order)["order"] == "confirmed"


def test_the_fee_is_the_shops_cost_and_booked_once_when_it_is_told_in_dong(fake, order, paid):
    deliver_all(fake, "payment_intent.succeeded")
    assert fresh(paid).fee is None  # settled in another currency
    for booked in fake.account.every("balance_transaction"):
        booked.update(currency="vnd", fee=4_760)

    for _time in range(2):
        syncing.sync_and_apply(paid.pk)

    assert fresh(paid).fee == 4_760
    assert end_of(order)["postings"] == [
        *expected(order)["postings"],
        ("gateway_fee", "clearing_stripe", -4_760),
        ("gateway_fee", "gateway_fee", 4_760),
    ]
