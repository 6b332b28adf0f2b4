"""When cash on delivery is possible, and the reason when it is not."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.payments.cod import CashOnDelivery
from marketplace.payments.cod_refusals import is_paused, key_of_address, lift_pause
from marketplace.payments.models import CashRefusal
from marketplace.payments.parcel_life.coming_back import bring_back
from marketplace.payments.providers import ParcelAsk, Purchase, UnknownProvider, provider, providers
from tests.checkout.buying import buy
from tests.payments.till import on_its_way, staff

pytestmark = pytest.mark.django_db
PHONE = "+84912345678"


def answer(*parcels, phone=PHONE):
    return CashOnDelivery().is_available(Purchase(tuple(parcels), phone))


def parcel(amount=100_000, temperature="ambient", **more):
    return ParcelAsk(amount=amount, temperature=temperature, seller_name="Anh Ba", **more)


def test_an_ordinary_small_order_can_be_paid_in_cash():
    assert answer(parcel(), parcel())


def test_a_first_order_has_a_limit_and_says_it():
    assert answer(parcel(1_000_000))
    assert "1.000.000" in answer(parcel(600_000), parcel(400_001)).text


def test_one_parcel_has_a_limit_that_also_counts_before_the_phone_is_known():
    assert answer(parcel(5_000_000), phone="")
    assert "5.000.000" in answer(parcel(5_000_001), phone="").text


@pytest.mark.parametrize("temperature", ["chilled", "frozen"])
def test_perishable_goods_have_a_smaller_limit(temperature):
    assert answer(parcel(300_000, temperature))
    assert "300.000" in answer(parcel(300_001, temperature)).text


@pytest.mark.parametrize(
    "odd", [{"cod_allowed": False}, {"is_made_to_order": True}, {"temperature": "live"}, {"has_alcohol": True}]
)
def test_some_goods_and_places_are_never_paid_in_cash(odd):
    assert not answer(parcel(**odd))


def test_alcohol_is_refused_even_when_it_is_picked_up_other_goods_are_not():
    assert answer(parcel(400_000, "chilled", is_pickup=True, cod_allowed=False))
    assert not answer(parcel(is_pickup=True, has_alcohol=True))


def test_a_new_phone_may_have_four_parcels_on_the_way():
    order = buy(phone=PHONE, parcels=3)

    assert order.parcels.count() == 3
    assert answer(parcel())
    assert "4" in answer(parcel(), parcel()).text


def test_a_phone_that_received_a_parcel_is_known():
    order = buy(phone=PHONE)
    order.parcels.update(state="delivered")

    assert answer(parcel(3_000_000))


def refuse(order):
    for parcel in order.parcels.order_by("pk"):
        bring_back(parcel=on_its_way(parcel), by="ghn")
    return order


def test_one_refusal_is_forgiven_two_switch_cash_off():
    refuse(buy(phone=PHONE))
    assert answer(parcel())

    refuse(buy(phone=PHONE))

    assert not answer(parcel())
    assert answer(parcel(), phone="+84912345679")


def test_a_house_that_refuses_is_known_under_any_phone():
    key = key_of_address("30470", "số 1 ẤP MẪU")

    refuse(buy(phone=PHONE, parcels=2))

    assert is_paused(phone="+84912345679", address_key=key)
    assert not is_paused(phone="+84912345679", address_key=key_of_address("30470", "số 2 ấp mẫu"))
    assert not is_paused(phone="+84912345679")


def test_refusals_count_together_for_ninety_days_and_the_pause_lasts_half_a_year():
    now = timezone.now()
    refuse(buy(phone=PHONE, parcels=2))
    first, second = CashRefusal.objects.order_by("pk")

    def refused(days_ago, and_days_ago):
        CashRefusal.objects.filter(pk=first.pk).update(at=now - timedelta(days=days_ago))
        CashRefusal.objects.filter(pk=second.pk).update(at=now - timedelta(days=and_days_ago))
        return is_paused(phone=PHONE, now=now)

    assert refused(90, 0)
    assert not refused(91, 0)
    assert refused(200, 179)
    assert not refused(200, 180)


def test_staff_who_may_lift_the_pause():
    order = refuse(buy(phone=PHONE, parcels=2))
    refused = order.parcels.first()

    with pytest.raises(PermissionDenied):
        lift_pause(parcel=refused, by=staff())
    lift_pause(parcel=refused, by=staff("lift_cash_pause"), note="Was ill.")

    assert answer(parcel())
    assert not is_paused(phone=PHONE, address_key=key_of_address("30470", "Số 1, ấp Mẫu"))


def test_nobodys_number_or_house_is_stored_with_a_refusal():
    refuse(buy(phone=PHONE))

    stored = CashRefusal.objects.get()
    assert len(stored.phone_key) == len(stored.address_key) == 64
    assert "912345678" not in stored.phone_key


def test_above_half_a_million_a_new_phone_is_proved_and_a_known_one_need_not():
    owner = User.objects.create(phone=PHONE, phone_verified=True)
    other = User.objects.create(phone="+84912345679", phone_verified=True)
    unproved = User(phone=PHONE, phone_verified=False)

    def asked_by(user, amount):
        purchase = Purchase((parcel(amount),), PHONE)
        return CashOnDelivery().is_available(purchase, SimpleNamespace(user=user))

    assert asked_by(AnonymousUser(), 500_000)
    assert "500.000" in asked_by(AnonymousUser(), 500_001).text
    assert not asked_by(other, 500_001)
    assert not asked_by(unproved, 500_001)
    assert asked_by(owner, 500_001)
    buy(phone=PHONE).parcels.update(state="delivered")
    assert asked_by(AnonymousUser(), 500_001)


def test_the_shop_knows_its_providers_by_code():
    assert [known.code for known in providers()] == ["cod"]
    assert provider("cod").kind == "offline"
    with pytest.raises(UnknownProvider):
        provider("gold")
