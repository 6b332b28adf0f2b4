"""Staff prove twice who they are, and no other door leads around it."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth.models import Permission
from django.urls import reverse

pytestmark = pytest.mark.django_db
GUARDED = ["/cms/", "/admin/", "/shop/dashboard/", "/en/shop/dashboard/"]


@pytest.fixture(autouse=True)
def demand_second_factor(settings):
    settings.STAFF_SECOND_FACTOR = True


def totp_code(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def secret(clerk):
    secret = generate_totp_secret()
    TOTP.activate(clerk, secret)
    return secret


def sign_in(client):
    return client.post(
        reverse("account_login"), {"login": "clerk@example.vn", "password": "mua-ban-tren-song-9", "by": "password"}
    )


@pytest.mark.parametrize("address", GUARDED)
def test_a_password_alone_opens_no_desk(client, clerk, address):
    sign_in(client)

    refused = client.get(address)

    assert (refused.status_code, refused.url) == (302, reverse("mfa_index"))


@pytest.mark.parametrize("address", GUARDED)
def test_no_session_opens_a_desk_without_the_second_step(client, clerk, secret, address):
    client.force_login(clerk)

    refused = client.get(address)

    assert refused.status_code == 302
    assert refused.url.startswith(reverse("mfa_reauthenticate"))


@pytest.mark.parametrize("address", GUARDED)
def test_a_shopper_is_refused_at_the_desks_instead_of_being_sent_in_circles(client, anna, address, settings):
    client.force_login(anna)

    for settings.STAFF_SECOND_FACTOR in (True, False):
        assert client.get(address).status_code == 403


def test_an_editor_without_the_staff_flag_needs_the_second_step_too(client, anna):
    anna.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(anna)

    assert client.get("/cms/").url == reverse("mfa_index")


def test_the_rest_of_the_shop_stays_open_to_staff(client, clerk):
    client.force_login(clerk)

    assert client.get(reverse("accounts:overview")).status_code == 200


def test_password_and_app_open_the_desk(client, clerk, secret):
    asked = sign_in(client)
    assert asked.url == reverse("mfa_authenticate")
    client.post(reverse("mfa_authenticate"), {"code": totp_code(secret)})

    opened = client.get("/admin/")

    assert opened.status_code == 200


def test_a_session_from_before_gets_in_with_the_app_alone(client, clerk, secret):
    client.force_login(clerk)
    asked = client.get("/admin/")

    entered = client.post(asked.url, {"code": totp_code(secret)})

    assert entered.url == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_a_wrong_app_code_keeps_the_door_shut(client, clerk, secret):
    sign_in(client)
    wrong = "000000" if totp_code(secret) != "000000" else "111111"

    client.post(reverse("mfa_authenticate"), {"code": wrong})

    assert "_auth_user_id" not in client.session


@pytest.mark.django_db(transaction=True)
def test_setting_up_the_app_opens_the_desk_at_once(client, clerk):
    sign_in(client)
    client.get("/admin/")
    client.post(reverse("account_reauthenticate"), {"password": "mua-ban-tren-song-9"})
    page = client.get(reverse("mfa_activate_totp"))
    assert 'fill="white"' in page.context["totp_svg"]

    with_app = client.post(reverse("mfa_activate_totp"), {"code": totp_code(page.context["form"].secret)}, follow=True)

    assert Authenticator.objects.filter(user=clerk, type="totp").exists()
    assert 'href="/admin/"' in with_app.content.decode()
    assert client.get("/admin/").status_code == 200


def test_a_proof_of_one_person_is_no_proof_for_the_next(client, clerk, secret, anna):
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": totp_code(secret)})
    anna.is_staff = True
    anna.save()
    client.force_login(anna)

    assert client.get("/admin/").status_code == 302


def test_without_the_setting_the_desk_opens_to_a_password(client, clerk, settings):
    settings.STAFF_SECOND_FACTOR = False
    sign_in(client)

    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("lookalike", ["/cmsx/", "/administration/", "/shop/dashboards/", "/shop/"])
def test_only_the_desks_are_guarded(lookalike):
    from marketplace.accounts.second_factor import GUARDED as guarded

    assert guarded.match(lookalike) is None


@pytest.mark.parametrize("address", [*GUARDED, "/cms", "/EN/cms/pages/", "/cms/pages/3/", "/vi/admin/"])
def test_every_spelling_of_a_desk_is_guarded(address):
    from marketplace.accounts.second_factor import GUARDED as guarded

    assert guarded.match(address)
