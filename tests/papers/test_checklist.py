"""What is asked of whom, and how it stands."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalogue.certification.models import Paper
from marketplace.payouts.models import SellerBankAccount
from sellers.identity.models import SellerIdentity
from sellers.models import State
from sellers.papers.checklist import checklist, checklists, still_to_send, why_not_ready
from sellers.papers.loading import load_requirements
from sellers.papers.models import Requirement, Submission
from tests import stall


def states(shop) -> dict[str, str]:
    return {item.requirement.code: item.state for item in checklist(shop)}


def submit(shop, requirement, state="sent", product=None, sent_days_ago=1, **more):
    today = timezone.localdate()
    return Submission.objects.create(
        seller=shop, requirement=requirement, product=product, state=state, due_on=today + timedelta(days=3),
        sent_at=timezone.now() - timedelta(days=sent_days_ago), **more,
    )  # fmt: skip


def test_the_requirements_are_loaded_once_and_keep_what_staff_edited(requirements):
    Requirement.objects.filter(code="tax_code").update(name="Mã số thuế (sửa)", is_mandatory=False)
    Requirement.objects.filter(code="pickup").delete()

    counts = load_requirements()

    assert counts == {"added": 1, "unchanged": 8}
    edited = Requirement.objects.get(code="tax_code")
    assert (edited.name, edited.is_mandatory) == ("Mã số thuế (sửa)", False)


@pytest.mark.parametrize(
    ("kind", "is_asked"),
    [("household", True), ("company", True), ("cooperative", True), ("cooperative_group", False), ("facility", False)],
)
def test_business_registration_is_asked_where_the_law_has_one(requirements, kind, is_asked):
    assert ("business_registration" in states(stall.seller(kind=kind))) is is_asked


@pytest.mark.parametrize(
    ("set_code", "asked"),
    [
        ("I.1a", {"food_safety", "ocop_certificate"}),
        ("I.3d", {"food_safety", "self_declaration", "ocop_certificate"}),
        ("II.1a", {"food_safety", "self_declaration", "alcohol_licence", "ocop_certificate"}),
        ("II.2a", {"food_safety", "self_declaration", "ocop_certificate"}),
        ("IV.1", {"ocop_certificate"}),
        ("III.1", {"food_safety", "ocop_certificate"}),
    ],
)
def test_what_is_sold_decides_which_papers_are_asked(shop, set_code, asked):
    stall.product(by=shop, set_code=set_code)
    always = {"identity", "business_registration", "tax_code", "bank_account", "pickup"}

    assert set(states(shop)) == always | asked


def test_papers_of_products_are_asked_once_for_each_product_that_needs_them(shop):
    fish, pickle, basket = (
        stall.product("Khô cá", by=shop), stall.product("Dưa chua", by=shop, set_code="I.3c"),
        stall.product("Giỏ tre", by=shop, set_code="IV.1"),
    )  # fmt: skip

    items = checklist(shop)

    assert [item.product for item in items if item.requirement.code == "self_declaration"] == [pickle, fish]
    assert [item.product for item in items if item.requirement.code == "ocop_certificate"] == [pickle, basket, fish]
    assert [item.product for item in items if item.requirement.code == "food_safety"] == [None]


def test_a_pack_needs_no_paper_of_its_own(shop):
    jar = stall.product("Mắm", price=None)
    stall.product("Mắm 500 g", by=shop, parent=jar)

    assert [item.product for item in checklist(shop) if item.requirement.code == "self_declaration"] == [jar]


def test_each_state_is_told_as_it_is(shop, requirements):
    today, tax, paper = timezone.localdate(), requirements["tax_code"], requirements["business_registration"]

    assert states(shop)["tax_code"] == "missing"

    submit(shop, tax)
    assert states(shop)["tax_code"] == "sent"

    Submission.objects.update(state="sent_back", reason="Chụp lại, số bị mờ.", decided_at=timezone.now())
    item = next(item for item in checklist(shop) if item.requirement == tax)
    assert (item.state, item.reason) == ("sent_back", "Chụp lại, số bị mờ.")

    submit(shop, tax, state="accepted", sent_days_ago=0)
    assert states(shop)["tax_code"] == "accepted"

    submit(shop, paper, state="accepted", valid_until=today)
    assert states(shop)["business_registration"] == "accepted"
    Submission.objects.filter(requirement=paper).update(valid_until=today - timedelta(days=1))
    assert states(shop)["business_registration"] == "expired"


def test_an_accepted_paper_counts_while_its_successor_waits(shop, requirements):
    tax = requirements["tax_code"]
    old = submit(shop, tax, state="accepted", sent_days_ago=5)
    new = submit(shop, tax, sent_days_ago=0)

    item = next(item for item in checklist(shop) if item.requirement == tax)

    assert (item.state, item.submission, item.waiting, item.due_on) == ("accepted", old, new, new.due_on)


def test_a_withdrawn_paper_was_never_sent(shop, requirements):
    submit(shop, requirements["tax_code"], state="withdrawn")

    assert states(shop)["tax_code"] == "missing"


def test_facts_known_elsewhere_meet_their_items(shop, owner):
    assert (states(shop)["identity"], states(shop)["bank_account"], states(shop)["pickup"]) == ("missing",) * 3

    proof = SellerIdentity.objects.create(seller=shop, person=owner, provider="vneid", subject_hmac="0" * 64, name="A")
    account = SellerBankAccount.objects.create(seller=shop, bin="970436", number="0123456789", holder="A B")
    shop.pickup_days, shop.pickup_note = 0b10101, "qua chợ, cầu thứ hai"
    shop.save()
    assert (states(shop)["identity"], states(shop)["bank_account"], states(shop)["pickup"]) == ("accepted",) * 3

    account.ended_at = timezone.now()
    account.save()
    SellerIdentity.objects.filter(pk=proof.pk).update(expires_on=timezone.localdate() - timedelta(days=1))
    assert (states(shop)["identity"], states(shop)["bank_account"]) == ("expired", "missing")

    SellerIdentity.objects.update(revoked_at=timezone.now())
    assert states(shop)["identity"] == "missing"


def test_what_the_register_and_the_catalogue_know_is_not_asked_again(shop):
    fish = stall.product("Khô cá", by=shop)
    stall.certificate(fish, 4)
    Paper.objects.create(product=fish, kind="self_declaration", state="accepted")

    assert (states(shop)["ocop_certificate"], states(shop)["self_declaration"]) == ("accepted", "accepted")


def test_numbers_of_a_shop_that_is_open_since_long_count_and_those_of_a_new_one_do_not(shop):
    shop.tax_code = "1601234567"
    shop.save()
    assert states(shop)["tax_code"] == "missing"

    shop.opened_at, shop.state = timezone.now(), State.OPEN
    shop.save()
    assert states(shop)["tax_code"] == "accepted"


def test_why_a_shop_is_not_ready_is_said_in_plain_words(shop, requirements):
    submit(shop, requirements["tax_code"])
    submit(shop, requirements["business_registration"], state="sent_back", reason="Mờ.")

    lines = why_not_ready(shop)

    assert lines == [
        "Electronic identity of the owner: not there yet",
        "Business registration: sent back, to be mended",
        "Tax code: the market's office still looks at it",
        "Bank account for your money: not there yet",
        "Place and days of pick-up: not there yet",
    ]
    assert still_to_send(checklist(shop)) == [lines[0], lines[1], lines[3], lines[4]]


def test_a_requirement_that_is_switched_off_is_not_asked(shop):
    Requirement.objects.filter(code="tax_code").update(is_active=False)

    assert "tax_code" not in states(shop)


def test_fifty_shops_cost_no_more_queries_than_one(shop, requirements, django_assert_num_queries):
    stall.product(by=shop)
    submit(shop, requirements["tax_code"])
    many = [shop]
    for number in range(50):
        other = stall.seller(f"Hộ {number}", state=State.PREPARING)
        stall.product(f"Món {number}", by=other)
        submit(other, requirements["tax_code"], state="accepted")
        many.append(other)

    with django_assert_num_queries(9):
        checklist(shop)
    with django_assert_num_queries(9):
        found = checklists(many)

    assert len(found) == 51
    assert {item.state for item in found[many[7].pk] if item.requirement.code == "tax_code"} == {"accepted"}


def test_pictures_of_identity_cards_cannot_be_asked_for(requirements):
    from django.core.exceptions import ValidationError

    for name in ("Ảnh căn cước công dân", "CCCD mặt trước", "Chứng minh nhân dân", "Photo of the identity card"):
        with pytest.raises(ValidationError):
            Requirement(code="cccd", name=name, needs_file=True).full_clean()
    with pytest.raises(ValidationError):
        Requirement(code="x", name="Định danh", way="identity", needs_file=True).full_clean()
    Requirement(code="ok", name="Giấy chứng nhận VietGAP", needs_file=True).full_clean()
