"""The log-in pages that Django, Wagtail and Oscar bring along lead to the one of the shop."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db
DOORS = [
    "/admin/login/", "/cms/login/", "/shop/accounts/login/", "/shop/dashboard/login/", "/en/shop/accounts/login/",
    "/en/shop/dashboard/login/",
]  # fmt: skip


@pytest.mark.parametrize("door", DOORS)
def test_a_side_door_leads_to_the_one_sign_in_page(client, door):
    answer = client.get(door, {"next": "/shop/"})

    assert answer.status_code in (301, 302)
    assert "/account/login/" in answer.url


@pytest.mark.parametrize("door", DOORS)
def test_a_side_door_takes_no_password(client, clerk, door):
    client.post(
        door,
        {
            "username": clerk.username,
            "password": "mua-ban-tren-song-9",
            "login-username": "clerk@example.vn",
            "login-password": "mua-ban-tren-song-9",
            "login_submit": "Log In",
        },
    )

    assert "_auth_user_id" not in client.session


def test_a_side_door_sends_nobody_to_another_site(rf):
    from marketplace.accounts.side_doors import to_sign_in

    answer = to_sign_in(rf.get("/cms/login/", {"next": "https://evil.example/"}))

    assert answer.url == reverse("account_login")


def test_the_desks_users_can_be_listed_and_edited(client, clerk, anna):
    client.force_login(clerk)

    for address in [
        "/cms/users/", f"/cms/users/edit/{anna.pk}/", "/cms/users/new/", "/shop/dashboard/users/",
        f"/shop/dashboard/users/{anna.pk}/", "/admin/accounts/user/", f"/admin/accounts/user/{anna.pk}/change/",
    ]:  # fmt: skip
        assert client.get(address).status_code == 200, address
