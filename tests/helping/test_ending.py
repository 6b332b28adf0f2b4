"""Help ends by the seller, by the helper or by the clock; from that moment every door is closed."""

from datetime import timedelta

import pytest
from django.utils import timezone
from freezegun import freeze_time

from marketplace.notify.models import Message
from sellers.access import Acting, NotYours, OutsideScope, acting
from sellers.changes import note_change
from sellers.helping.conflicts import is_helper_of
from sellers.helping.ending import end, end_due
from sellers.helping.models import Scope
from sellers.helping.telling import waking_hour
from sellers.helping.watching import watch
from sellers.models import SellerChange

from .people import helper_of, person, shop

pytestmark = pytest.mark.django_db


def may_work(who, seller) -> bool:
    try:
        acting(who, seller.slug, Scope.PRODUCTS)
    except (NotYours, OutsideScope):
        return False
    return True


@pytest.mark.parametrize("by_helper", [False, True])
def test_each_of_the_two_may_end_it_and_both_are_told(by_helper):
    owner, officer = shop(), person("Cán bộ Minh Họa")
    helper = helper_of(owner, officer)
    by = officer if by_helper else owner.person

    ended = end(helper=helper, by=by)

    assert (ended.ended_by, may_work(officer, owner.seller)) == (by, False)
    told = Message.objects.filter(template="helping_ended")
    assert sorted(told.values_list("recipient", flat=True)) == sorted([owner.person.phone, officer.phone])
    change = SellerChange.objects.get(action="helper.ended")
    assert (change.by, change.is_helper) == (by, by_helper)


def test_ending_twice_tells_once():
    owner = shop()
    helper = helper_of(owner)

    first = end(helper=helper, by=owner.person)
    second = end(helper=helper, by=helper.person)

    assert second.ended_at == first.ended_at and second.ended_by == owner.person
    assert Message.objects.filter(template="helping_ended").count() == 2


def test_nobody_else_ends_it():
    owner = shop()
    helper = helper_of(owner)

    with pytest.raises(OutsideScope):
        end(helper=helper, by=person())

    helper.refresh_from_db()
    assert helper.ended_at is None


def test_a_question_that_was_taken_back_tells_nobody():
    owner = shop()
    helper = helper_of(owner, agreed_at=None)

    end(helper=helper, by=owner.person)

    assert not Message.objects.exists()


def test_on_the_last_day_help_goes_on_and_the_next_day_it_is_over():
    owner, officer = shop(), person()
    with freeze_time("2026-11-22T03:00:00Z"):
        helper = helper_of(owner, officer, days=1)

    with freeze_time("2026-11-23T16:59:00Z"):  # 23:59 in Vietnam
        assert may_work(officer, owner.seller)
        assert end_due() == 0
    with freeze_time("2026-11-23T17:00:00Z"):
        assert not may_work(officer, owner.seller)
        assert end_due() == 1
        assert end_due() == 0
    helper.refresh_from_db()
    assert (helper.ended_by, bool(helper.ended_at)) == (None, True)
    assert Message.objects.filter(template="helping_ended").count() == 2


def test_whoever_helped_lately_does_not_decide_at_the_desk():
    owner, officer, stranger = shop(), person(), person()
    helper = helper_of(owner, officer)
    end(helper=helper, by=officer)

    assert is_helper_of(officer, owner.seller)
    assert is_helper_of(owner.person, owner.seller)
    assert not is_helper_of(stranger, owner.seller)
    assert not is_helper_of(officer, shop("Hộ minh họa Hai").seller)
    with freeze_time(timezone.now() + timedelta(days=366)):
        assert not is_helper_of(officer, owner.seller)


@freeze_time("2026-11-22T03:00:00Z")
def test_the_seller_is_told_once_a_day_what_a_helper_changed():
    owner, officer = shop(), person("Cán bộ Minh Họa")
    helper = helper_of(owner, officer)
    at_work = Acting(officer, owner.seller, helper)
    note_change(at_work, "product.price", "Khô cá lóc: 100.000 ₫ → 120.000 ₫")

    watch()
    note_change(at_work, "product.stock", "Khô cá lóc: 3 → 8")
    watch()

    (told,) = Message.objects.filter(template="helping_changed")
    assert told.recipient == owner.person.phone
    assert "Cán bộ Minh Họa" in told.body and "Khô cá lóc" in told.body
    assert f"/selling/{owner.seller.slug}/people/changes/" in told.body
    assert len(told.body) <= 160
    with freeze_time("2026-11-23T03:00:00Z"):
        watch()
        assert Message.objects.filter(template="helping_changed").count() == 1
        note_change(at_work, "product.stock", "Khô cá lóc: 8 → 2")
        watch()
        assert Message.objects.filter(template="helping_changed").count() == 2


# 00:03 the next day in Vietnam; two days on.
@pytest.mark.parametrize("next_run", ["2026-11-22T17:03:00Z", "2026-11-24T16:00:00Z"])
def test_what_was_changed_after_the_last_run_of_a_day_is_told_by_the_next(next_run):
    with freeze_time("2026-11-22T16:58:00Z"):  # 23:58 in Vietnam
        owner, officer = shop(), person("Cán bộ Minh Họa")
        at_work = Acting(officer, owner.seller, helper_of(owner, officer))
        note_change(at_work, "product.price", "Khô cá lóc: 100.000 ₫ → 120.000 ₫")

    with freeze_time(next_run):
        watch()
        watch()

    (told,) = Message.objects.filter(template="helping_changed")
    assert "22/11" in told.body and "Khô cá lóc" in told.body and len(told.body) <= 160


@freeze_time("2026-11-22T03:00:00Z")
def test_each_day_is_told_by_its_own_message_however_late_and_each_once():
    owner, officer = shop(), person("Cán bộ Minh Họa")
    at_work = Acting(officer, owner.seller, helper_of(owner, officer))
    with freeze_time("2026-11-19T10:00:00Z"):
        note_change(at_work, "product.price", "Quá lâu")
    with freeze_time("2026-11-20T10:00:00Z"):
        note_change(at_work, "product.price", "Hai hôm trước")
    with freeze_time("2026-11-21T10:00:00Z"):
        note_change(at_work, "product.price", "Hôm qua")
        note_change(at_work, "product.price", "Hôm qua nữa")

    watch()
    watch()

    told = Message.objects.filter(template="helping_changed").order_by("pk")
    assert [("20/11" in one.body, "21/11" in one.body) for one in told] == [(True, False), (False, True)]
    assert ["Hai hôm trước" in told[0].body, "Hôm qua." in told[1].body] == [True, True]


@freeze_time("2026-11-22T03:00:00Z")
def test_two_helpers_are_told_of_one_by_one():
    owner = shop()
    for name in ("Cán bộ Một", "Cán bộ Hai"):
        who = person(name)
        note_change(Acting(who, owner.seller, helper_of(owner, who)), "product.stock", f"Của {name}")

    watch()
    watch()

    bodies = [one.body for one in Message.objects.filter(template="helping_changed").order_by("pk")]
    assert len(bodies) == 2
    assert all(sum(name in body for body in bodies) == 1 for name in ("Của Cán bộ Một", "Của Cán bộ Hai"))


def test_what_the_seller_changes_alone_is_told_to_nobody():
    owner = shop()
    note_change(owner, "product.price", "Khô cá lóc: 100.000 ₫ → 120.000 ₫")

    watch()

    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-22T03:00:00Z", "2026-11-22T03:00:00Z"),
        ("2026-11-22T14:00:00Z", "2026-11-23T00:00:00Z"),
        ("2026-11-22T20:00:00Z", "2026-11-23T00:00:00Z"),
    ],
)
def test_nobody_is_woken(now, due):
    from datetime import datetime

    assert waking_hour(datetime.fromisoformat(now)) == datetime.fromisoformat(due)
