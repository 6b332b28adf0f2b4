"""API calls that go wrong, and payments that are unusual, as ordered."""

import time

import pytest
import stripe

from tests.fake_services.asking import paid, refused, session


@pytest.mark.parametrize(
    ("kind", "error", "status"),
    [("500", stripe.APIError, 500), ("429", stripe.RateLimitError, 429), ("close", stripe.APIConnectionError, None)],
)
def test_the_next_calls_go_wrong_and_do_nothing(client, fake, kind, error, status):
    fake.control.fail_calls(kind, times=2)

    errors = [refused(session, client) for _time in range(2)]

    assert [(type(each), each.http_status) for each in errors] == [(error, status)] * 2
    assert client.v1.checkout.sessions.list().data == []
    assert session(client).status == "open"


@pytest.mark.parametrize("kind", ["500", "close", "timeout"])
def test_the_call_can_go_wrong_after_it_has_done_everything(client, fake, kind, heard):
    done = paid(client, fake)
    fake.control.fail_calls(kind, path="/v1/refunds", after_commit=True, seconds=0.1)

    refused(client.v1.refunds.create, {"payment_intent": done.payment_intent.id, "amount": 7_000})

    assert [refund.amount for refund in client.v1.refunds.list().data] == [7_000]
    assert heard()[-2:] == ["refund.created", "charge.refunded"]


def test_a_time_out_keeps_the_caller_waiting(client, fake):
    fake.control.fail_calls("timeout", seconds=0.5)
    began = time.monotonic()

    error = refused(session, client)

    assert isinstance(error, stripe.APIConnectionError)
    assert time.monotonic() - began >= 0.5


def test_an_impatient_caller_gives_up_on_a_slow_answer(fake):
    fake.control.fail_calls("slow", seconds=2)
    client = stripe.StripeClient(
        fake.api_key,
        base_addresses={"api": fake.url},
        max_network_retries=0,
        http_client=stripe.RequestsClient(timeout=0.3),
    )

    assert isinstance(refused(session, client), stripe.APIConnectionError)


def test_a_fault_touches_only_its_path_and_method(client, fake):
    fake.control.fail_calls("500", path="/v1/checkout/sessions", method="POST")

    assert client.v1.checkout.sessions.list().data == []
    assert client.v1.refunds.list().data == []
    assert refused(session, client).http_status == 500


def test_the_library_repeats_a_closed_connection_by_itself(fake):
    client = stripe.StripeClient(fake.api_key, base_addresses={"api": fake.url}, max_network_retries=2)
    fake.control.fail_calls("close", times=1, after_commit=True)

    made = session(client)

    assert [item.id for item in client.v1.checkout.sessions.list().data] == [made.id]
    assert fake.control.calls.count("POST /v1/checkout/sessions") == 2


def test_an_unknown_fault_cannot_be_ordered(fake):
    with pytest.raises(ValueError, match="must be one of"):
        fake.control.fail_calls("earthquake")


def test_another_amount_can_be_paid_than_was_asked(client, fake):
    fake.control.paying.amount = 400_000

    done = paid(client, fake)

    assert (done.amount_total, done.payment_intent.amount_received) == (400_000, 400_000)


def test_another_currency_can_be_paid(client, fake):
    fake.control.paying.currency = "usd"

    done = paid(client, fake)

    assert (done.currency, done.payment_intent.currency) == ("usd", "usd")


def test_metadata_can_get_lost(client, fake):
    fake.control.paying.strip_metadata = True

    done = paid(client, fake)

    assert (done.metadata.to_dict(), done.client_reference_id) == ({}, None)
    assert done.payment_intent.metadata.to_dict() == {}


@pytest.mark.parametrize(
    ("succeeded", "status", "told"),
    [
        (True, "paid", ["payment_intent.succeeded", "checkout.session.async_payment_succeeded"]),
        (False, "unpaid", ["payment_intent.payment_failed", "checkout.session.async_payment_failed"]),
    ],
)
def test_a_session_can_be_complete_before_the_money_comes(client, fake, heard, succeeded, status, told):
    fake.control.paying.asynchronous = True
    waiting = paid(client, fake)

    fake.control.finish_async(waiting.id, succeeded)

    again = client.v1.checkout.sessions.retrieve(waiting.id)
    assert (waiting.status, waiting.payment_status, waiting.payment_intent.status) == (
        "complete",
        "unpaid",
        "processing",
    )
    assert (again.status, again.payment_status) == ("complete", status)
    assert heard() == ["checkout.session.completed", *told]


@pytest.mark.parametrize(
    ("card", "risk"),
    [("4242424242424242", "normal"), ("4000000000009235", "elevated"), ("4000000000004954", "highest")],
)
def test_a_card_brings_its_risk(client, fake, card, risk):
    done = paid(client, fake, card)

    charge = client.v1.charges.retrieve(done.payment_intent.latest_charge)
    assert (charge.status, charge.outcome.risk_level) == ("succeeded", risk)


def test_the_highest_risk_can_be_blocked(client, fake):
    fake.control.paying.block_highest_risk = True
    made = session(client)

    assert fake.control.pay(made.id, "4000000000004954") == "declined"
    assert fake.control.pay(made.id, "4100000000000019") == "declined"
    assert client.v1.charges.list().data[0].outcome.type == "blocked"


def test_reset_takes_all_faults_back(client, fake, heard):
    fake.control.fail_calls("500", times=9)
    fake.control.webhooks.drop = fake.control.paying.asynchronous = fake.control.refunds_pending = True

    fake.control.reset()

    assert paid(client, fake).payment_status == "paid"
    assert heard() == ["payment_intent.succeeded", "checkout.session.completed"]
    assert fake.control.refunds_pending is False
