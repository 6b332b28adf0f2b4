"""The controls over HTTP: for the browser's tests and the demo, where the server is another process."""

import http.client
import json
from urllib.parse import urlsplit

import pytest

from tests.fake_services.asking import paid, refused, session


def order(fake, content_type="application/json", method="POST", **body):
    connection = http.client.HTTPConnection(urlsplit(fake.url).netloc, timeout=10)
    connection.request(method, "/_ctl", json.dumps(body) if body else None, {"Content-Type": content_type})
    answer = connection.getresponse()
    told = json.loads(answer.read())
    connection.close()
    return answer.status, told


def test_faults_are_set_by_name(fake):
    values = {"webhooks.delay": 2, "webhooks.only": ["charge.refunded"], "paying.stay": True, "refunds_pending": True}

    assert order(fake, do="set", **values) == (200, {"done": None})

    assert (fake.control.webhooks.delay, fake.control.webhooks.only) == (2, {"charge.refunded"})
    assert (fake.control.paying.stay, fake.control.refunds_pending) == (True, True)
    assert order(fake, do="reset")[0] == 200
    assert (fake.control.webhooks.delay, fake.control.paying.stay) == (0, False)


def test_calls_can_be_made_to_fail(client, fake):
    order(fake, do="fail_calls", kind="500", path="sessions", times=1)

    assert refused(session, client).http_status == 500
    assert session(client).status == "open"


def test_things_can_be_made_to_happen(client, fake, heard):
    done = paid(client, fake)

    refund = order(fake, do="external_refund", payment_intent=done.payment_intent.id, amount=5_000)[1]["done"]
    order(fake, do="fail_refund", refund_id=refund)
    dispute = order(fake, do="open_dispute", payment_intent=done.payment_intent.id)[1]["done"]
    order(fake, do="close_dispute", dispute_id=dispute, won=True)

    assert client.v1.refunds.retrieve(refund).status == "failed"
    assert client.v1.disputes.retrieve(dispute).status == "won"
    assert heard()[-1] == "charge.dispute.closed"


def test_a_session_can_be_paid_and_the_clock_moved(client, fake):
    first, second = session(client), session(client)

    assert order(fake, do="pay", session_id=first.id)[1] == {"done": "paid"}
    order(fake, do="advance", seconds=25 * 3600)

    assert client.v1.checkout.sessions.retrieve(first.id).status == "complete"
    assert client.v1.checkout.sessions.retrieve(second.id).status == "expired"


def test_the_report_lists_deliveries_with_their_status(client, fake):
    made = session(client)
    client.v1.checkout.sessions.expire(made.id)
    order(fake, do="wait")

    status, report = order(fake, method="GET")

    assert status == 200
    assert [(each["type"], each["status"]) for each in report["deliveries"]] == [("checkout.session.expired", 200)]
    assert report["calls"] == ["POST /v1/checkout/sessions", f"POST /v1/checkout/sessions/{made.id}/expire"]


def test_held_webhooks_are_released(client, fake, heard):
    order(fake, do="set", **{"webhooks.hold": True})
    paid(client, fake)

    assert order(fake, method="GET")[1]["held"] == ["payment_intent.succeeded", "checkout.session.completed"]
    order(fake, do="release", order="reverse")
    assert heard() == ["checkout.session.completed", "payment_intent.succeeded"]


@pytest.mark.parametrize(
    "body",
    [
        {"do": "explode"},
        {"do": "set", "webhooks.colour": 1},
        {"do": "set", "calls": []},
        {"do": "pay", "session_id": "cs_none"},
        {"do": "pay"},
        {"kind": "500"},
    ],
)
def test_an_order_that_makes_no_sense_is_refused(fake, body):
    status, told = order(fake, **body)

    assert status == 400
    assert told["error"]


def test_a_form_of_a_foreign_page_orders_nothing(fake):
    assert order(fake, content_type="text/plain", do="set", refunds_pending=True)[0] == 415
    assert fake.control.refunds_pending is False
