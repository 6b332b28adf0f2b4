"""The share answered in time, the median of working days, the shops that sell."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sellers.models import Seller, State
from sellers.opening.figures import median_days, sellers_live, share_in_time
from sellers.opening.models import OpeningRequest
from sellers.papers.models import Submission
from tests import stall

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
SINCE, TODAY = date(2026, 11, 1), date(2026, 11, 22)


def at(day, hour=10):
    return datetime(2026, 11, day, hour, tzinfo=HERE)


def paper(shop, requirement, sent, due, decided=None, hour=10, state="accepted"):
    return Submission.objects.create(
        seller=shop, requirement=requirement, sent_at=at(sent), due_on=date(2026, 11, due),
        state=state if decided else "sent", decided_at=at(decided, hour) if decided else None,
    )  # fmt: skip


def test_the_share_counts_the_late_and_the_overdue_against_the_desk(shop, requirements):
    tax, food = requirements["tax_code"], requirements["food_safety"]
    paper(shop, tax, 2, 5, decided=5, hour=23)
    paper(shop, tax, 2, 5, decided=6, state="sent_back")
    paper(shop, tax, 2, 5, decided=3)
    paper(shop, tax, 16, 19)
    paper(shop, food, 20, 25)
    OpeningRequest.objects.create(
        seller=shop, asked_at=at(9), due_on=date(2026, 11, 12), outcome="opened", decided_at=at(11)
    )

    share = share_in_time(SINCE, today=TODAY)

    assert (share.in_time, share.answered_or_due, share.basis_points) == (3, 5, 6_000)


def test_without_answers_there_is_no_share_and_no_median(db):
    assert share_in_time(SINCE, today=TODAY).basis_points is None
    assert median_days(SINCE) is None


def test_answers_before_the_first_day_do_not_count(shop, requirements):
    paper(shop, requirements["tax_code"], 2, 5, decided=3)

    assert share_in_time(date(2026, 11, 4), today=TODAY).answered_or_due == 0
    assert median_days(date(2026, 11, 4)) is None


def test_the_median_counts_working_days_only(shop, requirements):
    tax = requirements["tax_code"]
    paper(shop, tax, 2, 5, decided=2)
    paper(shop, tax, 6, 11, decided=9)
    assert median_days(SINCE) == 0.5

    OpeningRequest.objects.create(
        seller=shop, asked_at=at(2), due_on=date(2026, 11, 5), outcome="opened", decided_at=at(6)
    )
    assert median_days(SINCE) == 1.0


def test_an_officer_counts_only_their_own_sellers(shop, requirements):
    paper(shop, requirements["tax_code"], 2, 5, decided=3)
    paper(stall.seller("Hộ khác"), requirements["tax_code"], 2, 5, decided=9)

    mine = Seller.objects.filter(pk=shop.pk)

    assert share_in_time(SINCE, sellers=mine, today=TODAY) == (1, 1)
    assert share_in_time(SINCE, today=TODAY) == (1, 2)
    assert median_days(SINCE, sellers=mine) == 1.0


def test_a_shop_lives_when_it_is_open_and_has_something_on_sale(shop):
    sells, empty, stopped = stall.seller("A"), stall.seller("B"), stall.seller("C", state=State.SUSPENDED)
    stall.product("Một", by=sells)
    stall.product("Hai", by=sells)
    stall.product("Ba", by=stopped)

    assert sellers_live() == 1
    assert sellers_live(Seller.objects.filter(pk__in=[empty.pk, stopped.pk])) == 0


def test_figures_cost_a_fixed_number_of_questions(shop, requirements, django_assert_num_queries):
    for number in range(20):
        paper(shop, requirements["tax_code"], 2 + number % 5, 9, decided=8 + number % 4)

    with django_assert_num_queries(5):
        share_in_time(SINCE, today=TODAY)
        median_days(SINCE)
        sellers_live()
