"""Transfers in the same moment, on a real PostgreSQL with real threads: stored once, matched once, no deadlock."""

import threading
import time

import pytest
from django.db import OperationalError, connection, transaction

from marketplace.charges.loading import load_charges
from marketplace.fulfilment.loading import load_rates
from marketplace.payments.expiring import expire_due
from marketplace.payments.models import BankReceipt, Payment
from marketplace.payments.receipts.allocating import NotWaiting, allocate_by_hand
from marketplace.payments.receipts.matching import match, take
from marketplace.payments.receipts.storing import store
from tests.checkout.test_races import at_once
from tests.payments.till import staff

from .banking import attempt_of, books, check_books, fresh, memo, order_by_transfer, run_out, told, total, transfer
from .test_doors import message_of, post

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def orders(db):
    load_rates()
    load_charges()
    return [order_by_transfer(phone=f"+8491234567{n}") for n in range(3)]


def held(lock, meanwhile) -> list:
    """Two tasks: one locks and keeps the lock until the other, which begins then, has ended; at most half a minute."""
    locked, ended = threading.Event(), threading.Event()

    def hold():
        with transaction.atomic():
            lock()
            locked.set()
            ended.wait(30)

    def other():
        locked.wait(30)
        try:
            return meanwhile()
        finally:
            ended.set()

    return [hold, other]


def errors(answers) -> list:
    return [answer for answer in answers if isinstance(answer, Exception)]


def test_one_transfer_told_by_three_sources_ten_times_at_once_is_one(orders):
    order = orders[0]
    tellings = [
        transfer(memo(order), total(order), provider=source, number="7", reference="FT26325000001")
        for source in ("sepay", "casso", "payos")
    ]

    answers = at_once([lambda each=each: take(each) for each in tellings * 10])

    assert errors(answers) == []
    assert BankReceipt.objects.get().tellings.count() == 3
    assert fresh(order).status == "confirmed"
    assert told("order_paid") == 1
    check_books()


def test_thirty_parts_at_once_are_all_counted(orders):
    order = orders[0]
    part = total(order) // 30
    amounts = [part] * 29 + [total(order) - 29 * part]

    answers = at_once([lambda a=amount: take(transfer(memo(order), a)) for amount in amounts])

    assert errors(answers) == []
    assert (attempt_of(order).received, attempt_of(order).state) == (total(order), "captured")
    assert told("order_paid") == 1
    check_books()


def test_orders_named_in_every_order_at_once_do_not_wait_for_each_other_for_ever(orders):
    rounds = [[orders[n % 3], orders[(n + 1) % 3]] for n in range(6)] + [
        [orders[(n + 1) % 3], orders[n % 3]] for n in range(6)
    ]
    transfers = [transfer(memo(*named), sum(total(each) for each in named)) for named in rounds]

    answers = at_once([lambda each=each: take(each) for each in transfers])

    assert errors(answers) == []
    assert BankReceipt.objects.filter(state="matched").count() == 1
    check_books()


def test_matched_by_itself_by_the_job_and_by_hand_at_once_it_is_given_once(orders):
    order, other = orders[:2]
    receipt = store(transfer(memo(order), total(order))).receipt
    person = staff("match_transfer")

    tasks = [lambda: match(receipt)] * 8 + [lambda: allocate_by_hand(receipt=receipt, order=other, by=person)] * 4
    answers = at_once(tasks)

    assert {type(error) for error in errors(answers)} <= {NotWaiting}
    assert fresh(receipt).allocations.count() == 1
    assert sum(Payment.objects.values_list("received", flat=True)) == total(order)
    check_books()


def test_expiry_and_the_transfer_in_the_same_moment_end_well(orders):
    for order in orders:
        run_out(order)

    answers = at_once(
        [expire_due] + [lambda order=order: take(transfer(memo(order), total(order))) for order in orders]
    )

    assert errors(answers) == []
    assert [fresh(order).status for order in orders] == ["confirmed"] * 3
    assert books()["buyer_funds"] == sum(total(order) for order in orders)
    check_books()


def test_a_locked_order_makes_the_feed_tell_it_again(orders):
    """Lock time-out: 503, and nothing is lost."""
    order = orders[0]
    message = message_of("sepay", memo(order), total(order))

    lock = lambda: type(order).objects.select_for_update().get(pk=order.pk)  # noqa: E731
    answers = at_once(held(lock, lambda: post("sepay", *message).status_code), patience="300ms")

    assert answers[1] == 503
    assert books() == {"bank": total(order), "unallocated": total(order)}
    assert post("sepay", *message).status_code == 200
    assert fresh(order).status == "confirmed"


def test_storing_waits_three_seconds_for_another_that_stores_and_no_longer():
    receipt = store(transfer("abc", 5_000)).receipt

    waited = []

    def tell():
        begun = time.monotonic()
        try:
            store(transfer("def", 7_000))
        finally:
            waited.append(time.monotonic() - begun)

    answers = at_once(held(lambda: store(transfer("xyz", 6_000)), tell), patience=None)

    assert isinstance(answers[1], OperationalError)
    assert waited[0] >= 3
    assert sorted(BankReceipt.objects.values_list("amount", flat=True)) == [receipt.amount, 6_000]
    assert connection.vendor == "postgresql"
