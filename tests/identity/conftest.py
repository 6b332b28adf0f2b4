"""A shop whose owner goes to a provider of identity and back, as a browser would, over real HTTP."""

import urllib.request
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.urls import reverse
from django.utils import translation

from marketplace.accounts.models import User
from marketplace.settings.identity import openid_providers
from sellers.models import State
from tests import stall


class Stay(urllib.request.HTTPRedirectHandler):
    """Redirects are looked at, not followed: the shop's own address is not served here."""

    def redirect_request(self, *_args):
        return None


@pytest.fixture(autouse=True)
def in_english():
    """Words are tested in the language of the source; addresses then begin with /en/."""
    translation.activate("en")


@pytest.fixture
def owner(db):
    return User.objects.create_user(email="chu@example.vn", full_name="Chủ minh họa", password="x")


@pytest.fixture
def shop(owner):
    made = stall.seller("Hộ Nguyễn Minh Họa", state=State.PREPARING)
    made.partner.users.add(owner)
    return made


@pytest.fixture
def use_provider(settings):
    """Configures the shop for a provider at an address."""

    def use(address, **more):
        options = {"client_id": "cho-thu", "secret": "bi-mat", "name": "VNeID thử", **more}
        settings.SOCIALACCOUNT_PROVIDERS = openid_providers(address, **options)

    return use


@pytest.fixture
def at_provider():
    """Answers the provider's page with a form; returns where it sends the browser: path and query at the shop."""

    def answer(address: str, **form) -> str:
        opener = urllib.request.build_opener(Stay)
        try:
            opener.open(address, data=urlencode(form).encode(), timeout=10)
        except urllib.error.HTTPError as redirect:
            back = urlsplit(redirect.headers["Location"])
            assert back.path == reverse("identity_answer")
            return f"{back.path}?{back.query}"
        raise AssertionError("the provider did not send the browser back")

    return answer


@pytest.fixture
def go(client, owner, shop):
    """Presses the button; returns the address at the provider."""

    def press() -> str:
        client.force_login(owner)
        answer = client.post(reverse("selling:identity", args=[shop.slug]))
        assert answer.status_code == 200, answer.content
        return answer["Refresh"].removeprefix("0;url=")

    return press


def asked(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
