"""The SMS gateway, spoken to over real HTTP on this machine."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from marketplace.notify import backends, delivery, sending
from marketplace.notify.models import Message

pytestmark = pytest.mark.django_db


class Gateway(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.seen.append((self.path, dict(self.headers), json.loads(body)))
        time.sleep(self.server.delay)
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def gateway(settings):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
    server.seen, server.status, server.delay = [], 202, 0
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.NOTIFY_SMS_BACKEND = "marketplace.notify.backends.HttpSms"
    settings.NOTIFY_SMS_URL = f"http://127.0.0.1:{server.server_port}/send"
    settings.NOTIFY_SMS_TOKEN = "secret-token"
    settings.NOTIFY_SMS_SENDER = "CHO-OCOP"
    settings.NOTIFY_SMS_FIELDS = {"to": "phone", "text": "message", "sender": "brandname"}
    yield server
    server.shutdown()
    server.server_close()


def queue():
    (message,) = sending.send(template="sign_in_code", context={"code": "314159"}, language="vi", phone="+84912345678")
    return message


def test_the_gateway_gets_number_text_and_sender_in_its_own_words(gateway):
    message = queue()

    assert delivery.deliver(message.pk) is True

    ((path, headers, body),) = gateway.seen
    assert path == "/send"
    assert headers["Authorization"] == "Bearer secret-token"
    assert headers["Idempotency-Key"] == f"message-{message.pk}"
    assert (body["phone"], body["brandname"]) == ("+84912345678", "CHO-OCOP")
    assert "314159" in body["message"]
    assert Message.objects.get().state == "sent"


def test_a_refusal_is_kept_for_the_next_try_without_the_code(gateway):
    gateway.status = 503
    message = queue()

    assert delivery.deliver(message.pk) is False

    message.refresh_from_db()
    assert (message.state, message.last_error) == ("failed", "DeliveryFailed: The gateway answered 503.")


def test_a_gateway_that_does_not_answer_is_left_after_a_while(gateway, monkeypatch):
    monkeypatch.setattr(backends, "TIMEOUT_SECONDS", 0.2)
    gateway.delay = 1

    assert delivery.deliver(queue().pk) is False

    assert Message.objects.get().last_error == "DeliveryFailed: The gateway was not reached: TimeoutError."


def test_a_gateway_that_is_down_is_a_failed_delivery(gateway, settings):
    settings.NOTIFY_SMS_URL = "http://127.0.0.1:9/send"

    assert delivery.deliver(queue().pk) is False

    assert Message.objects.get().state == "failed"


def test_a_gateway_address_that_is_none_is_never_opened(gateway, settings):
    settings.NOTIFY_SMS_URL = "file:///etc/hostname"

    assert delivery.deliver(queue().pk) is False

    assert Message.objects.get().last_error.startswith("ImproperlyConfigured")
