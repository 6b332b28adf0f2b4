"""The one way to write to a person: the message is stored with the change that caused it and leaves after commit."""

import logging
from functools import partial

from django.conf import settings
from django.db import transaction
from django.template import Context
from django.template.loader import select_template
from django.utils import timezone, translation

from marketplace.folding import clean

from .delivery import deliver
from .models import Message

logger = logging.getLogger(__name__)


def send(
    *, template, context, language, phone=None, email=None, dedupe_key=None, about="", due_at=None
) -> list[Message]:
    """Queue `templates/notify/<template>` for every address given, in `language`; one message per channel.

    Files: `<template>.subject.txt`, `<template>.body.txt` and, where an SMS must be shorter, `<template>.sms.txt`.
    `phone` is E.164. The same `dedupe_key` gives one message per channel, however often it is asked for.
    Failing delivery never reaches the caller; a missing template does.
    """
    addresses = {Message.Channel.SMS: phone, Message.Channel.EMAIL: email}
    with translation.override(language):
        drafts = [
            {"channel": channel, "recipient": address, **_texts(template, channel, context)}
            for channel, address in addresses.items()
            if address
        ]
    shared = {"template": template, "language": language, "about": about, "due_at": due_at or timezone.now()}
    messages = [_queue(dedupe_key, **shared, **draft) for draft in drafts]
    if settings.NOTIFY_DELIVER_INLINE:
        for message in messages:
            transaction.on_commit(partial(_deliver_quietly, message.pk), robust=True)
    return messages


def _texts(template, channel, context):
    context = {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL} | context
    if channel == Message.Channel.SMS:
        return {"body": _render([f"{template}.sms.txt", f"{template}.body.txt"], context)}
    subject = clean(_render([f"{template}.subject.txt"], context))
    return {"subject": subject[:255], "body": _render([f"{template}.body.txt"], context)}


def _render(names, context):
    """Plain text: nothing is escaped, as nothing here is HTML."""
    chosen = select_template([f"notify/{name}" for name in names])
    return chosen.template.render(Context(context, autoescape=False)).strip()


def _queue(dedupe_key, *, channel, **fields):
    if not dedupe_key:
        return Message.objects.create(channel=channel, **fields)
    # Without a savepoint, which get_or_create needs: two statements for each message of each order.
    Message.objects.bulk_create([Message(dedupe_key=dedupe_key, channel=channel, **fields)], ignore_conflicts=True)
    return Message.objects.get(dedupe_key=dedupe_key, channel=channel)


def _deliver_quietly(message_id):
    try:
        deliver(message_id)
    except Exception:
        # The message stays in the outbox; send_messages takes it up.
        logger.exception("Message %s stays in the outbox", message_id)
