"""Two officers at the same moment, on PostgreSQL with real threads: a paper, a shop and a notice are decided once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalogue.review.models import Shelf
from marketplace.notify.models import Message
from sellers.opening.asking import ask_to_open
from sellers.opening.deciding import AlreadyDecided as ShopDecided
from sellers.opening.deciding import open_shop
from sellers.opening.deciding import send_back as send_shop_back
from sellers.opening.models import OpeningRequest, Suspension
from sellers.opening.suspending import CannotSuspend, lift, suspend, take_effect_due
from sellers.papers.deciding import AlreadyDecided, accept, send_back
from sellers.papers.models import Submission
from sellers.papers.sending import send
from tests import stall
from tests.checkout.test_races import at_once
from tests.opening.test_opening import provide

from .conftest import person_with

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
MAY = ("papers.decide_submission", "opening.open_sellers", "opening.suspend_sellers")


@pytest.fixture
def officers(db):
    return [person_with(*MAY, email=f"can-bo-{number}@example.vn") for number in range(4)]


def test_a_paper_is_accepted_or_sent_back_by_one_of_four(acting, requirements, officers):
    for turn in range(3):
        paper = send(acting=acting, requirement=requirements["tax_code"], number=f"160123456{turn}")

        answers = at_once(
            [
                *(lambda by=by, paper=paper: accept(submission=paper, by=by) for by in officers[:2]),
                *(lambda by=by, paper=paper: send_back(submission=paper, by=by, reason="Mờ.") for by in officers[2:]),
            ]
        )

        assert sum(isinstance(one, Submission) for one in answers) == 1
        assert sum(isinstance(one, AlreadyDecided) for one in answers) == 3
        assert Message.objects.filter(template__startswith="paper_", channel="sms").count() == turn + 1


def test_sending_twice_at_once_leaves_one_that_waits(acting, requirements):
    answers = at_once(
        [
            lambda n=n: send(acting=acting, requirement=requirements["tax_code"], number=f"160123456{n}")
            for n in range(4)
        ]
    )

    assert not [one for one in answers if isinstance(one, Exception)]
    assert sorted(Submission.objects.values_list("state", flat=True)) == ["sent", "withdrawn", "withdrawn", "withdrawn"]


def test_a_shop_asks_once_and_is_opened_or_sent_back_once(acting, shop, owner, officers):
    fish = stall.product(by=shop)
    Shelf.objects.create(product=fish, state=Shelf.State.ON_SALE)
    provide(shop, owner)

    asked = at_once([lambda: ask_to_open(acting=acting)] * 4)
    assert len({request.pk for request in asked}) == 1

    request = OpeningRequest.objects.get()
    answers = at_once(
        [
            *(lambda by=by: open_shop(request=request, by=by) for by in officers[:2]),
            *(lambda by=by: send_shop_back(request=request, by=by, reason="Chờ.") for by in officers[2:]),
        ]
    )

    assert sum(isinstance(one, OpeningRequest) for one in answers) == 1
    assert sum(isinstance(one, ShopDecided) for one in answers) == 3
    request.refresh_from_db()
    shop.refresh_from_db()
    assert shop.state == ("open" if request.outcome == "opened" else "preparing")


def test_a_notice_taken_back_while_it_takes_effect_leaves_no_half_state(shop, officers):
    for turn in range(4):
        shop.state = "open"
        shop.save()
        about = {"ground": "complaints", "reason": "x", "placed_by": officers[0]}
        now = timezone.now()
        standing = Suspension.objects.create(seller=shop, effective_at=now - timedelta(minutes=1), **about)

        answers = at_once(
            [
                take_effect_due,
                lambda standing=standing: lift(suspension=standing, by=officers[1], reason="Xong."),
                take_effect_due,
            ]
        )

        assert not [one for one in answers if isinstance(one, Exception)], turn
        shop.refresh_from_db()
        standing.refresh_from_db()
        assert (shop.state, standing.lifted_at is not None) == ("open", True)


def test_one_suspension_is_placed_by_four_officers(shop, officers):
    about = {"seller": shop, "kind": "emergency", "ground": "food_safety", "reason": "Ngộ độc."}

    answers = at_once([lambda by=by: suspend(by=by, **about) for by in officers])

    assert sum(isinstance(one, Suspension) for one in answers) == 1
    assert sum(isinstance(one, CannotSuspend) for one in answers) == 3
