"""Getting waiting messages out: each is claimed, tried, tried again later, and given up in the end."""

import logging
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from .models import Message

logger = logging.getLogger(__name__)

WAITS = [timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6)]
# A worker that dies while sending leaves its message to the next one after this long.
LEASE = timedelta(minutes=2)
# Templates whose text opens an account: the text is erased when sent, and a late one is worth nothing.
SECRET_TEMPLATES = {"sign_in_code", "agreement_code"}
SECRET_LIFE = timedelta(minutes=10)


def deliver(message_id: int) -> bool:
    """Try to send one message now; whether it left. Never raises because of the gateway."""
    now = timezone.now()
    if not Message.objects.filter(pk=message_id).claim(now=now, lease=LEASE):
        return False
    message = Message.objects.get(pk=message_id)
    try:
        _backend(message.channel).send(message)
    except Exception as error:
        logger.warning("Message %s to %s not sent: %s", message.pk, message.channel, error)
        _record_failure(message, error)
        return False
    _record_success(message)
    return True


def deliver_due(limit: int = 200) -> int:
    """Send what is due, oldest first; how many left."""
    return sum(deliver(pk) for pk in list(Message.objects.due().values_list("pk", flat=True)[:limit]))


def _backend(channel):
    path = settings.NOTIFY_SMS_BACKEND if channel == Message.Channel.SMS else "marketplace.notify.backends.Email"
    return import_string(path)()


def _record_success(message):
    message.state, message.sent_at, message.last_error = (Message.State.SENT, timezone.now(), "")
    _save(message, erase=message.template in SECRET_TEMPLATES)


def _record_failure(message, error):
    now = timezone.now()
    secret = message.template in SECRET_TEMPLATES
    hopeless = message.attempts > len(WAITS) or (secret and now - message.created_at > SECRET_LIFE)
    message.last_error = f"{type(error).__name__}: {error}"[:500]
    if hopeless:
        message.state = Message.State.GIVEN_UP
    else:
        message.state = Message.State.FAILED
        message.due_at = now + WAITS[message.attempts - 1]
    _save(message, erase=secret and hopeless)


def _save(message, *, erase):
    if erase:
        message.body = ""
    message.save(update_fields=["state", "sent_at", "due_at", "last_error", "body"])
