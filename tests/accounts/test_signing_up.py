"""Opening an account: one address, one code, one unticked box."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import translation

from marketplace.accounts.models import Consent
from marketplace.notify.models import Message

User = get_user_model()
pytestmark = pytest.mark.django_db


def sign_up(client, address, **changes):
    form = {"full_name": "Nguyễn Thị An", "address": address, "agree": "on"} | changes
    return client.post(reverse("account_signup"), {k: v for k, v in form.items() if v is not None})


def test_a_phone_and_its_code_open_an_account(client, newest_code, settings):
    asked = sign_up(client, "0912 345 678")
    assert asked.url == reverse("account_verify_phone")
    assert "_auth_user_id" not in client.session

    entered = client.post(reverse("account_verify_phone"), {"code": newest_code("+84912345678")})

    assert entered.url == reverse("accounts:overview")
    person = User.objects.get()
    assert (person.phone, person.phone_verified, person.email) == ("+84912345678", True, None)
    assert (person.full_name, person.first_name) == ("Nguyễn Thị An", "An")
    assert client.session["_auth_user_id"] == str(person.pk)
    consent = Consent.objects.get()
    assert (consent.user, consent.document, consent.version) == (person, "terms", settings.TERMS_VERSION)
    assert consent.ip == "127.0.0.1"


def test_an_email_address_and_its_code_open_an_account(client, newest_code):
    asked = sign_up(client, "An@Example.vn")
    assert asked.url == reverse("account_email_verification_sent")

    code = newest_code("an@example.vn")
    entered = client.post(reverse("account_email_verification_sent"), {"code": code})

    assert entered.url == reverse("accounts:overview")
    person = User.objects.get()
    assert (person.email, person.phone) == ("an@example.vn", None)
    assert person.emailaddress_set.get().verified is True
    assert client.session["_auth_user_id"] == str(person.pk)


def test_a_wrong_code_opens_nothing(client, newest_code):
    sign_up(client, "0912345678")
    wrong = "000000" if newest_code("+84912345678") != "000000" else "111111"

    refused = client.post(reverse("account_verify_phone"), {"code": wrong})

    assert refused.status_code == 200
    assert "_auth_user_id" not in client.session
    assert User.objects.get().phone_verified is False


def test_three_wrong_codes_end_the_try(client, newest_code):
    sign_up(client, "0912345678")
    right = newest_code("+84912345678")
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(3):
        client.post(reverse("account_verify_phone"), {"code": wrong})

    late = client.post(reverse("account_verify_phone"), {"code": right})

    assert late.url.startswith(reverse("account_login"))
    assert "_auth_user_id" not in client.session


def test_the_box_is_not_ticked_beforehand_and_must_be_ticked(client):
    page = client.get(reverse("account_signup"))
    refused = sign_up(client, "0912345678", agree=None)

    assert page.context["form"]["agree"].value() in (None, False)
    assert list(refused.context["form"].errors) == ["agree"]
    assert User.objects.count() == 0


@pytest.mark.parametrize("address", ["0912345", "anna", "anna@", "", "<b>x</b>", "0" * 300])
def test_a_bad_address_is_answered_beside_its_field_and_kept(client, address):
    refused = sign_up(client, address)

    assert refused.status_code == 200
    assert list(refused.context["form"].errors) == ["address"]
    assert refused.context["form"]["address"].value() == address
    assert refused.context["form"]["full_name"].value() == "Nguyễn Thị An"


def test_a_phone_of_seven_digits_is_told_how_many_it_needs(client):
    with translation.override("en"):
        refused = client.post(reverse("account_signup"), {"full_name": "An", "address": "0912345", "agree": "on"})
        said = refused.context["form"].errors["address"]

    assert "7" in said[0] and "10" in said[0]


def test_html_in_a_name_stays_text(client, newest_code):
    sign_up(client, "0912345678", full_name="<script>alert(1)</script> An")
    client.post(reverse("account_verify_phone"), {"code": newest_code("+84912345678")})

    page = client.get(reverse("accounts:overview"))

    assert "<script>alert" not in page.content.decode()


def test_a_known_phone_gets_the_same_answer_and_a_word_to_its_owner(client, anna):
    known = sign_up(client, "0912345678")
    known_page = client.get(known.url)
    client.cookies.clear()
    fresh = sign_up(client, "0987654321")
    fresh_page = client.get(fresh.url)

    assert known.url == fresh.url
    assert "0912 345 678" in known_page.content.decode()
    assert without_tokens(known_page, "0912 345 678") == without_tokens(fresh_page, "0987 654 321")
    assert Message.objects.get(recipient="+84912345678").template == "account_exists"
    assert User.objects.count() == 2


def test_a_known_email_address_gets_the_same_answer(client, clerk):
    known = sign_up(client, "clerk@example.vn")
    known_page = client.get(known.url)
    client.cookies.clear()
    fresh = sign_up(client, "fresh@example.vn")
    fresh_page = client.get(fresh.url)

    assert known.url == fresh.url
    assert without_tokens(known_page, "clerk@example.vn") == without_tokens(fresh_page, "fresh@example.vn")
    assert Message.objects.get(recipient="clerk@example.vn").template == "account_exists"


def test_whoever_left_before_typing_the_code_may_begin_again(client, newest_code):
    sign_up(client, "0912345678")
    client.cookies.clear()

    sign_up(client, "0912 345 678")
    entered = client.post(reverse("account_verify_phone"), {"code": newest_code("+84912345678")})

    assert entered.url == reverse("accounts:overview")
    assert User.objects.get().phone_verified is True


def test_a_new_code_can_be_asked_for(client, newest_code):
    sign_up(client, "0912345678")
    client.post(reverse("account_verify_phone"), {"action": "resend"})

    entered = client.post(reverse("account_verify_phone"), {"code": newest_code("+84912345678")})

    assert Message.objects.filter(template="sign_in_code").count() == 2
    assert entered.url == reverse("accounts:overview")


def test_too_many_codes_for_one_phone_are_answered_with_429(client):
    answers = []
    for _ in range(5):
        client.cookies.clear()
        answers.append(sign_up(client, "0912345678").status_code)

    assert answers == [302, 302, 302, 429, 429]
    assert Message.objects.count() == 3


def without_tokens(response, address):
    """The page without what differs between any two visitors: the token and the address they typed themselves."""
    page = response.content.decode().replace(address, "ADDRESS")
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)
