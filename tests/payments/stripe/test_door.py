"""The door for Stripe's messages: nothing that is not Stripe's, fresh and small comes in (I23, I25, I30, R22)."""

import io
import json
import logging
import time
from datetime import datetime

import pytest
from django.contrib.sessions.models import Session
from django.core.handlers.wsgi import WSGIRequest
from django.test import Client, RequestFactory

from marketplace.fake_services.signing import stripe_header
from marketplace.payments import webhooks
from marketplace.payments.models import ProviderEvent
from marketplace.payments.stripe_gateway.signatures import BadNotification, signed_event

from .shopping import OLD_SECRET, SECRET, WEBHOOK, deliver, dumped, end_of, events_of, post

VECTOR_BODY = b'{"id":"evt_test_1","object":"event","type":"payment_intent.succeeded"}'
VECTOR = "81ab72020efcce7567012756365eae98d4ec419e1a8f26f57aeb0081da658072"


@pytest.fixture
def event(fake, payment):
    fake.control.pay(payment.provider_ref)
    return events_of(fake, "payment_intent.succeeded")[0]


@pytest.fixture
def unchanged(order, event):
    """Checks at the end that nothing was stored and the order still waits."""
    before = end_of(order)
    yield
    assert end_of(order) == before
    assert before["order"] == "pending_payment"
    assert not ProviderEvent.objects.exists()


def lines_about_it(caplog) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


def signed_now(body: bytes, *secrets) -> str:
    return stripe_header(body, list(secrets), int(time.time()))


def test_the_signature_of_the_specification():
    """payments.md 1.5."""
    assert stripe_header(VECTOR_BODY, ["whsec_test_secret"], 1795228262) == f"t=1795228262,v1={VECTOR}"


def test_the_vector_is_accepted_in_its_time_and_refused_after(settings, monkeypatch):
    settings.STRIPE_WEBHOOK_SECRETS = ["whsec_test_secret"]
    header = f"t=1795228262,v1={VECTOR}"
    monkeypatch.setattr(time, "time", lambda: 1795228262 + 300)
    with pytest.raises(BadNotification, match="no event"):  # the signature was right
        signed_event(VECTOR_BODY, header)
    for moment in (1795228262 + 301, 1795228262 - 301):
        monkeypatch.setattr(time, "time", lambda moment=moment: moment)
        with pytest.raises(BadNotification, match="signature"):
            signed_event(VECTOR_BODY, header)


@pytest.mark.django_db
@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "garbage",
        "t=,v1=",
        "v1=abc",
        "t=1,v0=abc",
        f"t=1795228262,v1={VECTOR}",
        "t=99999999999999999999999999999,v1=ab",
        "t=1795228262,v1=đ",
        "t=١,v1=ab",
        "=" * 2000,
    ],
)
def test_unsigned_or_wrongly_signed_is_refused(header, event, caplog):
    answer = Client().post(
        WEBHOOK,
        dumped(event),
        content_type="application/json",
        **({} if header is None else {"HTTP_STRIPE_SIGNATURE": header}),
    )

    assert answer.status_code == 400
    assert len(lines_about_it(caplog)) == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("unchanged")
def test_signed_by_somebody_else_stale_or_tampered_is_refused(event):
    body = dumped(event)
    tampered = body.replace(b"140000", b"140001")

    assert tampered != body
    assert deliver(event, secret="whsec_of_somebody_else").status_code == 400
    assert deliver(event, sent_at=int(time.time()) - 400).status_code == 400
    assert deliver(event, sent_at=int(time.time()) + 400).status_code == 400
    assert post(tampered, signed_now(body, SECRET)).status_code == 400
    assert post(body + b" ", signed_now(body, SECRET)).status_code == 400


@pytest.mark.django_db
def test_two_secrets_are_accepted_while_one_is_replaced_and_a_removed_one_is_not(order, event, settings):
    """R22."""
    assert deliver(event, secret=OLD_SECRET).status_code == 200
    assert post(dumped(event), signed_now(dumped(event), "whsec_unknown", SECRET)).status_code == 200
    settings.STRIPE_WEBHOOK_SECRETS = [SECRET]
    assert deliver(event, secret=OLD_SECRET).status_code == 400
    settings.STRIPE_WEBHOOK_SECRETS = []
    assert deliver(event).status_code == 400
    settings.STRIPE_WEBHOOK_SECRETS = ["", " "]
    assert deliver(event, secret="").status_code == 400


@pytest.mark.django_db
@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"event"',
        b"\xff\xfe",
        b"[" * 30_000,
        b'{"object":"event"}',
        b'{"object":"event","id":1,"type":"x","livemode":false,"data":{"object":{"id":"a"}}}',
        b'{"object":"event","id":"e","type":"x","livemode":false,"data":{"object":[]}}',
        b'{"object":"event","id":"e","type":"x","livemode":false,"data":null}',
        b'{"object":"event","id":"e","type":"x","livemode":"no","data":{"object":{"id":"a"}}}',
        b'{"object":"event","id":"' + b"e" * 81 + b'","type":"x","livemode":false,"data":{"object":{"id":"a"}}}',
    ],
    ids=lambda body: body[:20].decode("latin-1"),
)
def test_signed_nonsense_is_refused(body):
    assert post(body, signed_now(body, SECRET)).status_code == 400


@pytest.mark.django_db
@pytest.mark.usefixtures("unchanged")
def test_ten_megabytes_are_refused_and_not_read(event, caplog):
    body = b" " * 10_000_000
    stream = io.BytesIO(body)
    environ = RequestFactory().post(WEBHOOK).environ
    request = WSGIRequest({**environ, "CONTENT_LENGTH": str(len(body)), "wsgi.input": stream})

    answer = webhooks.stripe_webhook(request)

    assert answer.status_code == 413
    assert stream.tell() == 0
    assert len(lines_about_it(caplog)) == 1
    assert post(body, signed_now(body, SECRET)).status_code == 413


@pytest.mark.django_db
@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("size", [webhooks.LARGEST_BODY, webhooks.LARGEST_BODY + 1])
def test_the_edge_of_what_is_read(size):
    body = b" " * size

    assert post(body, signed_now(body, SECRET)).status_code == (413 if size > webhooks.LARGEST_BODY else 400)


@pytest.mark.django_db
def test_a_body_of_untold_length_is_read_no_further_than_the_limit():
    stream = io.BytesIO(b" " * 1_000_000)
    request = WSGIRequest({**RequestFactory().post(WEBHOOK).environ, "wsgi.input": stream})
    request._stream = stream  # as a server gives it that knows no length

    assert webhooks.bounded_body(request, webhooks.LARGEST_BODY) is None
    assert stream.tell() == webhooks.LARGEST_BODY + 1


@pytest.mark.django_db
@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("method", ["get", "put", "delete", "patch", "options", "head"])
def test_only_post_opens_the_door(method):
    assert getattr(Client(), method)(WEBHOOK).status_code == 405


@pytest.mark.django_db
def test_no_session_is_opened_and_a_refusal_asks_the_database_nothing(event, django_assert_num_queries):
    with django_assert_num_queries(0):
        refused = post(dumped(event), "t=1,v1=ab")
    strict = Client(enforce_csrf_checks=True)
    taken = deliver(event, client=strict)

    for answer in (refused, taken):
        assert not answer.cookies
        assert "no-store" in answer["Cache-Control"]
    assert taken.status_code == 200
    assert not Session.objects.exists()


@pytest.mark.django_db
def test_a_replayed_message_is_taken_and_does_nothing(fake, order, event):
    header = signed_now(dumped(event), SECRET)
    assert post(dumped(event), header).status_code == 200
    before, calls = end_of(order), len(fake.control.calls)

    for _time in range(3):
        assert post(dumped(event), header).status_code == 200

    assert end_of(order) == before
    assert len(fake.control.calls) == calls
    assert ProviderEvent.objects.get().tries == 1


def _told(value) -> str:
    """A time without its microseconds, in which any four digits may stand."""
    return f"{value:%F %H:%M:%S}" if isinstance(value, datetime) else str(value)


@pytest.mark.django_db
def test_no_person_no_card_and_no_secret_is_stored_or_logged(fake, order, payment, caplog):
    """I25."""
    caplog.set_level(logging.DEBUG)
    private = [
        "Nguyễn Văn Mẫu",
        "mau@example.vn",
        "+84912345678",
        "zz42",
        "visa",
        SECRET,
        fake.api_key,
        "client_secret",
    ]
    fake.control.pay(payment.provider_ref)
    for event in events_of(fake):
        subject = event["data"]["object"]
        subject["customer_details"] = {"name": private[0], "email": private[1], "phone": private[2]}
        subject["payment_method_details"] = {"card": {"last4": "zz42", "brand": "visa"}}
        subject["metadata"]["name"] = private[0]
        subject["client_secret"] = "pi_1_client_secret_2"
        assert deliver(event).status_code == 200
        assert deliver(event, secret="whsec_wrong").status_code == 400

    stored = json.dumps(list(ProviderEvent.objects.values()), default=_told, ensure_ascii=False)
    kept = json.dumps(list(type(payment).objects.values()), default=_told, ensure_ascii=False)
    logged = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
    for text in private:
        assert text not in stored + kept
        assert text not in logged
    body = ProviderEvent.objects.get(type="payment_intent.succeeded").body
    assert sorted(body["object"]) == [
        "amount",
        "amount_received",
        "created",
        "currency",
        "id",
        "metadata",
        "object",
        "status",
    ]
    assert body["object"]["metadata"] == {"payment": str(payment.uuid)}


@pytest.mark.django_db
def test_kinds_of_messages_that_we_do_not_follow_are_taken(fake, order, event):
    calls = len(fake.control.calls)

    assert deliver({**event, "type": "customer.created"}).status_code == 200

    assert len(fake.control.calls) == calls
    assert end_of(order)["order"] == "pending_payment"
