"""The outbox: what is asked for once leaves once, and a failing gateway hurts nobody."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.template import TemplateDoesNotExist
from django.utils import timezone, translation

from marketplace.notify import delivery, sending
from marketplace.notify.models import Message

pytestmark = pytest.mark.django_db
CODE = {"template": "sign_in_code", "context": {"code": "314159"}, "language": "en"}


class Broken:
    def send(self, message):
        raise OSError("the line is dead")


class Remembering:
    sent = []

    def send(self, message):
        self.sent.append((message.recipient, message.body))


@pytest.fixture
def broken(settings):
    settings.NOTIFY_SMS_BACKEND = f"{__name__}.Broken"


@pytest.fixture
def remembered(settings):
    settings.NOTIFY_SMS_BACKEND = f"{__name__}.Remembering"
    Remembering.sent.clear()
    return Remembering.sent


def test_a_message_waits_for_the_commit_and_then_leaves(django_capture_on_commit_callbacks, remembered):
    with django_capture_on_commit_callbacks(execute=True):
        (message,) = sending.send(**CODE, phone="+84912345678", about="test")
        assert remembered == []
        assert message.state == "queued"

    message.refresh_from_db()
    assert [recipient for recipient, _ in remembered] == ["+84912345678"]
    assert "314159" in remembered[0][1]
    assert (message.state, message.attempts, message.about) == ("sent", 1, "test")
    assert message.sent_at is not None


def test_a_message_to_phone_and_email_goes_to_both(
    django_capture_on_commit_callbacks, remembered, mailoutbox, settings
):
    with django_capture_on_commit_callbacks(execute=True):
        messages = sending.send(**CODE, phone="+84912345678", email="an@example.vn")

    assert [message.channel for message in messages] == ["sms", "email"]
    assert len(remembered) == 1
    assert mailoutbox[0].to == ["an@example.vn"]
    assert mailoutbox[0].subject == f"Your code for {settings.SITE_NAME}"


def test_a_message_to_nobody_is_no_message():
    assert sending.send(**CODE) == []
    assert Message.objects.count() == 0


def test_the_same_key_gives_one_message_per_channel(django_capture_on_commit_callbacks, remembered):
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(3):
            sending.send(**CODE, phone="+84912345678", email="an@example.vn", dedupe_key="order-7-placed")

    assert Message.objects.count() == 2
    assert len(remembered) == 1


def test_a_rolled_back_change_sends_nothing(remembered):
    with pytest.raises(RuntimeError), transaction.atomic():
        sending.send(**CODE, phone="+84912345678")
        raise RuntimeError

    assert Message.objects.count() == 0
    assert remembered == []


def test_no_code_stays_in_the_outbox(django_capture_on_commit_callbacks, remembered):
    with django_capture_on_commit_callbacks(execute=True):
        sending.send(**CODE, phone="+84912345678", email="an@example.vn")

    for message in Message.objects.values():
        assert "314159" not in str(message)
        assert message["body"] == ""


def test_other_messages_keep_their_text(django_capture_on_commit_callbacks, remembered):
    with django_capture_on_commit_callbacks(execute=True):
        sending.send(
            template="account_exists", context={"login_path": "/account/login/"}, language="en", phone="+84912345678"
        )

    assert Message.objects.get().body.endswith("/account/login/")


def test_a_failing_gateway_never_reaches_the_caller(django_capture_on_commit_callbacks, broken):
    with django_capture_on_commit_callbacks(execute=True):
        sending.send(**CODE, phone="+84912345678")

    message = Message.objects.get()
    assert (message.state, message.attempts, message.last_error) == ("failed", 1, "OSError: the line is dead")
    assert message.due_at > timezone.now()
    assert "314159" in message.body


def test_waits_grow_until_the_message_is_given_up(broken):
    sending.send(template="account_exists", context={"login_path": "/"}, language="en", phone="+84912345678")
    waits = []
    for _ in range(6):
        Message.objects.update(due_at=timezone.now())
        before = timezone.now()
        delivery.deliver_due()
        waits.append(round((Message.objects.get().due_at - before).total_seconds()))

    message = Message.objects.get()
    assert waits[:5] == [30, 120, 600, 3600, 21600]
    assert (message.state, message.attempts) == ("given_up", 6)
    assert delivery.deliver_due() == 0


def test_a_code_that_is_too_old_is_given_up_and_erased(broken):
    sending.send(**CODE, phone="+84912345678")
    Message.objects.update(created_at=timezone.now() - timedelta(minutes=11))

    delivery.deliver_due()

    message = Message.objects.get()
    assert (message.state, message.body) == ("given_up", "")


def test_a_message_claimed_by_one_worker_is_left_alone_by_the_next(remembered):
    (message,) = sending.send(**CODE, phone="+84912345678")
    now = timezone.now()

    first = Message.objects.filter(pk=message.pk).claim(now=now, lease=delivery.LEASE)
    second = delivery.deliver(message.pk)

    assert (first, second) == (1, False)
    assert remembered == []


def test_the_command_sends_what_waits(settings, remembered, capsys):
    settings.NOTIFY_DELIVER_INLINE = False
    sending.send(**CODE, phone="+84912345678")
    sending.send(**CODE, phone="+84987654321", due_at=timezone.now() + timedelta(hours=1))

    call_command("send_messages")

    assert [recipient for recipient, _ in remembered] == ["+84912345678"]
    assert "1 sent" in capsys.readouterr().out


def test_without_inline_delivery_nothing_leaves_at_commit(settings, django_capture_on_commit_callbacks, remembered):
    settings.NOTIFY_DELIVER_INLINE = False
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        sending.send(**CODE, phone="+84912345678")

    assert callbacks == []
    assert Message.objects.get().state == "queued"


def test_the_text_is_in_the_readers_language_not_the_senders():
    with translation.override("vi"):
        (message,) = sending.send(**CODE, phone="+84912345678")

    assert message.language == "en"
    assert message.body.startswith("314159 is your code for ")


def test_names_are_not_escaped_in_plain_text(tmp_path, settings):
    settings.SITE_NAME = "Chợ <OCOP> & bạn"

    (message,) = sending.send(**CODE, phone="+84912345678")

    assert "Chợ <OCOP> & bạn" in message.body


def test_a_missing_template_is_the_callers_mistake():
    with pytest.raises(TemplateDoesNotExist):
        sending.send(template="no_such_thing", context={}, language="vi", phone="+84912345678")


def test_the_console_shows_the_message(django_capture_on_commit_callbacks, settings, capsys):
    settings.NOTIFY_SMS_BACKEND = "marketplace.notify.backends.ConsoleSms"
    with django_capture_on_commit_callbacks(execute=True):
        sending.send(**CODE, phone="+84912345678")

    shown = capsys.readouterr().out
    assert "SMS → +84912345678" in shown
    assert "314159" in shown
