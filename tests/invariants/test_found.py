"""What the random lives have found, each as the shortest life that shows it."""

import pytest

from marketplace.ledger.checking import problems
from marketplace.payments.cancelling import cannot_deliver
from marketplace.payments.models import Refund
from marketplace.payments.refunding.drafting import draft_refund
from marketplace.payments.remitting.checking import check
from marketplace.payments.remitting.importing import import_statement
from marketplace.payments.remitting.posting import post_statement
from marketplace.payments.remitting.reading import CodLine, CodStatement
from tests.payments import till

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _till(settings):
    settings.PAYMENT_PROVIDERS = till.WAYS
    till.reset()


def test_i2_cash_in_the_producers_own_hands_is_no_problem_of_the_ledger():
    order = till.bought((till.goods(), 1), payment="cod", fees=(20_000,))

    till.arrived(till.parcel_of(order), carrier="seller")

    assert list(problems()) == []
    assert till.figures(order).captured == 120_000


def test_i8_a_booked_statement_that_is_checked_or_booked_again_keeps_its_results():
    parcel = till.arrived(till.parcel_of(till.bought((till.goods(), 1), payment="cod", fees=(20_000,))))
    row = CodLine(row=1, tracking_no=parcel.tracking_no, cod_amount=120_000, net_amount=120_000)
    statement = import_statement(read=CodStatement([row], number="S1"), carrier="ghn")
    boss = till.staff("post_carrier_statement")
    post_statement(statement=statement, by=boss, received=120_000)

    post_statement(statement=statement, by=boss, received=120_000)
    sums = check(statement)

    assert [line.result for line in statement.lines.all()] == ["matched"]
    assert (sums.cod, sums.cash_of_ours) == (120_000, 120_000)


def test_i15_a_waiting_draft_does_not_keep_the_money_of_a_parcel_that_is_given_up():
    parcel = till.parcel_of(till.paid((till.goods(), 2), fees=(20_000,)))
    draft_refund(parcel=parcel, units=till.all_units(parcel), with_fee=True, reason="complaint", by="test")

    cannot_deliver(parcel=parcel, by="seller")

    assert list(Refund.objects.order_by("pk").values_list("amount", "state")) == [
        (220_000, "rejected"),
        (220_000, "succeeded"),
    ]
    assert till.figures(parcel.order).buyer_funds == 0
