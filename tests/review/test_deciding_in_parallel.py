"""Two officers at one listing, and a seller who goes on typing, on PostgreSQL with real threads."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from catalogue.review.deciding import AlreadyDecided, ReviewChanged, decide
from catalogue.review.models import ProductReview
from catalogue.review.sending import send
from tests.goods import stand

from . import desk

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(*calls):
    def run(call):
        try:
            call()
            return "done"
        except (AlreadyDecided, ReviewChanged) as error:
            return type(error).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


def test_of_two_decisions_at_once_one_counts():
    acting, officers = stand.at_work(), [stand.officer(), stand.officer()]
    for number in range(5):
        review = desk.change_of(acting, product=stand.on_sale(acting), title=f"Tên mới {number}")
        yes, no = desk.all_of(review), desk.all_of(review, desk.SENT_BACK, "Chưa được")

        results = at_once(
            lambda r=review, a=yes: decide(review=r, by=officers[0], answers=a),
            lambda r=review, a=no: decide(review=r, by=officers[1], answers=a),
        )

        assert sorted(results) == ["AlreadyDecided", "done"]
        review.refresh_from_db()
        is_accepted = review.state == ProductReview.State.ACCEPTED
        assert (stand.fresh(review.product).title == f"Tên mới {number}") is is_accepted


def test_two_first_sendings_at_once_make_one_review():
    acting = stand.at_work()
    product = desk.complete(acting)

    assert at_once(*[lambda: send(product=product, by=acting.person)] * 3) == ["done"] * 3

    assert ProductReview.objects.filter(product=product).count() == 1
