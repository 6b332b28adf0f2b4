"""The buyer comes back from Stripe's page: its address proves nothing, and a silent Stripe stops nobody (I24)."""

import uuid

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from marketplace.fulfilment.order_links import path_of

from .shopping import come_back, deliver_all, end_of, fresh

pytestmark = pytest.mark.django_db


def told(answer) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def in_english(order):
    order.checkout.language = "en"
    order.checkout.save()


def test_whoever_has_paid_lands_on_their_order(fake, order, payment):
    in_english(order)
    fake.control.pay(payment.provider_ref)

    answer = come_back(payment, f"?session_id={payment.provider_ref}")

    assert answer.status_code == 302
    assert answer.url.startswith("/en/shop/orders/")
    assert Client().get(answer.url).status_code == 200
    assert "Thank you" in told(answer)
    assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("same-origin", "noindex, nofollow")


def test_the_language_is_that_of_the_order(fake, order, payment):
    assert come_back(payment).url == path_of(order)


@pytest.mark.parametrize(
    "query", ["", "?session_id=cs_test_invented", "?session_id=", "?status=paid&paid=1&payment_status=paid"]
)
def test_the_address_alone_confirms_nothing(query, order, payment):
    in_english(order)

    answer = come_back(payment, query)

    assert "No money has come yet" in told(answer)
    assert end_of(order)["order"] == "pending_payment"


def test_the_session_of_somebody_elses_payment_changes_nothing(fake, order, payment):
    from .shopping import begun, order_by_card

    other_order = order_by_card(parcels=1, phone="+84912345670")
    other = begun(other_order)
    fake.control.pay(other.provider_ref)

    come_back(payment, f"?session_id={other.provider_ref}")

    assert end_of(order)["order"] == end_of(other_order)["order"] == "pending_payment"


def test_an_invented_payment_is_nowhere(fake):
    assert Client().get(reverse("payments:return", args=[uuid.uuid4()])).status_code == 404


def test_turning_back_keeps_the_order_payable(fake, order, payment):
    in_english(order)

    answer = Client().get(reverse("payments:cancelled", args=[payment.uuid]))

    assert answer.status_code == 302
    assert "The goods are kept for you until" in told(answer)
    assert fresh(payment).state == "pending"
    assert fake.account.every("checkout.session")[0]["status"] == "open"


def test_coming_back_after_the_message_asks_nothing_and_says_thanks(fake, order, payment):
    """R1."""
    fake.control.pay(payment.provider_ref)
    deliver_all(fake)
    calls = len(fake.control.calls)

    assert come_back(payment).status_code == 302

    assert len(fake.control.calls) == calls


def test_while_stripe_is_silent_the_page_asks_again_by_itself(fake, order, payment):
    in_english(order)
    fake.control.pay(payment.provider_ref)
    fake.control.fail_calls("close", times=4)

    first = come_back(payment)
    second = come_back(payment, "?asked=1")
    third = come_back(payment, "?asked=2")

    assert first.status_code == second.status_code == 200
    assert first["Refresh"] == f"5; url=/payments/return/{payment.uuid}/?asked=1"
    assert second["Refresh"].endswith("?asked=2")
    assert b"asks again by itself" in first.content
    assert path_of(order).split("?")[0].encode() in first.content
    assert "no-store" in first["Cache-Control"]
    assert third.status_code == 302
    assert end_of(order)["order"] == "confirmed"


@pytest.mark.parametrize("asked", ["12", "9999", "x", "-1", "", "²", "99999999999999999999"])
def test_the_page_gives_up_asking_after_a_minute_and_minds_no_nonsense(asked, fake, order, payment):
    fake.control.fail_calls("close", times=2)

    answer = come_back(payment, f"?asked={asked}")

    assert answer.status_code == 200
    assert ("Refresh" in answer) == (asked != "12")


def test_money_for_an_order_that_is_over_is_not_called_a_success(fake, order, payment):
    from marketplace.payments import expiring

    in_english(order)
    fake.control.pay(payment.provider_ref)
    expiring._end(order.pk, [payment.pk])
    for line in order.lines.all():
        line.stockrecord.num_in_stock = 0
        line.stockrecord.save()

    answer = come_back(payment)

    assert "not for this order any more" in told(answer)


def test_an_attempt_that_ran_out_says_that_nothing_was_taken(fake, order, payment):
    in_english(order)
    fake.control.advance(32 * 60)

    assert "Nothing was taken" in told(come_back(payment))


def test_posting_to_it_is_refused(fake, payment):
    assert Client().post(reverse("payments:return", args=[payment.uuid])).status_code == 405
