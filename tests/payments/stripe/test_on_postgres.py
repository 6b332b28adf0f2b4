"""Truly at the same time: messages, returns, jobs and buyers on threads of their own (R3, R5, I13, I15, I34)."""

import pytest
from django.db import connection, transaction
from django.test import Client

from marketplace.fulfilment.loading import load_rates
from marketplace.payments import syncing
from marketplace.payments.expiring import expire_due
from marketplace.payments.models import Payment, ProviderEvent
from marketplace.payments.patience import NetworkUnderLock
from marketplace.payments.providers import provider
from marketplace.payments.starting import begin, open_attempt
from tests.checkout.test_races import at_once

from .shopping import allocated, begun, come_back, deliver, end_of, events_of, fresh, messages, order_by_card
from .test_late import an_hour_on
from .test_same_end import expected

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def order(fake, transactional_db):
    load_rates()
    return order_by_card()


def test_ten_copies_of_two_messages_five_returns_and_the_job_at_once(fake, order, payment):
    """R3, I13."""
    fake.control.pay(payment.provider_ref)
    posts = [lambda event=event: deliver(event).status_code for event in events_of(fake) * 10]
    returns = [lambda: come_back(payment, client=Client()).status_code] * 5

    answers = at_once([*posts, *returns, lambda: syncing.sync_and_apply(payment.pk).state])

    assert set(answers) <= {200, 302, 503, "captured"}, answers
    assert end_of(order) == expected(order)
    assert ProviderEvent.objects.count() == 2


def test_money_and_expiry_at_the_same_moment_end_in_one_of_the_two_right_ways(fake, order, payment):
    """I15, I22, a few times over."""
    for number in range(5):
        other = order_by_card(parcels=1, phone=f"+8491234570{number}")
        attempt = begun(other)

        at_once(
            [
                lambda attempt=attempt: fake.control.pay(attempt.provider_ref),
                lambda: expire_due(now=an_hour_on()),
                lambda attempt=attempt: come_back(attempt, client=Client()),
            ]
        )
        syncing.sync_and_apply(attempt.pk)

        end = end_of(other)
        (session,) = [s for s in fake.account.every("checkout.session") if s["id"] == attempt.provider_ref]
        if session["status"] == "complete":
            assert (end["order"], end["payments"], end["stock"]) == ("confirmed", [("captured", 70_000)], [1])
        else:
            assert (end["order"], end["payments"], end["stock"]) == ("expired", [("expired", 0)], [0])
            assert end["postings"] == []


def test_five_presses_of_pay_open_one_session(fake, order):
    """R5."""
    attempt = open_attempt(order)

    answers = at_once([lambda: begin(fresh(attempt)).url] * 5)

    opened = {answer for answer in answers if isinstance(answer, str)}
    assert len(opened) == 1
    assert len(fake.account.every("checkout.session")) == 1
    assert len({s["client_reference_id"] for s in fake.account.every("checkout.session")}) == 1
    assert fresh(attempt).url in opened


def test_opening_and_expiring_at_once_leave_no_open_session_behind(fake, order):
    """I22: an attempt that is opened while it ends is closed again."""
    attempt = open_attempt(order)

    at_once([lambda: begin(fresh(attempt)), lambda: expire_due(now=an_hour_on())])

    status = end_of(order)["order"]
    sessions = fake.account.every("checkout.session")
    if status == "expired":
        assert all(session["status"] == "expired" for session in sessions)
        assert allocated(order) == [0, 0]
    else:
        assert fresh(attempt).state == "pending"
        assert [session["status"] for session in sessions] in (["open"], ["expired"])


def test_a_row_that_somebody_holds_is_answered_with_come_again(fake, order, payment):
    fake.control.pay(payment.provider_ref)
    (event,) = events_of(fake, "payment_intent.succeeded")

    with transaction.atomic():
        type(order).objects.select_for_update().get(pk=order.pk)
        (status,) = at_once([lambda: deliver(event).status_code], patience="200ms")

    assert status == 503
    assert deliver(event).status_code == 200
    assert messages("order_paid") == ["order_paid"]


@pytest.mark.parametrize("call", ["start", "sync", "cancel"])
def test_no_call_leaves_while_a_lock_is_held(call, fake, order, payment):
    """I34: refused before anything is sent, whoever holds the lock."""
    before = len(fake.control.calls)

    with pytest.raises(NetworkUnderLock), transaction.atomic():
        Payment.objects.select_for_update().get(pk=payment.pk)
        getattr(provider("stripe"), call)(payment)

    assert len(fake.control.calls) == before
    assert not connection.in_atomic_block
