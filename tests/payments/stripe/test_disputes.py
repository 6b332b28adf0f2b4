"""A card holder disputes a payment: a person is called, each movement of money is booked once (payments.md 2.4)."""

import itertools

import pytest

from marketplace.ledger import accounts
from marketplace.ledger.balances import balance
from marketplace.ledger.conservation import check_order
from marketplace.payments.models import Attention

from .shopping import deliver, deliver_all, end_of, events_of, flags, fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def captured(fake, order, payment):
    fake.control.pay(payment.provider_ref)
    deliver_all(fake)
    return fresh(payment)


def losses() -> tuple[int, int]:
    return balance(accounts.loss_dispute()), balance(accounts.clearing_stripe())


def test_a_dispute_is_a_loss_until_it_is_won(fake, order, captured):
    dispute = fake.control.open_dispute(captured.charge_ref)
    deliver_all(fake)
    assert losses() == (140_000, 0)
    assert flags(order) == ["dispute"]

    fake.control.close_dispute(dispute, won=True)
    deliver_all(fake)

    assert losses() == (0, 140_000)
    assert sorted(Attention.objects.values_list("about", "text")) == [
        (dispute, "140000 VND fraudulent"),
        (f"{dispute}:over", "won"),
    ]
    check_order(order)


def test_a_lost_dispute_stays_a_loss(fake, order, captured):
    dispute = fake.control.open_dispute(captured.charge_ref, 50_000)
    fake.control.close_dispute(dispute, won=False)

    deliver_all(fake)
    deliver_all(fake)

    assert losses() == (50_000, 90_000)
    assert fresh(order).status == "confirmed"
    check_order(order)


@pytest.mark.parametrize(
    "types",
    list(
        itertools.permutations(
            [
                "charge.dispute.created",
                "charge.dispute.funds_withdrawn",
                "charge.dispute.funds_reinstated",
                "charge.dispute.closed",
            ]
        )
    )[::5],
)
def test_messages_about_a_dispute_in_any_order_end_the_same(types, fake, order, captured):
    dispute = fake.control.open_dispute(captured.charge_ref)
    fake.control.close_dispute(dispute, won=True)

    for name in types * 2:
        assert deliver_all(fake, name) == [200]

    assert losses() == (0, 140_000)
    assert flags(order) == ["dispute", "dispute"]
    kinds = order.postings.filter(kind__startswith="dispute").values_list("kind", flat=True)
    assert sorted(kinds) == ["dispute_opened", "dispute_won"]


def test_a_dispute_told_before_the_payment_brings_the_payment_along(fake, order, payment):
    fake.control.pay(payment.provider_ref)
    fake.control.open_dispute(fake.account.every("payment_intent")[0]["id"])

    deliver_all(fake, "charge.dispute.created")

    assert end_of(order)["payments"] == [("captured", 140_000)]
    assert losses() == (140_000, 0)


def test_a_dispute_of_somebody_elses_payment_is_left_alone(fake, order, captured):
    fake.control.open_dispute(captured.charge_ref)
    type(captured).objects.filter(pk=captured.pk).update(charge_ref="", uuid="3f1c5b1e-0000-4000-8000-000000000000")

    assert set(deliver_all(fake, "charge.dispute.created")) == {200}

    assert not Attention.objects.exists()


def test_a_warning_of_fraud_calls_a_person(fake, order, captured):
    (event,) = events_of(fake, "payment_intent.succeeded")
    warning = {"id": "issfr_1", "object": "radar.early_fraud_warning", "payment_intent": captured.charge_ref}
    event = {**event, "id": "evt_warning", "type": "radar.early_fraud_warning.created", "data": {"object": warning}}

    for _time in range(2):
        assert deliver(event).status_code == 200

    assert list(Attention.objects.values_list("reason", "about")) == [("risk", "issfr_1")]
