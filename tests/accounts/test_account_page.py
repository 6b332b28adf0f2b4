"""The person's own page."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_a_stranger_is_sent_to_sign_in(client):
    answer = client.get(reverse("accounts:overview"))

    assert answer.url == f"{reverse('account_login')}?next={reverse('accounts:overview')}"


def test_the_page_shows_who_one_is(client, anna):
    client.force_login(anna)

    page = client.get(reverse("accounts:overview")).content.decode()

    assert "Nguyễn Thị An" in page
    assert "0912 345 678" in page
    assert anna.username not in page


def test_name_and_language_can_be_changed(client, anna):
    client.force_login(anna)

    client.post(reverse("accounts:edit_person"), {"full_name": " Lê  Thị Ánh", "preferred_language": "en"})

    anna.refresh_from_db()
    assert (anna.full_name, anna.first_name, anna.preferred_language) == ("Lê Thị Ánh", "Ánh", "en")


def test_a_name_is_needed(client, anna):
    client.force_login(anna)

    refused = client.post(reverse("accounts:edit_person"), {"full_name": " ", "preferred_language": "en"})

    assert list(refused.context["form"].errors) == ["full_name"]


def test_a_new_phone_counts_once_its_code_came_back(client, anna, newest_code):
    client.force_login(anna)
    client.post(reverse("account_change_phone"), {"phone": "0987 654 321"})
    anna.refresh_from_db()
    assert anna.phone == "+84912345678"

    client.post(reverse("account_verify_phone"), {"code": newest_code("+84987654321")})

    anna.refresh_from_db()
    assert (anna.phone, anna.phone_verified) == ("+84987654321", True)


def test_a_new_email_address_counts_once_its_code_came_back(client, anna, newest_code):
    client.force_login(anna)
    client.post(reverse("account_email"), {"email": "An@example.vn", "action_add": ""})

    client.post(reverse("account_email_verification_sent"), {"code": newest_code("an@example.vn")})

    anna.refresh_from_db()
    assert anna.email == "an@example.vn"
    assert "an@example.vn" in client.get(reverse("accounts:overview")).content.decode()


def test_another_persons_phone_cannot_be_taken_over(client, anna):
    other = get_user_model().objects.create_user(phone="0987654321", full_name="Lê Tư", phone_verified=True)
    client.force_login(anna)

    client.post(reverse("account_change_phone"), {"phone": "0987654321"})

    other.refresh_from_db()
    anna.refresh_from_db()
    assert (anna.phone, other.phone) == ("+84912345678", "+84987654321")


def test_a_password_can_be_set_by_whoever_wants_one(client, newest_code):
    person = get_user_model().objects.create_user(phone="0912345678", full_name="An", phone_verified=True)
    client.force_login(person)

    client.post(
        reverse("account_set_password"), {"password1": "ghe-thuyen-ben-bo-7", "password2": "ghe-thuyen-ben-bo-7"}
    )

    person.refresh_from_db()
    assert person.check_password("ghe-thuyen-ben-bo-7")


def test_signing_out_needs_a_press_of_the_button(client, anna):
    client.force_login(anna)

    asked = client.get(reverse("account_logout"))
    assert asked.status_code == 200 and "_auth_user_id" in client.session
    client.post(reverse("account_logout"))

    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "name",
    [
        "account_login", "account_signup", "account_request_login_code", "account_reset_password", "account_inactive",
        "account_password_reset_completed",
    ],
)  # fmt: skip
def test_every_page_before_the_door_opens_in_our_look(client, name):
    page = client.get(reverse(name))

    assert page.status_code == 200
    assert 'id="main"' in page.content.decode()
    assert " style=" not in page.content.decode()


@pytest.mark.parametrize(
    "name",
    [
        "accounts:overview", "accounts:edit_person", "account_change_phone", "account_email", "account_change_password",
        "account_logout", "mfa_index",
    ],
)  # fmt: skip
def test_every_page_behind_the_door_opens_in_our_look(client, anna, name):
    client.force_login(anna)

    page = client.get(reverse(name))

    assert page.status_code == 200
    assert 'id="main"' in page.content.decode()
    assert " style=" not in page.content.decode()
