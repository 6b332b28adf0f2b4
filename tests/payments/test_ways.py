"""Which ways an order may be paid by, once it stands."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from marketplace.checkout.pay_page import pay_path
from marketplace.fulfilment.loading import load_rates
from marketplace.payments.models import Attention, Payment
from marketplace.payments.providers import UnknownProvider, offered, provider
from marketplace.payments.starting import NoMoreTries, NotPayable, attempt_by, begin, open_attempt
from tests import stall
from tests.checkout.buying import basket_of, order_basket

pytestmark = pytest.mark.django_db
COD, VIETQR = "marketplace.payments.cod.CashOnDelivery", "marketplace.payments.vietqr.provider.VietQr"


@pytest.fixture(autouse=True)
def transfers_too(settings):
    settings.PAYMENT_PROVIDERS = [COD, VIETQR]
    settings.COLLECTION_ACCOUNT = {"bin": "970436", "number": "1012345678", "holder": "TAI KHOAN THU"}


@pytest.fixture
def order():
    load_rates()
    placed = order_basket(basket_of((stall.product(price=50_000), 1)), payment="vietqr")
    begin(open_attempt(placed))
    return placed


def test_an_order_that_waits_for_money_cannot_be_made_certain_by_choosing_cash(order):
    with pytest.raises(NotPayable):
        attempt_by(order, code="cod")

    assert [payment.provider for payment in order.payments.all()] == ["vietqr"]
    assert open_attempt(order).provider == "vietqr"


def test_neither_can_it_through_the_page(order):
    client = Client()

    client.post(pay_path(order).split("?")[0], {"k": pay_path(order).split("k=")[1], "way": "cod"})
    client.post(pay_path(order).split("?")[0] + "look/", {"k": pay_path(order).split("k=")[1]})

    order.refresh_from_db()
    assert order.status == "pending_payment"
    assert not order.payments.filter(provider="cod").exists()


def test_a_last_try_is_not_taken_away_for_one_that_is_refused(order, settings):
    settings.PAYMENT_PROVIDERS = [COD, VIETQR, "marketplace.payments.stripe_gateway.StripeCheckout"]
    Payment.objects.bulk_create(Payment(order=order, provider="stripe", amount=1, state="failed") for _ in range(3))
    type(order).objects.filter(pk=order.pk).update(date_placed=timezone.now() - timedelta(hours=3))
    order.refresh_from_db()

    with pytest.raises(NoMoreTries):
        attempt_by(order, code="stripe")

    assert open_attempt(order).provider == "vietqr"


def test_a_way_that_is_switched_off_is_not_offered_but_still_answers(settings):
    settings.PAYMENT_PROVIDERS = [VIETQR]

    assert provider("cod").code == "cod"
    with pytest.raises(UnknownProvider):
        offered("cod")


def test_a_flag_that_was_closed_too_early_is_raised_again(order, django_user_model):
    from marketplace.payments.attending import call_for_attention, close_attention

    about = {"reason": Attention.Reason.NO_TAX_RULE, "about": "K-1", "order": order}
    flag = call_for_attention(**about)
    close_attention(attention=flag, by=django_user_model.objects.create_user(email="a@demo.example"), note="xong")

    assert call_for_attention(**about).closed_at
    assert call_for_attention(**about, again=True).closed_at is None
