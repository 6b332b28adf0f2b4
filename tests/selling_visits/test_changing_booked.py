"""What a host changes of visits that guests have paid for, and what the guests then hear."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from catalogue.experiences.models import Experience, Slot
from catalogue.experiences.wording import slot_text
from marketplace.fulfilment.models import Parcel
from marketplace.notify.models import Message
from marketplace.selling.visits.bookings import booking, bookings_of
from marketplace.selling.visits.guest_list import ON_PAPER
from marketplace.visits.changing import HasBegun, cannot_welcome
from marketplace.visits.checking_in import AlreadySettled, WrongVisit
from marketplace.visits.models import Visit
from sellers.access import OutsideScope
from sellers.helping.models import Helper, Scope
from tests.payments import till
from tests.selling.workroom import address, helper, owner
from tests.visits import hosting
from tests.visits.hosting import EXACTLY

pytestmark = pytest.mark.django_db
S = Parcel.State
OTHER_PHONE = "+84912345679"


def details(**more):
    return {
        "description": "Đi vườn.", "languages": ["vi"], "youngest": "0", "closes_hours": "12", "free_cancel_hours": "24",
        "meeting_place": "Cổng vườn, ấp Mẫu", "minutes": "180",
    } | more  # fmt: skip


def save(shop, experience, **more):
    return owner(shop).post(address(shop, "visits", str(experience.pk), "details"), details(**more))


def moved():
    return Message.objects.filter(template="visit_moved")


def test_guests_of_times_to_come_hear_of_another_meeting_place_once():
    shop = hosting.host()
    experience = hosting.experience(shop)
    visit = hosting.paid(hosting.slot(experience))
    hosting.booked(visit.slot, 1, by=hosting.guest(phone=OTHER_PHONE))  # not paid: the voucher will say it

    for _press in range(2):
        save(shop, experience, meeting_place="Bến đò số 2")

    told = moved().get(channel="sms")
    assert (told.recipient, told.about) == (visit.parcel.recipient_phone, visit.parcel.number)
    assert "Bến đò số 2" in told.body and "08:00 05/12" in told.body
    assert len(told.body) <= 160


def test_a_long_meeting_place_still_fits_one_sms():
    shop = hosting.host()
    experience = hosting.experience(shop)
    hosting.paid(hosting.slot(experience))

    save(shop, experience, meeting_place="Bến đò bên kia cầu " * 10)

    assert len(moved().get(channel="sms").body) <= 160


def test_moved_there_and_back_again_the_last_word_is_true():
    shop = hosting.host()
    experience = hosting.experience(shop)
    hosting.paid(hosting.slot(experience))

    for hour, place in enumerate(("Bến đò", "Chợ cũ", "Bến đò")):
        with hosting.clock(EXACTLY - timedelta(days=9) + timedelta(hours=hour)):
            save(shop, experience, meeting_place=place)

    assert ["Bến đò" in body for body in moved().order_by("pk").values_list("body", flat=True)] == [True, False, True]


def test_only_those_who_read_english_hear_of_another_english_place():
    shop = hosting.host()
    experience = hosting.experience(shop)
    slot = hosting.slot(experience)
    hosting.paid(slot)
    hosting.paid(slot, by=hosting.guest(phone=OTHER_PHONE, language="en"))

    save(shop, experience, meeting_place_en="The ferry")

    assert list(moved().values_list("recipient", flat=True)) == [OTHER_PHONE]


def test_nobody_hears_of_other_changes_and_of_what_is_over():
    shop = hosting.host()
    experience = hosting.experience(shop)
    hosting.paid(hosting.slot(experience))

    save(shop, experience, bring="Nón")
    with hosting.clock(EXACTLY + timedelta(hours=1)):
        save(shop, experience, meeting_place="Bến đò số 2")

    assert Experience.objects.get().meeting_place == "Bến đò số 2"
    assert not moved().exists()


def test_times_that_were_made_keep_their_length():
    shop = hosting.host()
    experience = hosting.experience(shop)
    slot = hosting.slot(experience)

    save(shop, experience, minutes="60")

    assert Experience.objects.get().minutes == 60
    assert slot_text(Slot.objects.get(pk=slot.pk), "en") == "Saturday 5 December, 08:00–11:00"


def cannot(shop, visit, client=None, **typed):
    where = address(shop, "visits", "times", str(visit.slot_id), "visitors", str(visit.pk), "cannot")
    client = client or owner(shop)
    return client.post(where, typed) if typed else client.get(where)


def test_one_guest_who_cannot_be_welcomed_is_paid_back_and_reads_why_the_others_stay():
    shop = hosting.host()
    slot = hosting.slot(hosting.experience(shop))
    visit, other = hosting.paid(slot), hosting.paid(slot, by=hosting.guest(phone=OTHER_PHONE))

    page = cannot(shop, visit)
    without = cannot(shop, visit, reason=" ")
    stands = Parcel.objects.get(pk=visit.parcel_id).state
    done = cannot(shop, visit, reason="Nhà có  đám tang")

    assert page.status_code == 200 and stands == S.ACCEPTED
    assert list(without.context["form"].errors) == ["reason"]
    assert done.url == address(shop, "visits", "times", str(slot.pk), "visitors")
    states = [Parcel.objects.get(pk=one.parcel_id).state for one in (visit, other)]
    assert states == [S.CANCELLED, S.ACCEPTED]
    assert len(till.Till.asked) == 1
    told = Message.objects.filter(template="visit_called_off")
    assert set(told.values_list("recipient", flat=True)) == {visit.parcel.recipient_phone}
    assert visit.parcel.events.get(state=S.CANCELLED).note == "Nhà có đám tang"
    assert Slot.objects.get(pk=slot.pk).called_off_at is None
    assert (hosting.record_of(slot).num_in_stock, hosting.record_of(slot).num_allocated) == (10, 2)


def test_once_it_has_begun_or_was_noted_no_guest_is_sent_away():
    shop = hosting.host()
    visit = hosting.paid(hosting.slot(hosting.experience(shop)))

    with hosting.clock(EXACTLY):
        page, done = cannot(shop, visit), cannot(shop, visit, reason="Mưa")
        with pytest.raises(HasBegun):
            cannot_welcome(visit=visit, by=hosting.acting(shop), reason="Mưa")
    Visit.objects.filter(pk=visit.pk).update(outcome="came", settled_at=EXACTLY)
    with pytest.raises(AlreadySettled):
        cannot_welcome(visit=visit, by=hosting.acting(shop), reason="Mưa")

    assert "<textarea" not in page.content.decode() and 'name="reason"' not in page.content.decode()
    assert done.status_code == 302
    assert Parcel.objects.get(pk=visit.parcel_id).state == S.ACCEPTED
    assert till.Till.asked == []


def test_another_host_and_a_helper_for_products_send_no_guest_away():
    shop, other = hosting.host(), hosting.host("Vườn khác", phone="+84900000032")
    visit = hosting.paid(hosting.slot(hosting.experience(shop)))

    answers = [
        cannot(other, visit, reason="Mưa"),
        cannot(shop, visit, helper(shop, Scope.PRODUCTS), reason="Mưa"),
    ]
    with pytest.raises(WrongVisit):
        cannot_welcome(visit=visit, by=hosting.acting(other), reason="Mưa")
    products = replace(hosting.acting(shop), helper=Helper(scopes=[Scope.PRODUCTS]))
    with pytest.raises(OutsideScope):
        cannot_welcome(visit=visit, by=products, reason="Mưa")

    assert [answer.status_code for answer in answers] == [404, 403]
    assert Parcel.objects.get(pk=visit.parcel_id).state == S.ACCEPTED


@pytest.mark.parametrize("step", ["cannot", "less", "hand-over", "steps/picked-up"])
def test_what_is_for_parcels_leads_from_a_visit_to_its_guests(step):
    shop = hosting.host()
    visit = hosting.paid(hosting.slot(hosting.experience(shop)))
    client, guests = owner(shop), address(shop, "visits", "times", str(visit.slot_id), "visitors")
    names = {"cannot": "order_cannot", "less": "order_less", "hand-over": "order_hand_over"}
    more = [] if step in names else ["picked-up"]
    where = reverse(f"selling:{names.get(step, 'order_step')}", args=[shop.slug, visit.parcel.number, *more])

    answers = [client.get(where), client.post(where, {"missing": "1"})]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert [answer.url.removeprefix("/en") for answer in answers] == [guests.removeprefix("/en")] * 2
    assert Parcel.objects.get(pk=visit.parcel_id).state == S.ACCEPTED


def test_codes_that_do_not_count_are_neither_shown_nor_printed():
    shop = hosting.host()
    slot = hosting.slot(hosting.experience(shop))
    paid = hosting.paid(slot)
    unpaid = hosting.visit_of(hosting.booked(slot, 3, by=hosting.guest(phone=OTHER_PHONE)))

    rows = bookings_of(slot, shop)

    assert [(row.visit.pk, bool(row.code)) for row in rows] == [(paid.pk, True), (unpaid.pk, False)]
    assert [row.state for row in rows if row.state in ON_PAPER] == ["expected"]
    Parcel.objects.filter(pk=paid.parcel_id).update(state=S.CANCELLED)
    assert booking(hosting.visit_of(paid.parcel.order)).code == ""
