"""What a seller is told of his money: free, held, owed, on its way, and the day."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from marketplace.payouts.bank_accounts import change_account
from marketplace.payouts.earning import earnings
from marketplace.payouts.holding import NoReason, hold, lift
from marketplace.payouts.paydays import payday_from
from tests import stall
from tests.payments import till

from .paying import (
    NET,
    VIETCOMBANK,
    answered,
    charged,
    comes_back,
    drafted,
    earned,
    exported,
    seller_with_account,
    sold,
)


@pytest.mark.parametrize(
    ("day", "payday"),
    [
        (date(2026, 11, 21), date(2026, 11, 27)),
        (date(2026, 11, 27), date(2026, 11, 27)),
        (date(2026, 11, 28), date(2026, 12, 4)),
        (date(2026, 12, 30), date(2027, 1, 4)),  # New Year is a Friday, the next working day a Monday
        (date(2027, 1, 3), date(2027, 1, 4)),
        (date(2027, 1, 5), date(2027, 1, 8)),
    ],
)
def test_paydays_are_fridays_or_the_next_working_day(day, payday):
    assert payday_from(day) == payday


@pytest.mark.django_db
def test_free_held_owed_and_on_its_way_are_told_apart():
    maker = seller_with_account()
    earned(maker)
    batch = exported()
    earned(maker, price=200_000)
    sold(maker, price=300_000)

    found = earnings(maker)

    assert (found.available, found.held_total, found.owed, found.on_its_way, found.planned) == (
        2 * NET, 3 * NET, 0, NET, 0,
    )  # fmt: skip
    assert [one.reason for one in found.held] == ["return_window"]
    assert found.next_amount == 2 * NET
    answered(batch)
    drafted()
    assert (earnings(maker).on_its_way, earnings(maker).planned) == (0, 2 * NET)


@pytest.mark.django_db
def test_the_day_is_told_and_moves_when_the_account_changed():
    maker = seller_with_account()
    earned(maker)
    now = timezone.make_aware(datetime(2026, 11, 26, 9))
    assert (earnings(maker, now).next_on, earnings(maker, now).next_amount) == (date(2026, 11, 27), NET)

    new = change_account(seller=maker, bin=VIETCOMBANK, number="0011223344", holder="Lê Văn Mẫu")
    type(new).objects.filter(pk=new.pk).update(usable_from=now + timedelta(days=3))
    found = earnings(maker, now)

    assert (found.next_on, found.next_amount) == (date(2026, 12, 4), NET)
    assert "09:00 29/11/2026" in found.notes[0]


@pytest.mark.django_db
def test_nothing_is_promised_that_does_not_come(settings):
    nobody, held, little, owing = (
        stall.seller("Không"), seller_with_account("Giữ"), seller_with_account("Ít"), seller_with_account("Nợ"),
    )  # fmt: skip
    for maker in (nobody, held):
        earned(maker)
    earned(little, price=20_000)
    charged(owing, 30_000)
    stop = hold(seller=held, reason="Chờ giấy tờ")

    for maker in (nobody, held, little, owing):
        found = earnings(maker)
        assert (found.next_on, found.next_amount, len(found.notes)) == (None, 0, 1), maker
    lift(hold=stop)
    assert earnings(held).next_amount == NET


@pytest.mark.django_db
def test_what_is_owed_is_said_before_it_is_taken():
    maker = seller_with_account()
    parcel = earned(maker)
    answered(exported())
    comes_back(parcel)

    found = earnings(maker)

    assert (found.available, found.owed, found.next_amount) == (0, NET, 0)
    assert "93.000" in found.notes[0]


@pytest.mark.django_db
def test_a_hold_needs_a_reason_and_somebody_who_may():
    maker = stall.seller()

    with pytest.raises(NoReason):
        hold(seller=maker, reason="  ")
    with pytest.raises(PermissionDenied):
        hold(seller=maker, reason="Giữ", by=till.staff())
    stop = hold(seller=maker, reason="Giữ", by=till.staff("add_payouthold"))
    lifted = lift(hold=lift(hold=stop))
    assert lifted.lifted_at is not None
