"""Idempotency keys as documented: stored answers, other parameters, two at once, a day."""

import threading

import pytest
import stripe

from tests.fake_services.asking import line, paid, params, refused


def create(client, key, **changes):
    return client.v1.checkout.sessions.create(params(**changes), {"idempotency_key": key})


def test_the_same_key_gives_the_same_session_and_says_so(client):
    first = create(client, "co:1")
    second = create(client, "co:1")

    assert second.id == first.id
    assert "Idempotent-Replayed" not in first.last_response.headers
    assert second.last_response.headers["Idempotent-Replayed"] == "true"
    assert len(client.v1.checkout.sessions.list().data) == 1


def test_another_key_gives_another_session(client):
    assert create(client, "co:1").id != create(client, "co:2").id


def test_a_key_with_other_parameters_is_refused(client):
    create(client, "co:1")

    error = refused(create, client, "co:1", line_items=[line(20_000)])

    assert isinstance(error, stripe.IdempotencyError)
    assert (error.http_status, error.error.type) == (400, "idempotency_error")


def test_a_key_at_another_address_is_refused(client, fake):
    made = create(client, "co:1")

    error = refused(client.v1.checkout.sessions.expire, made.id, None, {"idempotency_key": "co:1"})

    assert error.error.type == "idempotency_error"
    assert client.v1.checkout.sessions.retrieve(made.id).status == "open"


def test_a_key_has_255_characters_at_most(client):
    assert create(client, "x" * 255).status == "open"
    assert refused(create, client, "x" * 256).http_status == 400


def test_a_refused_validation_is_not_stored(client):
    refused(create, client, "co:1", line_items=[line(12_999)])

    assert create(client, "co:1").status == "open"


def test_a_500_is_stored_once_execution_began(client, fake):
    fake.control.fail_calls("500")

    errors = [refused(create, client, "co:1") for _time in range(2)]

    assert [error.http_status for error in errors] == [500, 500]
    assert errors[1].headers["Idempotent-Replayed"] == "true"
    assert client.v1.checkout.sessions.list().data == []


def test_a_refusal_during_execution_is_stored(client, fake):
    intent = paid(client, fake).payment_intent.id
    first = client.v1.refunds.create({"payment_intent": intent})
    too_much = {"payment_intent": intent, "amount": 1}
    refused(client.v1.refunds.create, too_much, {"idempotency_key": "rf:1"})

    fake.control.fail_refund(first.id)
    error = refused(client.v1.refunds.create, too_much, {"idempotency_key": "rf:1"})

    assert (error.code, error.headers["Idempotent-Replayed"]) == ("charge_already_refunded", "true")
    assert client.v1.refunds.create(too_much, {"idempotency_key": "rf:2"}).amount == 1


def test_a_429_is_not_stored(client, fake):
    fake.control.fail_calls("429")

    assert isinstance(refused(create, client, "co:1"), stripe.RateLimitError)
    assert create(client, "co:1").status == "open"


@pytest.mark.parametrize("kind", ["close", "timeout"])
def test_a_lost_answer_is_found_again_by_its_key(client, fake, kind):
    fake.control.fail_calls(kind, after_commit=True, seconds=0.1)
    assert isinstance(refused(create, client, "co:1"), stripe.APIConnectionError)

    made = create(client, "co:1")

    assert made.last_response.headers["Idempotent-Replayed"] == "true"
    assert [item.id for item in client.v1.checkout.sessions.list().data] == [made.id]


def test_a_key_is_free_again_after_a_day(client, fake):
    first = create(client, "co:1")

    fake.control.advance(24 * 3600)

    assert create(client, "co:1").id != first.id


def test_of_parallel_calls_with_one_key_one_executes_and_the_others_get_409(client, fake):
    fake.control.fail_calls("slow", seconds=1)
    together = threading.Barrier(6)
    results = []

    def call():
        own = stripe.StripeClient(fake.api_key, base_addresses={"api": fake.url}, max_network_retries=0)
        together.wait()
        try:
            results.append(create(own, "co:1").id)
        except stripe.StripeError as error:
            results.append((error.http_status, error.error.code))

    threads = [threading.Thread(target=call) for _number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    made = [result for result in results if isinstance(result, str)]
    assert len(made) == 1
    assert [result for result in results if result not in made] == [(409, "idempotency_key_in_use")] * 5
    assert create(client, "co:1").id == made[0]


def test_the_library_repeats_a_409_until_the_first_call_has_ended(client, fake):
    patient = stripe.StripeClient(fake.api_key, base_addresses={"api": fake.url}, max_network_retries=5)
    fake.control.fail_calls("slow", seconds=0.7)
    results = []
    threads = [threading.Thread(target=lambda: results.append(create(patient, "co:1").id)) for _number in range(2)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(results) == 2
    assert len(set(results)) == 1
