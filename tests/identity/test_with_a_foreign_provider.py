"""Against a provider we did not write (oidc-provider-mock), over real HTTP."""

import json
import urllib.request
from datetime import timedelta

import oidc_provider_mock
import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.messages import get_messages
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from marketplace.accounts.models import User
from sellers.identity.models import SellerIdentity
from sellers.models import SellerChange, State
from tests import stall

from .conftest import asked

NUMBER = "089085001234"
CLAIMS = {"name": "Nguyễn Minh Họa", "birthdate": "1985-04-12", "citizen_id": NUMBER, "acr": "high"}


@pytest.fixture
def provider(monkeypatch):
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
    with oidc_provider_mock.run_server_in_thread() as server:
        address = f"http://localhost:{server.server_port}"
        tell(address, "nguoi-1", CLAIMS)
        yield address


def tell(address: str, sub: str, claims: dict) -> None:
    """Makes a person known to the provider."""
    headers = {"Content-Type": "application/json"}
    urllib.request.urlopen(
        urllib.request.Request(f"{address}/users/{sub}", json.dumps(claims).encode(), headers, method="PUT"), timeout=5
    )


def test_a_proof_is_kept_as_name_year_and_digest(client, provider, use_provider, go, at_provider, shop, owner):
    use_provider(provider, required_acr=["high"])

    answer = client.get(at_provider(go(), sub="nguoi-1"), follow=True)

    kept = SellerIdentity.objects.get()
    assert (kept.seller, kept.person, kept.name, kept.birth_year) == (shop, owner, "Nguyễn Minh Họa", 1985)
    assert (kept.provider, kept.assurance, len(kept.subject_hmac), len(kept.assertion_id)) == ("vneid", "high", 64, 64)
    assert answer.redirect_chain[-1][0] == reverse("selling:identity", args=[shop.slug])
    assert "Nguyễn Minh Họa" in answer.content.decode()
    assert SellerChange.objects.get().action == "identity_proved"


def test_the_personal_number_and_the_tokens_are_kept_nowhere(client, provider, use_provider, go, at_provider):
    use_provider(provider)

    client.get(at_provider(go(), sub="nguoi-1"))

    assert SellerIdentity.objects.count() == 1
    assert not SocialAccount.objects.exists()
    assert not SocialToken.objects.exists()
    rows = [vars(row) for row in SellerIdentity.objects.all()] + [s.get_decoded() for s in Session.objects.all()]
    assert NUMBER not in str(rows)
    assert "nguoi-1" not in str(rows)
    assert "code_verifier" not in str(rows)


def test_the_question_carries_state_nonce_and_a_challenge(provider, use_provider, go, settings):
    use_provider(provider, required_acr=["high"])

    question = asked(go())

    assert question["response_type"] == "code"
    assert question["code_challenge_method"] == "S256"
    assert len(question["code_challenge"]) == 43
    assert len(question["nonce"]) == 32
    assert len(question["state"]) >= 16
    assert question["acr_values"] == "high"
    assert set(question["scope"].split()) == {"openid", "profile"}
    assert question["redirect_uri"] == f"{settings.SITE_URL}/identity/answer/"


def test_who_breaks_off_loses_nothing(client, provider, use_provider, go, at_provider, shop):
    use_provider(provider)

    answer = client.get(at_provider(go(), action="deny"))

    assert not SellerIdentity.objects.exists()
    assert answer.status_code == 302
    with translation.override("vi"):  # this provider forgets the state, so the language is lost too
        broke_off = gettext("You broke off. Nothing was changed; you can begin again at any time.")
    assert [str(message) for message in get_messages(answer.wsgi_request)] == [broke_off]


@pytest.mark.parametrize("state", ["", "of-another-browser"])
def test_an_answer_to_no_question_is_refused(client, provider, use_provider, go, at_provider, state):
    use_provider(provider)
    back = at_provider(go(), sub="nguoi-1")

    code = asked(back)["code"]
    answer = client.get(f"/identity/answer/?code={code}&state={state}")

    assert answer.status_code == 302
    assert not SellerIdentity.objects.exists()


def test_an_answer_counts_once(client, provider, use_provider, go, at_provider):
    use_provider(provider)
    back = at_provider(go(), sub="nguoi-1")

    client.get(back)
    client.get(back)

    assert SellerIdentity.objects.count() == 1


def test_an_answer_of_another_persons_session_is_refused(client, provider, use_provider, go, at_provider, shop):
    use_provider(provider)
    back = at_provider(go(), sub="nguoi-1")
    stranger = User.objects.create_user(email="la@example.vn", full_name="Người lạ", password="x")
    session = client.session
    states = session["socialaccount_states"]

    client.force_login(stranger)
    session = client.session
    session["socialaccount_states"] = states
    session.save()
    client.get(back)

    assert not SellerIdentity.objects.exists()


def test_a_level_that_is_too_low_is_told_plainly(client, provider, use_provider, go, at_provider):
    use_provider(provider, required_acr=["high"])
    tell(provider, "nguoi-2", CLAIMS | {"acr": "low"})

    answer = client.get(at_provider(go(), sub="nguoi-2"), follow=True)

    assert not SellerIdentity.objects.exists()
    assert "not of the level that the law asks for" in str(list(answer.context["messages"])[0])


def test_a_provider_without_a_name_proves_nobody(client, provider, use_provider, go, at_provider):
    use_provider(provider)
    tell(provider, "nguoi-3", {"acr": "high"})

    client.get(at_provider(go(), sub="nguoi-3"))

    assert not SellerIdentity.objects.exists()


def test_a_provider_that_is_down_is_told_and_asked_again_later(client, use_provider, owner, shop):
    use_provider("http://127.0.0.1:9")
    client.force_login(owner)

    answer = client.post(reverse("selling:identity", args=[shop.slug]))

    assert answer.status_code == 503
    assert "VNeID thử does not answer at the moment" in answer.content.decode()


def test_a_provider_that_goes_down_on_the_way_loses_nothing(client, use_provider, go, at_provider, monkeypatch):
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
    with oidc_provider_mock.run_server_in_thread() as server:
        use_provider(f"http://localhost:{server.server_port}")
        back = at_provider(go(), sub="nguoi-1")

    answer = client.get(back, follow=True)

    assert not SellerIdentity.objects.exists()
    assert "does not answer at the moment" in str(list(answer.context["messages"])[0])


def test_an_expired_token_of_the_provider_proves_nothing(client, use_provider, go, at_provider, monkeypatch):
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
    with oidc_provider_mock.run_server_in_thread(access_token_max_age=timedelta(seconds=-120)) as server:
        address = f"http://localhost:{server.server_port}"
        use_provider(address)
        tell(address, "nguoi-1", CLAIMS)
        answer = client.get(at_provider(go(), sub="nguoi-1"), follow=True)

    assert not SellerIdentity.objects.exists()
    assert "could not be trusted" in str(list(answer.context["messages"])[0])


def test_one_person_with_two_shops_under_two_accounts_is_noted(client, provider, use_provider, go, at_provider, shop):
    from sellers.identity.recording import notes

    use_provider(provider)
    client.get(at_provider(go(), sub="nguoi-1"))
    other = stall.seller("Hộ thứ hai", state=State.PREPARING)
    second = User.objects.create_user(email="hai@example.vn", full_name="Người hai", password="x")
    other.partner.users.add(second)

    client.force_login(second)
    begun = client.post(reverse("selling:identity", args=[other.slug]))
    client.get(at_provider(begun["Refresh"].removeprefix("0;url="), sub="nguoi-1"))

    newest = SellerIdentity.objects.get(seller=other)
    assert newest.subject_hmac == SellerIdentity.objects.get(seller=shop).subject_hmac
    assert notes(newest)[0] == "The same person has proved another shop with another account: Hộ Nguyễn Minh Họa."
