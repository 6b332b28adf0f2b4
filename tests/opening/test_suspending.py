"""Stopping a shop with notice or at once, and letting it go again."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from catalogue.listing.models import Listing
from marketplace.notify.models import Message
from marketplace.settings.identity import openid_providers
from sellers.identity.models import SellerIdentity
from sellers.models import State
from sellers.opening import identity_deadline, suspending
from sellers.opening.identity_deadline import give_notice, prove, unproved
from sellers.opening.models import OpeningRequest, Suspension
from sellers.opening.suspending import (
    BadSuspension,
    CannotSuspend,
    NothingToLift,
    close,
    lift,
    suspend,
    take_effect_due,
)
from sellers.papers.impartial import Partial
from tests import stall
from tests.identity.test_doors_that_stay_shut import claims, proof

HERE = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture
def open_shop(shop):
    shop.state, shop.opened_at = State.OPEN, timezone.now() - timedelta(days=300)
    shop.joined_at = datetime(2026, 1, 5, 8, tzinfo=HERE)
    shop.save()
    return shop


def state_of(shop) -> str:
    shop.refresh_from_db()
    return shop.state


def stop(shop, officer, kind="notice", ground="complaints", reason="Ba khách nhận hàng hỏng.", **more):
    return suspend(seller=shop, by=officer, kind=kind, ground=ground, reason=reason, **more)


def later(monkeypatch, days):
    moment = timezone.now() + timedelta(days=days)
    monkeypatch.setattr(suspending.timezone, "now", lambda: moment)


def test_notice_takes_effect_five_days_later_and_not_before(open_shop, officer, monkeypatch):
    placed = stop(open_shop, officer)

    assert placed.effective_at - placed.noticed_at == timedelta(days=5)
    assert take_effect_due() == 0
    assert state_of(open_shop) == "open"

    later(monkeypatch, 4.99)
    assert take_effect_due() == 0
    later(monkeypatch, 0.02)
    assert take_effect_due() == 1
    assert take_effect_due() == 0
    assert state_of(open_shop) == "suspended"


def test_the_notice_names_ground_reason_day_and_where_to_object(open_shop, officer, settings):
    settings.OPERATOR = {"phone": "02963123456", "email": "san@example.vn"}

    placed = stop(open_shop, officer, reason="Ba khách nhận hàng hỏng.\nXin trả lời.")

    mail = Message.objects.get(template="suspension_notice", channel="email").body
    for words in (
        "Ba khách nhận hàng hỏng.\nXin trả lời.",
        f"{timezone.localtime(placed.effective_at):%H:%M %d/%m/%Y}",
        "san@example.vn",
    ):
        assert words in mail
    assert len(Message.objects.get(template="suspension_notice", channel="sms").body) <= 160


@pytest.mark.parametrize("kind", ["emergency", "order"])
def test_danger_and_orders_stop_at_once(open_shop, officer, kind, django_capture_on_commit_callbacks):
    fish = stall.product(by=open_shop)
    assert Listing.objects.filter(product=fish).exists()

    with django_capture_on_commit_callbacks(execute=True):
        placed = stop(
            open_shop, officer, kind=kind, ground="food_safety", authority="Chi cục ATTP", document_no="12/QĐ"
        )

    assert (state_of(open_shop), placed.took_effect_at == placed.effective_at) == ("suspended", True)
    assert not Listing.objects.filter(product=fish).exists()
    assert "Chi cục ATTP" in Message.objects.get(template="shop_suspended", channel="email").body


@pytest.mark.parametrize(
    ("facts", "fields"),
    [
        ({"kind": "order"}, {"authority", "document_no"}),
        ({"kind": "order", "authority": "Công an tỉnh"}, {"document_no"}),
        ({"reason": " "}, {"reason"}),
        ({"ground": "weather"}, {"ground"}),
        ({"kind": "maybe"}, {"kind"}),
    ],
)
def test_a_suspension_is_not_placed_half(open_shop, officer, facts, fields):
    with pytest.raises(BadSuspension) as refused:
        stop(open_shop, officer, **facts)

    assert set(refused.value.errors) == fields
    assert not Suspension.objects.exists()


def test_one_suspension_at_a_time_but_danger_overtakes_a_notice(open_shop, officer):
    notice = stop(open_shop, officer)
    with pytest.raises(CannotSuspend):
        stop(open_shop, officer)

    now = stop(open_shop, officer, kind="emergency", ground="food_safety")

    notice.refresh_from_db()
    assert (notice.lifted_at is not None, notice.took_effect_at) == (True, None)
    assert now.took_effect_at is not None
    with pytest.raises(CannotSuspend):
        stop(open_shop, officer, kind="emergency")


@pytest.mark.parametrize("before", [State.OPEN, State.PAUSED, State.PREPARING])
def test_a_shop_that_is_let_go_is_what_it_was(open_shop, officer, before):
    open_shop.state = before
    open_shop.save()
    placed = stop(open_shop, officer, kind="emergency")
    assert state_of(open_shop) == "suspended"

    lift(suspension=placed, by=officer, reason="Đã khắc phục.")

    assert state_of(open_shop) == before
    assert "Đã khắc phục." in Message.objects.get(template="suspension_lifted", channel="email").body
    with pytest.raises(NothingToLift):
        lift(suspension=placed, by=officer, reason="x")


def test_a_notice_taken_back_never_takes_effect(open_shop, officer, monkeypatch):
    lift(suspension=stop(open_shop, officer), by=officer, reason="Đã trả lời khách.")

    later(monkeypatch, 6)

    assert take_effect_due() == 0
    assert state_of(open_shop) == "open"


def test_a_closed_shop_is_closed_for_good(open_shop, officer, owner):
    notice = stop(open_shop, officer)
    OpeningRequest.objects.create(seller=open_shop, due_on=date.today())

    close(seller=open_shop, by=officer, reason="Chủ hộ xin đóng.")

    notice.refresh_from_db()
    assert state_of(open_shop) == "closed"
    assert notice.lifted_at is not None
    assert OpeningRequest.objects.get().outcome == "withdrawn"
    with pytest.raises(CannotSuspend):
        close(seller=open_shop, by=officer, reason="x")
    with pytest.raises(CannotSuspend):
        stop(open_shop, officer)


def test_only_who_may_and_nobody_of_the_shop(open_shop, officer, owner):
    with pytest.raises(PermissionDenied):
        stop(open_shop, owner)
    with pytest.raises(PermissionDenied):
        close(seller=open_shop, by=owner, reason="x")
    placed = stop(open_shop, officer)
    open_shop.partner.users.add(officer)
    with pytest.raises(Partial):
        lift(suspension=placed, by=officer, reason="x")
    with pytest.raises(Partial):
        close(seller=open_shop, by=officer, reason="x")


# --- Who has not proved an identity --------------------------------------------------------------
@pytest.fixture
def provider(settings):
    settings.SOCIALACCOUNT_PROVIDERS = openid_providers("https://dinh-danh.example", client_id="cho")


def test_without_a_provider_nobody_is_reminded_or_given_notice(open_shop, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {}

    assert [give_notice(date(2026, 12, day)) for day in (1, 21, 31)] == [0, 0, 0]
    assert not Suspension.objects.exists()
    assert not Message.objects.exists()


def test_whom_a_person_let_go_is_left_in_peace_for_thirty_days(open_shop, officer, provider):
    give_notice(date(2026, 12, 22))
    lift(suspension=Suspension.objects.get(), by=officer, reason="Người nước ngoài, đang chờ.")
    Suspension.objects.update(lifted_at=datetime(2026, 12, 23, 9, tzinfo=HERE))

    assert give_notice(date(2026, 12, 24)) == 0
    assert give_notice(date(2027, 1, 22)) == 0
    assert give_notice(date(2027, 1, 23)) == 1


def test_what_the_shops_own_clock_lifted_gives_no_peace(open_shop, acting, provider):
    give_notice(date(2026, 12, 22))
    prove(acting=acting, proof=proof(claims()))
    SellerIdentity.objects.update(revoked_at=timezone.now())

    assert give_notice(date(2026, 12, 24)) == 1


def test_a_proof_by_a_document_past_its_last_day_lets_nobody_go(open_shop, acting, provider):
    give_notice(date(2026, 12, 22))

    prove(acting=acting, proof=proof(claims(het_han="2024-05-31")))

    assert Suspension.objects.get().lifted_at is None


def test_older_shops_are_reminded_then_given_notice_in_time_and_stop_after_the_last_day(open_shop, provider):
    assert give_notice(date(2026, 11, 30)) == 0
    assert not Message.objects.exists()

    give_notice(date(2026, 12, 1))
    give_notice(date(2026, 12, 20))
    assert Message.objects.filter(template="identity_due", channel="email").count() == 1

    assert give_notice(date(2026, 12, 21)) == 1
    assert give_notice(date(2026, 12, 22)) == 0
    placed = Suspension.objects.get()
    assert (placed.kind, placed.ground, placed.placed_by) == ("notice", "identity", None)
    assert placed.effective_at == datetime(2027, 1, 1, tzinfo=HERE)


def test_who_had_to_prove_it_before_selling_has_the_notice_only(open_shop, provider):
    open_shop.joined_at = datetime(2026, 10, 5, tzinfo=HERE)
    open_shop.save()

    assert give_notice(date.today()) == 1

    placed = Suspension.objects.get()
    assert placed.effective_at == placed.noticed_at + timedelta(days=5)


def test_who_has_proved_it_a_demo_shop_and_one_not_open_are_left_alone(open_shop, owner):
    assert list(unproved()) == [open_shop]

    SellerIdentity.objects.create(seller=open_shop, person=owner, provider="vneid", subject_hmac="0" * 64, name="A")
    stall.seller("Minh họa", is_demo=True)
    stall.seller("Chưa mở", state=State.PREPARING)

    assert list(unproved()) == []


@pytest.mark.parametrize("is_in_force", [False, True])
def test_the_proof_lets_the_shop_go_by_itself(open_shop, acting, is_in_force, monkeypatch, provider):
    give_notice(date(2026, 12, 22))
    if is_in_force:
        later(monkeypatch, 60)
        take_effect_due()
        assert state_of(open_shop) == "suspended"

    prove(acting=acting, proof=proof(claims()))

    assert Suspension.objects.get().lifted_at is not None
    assert state_of(open_shop) == "open"


def test_a_proof_ends_no_suspension_for_another_reason(open_shop, acting, officer):
    stop(open_shop, officer, kind="emergency", ground="food_safety")

    prove(acting=acting, proof=proof(claims()))

    assert state_of(open_shop) == "suspended"


def test_no_notice_while_the_law_asks_for_none(open_shop, monkeypatch, provider):
    monkeypatch.setattr(identity_deadline.gate, "last_day_without", lambda day: None)

    assert give_notice(date(2026, 12, 25)) == 0
