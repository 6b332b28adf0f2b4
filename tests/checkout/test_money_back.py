"""The page on which a buyer names a bank account: it is known to sellers too, so it is named once."""

import pytest
from django.test import Client
from oscar.core.loading import get_model

from marketplace.fulfilment.order_links import key_of
from marketplace.notify.models import Message
from marketplace.payments.models import Refund

from .buying import buy

pytestmark = pytest.mark.django_db
ACCOUNT = {"bin": "970436", "number": "0123 456 789", "holder": "Nguyễn Văn Mẫu"}


@pytest.fixture
def refund():
    order = buy()
    made = {"reason": "complaint", "channel": "transfer", "state": "approved", "amount": 40_000}
    return Refund.objects.create(order=order, payment=order.payments.get(), key="a", **made)


def address(refund) -> str:
    return f"/en/shop/orders/{refund.order.number}/money-back/{refund.uuid}/"


def name(refund, **account):
    key = key_of(refund.order.number)
    return Client().post(address(refund), {"k": key, **ACCOUNT, **account}, follow=True)


def look(refund) -> str:
    return Client().get(address(refund), {"k": key_of(refund.order.number)}).content.decode()


def account_of(refund) -> str:
    return Refund.objects.get(pk=refund.pk).account_no


def test_an_account_that_was_named_is_told_to_the_buyer(refund, settings):
    settings.OPERATOR = {"phone": "+84900000009", "email": "cho@example.vn"}

    response = name(refund)

    assert response.status_code == 200
    assert account_of(refund) == "0123456789"
    told = Message.objects.get(template="refund_account")
    assert told.recipient == "+84912345678"
    assert "6789" in told.body and "0123456789" not in told.body


def test_the_e_mail_says_when_and_whom_to_call(refund, settings, django_user_model):
    settings.OPERATOR = {"phone": "+84900000009", "email": "cho@example.vn"}
    owner = django_user_model.objects.create_user(email="chu@example.vn", password="x")
    get_model("order", "Order").objects.filter(pk=refund.order_id).update(user=owner)

    name(refund)

    body = Message.objects.get(template="refund_account", channel="email").body
    assert "cho@example.vn" in body and "090" in body and "0123456789" not in body


def test_whoever_comes_second_changes_nothing(refund):
    name(refund)

    response = name(refund, number="999999999")

    assert account_of(refund) == "0123456789"
    assert [str(message) for message in response.context["messages"]] == [
        "An account was named before. Only we can change it: call us."
    ]
    assert Message.objects.filter(template="refund_account").count() == 1


def test_the_page_shows_four_digits_and_no_form_afterwards(refund):
    assert 'name="number"' in look(refund)
    name(refund)

    body = look(refund)

    assert "ending in 6789" in body
    assert "0123456789" not in body and "Nguyễn Văn Mẫu" not in body
    assert 'name="number"' not in body


def test_a_wrong_number_keeps_what_was_typed(refund):
    response = name(refund, number="12")

    assert response.context["form"].errors.keys() == {"number"}
    assert 'value="12"' in response.content.decode()
    assert account_of(refund) == ""
