"""Opening the card page: what Stripe is told, and that one payment is one session whatever goes wrong."""

from datetime import timedelta

import pytest

from marketplace.payments.billing import bill_of
from marketplace.payments.models import Payment
from marketplace.payments.providers import ParcelAsk, ProviderUnavailable, Purchase, Redirect, provider
from marketplace.payments.starting import NotPayable, attempt_by, begin, open_attempt
from marketplace.payments.stripe_gateway import calling

from .shopping import begun, end_of, fresh, order_by_card

pytestmark = pytest.mark.django_db


def sessions(fake) -> list[dict]:
    return fake.account.every("checkout.session")


def asked(fake, session) -> dict:
    return fake.account.asked[session["id"]]["params"]


def test_stripe_is_told_everything_about_the_purchase_and_nothing_else(fake, order, payment):
    (session,) = sessions(fake)
    params = asked(fake, session)

    assert params["mode"] == "payment"
    assert params["locale"] == "vi"
    assert params["client_reference_id"] == order.number
    assert params["metadata"] == {"payment": str(payment.uuid)}
    assert params["payment_intent_data"]["metadata"] == {"payment": str(payment.uuid)}
    assert params["payment_intent_data"]["transfer_group"] == order.number
    assert params["adaptive_pricing"] == {"enabled": False}
    assert params["payment_method_options"] == {"card": {"request_three_d_secure": "automatic"}}
    assert params["success_url"].endswith(f"/payments/return/{payment.uuid}/?session_id={{CHECKOUT_SESSION_ID}}")
    assert params["cancel_url"].endswith(f"/payments/return/{payment.uuid}/cancel/")
    assert 30 * 60 <= params["expires_at"] - session["created"] <= 31 * 60
    assert sorted(params) == [
        "adaptive_pricing",
        "cancel_url",
        "client_reference_id",
        "expires_at",
        "line_items",
        "locale",
        "metadata",
        "mode",
        "payment_intent_data",
        "payment_method_options",
        "success_url",
    ]


def test_a_line_per_parcel_adds_up_to_the_amount(fake, order, payment):
    lines = asked(fake, sessions(fake)[0])["line_items"]

    parcels = list(order.parcels.order_by("pk"))
    assert [line["price_data"]["unit_amount"] for line in lines] == [parcel.buyer_pays for parcel in parcels]
    assert sum(parcel.buyer_pays for parcel in parcels) == payment.amount == bill_of(order).total
    assert {line["price_data"]["currency"] for line in lines} == {"vnd"}
    assert "Người bán 0" in lines[0]["price_data"]["product_data"]["name"]


def test_parcels_that_do_not_add_up_never_reach_stripe(fake, order):
    order.parcels.update(goods_total=49_999)

    with pytest.raises(AssertionError):
        begun(order)

    assert sessions(fake) == []


def test_english_and_three_d_secure_from_the_amount_of_the_setting_up(fake, order, settings):
    settings.STRIPE_THREE_D_SECURE_FROM = bill_of(order).total
    order.checkout.language = "en"
    order.checkout.save()

    begun(order)

    params = asked(fake, sessions(fake)[0])
    assert params["locale"] == "en"
    assert params["line_items"][0]["price_data"]["product_data"]["name"].startswith("Parcel 1 – ")
    assert params["payment_method_options"] == {"card": {"request_three_d_secure": "any"}}


def test_expiry_of_the_page_comes_before_that_of_the_bill(payment):
    assert payment.expires_at < bill_of(payment.order).pay_by
    assert payment.state == "pending"


def test_pay_pressed_twice_is_one_session(fake, order):
    """R5."""
    first, second = begin(open_attempt(order)), begin(open_attempt(order))

    assert isinstance(first, Redirect)
    assert first.url == second.url
    assert len(sessions(fake)) == 1


def test_a_lost_answer_leads_to_the_same_session(fake, order, monkeypatch):
    monkeypatch.setattr(calling, "RETRIES", 0)
    fake.control.fail_calls("close", path="checkout/sessions", method="POST", after_commit=True)

    with pytest.raises(ProviderUnavailable):
        begin(open_attempt(order))
    assert fresh(open_attempt(order)).provider_ref == ""
    answer = begin(open_attempt(order))

    (session,) = sessions(fake)
    assert answer.provider_ref == session["id"]


def test_a_session_whose_answer_was_lost_is_found_again_by_asking(fake, order):
    """A crash after the call, before its answer was stored; then the buyer pays by the page that opened."""
    payment = open_attempt(order)
    provider("stripe").start(payment)
    assert fresh(payment).provider_ref == ""
    fake.control.pay(sessions(fake)[0]["id"])

    state = provider("stripe").sync(fresh(payment))

    assert (state.status, state.provider_ref) == ("captured", sessions(fake)[0]["id"])


def test_a_call_that_never_arrived_is_repeated_with_a_new_hour(fake, order):
    payment = open_attempt(order)
    Payment.objects.filter(pk=payment.pk).update(expires_at=order.date_placed)

    answer = begin(payment)

    assert answer.url
    assert fresh(payment).expires_at > order.date_placed + timedelta(minutes=30)
    assert len(sessions(fake)) == 1


def test_a_stumble_after_the_session_was_made_is_no_harm(fake, order):
    fake.control.fail_calls("500", path="checkout/sessions", method="POST", after_commit=True)

    answer = begin(open_attempt(order))

    assert answer.provider_ref == sessions(fake)[0]["id"]


def test_a_stumble_before_it_was_made_ends_this_attempt_and_allows_another(fake, order):
    """Stripe keeps a 500 under the key for a day: only a new payment gives a new key."""
    fake.control.fail_calls("500", path="checkout/sessions", method="POST")

    with pytest.raises(ProviderUnavailable):
        begin(open_attempt(order))
    assert open_attempt(order) is None
    begin(attempt_by(order, code="stripe"))

    assert [state for state, _received in end_of(order)["payments"]] == ["failed", "pending"]
    assert len(sessions(fake)) == 1


def test_changed_names_on_a_repeated_call_still_find_the_session(fake, order):
    provider("stripe").start(open_attempt(order))
    seller = order.parcels.first().seller
    seller.name = "Tên mới"
    seller.save()

    answer = begin(open_attempt(order))

    assert answer.provider_ref == sessions(fake)[0]["id"]
    assert len(sessions(fake)) == 1


def test_a_session_that_is_over_leads_to_the_page_that_asks(fake, payment):
    fake.control.pay(payment.provider_ref)

    answer = begin(payment)

    assert answer.url.endswith(f"/payments/return/{payment.uuid}/")


def test_an_attempt_that_ended_while_it_was_opened_cannot_be_paid(fake, order, monkeypatch):
    payment = open_attempt(order)
    start = provider("stripe").start

    def ended_meanwhile(attempt):
        answer = start(attempt)
        Payment.objects.filter(pk=attempt.pk).update(state="expired")
        return answer

    monkeypatch.setattr(type(provider("stripe")), "start", lambda self, attempt: ended_meanwhile(attempt))

    with pytest.raises(NotPayable):
        begin(payment)

    assert sessions(fake)[0]["status"] == "expired"


@pytest.mark.parametrize(
    ("kind", "times"), [("500", 2), ("429", 2), ("close", 2)], ids=["stumbles", "too many", "hangs up"]
)
def test_whatever_goes_wrong_is_one_exception_without_a_secret(fake, payment, settings, kind, times, caplog):
    fake.control.fail_calls(kind, times=times, path="checkout/sessions")

    with pytest.raises(ProviderUnavailable) as caught:
        provider("stripe").sync(payment)

    assert settings.STRIPE_SECRET_KEY not in str(caught.value) + caplog.text
    assert caught.value.__suppress_context__


def test_a_wrong_key_proves_nothing(payment, settings):
    settings.STRIPE_SECRET_KEY = "sk_live_somebody_elses_0000"

    with pytest.raises(ProviderUnavailable) as caught:
        provider("stripe").sync(payment)

    assert "somebody" not in str(caught.value)


@pytest.mark.parametrize(
    ("total", "usable"),
    [(19_999, False), (20_000, True), (99_999_999, True), (100_000_000, False)],
)
def test_cards_have_a_floor_and_a_ceiling(fake, total, usable):
    answer = provider("stripe").is_available(Purchase((ParcelAsk(total, "ambient", has_alcohol=True),)))

    assert bool(answer) is usable
    assert usable or answer.text


def test_without_a_key_the_reason_is_told(fake, settings):
    settings.STRIPE_SECRET_KEY = ""

    answer = provider("stripe").is_available(Purchase((ParcelAsk(50_000, "ambient"),)))

    assert not answer
    assert answer.text


def test_a_price_that_changes_afterwards_changes_no_attempt(fake, order, payment):
    """R9."""
    for line in order.lines.all():
        line.stockrecord.price = 999_000
        line.stockrecord.save()

    fake.control.pay(payment.provider_ref)

    assert provider("stripe").sync(payment).amount == payment.amount


def test_two_orders_have_two_sessions(fake, order):
    begun(order)
    begun(order_by_card(phone="+84912345670"))

    assert len({asked(fake, session)["client_reference_id"] for session in sessions(fake)}) == 2
