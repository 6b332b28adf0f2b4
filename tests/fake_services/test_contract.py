"""The same promises asked of the pretended Stripe and, with a key, of the real one: the check that ours is honest.

STRIPE_TEST_KEY=sk_test_… python -m pytest tests/fake_services/test_contract.py
"""

import os
import time
import uuid

import pytest
import stripe

from marketplace.fake_services.server import FakeStripe
from tests.fake_services.asking import line, params, refused, session

KEY = os.environ.get("STRIPE_TEST_KEY", "")


@pytest.fixture(params=["pretended", pytest.param("real", marks=pytest.mark.live_stripe)])
def client(request):
    if request.param == "pretended":
        with FakeStripe() as fake:
            yield stripe.StripeClient(fake.api_key, base_addresses={"api": fake.url}, max_network_retries=0)
    elif KEY.startswith("sk_test_"):
        yield stripe.StripeClient(KEY, max_network_retries=2)
    else:
        pytest.skip("NOT PROVEN against the real Stripe: STRIPE_TEST_KEY lacks a secret test key (sk_test_…)")


def test_a_session_is_created_with_the_parameters_that_the_shop_sends(client):
    made = session(client, payment_method_options={"card": {"request_three_d_secure": "any"}})

    assert (made.object, made.status, made.payment_status, made.mode) == (
        "checkout.session",
        "open",
        "unpaid",
        "payment",
    )
    assert (made.amount_total, made.currency) == (485_000, "vnd")
    assert made.payment_intent is None
    assert made.metadata.to_dict() == {"payment": "uuid-1"}
    assert made.ui_mode == "hosted_page"
    assert made.url


def test_an_unknown_parameter_is_refused(client):
    error = refused(session, client, colour="red")

    assert (error.http_status, error.code, error.param) == (400, "parameter_unknown", "colour")


@pytest.mark.parametrize(("amount", "code"), [(1, "amount_too_small"), (100_000_000, "amount_too_large")])
def test_an_amount_outside_the_limits_is_refused(client, amount, code):
    error = refused(session, client, line_items=[line(amount)])

    assert (error.http_status, error.code) == (400, code)


@pytest.mark.parametrize("seconds", [60, 25 * 3600])
def test_an_expiry_outside_the_limits_is_refused(client, seconds):
    error = refused(session, client, expires_at=int(time.time()) + seconds)

    assert (error.http_status, error.param) == (400, "expires_at")


def test_an_open_session_expires_once(client):
    made = session(client)

    ended = client.v1.checkout.sessions.expire(made.id)
    error = refused(client.v1.checkout.sessions.expire, made.id)

    assert (ended.status, ended.payment_status, ended.url) == ("expired", "unpaid", None)
    assert error.http_status == 400
    assert client.v1.checkout.sessions.retrieve(made.id).status == "expired"


def test_a_key_gives_the_same_answer_again_and_refuses_other_parameters(client):
    key = f"contract:{uuid.uuid4()}"
    asked = params()

    first = client.v1.checkout.sessions.create(asked, {"idempotency_key": key})
    second = client.v1.checkout.sessions.create(asked, {"idempotency_key": key})
    error = refused(client.v1.checkout.sessions.create, params(locale="en"), {"idempotency_key": key})

    assert second.id == first.id
    assert second.last_response.headers["Idempotent-Replayed"] == "true"
    assert isinstance(error, stripe.IdempotencyError)
    assert error.http_status == 400


def test_a_refused_validation_leaves_the_key_free(client):
    key = f"contract:{uuid.uuid4()}"
    refused(client.v1.checkout.sessions.create, params(colour="red"), {"idempotency_key": key})

    assert client.v1.checkout.sessions.create(params(), {"idempotency_key": key}).status == "open"


def test_what_does_not_exist_is_a_404(client):
    for call, name in (
        (client.v1.checkout.sessions.retrieve, "cs_test_none"),
        (client.v1.payment_intents.retrieve, "pi_none"),
        (client.v1.refunds.retrieve, "re_none"),
    ):
        error = refused(call, name)
        assert (error.http_status, error.code) == (404, "resource_missing")


def test_refunds_of_an_unknown_intent_are_refused(client):
    error = refused(client.v1.refunds.create, {"payment_intent": "pi_none", "amount": 1_000})

    assert (error.code, error.param) == ("resource_missing", "payment_intent")


def test_events_tell_of_an_expired_session(client):
    made = session(client)
    client.v1.checkout.sessions.expire(made.id)

    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        events = client.v1.events.list({"type": "checkout.session.expired", "limit": 10}).data
        found = [event for event in events if event.data.object.id == made.id]
        if found:
            break
        time.sleep(1)

    assert found[0].data.object.status == "expired"
    assert found[0].livemode is False
