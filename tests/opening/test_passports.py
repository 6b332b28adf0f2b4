"""A passport that the desk has seen: the proof of a foreigner, entered by somebody who does not belong to the shop."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from marketplace.settings.identity import openid_providers
from sellers.identity.models import SellerIdentity
from sellers.identity.recording import BadDocument, record_document, shops_of_the_same_person
from sellers.models import SellerChange, State
from sellers.opening.identity_deadline import give_notice, prove_by_document, unproved
from sellers.opening.models import Suspension
from sellers.papers.checklist import checklist
from sellers.papers.impartial import Partial
from tests import stall


@pytest.fixture
def open_shop(shop):
    shop.state, shop.joined_at = State.OPEN, datetime(2026, 1, 5, 8, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    shop.save()
    return shop


def document(owner, **more):
    until = timezone.localdate() + timedelta(days=400)
    return {
        "person": owner,
        "name": "John Minh Hoa",
        "birth_year": 1980,
        "number": "x12 34",
        "expires_on": until,
    } | more


def needs_identity(shop) -> bool:
    return any(item.requirement.way == "identity" for item in checklist(shop) if item.state != "accepted")


def test_a_passport_opens_the_gate_and_ends_the_notice(open_shop, owner, officer, settings):
    settings.SOCIALACCOUNT_PROVIDERS = openid_providers("https://dinh-danh.example", client_id="cho")
    give_notice(date(2026, 12, 22))
    assert needs_identity(open_shop)
    settings.SOCIALACCOUNT_PROVIDERS = {}

    kept = prove_by_document(seller=open_shop, by=officer, **document(owner))

    assert not needs_identity(open_shop)
    assert (kept.method, kept.provider, kept.birth_year, len(kept.subject_hmac)) == (
        "manual_document",
        "desk",
        1980,
        64,
    )
    assert Suspension.objects.get().lifted_at is not None
    assert SellerChange.objects.filter(seller=open_shop, by=officer, action="document_seen").count() == 1
    assert list(unproved()) == []


def test_the_same_passport_is_recognised_in_another_shop(open_shop, owner, officer):
    other = stall.seller("Hộ khác", state=State.PREPARING)
    second = type(owner).objects.create_user(email="hai@example.vn", full_name="Người hai", password="x")
    other.partner.users.add(second)
    record_document(seller=other, by=officer, **document(second, number="X1234"))

    kept = record_document(seller=open_shop, by=officer, **document(owner))

    assert list(shops_of_the_same_person(kept)) == [other]


@pytest.mark.parametrize(
    ("fault", "field"),
    [
        ({"name": " "}, "name"), ({"number": ""}, "number"), ({"birth_year": 80}, "birth_year"),
        ({"expires_on": date.today() + timedelta(days=150)}, "expires_on"), ({"person": None}, "person"),
    ],
)  # fmt: skip
def test_a_passport_is_not_entered_half(open_shop, owner, officer, fault, field):
    with pytest.raises(BadDocument) as refused:
        record_document(seller=open_shop, by=officer, **document(owner, **fault))

    assert list(refused.value.errors) == [field]
    assert not SellerIdentity.objects.exists()


def test_only_who_opens_shops_enters_a_passport_and_nobody_of_the_shop(open_shop, owner, officer):
    with pytest.raises(PermissionDenied):
        record_document(seller=open_shop, by=owner, **document(owner))
    open_shop.partner.users.add(officer)
    with pytest.raises(Partial):
        record_document(seller=open_shop, by=officer, **document(owner))
