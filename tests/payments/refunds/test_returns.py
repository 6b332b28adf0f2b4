"""Goods that a buyer sends back: who may ask, who answers, and what becomes of goods and money."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import override_settings
from django.utils import timezone

from marketplace.notify.models import Message
from marketplace.payments.models import Attention
from marketplace.payments.parcel_life.completing import complete_due
from marketplace.payments.returning import (
    AnswerMissing,
    NotReturnable,
    WrongStep,
    approve_return,
    ask_for_return,
    end_stale_returns,
    note_received,
    note_sent_back,
    reject_return,
    returnable_lines,
    settle_return,
)
from tests.payments.till import WAYS, arrived, figures, goods, holds, paid, parcel_of, staff
from tests.planted import planted

pytestmark = pytest.mark.django_db


def _made():
    jar = goods(price=100_000, stock=10)
    return jar, arrived(parcel_of(paid((jar, 3), fees=(20_000,))))


@pytest.fixture(scope="module")
def _bought(django_db_setup, django_db_blocker):
    with override_settings(PAYMENT_PROVIDERS=WAYS), planted(django_db_blocker, _made) as copied:
        yield copied


@pytest.fixture
def arrival(_bought, db):
    return _bought()


@pytest.fixture
def jar(arrival):
    return arrival[0]


@pytest.fixture
def parcel(arrival):
    return arrival[1]


@pytest.fixture
def boss():
    return staff("approve_refund", "answer_return")


def ask(parcel, units=2, reason="broken"):
    return ask_for_return(parcel=parcel, units={parcel.lines.get().pk: units}, reason=reason, text=" Vỡ  hết ")


def test_a_return_goes_its_way_and_is_refunded_once(jar, parcel, boss):
    request = ask(parcel)
    approve_return(request=request, by=boss, answer="Yes")
    note_sent_back(request=request)
    note_received(request=request)
    for _time in range(2):
        settled = settle_return(request=request, by=boss, to_shelf=True)

    assert settled.state == "settled"
    assert (settled.refund.amount, settled.refund.reason, settled.refund.state) == (200_000, "complaint", "approved")
    assert settled.refund.approved_by == boss
    assert jar.stockrecords.get().num_in_stock == 9
    assert (holds("refund_due", parcel.order), figures(parcel.order).commission) == (200_000, 5_000)
    assert Attention.objects.get(reason="return_asked").closed_at is not None
    templates = [message.template for message in Message.objects.all()]
    assert (templates.count("return_asked"), templates.count("return_answered")) == (1, 1)


def test_a_whim_is_told_from_a_complaint_and_delivery_goes_back_when_chosen(parcel, boss):
    request = ask(parcel, 3, "changed_mind")
    approve_return(request=request, by=boss)
    note_received(request=request)

    settled = settle_return(request=request, by=boss, with_fee=True)

    assert (settled.refund.amount, settled.refund.reason) == (320_000, "returned")


def test_only_within_the_time_only_what_is_there_and_one_at_a_time(parcel):
    line = parcel.lines.get().pk
    assert [(found.pk, left) for found, left in returnable_lines(parcel)] == [(line, 3)]
    for units in ({}, {line: 4}, {line: -1}, {line + 99: 1}):
        with pytest.raises(NotReturnable):
            ask_for_return(parcel=parcel, units=units, reason="broken")

    ask(parcel)
    assert returnable_lines(parcel) == []
    with pytest.raises(NotReturnable):
        ask(parcel, 1)


def test_nothing_is_sent_back_before_it_arrived_or_after_the_time(parcel):
    other = parcel_of(paid((goods(title="Khác"), 1)))
    type(parcel).objects.filter(pk=parcel.pk).update(return_until=timezone.now())

    for late in (other, parcel):
        with pytest.raises(NotReturnable):
            ask(late, 1)
        late.refresh_from_db()
        assert returnable_lines(late) == []


def test_a_rejection_needs_words_and_ends_the_return(parcel, boss):
    request = ask(parcel)

    with pytest.raises(AnswerMissing):
        reject_return(request=request, by=boss, answer="  ")
    rejected = reject_return(request=request, by=boss, answer="Too late in the year.")

    assert (rejected.state, rejected.answer, rejected.answered_by) == ("rejected", "Too late in the year.", boss)
    assert "Too late in the year." in Message.objects.filter(template="return_answered").first().body
    with pytest.raises(WrongStep):
        approve_return(request=request, by=boss)
    with pytest.raises(WrongStep):
        settle_return(request=request, by=boss)
    assert holds("refund_due", parcel.order) == 0


def test_money_only_goes_back_for_goods_that_came_or_are_not_worth_sending(parcel, boss):
    request = ask(parcel)
    approve_return(request=request, by=boss)

    with pytest.raises(WrongStep):
        settle_return(request=request, by=boss)

    assert settle_return(request=request, by=boss, without_goods=True).refund.amount == 200_000


def test_who_may_not_answer_or_approve_does_not(parcel):
    request = ask(parcel)

    with pytest.raises(PermissionDenied):
        approve_return(request=request, by=staff())
    with pytest.raises(PermissionDenied):
        settle_return(request=request, by=staff("answer_return"), without_goods=True)

    request.refresh_from_db()
    assert (request.state, request.refund) == ("requested", None)


def test_an_open_return_keeps_a_parcel_from_being_completed(parcel, boss):
    request = ask(parcel)
    type(parcel).objects.filter(pk=parcel.pk).update(return_until=timezone.now() - timedelta(days=1))

    assert complete_due() == 0
    reject_return(request=request, by=boss, answer="No.")
    assert complete_due() == 1

    parcel.refresh_from_db()
    assert parcel.state == "completed"
    assert holds("seller_available", parcel.seller) == figures(parcel.order).seller_net


def agreed(parcel, boss, *, days_ago):
    request = approve_return(request=ask(parcel), by=boss, answer="Được.")
    at = timezone.now() - timedelta(days=days_ago)
    type(request).objects.filter(pk=request.pk).update(answered_at=at)
    type(parcel).objects.filter(pk=parcel.pk).update(return_until=at)
    return request


def test_goods_that_are_not_sent_in_time_end_the_return_and_the_parcel_is_completed(parcel, boss):
    request = agreed(parcel, boss, days_ago=14)
    Message.objects.all().delete()

    assert (end_stale_returns(), complete_due()) == (0, 0)
    tomorrow = timezone.now() + timedelta(days=1)
    assert (end_stale_returns(now=tomorrow), end_stale_returns(now=tomorrow)) == (1, 0)
    assert complete_due() == 1

    request.refresh_from_db()
    assert (request.state, request.answered_by) == ("rejected", None)
    assert "14" in request.answer
    assert request.answer in Message.objects.get(template="return_answered").body
    assert Attention.objects.get(reason="return_asked").closed_at is not None


def test_the_end_of_a_return_is_said_in_the_language_of_the_order(parcel, boss):
    type(parcel.order.checkout).objects.filter(order=parcel.order).update(language="en")
    request = agreed(parcel, boss, days_ago=15)

    assert end_stale_returns() == 1

    request.refresh_from_db()
    assert request.answer.startswith("The goods were not sent back within 14 days")


def test_whoever_may_send_goods_back_is_told_until_when(parcel, boss):
    type(parcel.order.checkout).objects.filter(order=parcel.order).update(language="en")

    request = approve_return(request=ask(parcel), by=boss, answer="Yes.")

    last = timezone.localdate() + timedelta(days=14)
    assert request.answer == f"Yes. Send the goods by {last:%d/%m/%Y}."


def test_goods_on_their_way_back_call_for_a_person_and_are_not_rejected(parcel, boss):
    request = agreed(parcel, boss, days_ago=15)
    note_sent_back(request=request)

    assert [end_stale_returns(), end_stale_returns()] == [0, 0]

    request.refresh_from_db()
    assert request.state == "in_transit"
    late = Attention.objects.get(about=f"return:{request.pk}:late")
    assert (late.reason, late.order, late.closed_at) == ("return_asked", parcel.order, None)
    note_received(request=request)
    settle_return(request=request, by=boss)
    late.refresh_from_db()
    assert late.closed_at is not None
