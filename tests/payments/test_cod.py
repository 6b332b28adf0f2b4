"""When cash on delivery is possible, and the reason when it is not."""

import pytest

from marketplace.payments.cod import CashOnDelivery
from marketplace.payments.providers import ParcelAsk, Purchase, UnknownProvider, provider, providers
from tests.checkout.buying import buy

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


def test_two_refusals_switch_cash_off():
    order = buy(phone=PHONE, parcels=2)
    order.parcels.update(state="returned")

    assert not answer(parcel())
    assert answer(parcel(), phone="+84912345679")


def test_the_shop_knows_its_providers_by_code():
    assert [known.code for known in providers()] == ["cod"]
    assert provider("cod").kind == "offline"
    with pytest.raises(UnknownProvider):
        provider("gold")
