"""What runs out is told 90, 60 and 30 days before, each once."""

from datetime import date, timedelta

import pytest

from catalogue.certification.models import Certificate, Paper
from marketplace.notify.models import Message
from sellers.models import State
from sellers.papers.models import Submission
from sellers.papers.running_out import (
    certificates_running_out,
    product_papers_running_out,
    submissions_run_out,
    submissions_running_out,
    warn_due,
)
from tests import stall

from .test_checklist import submit

TODAY = date.today()


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


@pytest.fixture
def fish(shop):
    shop.state, shop.email = State.OPEN, ""
    shop.save()
    return stall.product("Khô cá lóc", by=shop)


def ending(product, days, **more):
    return stall.certificate(product, valid_until=in_days(days), issued_days_ago=900, **more)


def told() -> int:
    return Message.objects.filter(template="paper_runs_out").count()


def test_a_certificate_is_told_at_90_60_and_30_days_and_no_day_twice(fish):
    ending(fish, 91)

    seen = []
    for passed in range(92):
        day = in_days(passed)
        warn_due(day)
        warn_due(day)
        seen.append(told())

    assert [seen[0], seen[1], seen[30], seen[31], seen[60], seen[61], seen[91]] == [0, 1, 1, 2, 2, 3, 3]


def test_an_end_that_was_moved_is_told_anew(fish):
    moved = ending(fish, 25)
    warn_due(TODAY)
    assert told() == 1

    moved.valid_until = in_days(400)
    moved.save()
    warn_due(in_days(375))
    warn_due(in_days(375))

    assert told() == 2


def test_what_is_found_late_gets_the_one_warning_that_fits(fish):
    ending(fish, 12)

    warn_due(TODAY)

    assert told() == 1
    body = Message.objects.get().body
    assert f"{in_days(12):%d/%m/%Y}" in body
    assert len(body) <= 160


def test_no_warning_where_a_longer_one_follows_or_the_shop_is_closed(fish, shop):
    ending(fish, 40)
    stall.certificate(fish, 4, issued_days_ago=5)
    assert warn_due(TODAY) == 0

    Certificate.objects.filter(issued_on=TODAY - timedelta(days=5)).delete()
    assert warn_due(TODAY) == 1

    shop.state = State.CLOSED
    shop.save()
    assert warn_due(TODAY) == 0


def test_the_desk_sees_what_runs_out_within_its_days_nearest_first(fish, shop):
    mango = stall.product("Xoài sấy", by=shop)
    near, far = ending(mango, 20), ending(fish, 80)
    ending(stall.product("Trà", by=shop), 200)

    assert list(certificates_running_out(90)) == [near, far]
    assert list(certificates_running_out(30)) == [near]


def test_papers_of_products_and_of_sellers_are_told_too(fish, shop, requirements):
    Paper.objects.create(product=fish, kind="self_declaration", state="accepted", valid_until=in_days(50))
    Paper.objects.create(product=fish, kind="vietgap", state="sent", valid_until=in_days(50))
    submit(shop, requirements["food_safety"], state="accepted", valid_until=in_days(25))

    assert product_papers_running_out(90).count() == 1
    assert submissions_running_out(90).count() == 1
    assert warn_due(TODAY) == 2
    assert told() == 2


def test_a_successor_that_was_sent_ends_the_warnings(fish, shop, requirements):
    food = requirements["food_safety"]
    submit(shop, food, state="accepted", valid_until=in_days(25), sent_days_ago=700)
    assert submissions_running_out(90).count() == 1

    submit(shop, food, sent_days_ago=0)

    assert submissions_running_out(90).count() == 0


def test_needed_papers_that_are_over_stand_in_the_desks_queue_and_stop_nobody(fish, shop, requirements):
    over = submit(shop, requirements["food_safety"], state="accepted", valid_until=in_days(-1), sent_days_ago=700)
    submit(shop, requirements["ocop_certificate"], product=fish, state="accepted", valid_until=in_days(-1))

    assert list(submissions_run_out()) == [over]
    assert shop.suspensions.count() == 0

    Submission.objects.update(valid_until=TODAY)
    assert list(submissions_run_out()) == []


def test_many_papers_cost_a_fixed_number_of_questions(fish, shop, django_assert_num_queries):
    for number in range(12):
        ending(stall.product(f"Món {number}", by=shop), 40)
    warn_due(TODAY)

    from sellers.papers.running_out import _ending

    with django_assert_num_queries(5):
        assert len(list(_ending(90, TODAY))) == 12
