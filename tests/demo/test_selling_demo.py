"""The demo shows every side of selling: queues at the desk that are not empty, orders to answer, people who help."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from catalogue.review.models import FieldChange, ProductReview
from marketplace.answering.waiting import silent, unanswered, with_desk
from marketplace.demo.clock import at
from marketplace.ledger.checking import problems
from marketplace.ledger.models import Posting
from sellers.access import acting_for
from sellers.helping.models import HelpWish
from sellers.members.models import Member
from sellers.models import Seller, SellerChange, State
from sellers.opening.deciding import why_not_open
from sellers.opening.models import OpeningRequest, Suspension
from sellers.papers.checklist import checklist
from sellers.papers.models import Submission, SubmissionFile
from sellers.papers.running_out import certificates_running_out

from .conftest import TODAY


def who(name):
    return get_user_model().objects.by_email(f"{name}@demo.example")


@pytest.mark.parametrize(
    ("name", "shops"),
    [
        ("nongdan", {"ho-minh-hoa-tra-su"}),
        ("htx", {"hop-tac-xa-minh-hoa-bay-nui"}),
        ("moi", {"ho-minh-hoa-vam-nao"}),
        ("tamngung", {"co-so-minh-hoa-tan-chau"}),
        ("nguoigiup", {"ho-minh-hoa-vam-nao", "ho-minh-hoa-tra-su", "nha-vuon-minh-hoa-vinh-kim"}),
        ("canboxa", set()),
        ("hoso", set()),
    ],
)
def test_each_sign_in_works_for_its_shops(demo, name, shops):
    assert {acting.seller.slug for acting in acting_for(who(name))} == shops


def test_the_helper_may_other_things_in_each_shop(demo):
    may = {acting.seller.slug: sorted(acting.scopes) for acting in acting_for(who("nguoigiup"))}

    assert may["ho-minh-hoa-tra-su"] == ["orders"]
    assert may["ho-minh-hoa-vam-nao"] == ["papers", "products", "shop"]
    assert len(may["nha-vuon-minh-hoa-vinh-kim"]) == 5


def test_orders_wait_for_their_answer_and_one_for_fifty_hours(demo):
    now = timezone.now()
    hours = sorted(round((now - question.asked_at) / timedelta(hours=1)) for question in unanswered())

    assert hours == [2, 3, 5, 50]
    assert [question.parcel.seller.slug for question in with_desk(now)] == ["co-so-minh-hoa-long-my"]
    assert [seller.slug for seller in silent(now=now)] == ["co-so-minh-hoa-long-my"]


def test_papers_wait_are_overdue_and_were_sent_back(demo):
    waiting = Submission.objects.filter(state="sent")

    assert sorted(waiting.values_list("seller__slug", "requirement__code")) == [
        ("ho-minh-hoa-vam-nao", "food_safety"),
        ("to-hop-tac-minh-hoa-o-lam", "food_safety"),
        ("to-hop-tac-minh-hoa-o-lam", "tax_code"),
    ]
    assert waiting.filter(due_on__lt=TODAY).count() == 2
    assert "Hình bị mờ" in Submission.objects.get(state="sent_back").reason


def test_what_the_newcomer_has_to_do_is_of_every_kind(demo):
    states = {item.state for item in checklist(Seller.objects.get(slug="ho-minh-hoa-vam-nao"))}

    assert {"missing", "sent", "sent_back"} <= states


def test_the_request_to_open_needs_nothing_but_a_yes(demo):
    request = OpeningRequest.objects.get(outcome="")

    assert request.seller.state == State.PREPARING
    assert why_not_open(request.seller) == []


def test_listing_reviews_wait_and_praise_is_found(demo):
    waiting = ProductReview.objects.filter(state="waiting")

    assert waiting.count() == 4
    assert [review.product.upc for review in waiting if any(f["kind"] == "superlative" for f in review.findings)] == [
        "demo-mat-ong-rung-tram"
    ]
    assert FieldChange.objects.filter(review__in=waiting.filter(is_first=False)).count() == 4


def test_certificates_run_out_in_each_of_the_three_steps(demo):
    demo_ones = {days: certificates_running_out(days, TODAY).filter(is_demo=True).count() for days in (30, 60, 90)}

    assert demo_ones[30] == 1
    assert demo_ones[30] < demo_ones[60] < demo_ones[90]


def test_the_suspended_shop_had_its_five_days_of_notice(demo):
    suspension = Suspension.objects.get()

    assert suspension.seller.state == State.SUSPENDED
    assert suspension.took_effect_at - suspension.noticed_at == timedelta(days=5)


def test_the_wishes_and_the_households_are_there(demo):
    assert HelpWish.objects.filter(due_on__lt=TODAY).count() == 1
    assert HelpWish.objects.count() == 2
    assert Member.objects.filter(products__isnull=False).distinct().count() == 2


def test_the_officer_of_a_commune_sees_one_commune_only(demo):
    assert [commune.pk for commune in who("canboxa").desk_scope.communes.all()] == ["30526"]


def test_files_are_private_and_papers_say_that_they_are_a_demo(demo):
    assert not Submission.objects.filter(is_demo=False).exists()
    for file in SubmissionFile.objects.all():
        assert file.content_type == "image/jpeg"
        assert file.size > 10_000
    assert SubmissionFile.objects.count() == 9


def test_the_money_of_the_demo_adds_up(demo):
    assert Posting.objects.filter(kind="recognition").count() == 1
    assert list(problems()) == []


def test_changes_carry_the_moment_of_their_story(demo):
    begun = SellerChange.objects.filter(seller__slug="ho-minh-hoa-vam-nao", action="shop.begun").get()

    assert timedelta(days=4) <= timezone.now() - begun.at < timedelta(days=4, hours=1)


def test_the_clock_of_the_demo_goes_back_and_comes_again():
    before = timezone.now
    default = SellerChange._meta.get_field("at").get_default
    moment = timezone.now() - timedelta(days=9)

    with at(moment):
        assert timezone.now() == moment
        assert SellerChange().at == moment

    assert timezone.now is before
    assert SellerChange().at - moment > timedelta(days=8)
    assert default() - moment > timedelta(days=8)
