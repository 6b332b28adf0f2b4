"""Coming back: by a code, or by a password for whoever has one."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from marketplace.notify.models import Message

pytestmark = pytest.mark.django_db
LOGIN, CONFIRM = "account_login", "account_confirm_login_code"


def test_the_page_asks_for_one_address_and_offers_the_password(client):
    page = client.get(reverse(LOGIN))

    assert list(page.context["form"].fields) == ["login"]
    assert "by=password" in page.content.decode()


def test_a_phone_and_its_code_sign_in(client, anna, newest_code):
    asked = client.post(reverse(LOGIN), {"login": "0912 345 678"})
    assert asked.url == reverse(CONFIRM)

    entered = client.post(reverse(CONFIRM), {"code": newest_code("+84912345678")})

    assert entered.url == reverse("accounts:overview")
    assert client.session["_auth_user_id"] == str(anna.pk)


def test_an_email_address_and_its_code_sign_in(client, clerk, newest_code):
    client.post(reverse(LOGIN), {"login": "CLERK@example.vn"})

    client.post(reverse(CONFIRM), {"code": newest_code("clerk@example.vn")})

    assert client.session["_auth_user_id"] == str(clerk.pk)


def test_a_code_typed_with_spaces_is_the_same_code(client, anna, newest_code):
    client.post(reverse(LOGIN), {"login": "0912345678"})
    code = newest_code("+84912345678")

    client.post(reverse(CONFIRM), {"code": f" {code[:3]} {code[3:]} "})

    assert client.session["_auth_user_id"] == str(anna.pk)


def test_the_page_after_signing_in_is_the_one_asked_for(client, anna, newest_code):
    asked = client.post(reverse(LOGIN), {"login": "0912345678", "next": "/somewhere/"})

    entered = client.post(asked.url, {"code": newest_code("+84912345678"), "next": "/somewhere/"})

    assert entered.url == "/somewhere/"


def test_nobody_is_sent_to_another_site(client, anna):
    entered = client.post(
        reverse(LOGIN),
        {"login": "0912345678", "password": "mua-ban-tren-song-9", "by": "password", "next": "https://evil.example/"},
    )

    assert entered.url == reverse("accounts:overview")


def test_a_password_signs_in(client, anna):
    page = client.get(reverse(LOGIN) + "?by=password")
    assert list(page.context["form"].fields) == ["login", "password", "by"]

    client.post(reverse(LOGIN), {"login": "0912.345.678", "password": "mua-ban-tren-song-9", "by": "password"})

    assert client.session["_auth_user_id"] == str(anna.pk)
    assert Message.objects.count() == 0


def test_a_wrong_password_signs_nobody_in(client, anna):
    refused = client.post(reverse(LOGIN), {"login": "0912345678", "password": "wrong", "by": "password"})

    assert refused.status_code == 200
    assert "_auth_user_id" not in client.session


def test_an_empty_password_does_not_fall_back_to_anything(client, anna):
    refused = client.post(reverse(LOGIN), {"login": "0912345678", "password": "", "by": "password"})

    assert list(refused.context["form"].errors) == ["password"]
    assert "_auth_user_id" not in client.session


def test_wrong_passwords_are_counted_per_phone(client, anna):
    other = get_user_model().objects.create_user(
        phone="0987654321", full_name="Lê Tư", password="mua-ban-tren-song-9", phone_verified=True
    )
    for _ in range(5):
        client.post(reverse(LOGIN), {"login": "0912345678", "password": "wrong", "by": "password"})

    shut_out = client.post(reverse(LOGIN), {"login": "0912345678", "password": "mua-ban-tren-song-9", "by": "password"})
    assert shut_out.status_code == 200
    client.post(reverse(LOGIN), {"login": "0987654321", "password": "mua-ban-tren-song-9", "by": "password"})

    assert client.session["_auth_user_id"] == str(other.pk)


def test_a_wrong_code_signs_nobody_in_and_the_third_ends_the_try(client, anna, newest_code):
    client.post(reverse(LOGIN), {"login": "0912345678"})
    right = newest_code("+84912345678")
    wrong = "000000" if right != "000000" else "111111"

    answers = [client.post(reverse(CONFIRM), {"code": wrong}).status_code for _ in range(3)]
    client.post(reverse(CONFIRM), {"code": right})

    assert answers == [200, 200, 302]
    assert "_auth_user_id" not in client.session


def test_an_unknown_phone_gets_the_same_answer_as_a_known_one(client, anna):
    unknown = client.post(reverse(LOGIN), {"login": "0987654321"})
    unknown_page = client.get(unknown.url)
    client.cookies.clear()
    known = client.post(reverse(LOGIN), {"login": "0912345678"})
    known_page = client.get(known.url)

    from .test_signing_up import without_tokens

    assert unknown.url == known.url
    assert without_tokens(unknown_page, "0987 654 321") == without_tokens(known_page, "0912 345 678")
    assert Message.objects.get(recipient="+84987654321").template == "unknown_account"


def test_a_fourth_code_within_a_minute_is_not_sent(client, anna):
    for _ in range(4):
        client.cookies.clear()
        answer = client.post(reverse(LOGIN), {"login": "0912345678"})

    assert list(answer.context["form"].errors) == ["login"]
    assert Message.objects.filter(recipient="+84912345678").count() == 3


def test_a_person_with_both_addresses_needs_only_one_of_them_proved(client, newest_code):
    both = get_user_model().objects.create_user(
        phone="0912345678", email="both@example.vn", full_name="Hai Nơi", phone_verified=True
    )
    client.post(reverse(LOGIN), {"login": "0912345678"})

    client.post(reverse(CONFIRM), {"code": newest_code("+84912345678")})

    assert client.session["_auth_user_id"] == str(both.pk)


def test_a_person_whom_the_desk_entered_needs_one_code_only(client, newest_code):
    entered = get_user_model().objects.create_user(email="new@example.vn", full_name="Người Mới")
    client.post(reverse(LOGIN), {"login": "new@example.vn"})

    client.post(reverse(CONFIRM), {"code": newest_code("new@example.vn")})

    assert client.session["_auth_user_id"] == str(entered.pk)
    assert entered.emailaddress_set.get().verified is True


def test_a_bad_address_is_answered_beside_its_field(client):
    refused = client.post(reverse(LOGIN), {"login": "0912345"})

    assert list(refused.context["form"].errors) == ["login"]


def test_the_page_that_sends_codes_takes_one_address_too(client, anna, newest_code):
    asked = client.post(reverse("account_request_login_code"), {"login": "0912345678"})

    client.post(asked.url, {"code": newest_code("+84912345678")})

    assert client.session["_auth_user_id"] == str(anna.pk)


def test_a_closed_account_stays_out(client, anna, newest_code):
    anna.is_active = False
    anna.save()
    client.post(reverse(LOGIN), {"login": "0912345678"})

    client.post(reverse(CONFIRM), {"code": newest_code("+84912345678")})

    assert "_auth_user_id" not in client.session


def test_a_forgotten_password_is_replaced_by_a_code(client, clerk, newest_code):
    client.post(reverse("account_reset_password"), {"email": "clerk@example.vn"})
    client.post(reverse("account_confirm_password_reset_code"), {"code": newest_code("clerk@example.vn")})

    client.post(
        reverse("account_complete_password_reset"),
        {"password1": "ghe-thuyen-ben-bo-7", "password2": "ghe-thuyen-ben-bo-7"},
    )

    clerk.refresh_from_db()
    assert clerk.check_password("ghe-thuyen-ben-bo-7")
