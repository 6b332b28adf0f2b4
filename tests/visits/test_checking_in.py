"""The guest shows the code: found, noted once, the sale recognised once; everything else is refused with its reason."""

from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.fulfilment.models import Parcel
from marketplace.ledger.conservation import check_order
from marketplace.payments.attending import close_attention
from marketplace.payments.models import Attention
from marketplace.payments.returning import returnable_lines
from marketplace.sales.models import SaleEntry
from marketplace.visits.cancelling import cancel_visit
from marketplace.visits.checking_in import (
    AlreadySettled,
    NotPaid,
    TooEarly,
    VisitCancelled,
    WrongNumber,
    WrongVisit,
    check_in,
    did_not_come,
)
from marketplace.visits.finding import find_by_code
from marketplace.visits.models import Visit
from marketplace.visits.reminding import attend_due, remind_due
from marketplace.visits.voucher import voucher_of
from sellers.access import OutsideScope
from tests.payments import till

from . import hosting
from .hosting import EXACTLY

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit():
    return hosting.paid(hosting.slot(), 3)


@pytest.fixture
def by(visit):
    return hosting.acting(visit.parcel.seller)


def test_a_code_is_found_by_its_own_seller_only(visit):
    typed = f"{visit.code[:4].lower()} {visit.code[4:]}"

    assert find_by_code(seller=visit.parcel.seller, code=typed) == visit
    assert find_by_code(seller=hosting.host("Nhà khác"), code=visit.code) is None
    assert find_by_code(seller=visit.parcel.seller, code="ACDE-FGHJ") is None
    assert find_by_code(seller=visit.parcel.seller, code="") is None


def test_a_check_in_recognises_the_sale(visit, by):
    with hosting.clock(EXACTLY):
        noted = check_in(visit=visit, by=by, people=2)

    assert (noted.outcome, noted.people_came, noted.settled_at, noted.settled_by) == ("came", 2, EXACTLY, "Bà Tám")
    parcel = visit.parcel.order.parcels.get()
    assert (parcel.state, parcel.delivered_at) == ("delivered", EXACTLY)
    assert SaleEntry.objects.get().goods == 600_000
    assert hosting.record_of(visit.slot).num_allocated == 3
    assert voucher_of(parcel).state == "used"
    assert returnable_lines(parcel) == []
    check_order(parcel.order)


def test_a_second_check_in_changes_nothing_and_says_who_was_first(visit, by):
    with hosting.clock(EXACTLY):
        check_in(visit=visit, by=by, people=1)
        with pytest.raises(AlreadySettled) as error:
            check_in(visit=visit, by=by, people=3)

    assert "08:00 05/12, Bà Tám" in error.value.text
    assert Visit.objects.get().people_came == 1
    assert SaleEntry.objects.count() == 1


def test_another_seller_checks_nobody_in(visit):
    with hosting.clock(EXACTLY), pytest.raises(WrongVisit):
        check_in(visit=visit, by=hosting.acting(hosting.host("Nhà khác")))

    assert visit.parcel.order.parcels.get().state == "accepted"


def test_who_may_not_see_orders_checks_nobody_in(visit):
    class OfProducts:
        seller, person, is_owner = visit.parcel.seller, "Ai đó", False

        def may(self, scope):
            return scope == "products"

    with hosting.clock(EXACTLY), pytest.raises(OutsideScope):
        check_in(visit=visit, by=OfProducts())


def test_nobody_is_checked_in_before_the_payment():
    order = hosting.booked(hosting.slot())
    visit = hosting.visit_of(order)

    with hosting.clock(EXACTLY), pytest.raises(NotPaid):
        check_in(visit=visit, by=hosting.acting(visit.parcel.seller))

    assert order.parcels.get().state == "awaiting_payment"


def test_a_cancelled_voucher_checks_nobody_in(visit, by):
    cancel_visit(visit=visit, by="buyer")

    with hosting.clock(EXACTLY), pytest.raises(VisitCancelled):
        check_in(visit=visit, by=by)

    assert not SaleEntry.objects.exists()


def test_a_check_in_begins_with_the_day_of_the_visit(visit, by):
    midnight = EXACTLY.replace(hour=0)

    with hosting.clock(midnight - timedelta(seconds=1)), pytest.raises(TooEarly):
        check_in(visit=visit, by=by)
    with hosting.clock(midnight):
        assert check_in(visit=visit, by=by).outcome == "came"


@pytest.mark.parametrize("people", [0, 4, -1])
def test_as_many_come_as_were_booked_at_most(visit, by, people):
    with hosting.clock(EXACTLY), pytest.raises(WrongNumber):
        check_in(visit=visit, by=by, people=people)

    assert Visit.objects.get().outcome == ""


def test_did_not_come_is_noted_after_the_end_only_and_stays_paid(visit, by):
    with hosting.clock(visit.slot.ends_at - timedelta(seconds=1)), pytest.raises(TooEarly):
        did_not_come(visit=visit, by=by)
    with hosting.clock(visit.slot.ends_at):
        noted = did_not_come(visit=visit, by=by)

    assert (noted.outcome, noted.people_came) == ("did_not_come", 0)
    assert SaleEntry.objects.get().goods == 600_000
    assert voucher_of(visit.parcel.order.parcels.get()).state == "missed"


def test_after_a_check_in_nothing_is_cancelled(visit, by):
    from marketplace.visits.cancelling import TooLate

    with hosting.clock(EXACTLY.replace(hour=0)):
        check_in(visit=visit, by=by)

    with hosting.clock(visit.cancel_until - timedelta(days=1)), pytest.raises(TooLate):
        cancel_visit(visit=visit, by="buyer")


def test_guests_are_reminded_once_on_the_day_before_and_not_at_night(visit):
    with hosting.clock(EXACTLY - timedelta(hours=25)):
        assert remind_due() == 0
    with hosting.clock(EXACTLY - timedelta(hours=10)):  # ten in the evening
        assert remind_due() == 0
    with hosting.clock(EXACTLY - timedelta(hours=20)):
        assert (remind_due(), remind_due()) == (1, 0)

    assert Visit.objects.get().reminded_at == EXACTLY - timedelta(hours=20)


def test_who_booked_within_the_last_day_needs_no_reminder():
    made = hosting.slot(hosting.experience(closes_hours=0))

    hosting.paid(made)
    Parcel.objects.update(created_at=EXACTLY - timedelta(hours=15))

    with hosting.clock(EXACTLY - timedelta(hours=14)):
        assert remind_due() == 0

    assert Visit.objects.get().reminded_at == EXACTLY - timedelta(hours=14)


def test_staff_are_called_48_hours_after_the_end_and_left_alone_when_it_is_noted(visit, by):
    end = visit.slot.ends_at
    with hosting.clock(end + timedelta(hours=48) - timedelta(seconds=1)):
        assert attend_due() == 0
    with hosting.clock(end + timedelta(hours=48)):
        assert (attend_due(), attend_due()) == (1, 1)

    flag = Attention.objects.get()
    assert (flag.reason, flag.about, flag.order, flag.closed_at) == (
        "visit_silent",
        visit.parcel.number,
        visit.parcel.order,
        None,
    )

    did_not_come_at = end + timedelta(hours=50)
    with hosting.clock(did_not_come_at):
        did_not_come(visit=visit, by=by)
        assert attend_due() == 0
    assert Attention.objects.get().closed_at == did_not_come_at


def test_a_flag_that_a_person_closed_stays_closed(visit):
    with hosting.clock(visit.slot.ends_at + timedelta(hours=48)):
        attend_due()
    close_attention(attention=Attention.objects.get(), by=till.staff(), note="called")
    with hosting.clock(visit.slot.ends_at + timedelta(hours=72)):
        attend_due()

    assert Attention.objects.get().note == "called"
    assert timezone.now() < EXACTLY
