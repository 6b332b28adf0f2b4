"""Only a part has come: what it counts for and what the buyer reads, whether or not a code waits on the order's page."""

import pytest

from marketplace.money import format_dong
from marketplace.notify.models import Message
from marketplace.payments.models import Payment
from marketplace.payments.starting import attempt_by
from tests.payments.till import staff

from .banking import came, check_books, fresh, total

pytestmark = pytest.mark.django_db


def told_in_english(order) -> None:
    type(order).objects.filter(pk=order.pk).update(user=staff())
    type(order.checkout).objects.filter(order=order).update(language="en")


def messages(template) -> list[str]:
    """The mail, then the text message."""
    return [Message.objects.get(template=template, channel=channel).body for channel in ("email", "sms")]


def test_a_part_that_came_after_the_buyer_chose_another_way_promises_no_code(order):
    told_in_english(order)
    attempt_by(order, code="till")

    came(order, 30_000)

    mail, sms = messages("transfer_partial")
    for text in (mail, sms):
        assert format_dong(30_000) in text
        assert "with the code" not in text and f"transfer {format_dong(total(order) - 30_000)} more" not in text
    assert "See on this page how to go on" in mail


def test_a_part_that_came_while_the_code_is_open_names_the_code(order):
    told_in_english(order)

    came(order, 30_000)

    mail, sms = messages("transfer_partial")
    assert "Transfer the rest with the code on this page" in mail
    assert f"transfer {format_dong(total(order) - 30_000)} more" in sms


def test_a_part_that_came_while_a_card_attempt_is_open_counts(order):
    attempt_by(order, code="till")

    came(order, 30_000)
    came(order, total(order) - 30_000)

    order = fresh(order)
    assert order.status == "confirmed"
    assert order.payments.get(provider="till").state == "cancelled"
    assert Payment.objects.filter(order=order, provider="vietqr").count() == 1
    check_books()
