"""Every object has the fields that the pinned library's classes promise, and none that they do not know."""

import typing

import pytest
import stripe

from tests.fake_services.asking import paid, session

CLASSES = {
    "checkout.session": stripe.checkout.Session,
    "payment_intent": stripe.PaymentIntent,
    "charge": stripe.Charge,
    "refund": stripe.Refund,
    "balance_transaction": stripe.BalanceTransaction,
    "dispute": stripe.Dispute,
    "radar.early_fraud_warning": stripe.radar.EarlyFraudWarning,
    "event": stripe.Event,
    "item": stripe.LineItem,
}


@pytest.fixture
def everything(client, fake):
    """One of each kind, as JSON."""
    done = paid(client, fake)
    intent = done.payment_intent.id
    refund = client.v1.refunds.create({"payment_intent": intent, "amount": 1_000})
    fake.control.fail_refund(refund.id)
    fake.control.open_dispute(intent)
    fake.control.warn_of_fraud(intent)
    open_one = session(client)
    kinds = (kind for kind in CLASSES if kind != "item")
    objects = [thing for kind in kinds for thing in fake.account.every(kind)]
    return objects + client.v1.checkout.sessions.line_items.list(open_one.id).to_dict()["data"]


def is_optional(hint):
    return type(None) in typing.get_args(hint)


@pytest.mark.parametrize("kind", CLASSES)
def test_an_object_has_the_fields_of_its_class(everything, kind):
    hints = {name: hint for name, hint in CLASSES[kind].__annotations__.items() if name != "OBJECT_NAME"}
    promised = {name for name, hint in hints.items() if not is_optional(hint)}

    things = [thing for thing in everything if thing["object"] == kind]

    assert things
    for thing in things:
        assert thing.keys() - hints.keys() == set()
        assert promised - thing.keys() == set()


def test_every_event_type_is_one_that_the_library_knows(client, fake, everything):
    known = typing.get_args(stripe.Event.__annotations__["type"])

    types = {thing["type"] for thing in everything if thing["object"] == "event"}

    assert len(types) == 9
    assert types - set(known) == set()


def test_amounts_in_dong_are_whole_numbers(everything):
    for thing in everything:
        for name, value in thing.items():
            assert not isinstance(value, float) or name == "exchange_rate", (thing["object"], name)


@pytest.mark.parametrize(
    ("path", "is_known"),
    [
        ("payment_intent", True),
        ("payment_intent.latest_charge.balance_transaction", True),
        ("payment_intent.colour", False),
        ("colour", False),
        ("data.payment_intent", False),
        ("payment_intent.latest_charge.payment_intent.latest_charge.refunds", False),
    ],
)
def test_only_known_fields_are_expanded(client, fake, path, is_known):
    done = paid(client, fake)

    if is_known:
        assert client.v1.checkout.sessions.retrieve(done.id, {"expand": [path]}).payment_intent.object == (
            "payment_intent"
        )
    else:
        with pytest.raises(stripe.InvalidRequestError, match="expand"):
            client.v1.checkout.sessions.retrieve(done.id, {"expand": [path]})


def test_lists_are_expanded_under_data_and_filtered_by_time(client, fake):
    done = paid(client, fake)

    found = client.v1.payment_intents.list({"expand": ["data.latest_charge"], "created": {"gte": done.created}})
    none = client.v1.payment_intents.list({"created": {"lt": done.created}})

    assert [intent.latest_charge.amount for intent in found.data] == [485_000]
    assert none.data == []
    with pytest.raises(stripe.InvalidRequestError, match="expand data"):
        client.v1.payment_intents.list({"expand": ["latest_charge"]})


def test_a_limit_is_between_1_and_100(client):
    with pytest.raises(stripe.InvalidRequestError, match="between 1 and 100"):
        client.v1.refunds.list({"limit": 101})
