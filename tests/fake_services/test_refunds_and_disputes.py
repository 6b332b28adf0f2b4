"""Refunds, disputes and what the account is settled with."""

import threading

import pytest
import stripe

from tests.fake_services.asking import paid, refused, session


@pytest.fixture
def intent(client, fake):
    return paid(client, fake).payment_intent.id


def test_a_refund_carries_its_metadata_and_lowers_what_is_left(client, intent, heard):
    made = client.v1.refunds.create(
        {"payment_intent": intent, "amount": 85_000, "reason": "requested_by_customer", "metadata": {"refund": "r1"}}
    )

    charge = client.v1.payment_intents.retrieve(intent, {"expand": ["latest_charge"]}).latest_charge
    assert (made.amount, made.status, made.reason) == (85_000, "succeeded", "requested_by_customer")
    assert made.metadata.to_dict() == {"refund": "r1"}
    assert (charge.amount_refunded, charge.refunded) == (85_000, False)
    assert heard()[2:] == ["refund.created", "charge.refunded"]


def test_refunds_add_up_to_no_more_than_was_captured(client, intent):
    client.v1.refunds.create({"payment_intent": intent, "amount": 400_000})

    too_much = refused(client.v1.refunds.create, {"payment_intent": intent, "amount": 85_001})
    rest = client.v1.refunds.create({"payment_intent": intent})
    nothing_left = refused(client.v1.refunds.create, {"payment_intent": intent, "amount": 1})

    assert (too_much.http_status, too_much.param) == (400, "amount")
    assert too_much.user_message == "Refund amount (₫85,001) is greater than unrefunded amount on charge (₫85,000)"
    assert rest.amount == 85_000
    assert nothing_left.code == "charge_already_refunded"


def test_parallel_refunds_cannot_take_more_than_was_captured(client, fake, intent):
    fake.clock.dawdles = True
    together = threading.Barrier(8)
    results = []

    def call():
        own = stripe.StripeClient(fake.api_key, base_addresses={"api": fake.url}, max_network_retries=0)
        together.wait()
        try:
            results.append(own.v1.refunds.create({"payment_intent": intent, "amount": 100_000}).amount)
        except stripe.InvalidRequestError:
            results.append(0)

    threads = [threading.Thread(target=call) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(results) == [0, 0, 0, 0] + [100_000] * 4
    assert len(client.v1.refunds.list({"payment_intent": intent}).data) == 4


@pytest.mark.parametrize("amount", [0, -5])
def test_a_refund_is_at_least_one_dong(client, intent, amount):
    assert refused(client.v1.refunds.create, {"payment_intent": intent, "amount": amount}).param == "amount"


def test_a_refund_needs_something_to_refund(client, fake):
    made = session(client)
    fake.control.pay(made.id, "4000000000000002")
    declined = client.v1.payment_intents.list().data[0].id

    assert refused(client.v1.refunds.create, {"amount": 5}).code == "parameter_missing"
    assert refused(client.v1.refunds.create, {"payment_intent": "pi_none"}).http_status == 404
    assert refused(client.v1.refunds.create, {"payment_intent": declined}).code == "charge_not_captured"


def test_refunds_are_listed_by_intent_and_retrieved(client, fake, intent):
    other = paid(client, fake).payment_intent.id
    made = client.v1.refunds.create({"payment_intent": intent, "amount": 1_000})
    client.v1.refunds.create({"payment_intent": other, "amount": 2_000})

    assert [item.id for item in client.v1.refunds.list({"payment_intent": intent}).data] == [made.id]
    assert client.v1.refunds.retrieve(made.id, {"expand": ["charge"]}).charge.payment_intent == intent


def test_a_pending_refund_is_settled_when_told(client, fake, intent, heard):
    fake.control.refunds_pending = True
    made = client.v1.refunds.create({"payment_intent": intent, "amount": 1_000})

    fake.control.settle_refund(made.id)

    assert made.status == "pending"
    assert client.v1.refunds.retrieve(made.id).status == "succeeded"
    assert heard()[-1] == "refund.updated"


@pytest.mark.parametrize("pending", [True, False])
def test_a_refund_can_fail_later_and_is_left_to_refund_again(client, fake, intent, heard, pending):
    fake.control.refunds_pending = pending
    made = client.v1.refunds.create({"payment_intent": intent})

    fake.control.fail_refund(made.id)

    again = client.v1.refunds.retrieve(made.id)
    charge = client.v1.payment_intents.retrieve(intent, {"expand": ["latest_charge"]}).latest_charge
    assert (again.status, again.failure_reason) == ("failed", "expired_or_canceled_card")
    assert (charge.amount_refunded, charge.refunded) == (0, False)
    assert heard()[-2:] == ["refund.updated", "refund.failed"]
    assert client.v1.refunds.create({"payment_intent": intent}).amount == 485_000


def test_the_card_whose_refunds_fail_fails_by_itself(client, fake, heard):
    intent = paid(client, fake, "4000000000005126").payment_intent.id
    made = client.v1.refunds.create({"payment_intent": intent, "amount": 1_000})

    fake.control.advance(10)

    assert made.status == "succeeded"
    assert client.v1.refunds.retrieve(made.id).status == "failed"
    assert heard()[-1] == "refund.failed"


def test_a_refund_made_in_the_dashboard_has_no_metadata(client, fake, intent, heard):
    name = fake.control.external_refund(intent, 5_000)

    made = client.v1.refunds.retrieve(name)
    assert (made.amount, made.metadata.to_dict()) == (5_000, {})
    assert heard()[-2:] == ["refund.created", "charge.refunded"]


def test_a_dispute_takes_the_money_and_bars_refunds(client, fake, intent, heard):
    name = fake.control.open_dispute(intent)

    dispute = client.v1.disputes.retrieve(name, {"expand": ["charge"]})
    assert (dispute.amount, dispute.status, dispute.charge.disputed) == (485_000, "needs_response", True)
    assert dispute.balance_transactions[0].net == -2_488 - 2_000
    assert heard()[-2:] == ["charge.dispute.created", "charge.dispute.funds_withdrawn"]
    assert refused(client.v1.refunds.create, {"payment_intent": intent}).code == "charge_disputed"
    assert [item.id for item in client.v1.disputes.list({"payment_intent": intent}).data] == [name]


@pytest.mark.parametrize(
    ("won", "status", "told"),
    [
        (True, "won", ["charge.dispute.funds_reinstated", "charge.dispute.closed"]),
        (False, "lost", ["charge.dispute.closed"]),
    ],
)
def test_a_dispute_is_won_or_lost(client, fake, intent, heard, won, status, told):
    name = fake.control.open_dispute(intent, 100_000)

    fake.control.close_dispute(name, won=won)

    assert client.v1.disputes.retrieve(name).status == status
    assert heard()[4:] == told


def test_an_early_fraud_warning_comes_before_any_dispute(client, fake, intent, heard):
    name = fake.control.warn_of_fraud(intent)

    warning = client.v1.radar.early_fraud_warnings.retrieve(name, {"expand": ["charge"]})
    assert (warning.actionable, warning.payment_intent, warning.charge.disputed) == (True, intent, False)
    assert heard()[-1] == "radar.early_fraud_warning.created"


def test_the_card_that_disputes_does_so_by_itself(client, fake, heard):
    paid(client, fake, "4000000000000259")

    fake.control.advance(10)

    assert heard()[-2:] == ["charge.dispute.created", "charge.dispute.funds_withdrawn"]


def test_the_account_is_settled_in_another_currency(client, intent):
    entry = client.v1.payment_intents.retrieve(
        intent, {"expand": ["latest_charge.balance_transaction"]}
    ).latest_charge.balance_transaction

    assert (entry.amount, entry.fee, entry.net, entry.currency) == (2_488, 135, 2_353, "sgd")
    assert entry.exchange_rate == 0.0000513
    assert client.v1.balance_transactions.retrieve(entry.id).source.startswith("ch_")
    assert client.v1.balance.retrieve().pending[0].amount == 2_353
