"""Nobody signs up or in by the provider of identity, and helpers and strangers cannot prove it for a shop."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from allauth.socialaccount.adapter import get_adapter
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.settings.identity import openid_providers
from sellers.helping.models import Helper
from sellers.identity import gate
from sellers.identity.checks import check_provider
from sellers.identity.claims import proof_of
from tests import stall


def test_the_sign_in_page_does_not_offer_it(client, use_provider, db):
    use_provider("https://dinh-danh.example")

    assert "VNeID" not in client.get(reverse("account_login")).content.decode()
    assert "VNeID" not in client.get(reverse("account_signup")).content.decode()


@pytest.mark.parametrize("name", ["openid_connect_login", "openid_connect_callback"])
def test_the_doors_of_allauth_have_no_address(name):
    with pytest.raises(NoReverseMatch):
        reverse(name, kwargs={"provider_id": "vneid"})


def test_the_adapter_refuses_whatever_comes_through_allauth():
    assert get_adapter().is_open_for_signup(None, None) is False
    with pytest.raises(PermissionDenied):
        get_adapter().pre_social_login(None, None)


def test_a_helper_may_not_prove_an_identity(client, shop, use_provider):
    use_provider("https://dinh-danh.example")
    helper = User.objects.create_user(email="giup@example.vn", full_name="Người giúp", password="x")
    until = timezone.localdate() + timedelta(days=30)
    Helper.objects.create(
        seller=shop, person=helper, asked_by=helper, relation="officer", scopes=["papers"], until=until,
        agreed_at=timezone.now(),
    )  # fmt: skip
    client.force_login(helper)

    assert client.get(reverse("selling:papers", args=[shop.slug])).status_code == 200
    assert client.get(reverse("selling:identity", args=[shop.slug])).status_code == 403
    assert client.post(reverse("selling:identity", args=[shop.slug])).status_code == 403


def test_without_a_provider_the_page_says_so(client, shop, owner, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {}
    client.force_login(owner)

    page = client.get(reverse("selling:identity", args=[shop.slug]))
    pressed = client.post(reverse("selling:identity", args=[shop.slug]))

    assert "has not set up the electronic identity yet" in page.content.decode()
    assert pressed.status_code == 503


def test_going_live_without_a_provider_is_warned_of_and_with_one_is_not(settings, use_provider):
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert [found.id for found in check_provider()] == ["identity.W001"]

    use_provider("https://dinh-danh.example")
    assert list(check_provider()) == []


@pytest.mark.parametrize("address", ["http://dinh-danh.example", "http://10.0.0.1:9400", "ftp://127.0.0.2"])
def test_only_https_or_this_machine_may_vouch(address):
    with pytest.raises(ImproperlyConfigured):
        openid_providers(address, client_id="cho")


def test_a_provider_without_our_name_there_is_refused():
    with pytest.raises(ImproperlyConfigured):
        openid_providers("https://dinh-danh.example", client_id="")


def test_no_address_is_no_provider():
    assert openid_providers("", client_id="") == {}


@pytest.mark.parametrize(
    ("joined", "day", "needed", "due"),
    [
        (date(2026, 9, 27), date(2026, 11, 22), False, date(2026, 12, 31)),
        (date(2026, 9, 27), date(2026, 12, 31), False, date(2026, 12, 31)),
        (date(2026, 9, 27), date(2027, 1, 1), True, date(2026, 12, 31)),
        (date(2026, 9, 28), date(2026, 9, 28), True, None),
        (date(2026, 11, 1), date(2026, 11, 22), True, None),
        (date(2026, 8, 1), date(2026, 9, 27), False, None),
    ],
)
def test_the_days_of_the_law_decide_who_must_prove_when(joined, day, needed, due):
    seller = stall.Seller(
        joined_at=datetime(joined.year, joined.month, joined.day, 0, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    )

    assert gate.is_needed(seller, day) is needed
    assert gate.proof_due_on(seller, day) == due


NAMES = {"name": "name", "birthdate": "birthdate", "id_number": "so", "assurance": "acr", "document_until": "het_han"}


def claims(**more):
    return {"sub": "s", "iat": 1_790_000_000, "nonce": "n", "name": "  Nguyễn   An ", **more}


def proof(told, **more):
    return proof_of(told, provider="vneid", names=NAMES, required_acr=[], **more)


def test_the_same_number_is_the_same_person_whatever_the_subject():
    assert proof(claims(so="012345678901")).subject == proof(claims(so="012345678901", sub="other")).subject
    assert proof(claims(so="012345678901")).subject != proof(claims(so="012345678902")).subject
    assert proof(claims()).subject != proof(claims(sub="other")).subject


def test_the_digest_needs_the_key(settings):
    before = proof(claims(so="012345678901")).subject
    settings.EID_DIGEST_KEY = "x" * 50

    assert proof(claims(so="012345678901")).subject != before


@pytest.mark.parametrize(
    ("birthdate", "year"),
    [
        ("1985-04-12", 1985),
        ("12/04/1985", 1985),
        ("1985", 1985),
        ("0000-04-12", None),
        ("", None),
        ("2999-01-01", None),
    ],
)
def test_a_year_of_birth_is_read_as_providers_write_it(birthdate, year):
    assert proof(claims(birthdate=birthdate)).birth_year == year


def test_a_document_that_runs_out_is_remembered():
    assert proof(claims(het_han="2030-05-01")).document_until == date(2030, 5, 1)
    assert proof(claims(het_han="soon")).document_until is None
    assert proof(claims()).name == "Nguyễn An"
