"""Against the pretended provider of the demo, over real HTTP: it checks PKCE, and its tokens can be spoilt."""

import base64
import hmac
import json

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.contrib.messages import get_messages
from django.urls import reverse

from marketplace.fake_services.identity import Reply
from marketplace.fake_services.server import FakeStripe
from sellers.identity.models import SellerIdentity
from sellers.identity.recording import current, notes

TRUST = "The answer of VNeID thử could not be trusted, so it was not taken. Please try once more."


@pytest.fixture
def pretended(use_provider):
    with FakeStripe() as services:
        use_provider(services.identity.issuer, required_acr=["high"])
        yield services.identity


def test_the_demos_provider_proves_a_seller(client, pretended, go, at_provider, shop):
    answer = client.get(at_provider(go(), sub="demo-1"))

    kept = SellerIdentity.objects.get()
    assert (kept.name, kept.birth_year, kept.assurance) == ("Nguyễn Minh Họa", 1985, "high")
    assert answer["Location"] == reverse("selling:identity", args=[shop.slug])
    assert notes(kept) == []


@pytest.mark.parametrize("fault", ["forged", "expired", "other_nonce", "other_audience", "unsigned", "other_person"])
def test_a_spoilt_token_proves_nothing(client, pretended, go, at_provider, fault):
    back = at_provider(go(), sub="demo-1")
    pretended.fault = fault

    answer = client.get(back)

    assert not SellerIdentity.objects.exists()
    assert [str(message) for message in get_messages(answer.wsgi_request)] == [TRUST]
    assert pretended.fault == ""


def spoil(pretended, monkeypatch, where, change):
    """What the provider answers at `where` is another body from now on; `change` gets the right one."""
    answer = pretended.answer

    def spoilt(method, path, *more):
        told = answer(method, path, *more)
        return Reply(200, change(told.body)) if path.endswith(where) else told

    monkeypatch.setattr(pretended, "answer", spoilt)


def another_kid(body: bytes) -> bytes:
    """Two keys, neither of the name that signed."""
    (key,) = json.loads(body)["keys"]
    return json.dumps({"keys": [key | {"kid": "new"}, key | {"kid": "newer"}]}).encode()


def without(name):
    def change(body: bytes) -> bytes:
        return json.dumps({key: value for key, value in json.loads(body).items() if key != name}).encode()

    return change


def encoded(body: bytes) -> str:
    return base64.urlsafe_b64encode(body).rstrip(b"=").decode()


def base64url(told: dict) -> str:
    return encoded(json.dumps(told).encode())


def signed_again(pretended, algorithm):
    """The right claims, but signed with nothing, or with the public key as if it were a shared secret."""
    public = pretended._key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    def change(body: bytes) -> bytes:
        told = json.loads(body)
        claims = jwt.decode(told["id_token"], options={"verify_signature": False})
        parts = [base64url({"alg": algorithm, "typ": "JWT", "kid": "demo"}), base64url(claims)]
        seal = hmac.digest(public, ".".join(parts).encode(), "sha256") if algorithm == "HS256" else b""
        return json.dumps(told | {"id_token": ".".join([*parts, encoded(seal)])}).encode()

    return change


@pytest.mark.parametrize(
    ("where", "change"),
    [
        ("/jwks", another_kid),
        ("/jwks", lambda body: b'{"keys": []}'),
        ("/jwks", lambda body: b"[]"),
        ("/token", without("id_token")),
        ("/token", without("access_token")),
        ("/token", lambda body: b'["access_token"]'),
        ("/token", lambda body: b"5"),
    ],
)
def test_an_answer_that_lacks_what_it_needs_proves_nothing_and_is_no_fault_of_ours(
    client, pretended, go, at_provider, shop, monkeypatch, where, change
):
    back = at_provider(go(), sub="demo-1")
    spoil(pretended, monkeypatch, where, change)

    answer = client.get(back)

    assert answer["Location"] == reverse("selling:identity", args=[shop.slug])
    assert not SellerIdentity.objects.exists()
    assert [str(message) for message in get_messages(answer.wsgi_request)] == [TRUST]


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_a_token_that_only_looks_signed_proves_nothing(client, pretended, go, at_provider, monkeypatch, algorithm):
    back = at_provider(go(), sub="demo-1")
    spoil(pretended, monkeypatch, "/token", signed_again(pretended, algorithm))

    answer = client.get(back)

    assert not SellerIdentity.objects.exists()
    assert [str(message) for message in get_messages(answer.wsgi_request)] == [TRUST]


@pytest.mark.parametrize(
    "change", [lambda body: b"[]", lambda body: b'"x"', without("jwks_uri"), without("issuer")], ids=range(4)
)
@pytest.mark.parametrize("is_back", [False, True])
def test_a_provider_that_describes_itself_badly_is_told_to_be_silent(
    client, pretended, go, at_provider, owner, shop, monkeypatch, change, is_back
):
    address = reverse("selling:identity", args=[shop.slug])
    back = at_provider(go(), sub="demo-1") if is_back else ""
    spoil(pretended, monkeypatch, "/openid-configuration", change)
    client.force_login(owner)

    answer = client.get(back) if is_back else client.post(address)

    assert (answer.status_code, answer.get("Location", "")) == ((302, address) if is_back else (503, ""))
    assert not SellerIdentity.objects.exists()


def test_a_document_past_its_last_day_is_not_welcomed(client, pretended, go, at_provider, monkeypatch, shop):
    back = at_provider(go(), sub="demo-1")
    spoil(
        pretended,
        monkeypatch,
        "/userinfo",
        lambda body: json.dumps(json.loads(body) | {"document_expires_on": "2024-05-31"}).encode(),
    )

    answer = client.get(back)

    (said,) = get_messages(answer.wsgi_request)
    assert (said.level_tag, "31/05/2024" in str(said)) == ("error", True)
    assert current(shop) is None


def test_a_code_without_the_right_verifier_is_refused(client, pretended, go, at_provider):
    back = at_provider(go(), sub="demo-1")
    session = client.session
    (state, at, provider) = next(iter(session["socialaccount_states"].values()))
    state["pkce_code_verifier"] = "guessed"
    session["socialaccount_states"] = dict.fromkeys(session["socialaccount_states"], (state, at, provider))
    session.save()

    answer = client.get(back)

    assert not SellerIdentity.objects.exists()
    assert [str(message) for message in get_messages(answer.wsgi_request)] == [TRUST]


def test_who_refuses_comes_back_to_the_page_of_identity(client, pretended, go, at_provider, shop):
    answer = client.get(at_provider(go(), sub=""))

    assert answer["Location"] == reverse("selling:identity", args=[shop.slug])
    assert "You broke off" in str(list(get_messages(answer.wsgi_request))[0])


def test_a_low_level_is_not_enough(client, pretended, go, at_provider):
    client.get(at_provider(go(), sub="demo-3"))

    assert not SellerIdentity.objects.exists()


def test_a_name_that_is_not_the_shops_is_noted_for_the_desk(client, pretended, go, at_provider, shop):
    from marketplace.payouts.models import SellerBankAccount

    SellerBankAccount.objects.create(seller=shop, bin="970436", number="0123456789", holder="LE VAN KHAC")

    client.get(at_provider(go(), sub="demo-2"))

    assert notes(SellerIdentity.objects.get()) == [
        "The shop does not bear the proved name: Trần Thử Nghiệm.",
        "The bank account is LE VAN KHAC's, the proved name is Trần Thử Nghiệm.",
    ]
