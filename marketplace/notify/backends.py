"""How an SMS leaves the house. A backend sends one message or raises DeliveryFailed; e-mail goes through Django."""

import json
import sys
import urllib.error
import urllib.request

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage

TIMEOUT_SECONDS = 5


class DeliveryFailed(Exception):
    """The message did not leave; the text says why, without the message itself."""


class ConsoleSms:
    """Prints the message, for developers and the demo."""

    def send(self, message):
        rule = "=" * 60
        sys.stdout.write(f"\n{rule}\nSMS → {message.recipient}\n{rule}\n{message.body}\n{rule}\n")
        sys.stdout.flush()


class HttpSms:
    """Posts JSON to a gateway; the message's id goes along so that the gateway can drop a repeat."""

    def send(self, message):
        try:
            with urllib.request.urlopen(self._request(message), timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310  _request checks
                answer.read(1024)
        except urllib.error.HTTPError as error:
            raise DeliveryFailed(f"The gateway answered {error.code}.") from error
        except (OSError, ValueError) as error:
            raise DeliveryFailed(f"The gateway was not reached: {type(error).__name__}.") from error

    def _request(self, message):
        if not settings.NOTIFY_SMS_URL.startswith(("https://", "http://")):
            raise ImproperlyConfigured("NOTIFY_SMS_URL must be the http(s) address of the SMS gateway.")
        names = settings.NOTIFY_SMS_FIELDS
        values = {"to": message.recipient, "text": message.body, "sender": settings.NOTIFY_SMS_SENDER}
        body = json.dumps({names[key]: value for key, value in values.items() if key in names}).encode()
        headers = {"Content-Type": "application/json", "Idempotency-Key": f"message-{message.pk}"}
        if settings.NOTIFY_SMS_TOKEN:
            headers["Authorization"] = f"Bearer {settings.NOTIFY_SMS_TOKEN}"
        return urllib.request.Request(settings.NOTIFY_SMS_URL, data=body, headers=headers, method="POST")  # noqa: S310


class Email:
    """Plain text through Django's e-mail settings."""

    def send(self, message):
        EmailMessage(subject=message.subject, body=message.body, to=[message.recipient]).send()
