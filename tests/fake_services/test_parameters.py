"""Parameters and keys: what Stripe's library does not know is refused in Stripe's words."""

import pytest
import stripe
from stripe.params import RefundCreateParams
from stripe.params.checkout import SessionCreateParams

from marketplace.fake_services import validating
from marketplace.fake_services.reading import read_form
from marketplace.fake_services.refusals import Refusal
from tests.fake_services.asking import line, params, refused, session


@pytest.mark.parametrize(
    ("changes", "param"),
    [
        ({"colour": "red"}, "colour"),
        ({"payment_intent_data": {"colour": "red"}}, "payment_intent_data[colour]"),
        ({"line_items": [line(colour="red")]}, "line_items[0][price_data][colour]"),
    ],
)
def test_an_unknown_parameter_is_refused_at_any_depth(client, changes, param):
    error = refused(session, client, **changes)

    assert isinstance(error, stripe.InvalidRequestError)
    assert (error.http_status, error.code, error.param) == (400, "parameter_unknown", param)
    assert error.user_message == f"Received unknown parameter: {param}"
    assert error.error.type == "invalid_request_error"


def test_every_unknown_parameter_is_named(client):
    error = refused(client.v1.refunds.create, {"payment_intent": "pi_1", "a": "1", "b": "2"})

    assert error.user_message == "Received unknown parameters: a, b"


@pytest.mark.parametrize(
    ("changes", "code", "param"),
    [
        ({"mode": None}, "parameter_missing", "mode"),
        ({"success_url": None}, "parameter_missing", "success_url"),
        ({"line_items": None}, "parameter_missing", "line_items"),
        ({"line_items": [line(product_data=None)]}, "parameter_missing", "line_items[0][price_data][product_data]"),
        ({"line_items": [line(currency=None)]}, "parameter_missing", "line_items[0][price_data][currency]"),
        ({"success_url": "back"}, "url_invalid", "success_url"),
        ({"customer_email": "nobody"}, "email_invalid", "customer_email"),
        ({"expires_at": "soon"}, "parameter_invalid_integer", "expires_at"),
        ({"client_reference_id": ""}, "parameter_invalid_empty", "client_reference_id"),
        ({"locale": "xx"}, None, "locale"),
        ({"metadata": {"x" * 41: "1"}}, None, f"metadata[{'x' * 41}]"),
        ({"metadata": {"x": "1" * 501}}, None, "metadata[x]"),
        ({"metadata": {str(number): "1" for number in range(51)}}, None, "metadata"),
    ],
)
def test_a_wrong_parameter_is_named(client, changes, code, param):
    error = refused(session, client, **changes)

    assert (error.http_status, error.code, error.param) == (400, code, param)


def test_the_options_of_the_library_are_no_parameters():
    known = validating.known(SessionCreateParams)

    assert len(known) == 51
    assert "idempotency_key" not in known
    assert {"mode", "locale", "expires_at", "payment_intent_data", "adaptive_pricing"} <= known.keys()


def test_values_take_their_types_from_the_library():
    tree = read_form(
        "mode=payment&expires_at=12&adaptive_pricing[enabled]=false&line_items[0][quantity]=2&expand[]=url"
    )

    assert validating.clean(tree, SessionCreateParams) == {
        "mode": "payment",
        "expires_at": 12,
        "adaptive_pricing": {"enabled": False},
        "line_items": [{"quantity": 2}],
        "expand": ["url"],
    }


@pytest.mark.parametrize(
    "form", ["amount=1.5", "amount=", "amount[a]=1", "reason=mood", "metadata=x", "expand=x", "a=1&a[b]=2"]
)
def test_what_does_not_fit_its_type_is_refused(form):
    with pytest.raises(Refusal):
        validating.clean(read_form(form), RefundCreateParams)


def test_a_parameter_that_comes_twice_is_refused():
    with pytest.raises(Refusal, match="comes twice"):
        read_form("amount=1&amount=2")


@pytest.mark.parametrize("key", ["sk_live_abc", "pk_test_abc", "nonsense"])
def test_only_a_secret_test_key_opens_the_api(fake, key):
    client = stripe.StripeClient(key, base_addresses={"api": fake.url}, max_network_retries=0)

    error = refused(session, client)

    assert isinstance(error, stripe.AuthenticationError)
    assert error.http_status == 401
    assert key not in str(error) or key == "nonsense"[:8]


def test_an_unknown_address_is_answered_as_stripe_does(client):
    error = refused(client.v1.customers.create, {"name": "An"})

    assert (error.http_status, error.error.type) == (404, "invalid_request_error")
    assert "Unrecognized request URL" in str(error)


def test_every_answer_carries_a_request_id(client):
    assert session(client).last_response.request_id.startswith("req_")
    assert refused(session, client, colour="red").request_id.startswith("req_")


def test_a_missing_object_is_a_404_with_its_name(client):
    error = refused(client.v1.payment_intents.retrieve, "pi_none")

    assert (error.http_status, error.code, error.param) == (404, "resource_missing", "intent")
    assert error.user_message == "No such payment_intent: 'pi_none'"


def test_a_refused_session_leaves_nothing_behind(client):
    refused(client.v1.checkout.sessions.create, params(colour="red"))

    assert client.v1.checkout.sessions.list().data == []
