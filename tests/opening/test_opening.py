"""From "may I open?" to an open shop."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from catalogue.listing.models import Listing
from catalogue.review.models import Shelf
from marketplace.notify.models import Message
from marketplace.payouts.models import SellerBankAccount
from sellers.access import Acting
from sellers.identity.models import SellerIdentity
from sellers.models import State
from sellers.opening import asking
from sellers.opening.asking import CannotAsk, NotReady, ask_to_open
from sellers.opening.deciding import AlreadyDecided, NoReason, open_shop, send_back
from sellers.opening.models import OpeningRequest
from sellers.papers.checklist import checklist
from sellers.papers.impartial import Partial
from sellers.papers.models import Requirement, Submission
from tests import stall
from tests.papers.conftest import helper_of, person_with


@pytest.fixture
def fish(shop):
    made = stall.product("Khô cá lóc", by=shop)
    Shelf.objects.create(product=made, state=Shelf.State.ON_SALE)
    return made


def provide(shop, owner, state="accepted"):
    """Everything that is asked for; papers in `state`."""
    SellerIdentity.objects.create(seller=shop, person=owner, provider="vneid", subject_hmac="0" * 64, name="A")
    SellerBankAccount.objects.create(seller=shop, bin="970436", number="0123456789", holder="A B")
    shop.pickup_days, shop.pickup_note = 1, "qua chợ"
    shop.save()
    for item in checklist(shop):
        if item.is_needed and item.requirement.way == Requirement.Way.PAPER:
            Submission.objects.create(
                seller=shop, requirement=item.requirement, product=item.product, state=state, due_on=date.today(),
                valid_until=date.today() + timedelta(days=300),
            )  # fmt: skip


@pytest.fixture
def asked(acting, shop, owner, fish):
    provide(shop, owner)
    return ask_to_open(acting=acting)


def test_asking_is_refused_with_the_list_of_what_is_missing(acting, shop, owner):
    with pytest.raises(NotReady) as refused:
        ask_to_open(acting=acting)

    assert refused.value.reasons == [
        "Electronic identity of the owner: not there yet",
        "Business registration: not there yet",
        "Tax code: not there yet",
        "Bank account for your money: not there yet",
        "Place and days of pick-up: not there yet",
        "Products: make at least one.",
    ]
    assert not OpeningRequest.objects.exists()


def test_what_lies_with_the_desk_counts_as_there_for_asking(acting, shop, owner, fish, monkeypatch):
    provide(shop, owner, state="sent")
    monkeypatch.setattr(asking.timezone, "localdate", lambda *_: date(2026, 11, 20))

    request = ask_to_open(acting=acting)

    assert (request.outcome, request.asked_by, request.due_on) == ("", owner, date(2026, 11, 26))
    assert ask_to_open(acting=acting) == request


def test_a_helper_with_papers_asks_and_one_without_does_not(shop, owner, fish):
    from sellers.access import acting as acting_as

    provide(shop, owner)
    helper = helper_of(shop, "papers")
    other = helper_of(shop, "orders", email="khac@example.vn")

    with pytest.raises(PermissionDenied):
        ask_to_open(acting=Acting(other, shop, shop.helpers.get(person=other)))
    assert ask_to_open(acting=acting_as(helper, shop.slug, "papers")).asked_by == helper


@pytest.mark.parametrize("state", [State.OPEN, State.SUSPENDED, State.CLOSED, State.PAUSED])
def test_only_a_shop_that_prepares_asks(acting, shop, state):
    shop.state = state
    shop.save()

    with pytest.raises(CannotAsk):
        ask_to_open(acting=acting)


def test_one_approval_opens_the_shop_and_its_products_are_on_sale(
    asked, officer, shop, fish, django_capture_on_commit_callbacks
):
    assert not Listing.objects.filter(product=fish).exists()

    with django_capture_on_commit_callbacks(execute=True):
        done = open_shop(request=asked, by=officer)

    shop.refresh_from_db()
    assert (done.outcome, done.decided_by, shop.state, shop.opened_at) == ("opened", officer, "open", done.decided_at)
    assert Listing.objects.filter(product=fish).exists()
    mail = Message.objects.get(template="shop_opened", channel="email")
    assert f"/sellers/{shop.slug}/" in mail.body
    assert len(Message.objects.get(template="shop_opened", channel="sms").body) <= 160


def test_it_does_not_open_while_a_paper_lies_undecided(acting, shop, owner, fish, officer):
    provide(shop, owner, state="sent")
    request = ask_to_open(acting=acting)

    with pytest.raises(NotReady) as refused:
        open_shop(request=request, by=officer)

    assert "Tax code: the market's office still looks at it" in refused.value.reasons
    shop.refresh_from_db()
    assert shop.state == "preparing"


@pytest.mark.parametrize("state", [Shelf.State.DRAFT, Shelf.State.WAITING, Shelf.State.SENT_BACK])
def test_it_does_not_open_without_an_accepted_listing(asked, officer, fish, state):
    Shelf.objects.update(state=state)

    with pytest.raises(NotReady) as refused:
        open_shop(request=asked, by=officer)

    assert refused.value.reasons == ["Products: none has been accepted yet."]


def test_it_does_not_open_without_a_valid_identity(asked, officer):
    SellerIdentity.objects.update(revoked_at=timezone.now())

    with pytest.raises(NotReady) as refused:
        open_shop(request=asked, by=officer)

    assert refused.value.reasons == ["Electronic identity of the owner: not there yet"]


def test_it_is_decided_once_by_who_may_and_by_nobody_of_the_shop(asked, officer, owner, shop):
    with pytest.raises(PermissionDenied):
        open_shop(request=asked, by=person_with("papers.decide_submission", email="b@example.vn"))
    shop.partner.users.add(officer)
    with pytest.raises(Partial):
        open_shop(request=asked, by=officer)
    shop.partner.users.remove(officer)

    open_shop(request=asked, by=officer)

    with pytest.raises(AlreadyDecided):
        open_shop(request=asked, by=officer)
    with pytest.raises(AlreadyDecided):
        send_back(request=asked, by=officer, reason="Chờ đã.")


def test_sent_back_says_exactly_why_and_may_be_asked_again(asked, acting, officer, shop):
    with pytest.raises(NoReason):
        send_back(request=asked, by=officer, reason=" ")

    send_back(request=asked, by=officer, reason="Ảnh sản phẩm phải là ảnh thật.")

    assert "Ảnh sản phẩm phải là ảnh thật." in Message.objects.get(template="opening_sent_back", channel="email").body
    shop.refresh_from_db()
    assert shop.state == "preparing"
    assert ask_to_open(acting=acting).pk != asked.pk


def test_an_older_shop_opens_without_a_proof_until_the_laws_last_day(acting, shop, owner, fish, officer):
    provide(shop, owner)
    SellerIdentity.objects.all().delete()
    shop.joined_at = timezone.now() - timedelta(days=200)
    shop.save()

    open_shop(request=ask_to_open(acting=acting), by=officer)

    shop.refresh_from_db()
    assert shop.state == "open"
