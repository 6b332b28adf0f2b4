"""What the host, the guests and the job hear of a time that was called off."""

import pytest
from django.db import OperationalError

from marketplace.fulfilment.models import ParcelEvent
from marketplace.notify.models import Message
from marketplace.payments.providers import ProviderUnavailable
from marketplace.selling.visits import time_views
from marketplace.visits.calling_off import call_off, finish_calling_off
from marketplace.visits.checking_in import VisitCancelled, check_in, did_not_come
from sellers.models import SellerChange
from tests.payments.till import Till, staff
from tests.selling.workroom import address, owner

from . import hosting
from .hosting import EXACTLY

pytestmark = pytest.mark.django_db


def press(slot, seller, reason="Bão số 9"):
    url = address(seller, "visits", "times", str(slot.pk), "call-off")
    return owner(seller).post(url, {"reason": reason}, follow=True).content.decode()


@pytest.fixture
def shop():
    return hosting.host()


@pytest.fixture
def made(shop):
    return hosting.slot(hosting.experience(shop))


def closed_to_questions(monkeypatch):
    monkeypatch.setattr(Till, "cancel", lambda self, payment: (_ for _ in ()).throw(ProviderUnavailable("silent")))


def test_who_could_not_be_cancelled_just_now_is_not_nobody(made, shop, monkeypatch):
    hosting.booked(made)
    closed_to_questions(monkeypatch)

    said = press(made, shop)

    assert "Nobody had booked it" not in said
    assert "1 booking could not be cancelled just now" in said


def test_who_has_not_paid_gets_no_money_back(made, shop):
    hosting.paid(made)
    hosting.booked(made, by=hosting.guest(phone="+84912345679"))

    said = press(made, shop)

    assert "1 buyer is told and gets the money back." in said
    assert "1 unpaid booking ended." in said


def test_an_empty_time_is_said_to_be_empty(made, shop):
    assert "Called off. Nobody had booked it." in press(made, shop)


def test_the_job_gives_the_same_reason_and_the_same_name(made, shop, monkeypatch):
    hosting.booked(made)
    with monkeypatch.context() as patch:
        closed_to_questions(patch)
        done = call_off(slot=made, by=hosting.acting(shop), reason="Bão số 9")

    assert (done.visits, [visit.slot for visit in done.waiting]) == ([], [made])
    assert finish_calling_off() == 1

    event = ParcelEvent.objects.get(state="cancelled")
    assert (event.by, event.note) == ("Bà Tám", "Bão số 9")
    assert Message.objects.filter(template="visit_called_off", channel="sms").count() == 1


def test_the_job_knows_the_reason_of_the_desk_too(made, monkeypatch):
    person = staff()
    hosting.booked(made)
    with monkeypatch.context() as patch:
        closed_to_questions(patch)
        call_off(slot=made, by=person, reason="Bão số 9")

    finish_calling_off()

    event = ParcelEvent.objects.get(state="cancelled")
    assert (event.by, event.note) == (str(person), "Bão số 9")


def test_the_seller_reads_who_called_it_off_and_why_once(made, shop):
    by = hosting.acting(shop)

    for _time in range(2):
        call_off(slot=made, by=by, reason="Bão " * 60)

    change = SellerChange.objects.get(action="visit_called_off")
    assert (change.seller, change.by, change.is_helper) == (shop, by.person, False)
    assert "08:00" in change.words
    assert change.words.endswith("\n" + ("Bão " * 50).strip())


def test_a_busy_database_is_told_in_words_and_keeps_what_was_typed(made, shop, monkeypatch):
    def busy(**_asked):
        raise OperationalError("deadlock detected")

    monkeypatch.setattr(time_views, "call_off", busy)

    said = press(made, shop)

    assert "Press the button once more." in said
    assert "Bão số 9" in said


def test_between_the_call_and_the_money_nobody_is_checked_in(made, shop):
    visit, by = hosting.paid(made), hosting.acting(shop)
    type(made).objects.filter(pk=made.pk).update(called_off_at=EXACTLY)

    with hosting.clock(EXACTLY), pytest.raises(VisitCancelled):
        check_in(visit=visit, by=by)
    with hosting.clock(made.ends_at), pytest.raises(VisitCancelled):
        did_not_come(visit=visit, by=by)

    assert visit.parcel.order.parcels.get().state == "accepted"
