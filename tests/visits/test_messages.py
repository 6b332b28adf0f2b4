"""Who hears what, where, and how short."""

from datetime import timedelta

import pytest

from marketplace.notify.models import Message
from marketplace.visits.calling_off import call_off
from marketplace.visits.cancelling import cancel_visit
from marketplace.visits.reminding import remind_due

from . import hosting
from .hosting import EXACTLY

pytestmark = pytest.mark.django_db


def test_the_buyer_gets_the_code_and_the_host_hears_without_a_question():
    visit = hosting.paid(hosting.slot(), 3)

    code = f"{visit.code[:4]}-{visit.code[4:]}"
    voucher = Message.objects.get(template="visit_voucher", channel="sms")
    told = Message.objects.get(template="visit_booked", channel="sms")
    assert code in voucher.body
    assert f"/shop/orders/{visit.parcel.order.number}/?k=" in voucher.body
    assert (voucher.recipient, told.recipient) == ("+84912345678", "+84900000031")
    assert "08:00 05/12" in told.body
    assert visit.code not in told.body.replace("-", "")
    assert not Message.objects.filter(template="order_for_seller").exists()


def test_a_host_hears_at_night_of_a_guest_who_is_there_before_the_morning_message():
    of = hosting.experience(closes_hours=0)
    early, late = (hosting.slot(of, starts_at=EXACTLY.replace(hour=hour)) for hour in (6, 7))
    night = EXACTLY.replace(hour=3)

    with hosting.clock(night):
        visits = [hosting.paid(slot, 1, by=hosting.guest(phone=f"+8491234567{slot.pk % 10}")) for slot in (early, late)]

    due = [
        Message.objects.get(template="visit_booked", channel="sms", dedupe_key__contains=visit.parcel.number).due_at
        for visit in visits
    ]
    assert due == [night, EXACTLY.replace(hour=6)]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_message_by_phone_fits_one_sms_of_160_letters(language):
    made = hosting.slot()
    one, two = (hosting.paid(made, 2, by=hosting.guest(language=language, phone=f"+8491234567{n}")) for n in range(2))
    with hosting.clock(EXACTLY - timedelta(hours=20)):
        remind_due()
    cancel_visit(visit=one, by="buyer")
    call_off(slot=made, by="Nhân viên mẫu", reason="Bão số 9 vào bờ, đường vào vườn ngập nước " * 4)

    texts = Message.objects.filter(channel="sms", template__startswith="visit")
    for message in texts:
        assert len(message.body) <= 160, message.body
    assert set(texts.values_list("template", flat=True)) == {
        "visit_voucher",
        "visit_booked",
        "visit_cancelled",
        "visit_called_off",
        "visit_reminder",
    }
    assert two.pk


def test_the_mail_to_the_buyer_has_code_place_and_link(django_user_model):
    person = django_user_model.objects.create_user(email="khach@example.vn", full_name="Khách Mẫu")
    visit = hosting.paid(hosting.slot(), by=hosting.guest(user=person, language="en"))

    mail = Message.objects.get(template="visit_voucher", channel="email")
    assert f"{visit.code[:4]}-{visit.code[4:]}" in mail.subject
    assert "Cổng vườn, ấp Mẫu" in mail.body
    assert "Saturday 5 December, 08:00–11:00" in mail.body
    assert "You can cancel free of charge until 08:00 04/12/2026." in mail.body
    assert f"/en/shop/orders/{visit.parcel.order.number}/?k=" in mail.body
