"""Webhooks: signed so that Stripe's library accepts them, tried again, and spoilt as ordered."""

import json
import time

import pytest
import stripe

from marketplace.fake_services.refusals import Refusal
from marketplace.fake_services.signing import stripe_header
from tests.fake_services.asking import paid, refused, session

PAID = ["payment_intent.succeeded", "checkout.session.completed"]


def test_the_signature_is_the_one_of_the_published_vector():
    body = b'{"id":"evt_test_1","object":"event","type":"payment_intent.succeeded"}'

    header = stripe_header(body, ["whsec_test_secret"], 1795228262)

    assert header == "t=1795228262,v1=81ab72020efcce7567012756365eae98d4ec419e1a8f26f57aeb0081da658072"


def test_the_library_accepts_what_is_sent(client, fake, shop):
    done = paid(client, fake)
    fake.control.wait()

    intent_event, session_event = shop.events(fake.webhook_secret)

    assert (intent_event.type, session_event.type) == tuple(PAID)
    assert session_event.data.object.id == done.id
    assert session_event.data.object.payment_status == "paid"
    assert session_event.data.object.metadata.to_dict() == {"payment": "uuid-1"}
    assert intent_event.api_version == stripe.api_version
    assert (intent_event.livemode, shop.posted[0].path) == (False, "/stripe")


def test_an_event_can_be_asked_for_again(client, fake, shop):
    paid(client, fake)
    fake.control.wait()
    heard = [event.id for event in shop.events(fake.webhook_secret)]

    listed = client.v1.events.list({"types": ["checkout.session.completed"]})

    assert [event.id for event in client.v1.events.list().data] == heard[::-1]
    assert [event.id for event in listed.data] == heard[1:]
    assert client.v1.events.retrieve(heard[0]).type == "payment_intent.succeeded"


def test_an_event_keeps_the_object_as_it_was(client, fake, shop, heard):
    done = paid(client, fake)
    client.v1.refunds.create({"payment_intent": done.payment_intent.id, "amount": 1_000})
    client.v1.refunds.create({"payment_intent": done.payment_intent.id, "amount": 2_000})

    heard()

    told = [event.data.object for event in shop.events(fake.webhook_secret) if event.type == "charge.refunded"]
    assert [charge.amount_refunded for charge in told] == [1_000, 3_000]


def test_the_answer_comes_before_the_webhook(client, fake, shop):
    fake.control.webhooks.delay = 0.3
    made = session(client)

    client.v1.checkout.sessions.expire(made.id)

    assert shop.posted == []
    fake.control.wait()
    assert shop.types(fake.webhook_secret) == ["checkout.session.expired"]


def test_a_webhook_can_come_before_the_answer(client, fake, shop):
    made = session(client)
    fake.control.webhooks.before_response = True

    client.v1.checkout.sessions.expire(made.id)

    assert shop.types(fake.webhook_secret) == ["checkout.session.expired"]


def test_the_shop_may_ask_the_api_while_it_is_told(client, fake, shop):
    made = session(client)
    fake.control.webhooks.before_response = True
    seen = []
    shop.when_posted = lambda posted: seen.append(client.v1.checkout.sessions.retrieve(made.id).status)

    client.v1.checkout.sessions.expire(made.id)

    assert seen == ["expired"]


def test_a_delay_is_kept(client, fake, shop):
    fake.control.webhooks.delay = 0.4
    came = []
    shop.when_posted = lambda posted: came.append(time.monotonic())
    began = time.monotonic()

    paid(client, fake)
    fake.control.wait()

    assert len(came) == 2
    assert 0.4 <= came[0] - began < 3


def test_duplicates_are_the_same_event(client, fake, shop, heard):
    fake.control.webhooks.copies = 3
    fake.control.webhooks.only = {"checkout.session.completed"}

    paid(client, fake)

    assert heard() == PAID + ["checkout.session.completed"] * 2
    assert len({event.id for event in shop.events(fake.webhook_secret)}) == 2


def test_the_events_of_one_payment_can_come_in_reverse(client, fake, heard):
    fake.control.webhooks.reverse = True

    paid(client, fake)

    assert heard() == PAID[::-1]


def test_a_dropped_event_is_never_sent_unless_resent(client, fake, heard):
    fake.control.webhooks.drop = True
    fake.control.webhooks.only = {"checkout.session.completed"}
    paid(client, fake)

    before = heard()
    fake.control.resend(client.v1.events.list().data[0].id)

    assert before == PAID[:1]
    assert heard() == PAID
    assert sorted(attempt.note for attempt in fake.control.deliveries) == ["", "", "dropped"]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (None, [*PAID, "refund.created", "charge.refunded"]),
        ("reverse", ["charge.refunded", "refund.created", *PAID[::-1]]),
        (["charge.refunded", "checkout.session.completed"], ["charge.refunded", "checkout.session.completed"]),
    ],
)
def test_held_events_go_when_told_in_the_order_told(client, fake, heard, order, expected):
    fake.control.webhooks.hold = True
    done = paid(client, fake)
    client.v1.refunds.create({"payment_intent": done.payment_intent.id})
    assert heard() == []

    fake.control.release(order)

    assert heard() == expected
    assert len(fake.control.held) == 4 - len(expected)


@pytest.mark.parametrize("fault", ["tamper", "wrong_secret"])
def test_a_spoilt_signature_is_refused_by_the_library(client, fake, shop, fault):
    setattr(fake.control.webhooks, fault, True)

    paid(client, fake)
    fake.control.wait()

    for posted in shop.posted:
        with pytest.raises(stripe.SignatureVerificationError, match="No signatures found matching"):
            posted.event(fake.webhook_secret)


def test_a_tampered_body_names_another_amount(client, fake, shop):
    fake.control.webhooks.tamper = True

    paid(client, fake)
    fake.control.wait()

    assert json.loads(shop.posted[1].body)["data"]["object"]["amount_total"] == 1


def test_an_old_timestamp_is_refused_by_the_library(client, fake, shop):
    fake.control.webhooks.old_timestamp = 400

    paid(client, fake)
    fake.control.wait()

    with pytest.raises(stripe.SignatureVerificationError, match="outside the tolerance"):
        shop.posted[0].event(fake.webhook_secret)


def test_while_a_secret_is_changed_both_fit(client, fake, shop):
    fake.control.webhooks.second_secret = "whsec_new"

    paid(client, fake)
    fake.control.wait()

    assert shop.posted[0].event(fake.webhook_secret).id == shop.posted[0].event("whsec_new").id


def test_it_is_tried_again_until_the_shop_says_yes(client, fake, shop, heard):
    shop.answers = [500, 503]
    made = session(client)

    client.v1.checkout.sessions.expire(made.id)

    assert heard() == ["checkout.session.expired"] * 3
    assert [(attempt.number, attempt.status) for attempt in fake.control.deliveries] == [(1, 500), (2, 503), (3, 200)]


def test_it_is_not_tried_forever(client, fake, shop, heard):
    shop.answers = [500] * 20
    made = session(client)

    client.v1.checkout.sessions.expire(made.id)

    assert len(heard()) == 4


def test_trying_again_can_be_switched_off(client, fake, shop, heard):
    shop.answers = [500]
    fake.control.webhooks.retry = False
    made = session(client)

    client.v1.checkout.sessions.expire(made.id)

    assert len(heard()) == 1


def test_a_spoilt_event_comes_good_when_the_fault_is_taken_back(client, fake, shop):
    fake.control.webhooks.wrong_secret = True
    shop.answers = [400]
    shop.when_posted = lambda posted: fake.control.reset()
    made = session(client)

    client.v1.checkout.sessions.expire(made.id)
    fake.control.wait()

    assert shop.posted[1].event(fake.webhook_secret).type == "checkout.session.expired"


def test_a_shop_that_is_away_is_noted(client, fake):
    fake.webhook_url = "http://127.0.0.1:9/"
    made = session(client)

    client.v1.checkout.sessions.expire(made.id)
    fake.control.wait()

    assert {(attempt.status, attempt.note) for attempt in fake.control.deliveries} == {(None, "ConnectionRefusedError")}


def test_copies_can_be_sent_at_the_same_time(client, fake, shop):
    fake.control.webhooks.parallel = True
    fake.control.webhooks.copies = 4
    inside, most = [], []

    def stay(posted):
        inside.append(1)
        time.sleep(0.3)
        most.append(len(inside))
        inside.pop()

    shop.when_posted = stay
    made = session(client)

    client.v1.checkout.sessions.expire(made.id)
    fake.control.wait()

    assert max(most) == 4


def test_events_of_later_calls_do_not_overtake(client, fake, heard):
    done = paid(client, fake)

    for amount in range(1, 11):
        client.v1.refunds.create({"payment_intent": done.payment_intent.id, "amount": amount})
    name = fake.control.open_dispute(done.payment_intent.id)
    fake.control.close_dispute(name, won=False)

    assert heard() == [event["type"] for event in fake.control.events]


def test_an_event_waits_for_an_earlier_one_whose_answer_is_not_out_yet(fake, shop):
    with fake.account.turn() as first:
        fake.account.emit("charge.refunded", {"id": "ch_1"})
    with fake.account.turn() as second:
        fake.account.emit("refund.failed", {"id": "re_1"})

    fake.deliveries.release(second)
    time.sleep(0.2)
    early = list(shop.posted)
    fake.deliveries.release(first)
    fake.control.wait()

    assert early == []
    assert shop.types(fake.webhook_secret) == ["charge.refunded", "refund.failed"]


def test_a_refused_order_holds_up_nothing(client, fake, heard):
    made = session(client)
    with pytest.raises(Refusal):
        fake.control.finish_async(made.id)
    session(client, expires_at=int(time.time()) + 1_860)
    fake.clock.advance(2_000)

    with pytest.raises(Refusal):
        fake.control.settle_refund("re_none")

    assert heard() == ["checkout.session.expired"]


def test_nothing_is_sent_to_another_machine(fake):
    with pytest.raises(ValueError, match=r"only send to http://127\.0\.0\.1"):
        fake.webhook_url = "http://shop.example/webhook/"


def test_after_it_has_stopped_nobody_answers(client, fake):
    session(client)

    fake.stop()

    assert isinstance(refused(session, client), stripe.APIConnectionError)
