"""The matching table of payments.md 4.6, row by row, and what becomes of the money (R8, R11, I12, I15)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.payments.applying import apply
from marketplace.payments.cancelling import cancel_by_buyer
from marketplace.payments.expiring import expire_due
from marketplace.payments.models import BankReceipt
from marketplace.payments.providers import ProviderState
from marketplace.payments.receipts.matching import match, match_waiting, take
from marketplace.payments.receipts.storing import store
from marketplace.payments.starting import attempt_by, open_attempt
from tests import stall

from .banking import (
    attempt_of,
    books,
    came,
    check_books,
    flags,
    fresh,
    memo,
    order_by_transfer,
    refunds,
    run_out,
    told,
    total,
    transfer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _books_are_right():
    yield
    check_books()


def expired(order):
    run_out(order)
    assert expire_due() == 1
    return fresh(order)


def test_the_exact_sum_pays_the_order(order):
    receipt = came(order, total(order))

    order = fresh(order)
    assert order.status == "confirmed"
    assert [parcel.state for parcel in order.parcels.all()] == ["new"]
    assert (attempt_of(order).state, attempt_of(order).received) == ("captured", total(order))
    assert receipt.state == "matched"
    assert books() == {"bank": total(order), "buyer_funds": total(order)}
    assert (told("order_paid"), told("order_for_seller"), flags()) == (1, 1, [])


def test_the_same_transfer_told_ten_times_pays_once(order):
    once = transfer(memo(order), total(order))

    for _time in range(10):
        take(once)

    assert BankReceipt.objects.count() == 1
    assert books() == {"bank": total(order), "buyer_funds": total(order)}
    assert told("order_paid") == 1


def test_too_little_is_kept_and_the_buyer_told_once_what_is_missing(order):
    first = transfer(memo(order), total(order) - 30_000)

    take(first)
    take(first)

    order = fresh(order)
    attempt = attempt_of(order)
    assert (order.status, attempt.state, attempt.missing) == ("pending_payment", "pending", 30_000)
    assert open_attempt(order) == attempt
    assert told("transfer_partial") == 1
    assert books() == {"bank": total(order) - 30_000, "buyer_funds": total(order) - 30_000}


def test_the_rest_pays_the_order_and_the_second_part_is_told_by_itself(order):
    came(order, 10_000)
    came(order, 20_000)
    came(order, total(order) - 30_000)

    assert fresh(order).status == "confirmed"
    assert told("transfer_partial") == 2
    assert attempt_of(order).allocations.count() == 3
    assert flags() == []


def test_too_little_goes_back_when_the_time_is_over(order):
    came(order, 40_000)

    order = expired(order)

    assert order.status == "expired"
    assert refunds(order) == [(40_000, "late", "approved", "transfer")]
    assert flags(order) == ["underpaid"]
    assert books() == {"bank": 40_000, "refund_due": 40_000}


def test_too_much_pays_the_order_and_the_excess_goes_back(order):
    came(order, total(order) + 5_000)

    assert fresh(order).status == "confirmed"
    assert refunds(order) == [(5_000, "excess", "approved", "transfer")]
    assert flags(order) == ["overpaid"]
    assert books() == {"bank": total(order) + 5_000, "buyer_funds": total(order), "refund_due": 5_000}


@pytest.mark.parametrize("off", [-1, 1])
def test_one_dong_more_or_less_is_not_equal(order, off):
    came(order, total(order) + off)

    assert fresh(order).status == ("confirmed" if off > 0 else "pending_payment")
    assert attempt_of(order).state == ("captured" if off > 0 else "pending")
    assert flags(order) == (["overpaid"] if off > 0 else [])


def test_a_second_transfer_for_a_paid_order_is_nobodys_until_somebody_looks(order):
    came(order, total(order))

    second = came(order, total(order))

    assert second.state == "unmatched"
    assert flags(order) == ["double_payment"]
    assert refunds(order) == []
    assert told("transfer_twice") == 1
    assert books() == {"bank": 2 * total(order), "buyer_funds": total(order), "unallocated": total(order)}


def test_late_money_takes_the_goods_again_when_they_are_there(order):
    """R11."""
    order = expired(order)

    came(order, total(order))

    assert fresh(order).status == "confirmed"
    assert (attempt_of(order).state, told("order_paid")) == ("captured", 1)
    assert [line.stockrecord.num_allocated for line in order.lines.all()] == [1]


def test_late_money_goes_back_when_the_goods_are_gone(order):
    product = stall.product("Hũ cuối", by=stall.seller("Người bán hũ"), price=80_000, stock=1)
    late = expired(order_by_transfer(product=product))
    order_by_transfer(product=product, phone="+84912345679")

    came(late, total(late))

    assert fresh(late).status == "expired"
    assert refunds(late) == [(total(late), "late", "approved", "transfer")]
    assert flags(late) == ["late_payment"]
    assert told("money_back") == 1


def test_late_and_too_little_goes_back(order):
    order = expired(order)

    came(order, total(order) - 1)

    assert fresh(order).status == "expired"
    assert refunds(order) == [(total(order) - 1, "late", "approved", "transfer")]


def test_money_for_a_cancelled_order_goes_back(order):
    cancel_by_buyer(parcel=order.parcels.get(), by="buyer")

    came(order, total(order))

    assert fresh(order).status == "cancelled"
    assert refunds(order) == [(total(order), "late", "approved", "transfer")]
    assert flags(order) == ["late_payment"]
    assert books() == {"bank": total(order), "refund_due": total(order)}


def test_two_codes_and_their_sum_pay_both_orders(order):
    other = order_by_transfer(price=70_000)

    receipt = take(transfer(memo(order, other), total(order) + total(other))).receipt

    assert [fresh(each).status for each in (order, other)] == ["confirmed", "confirmed"]
    assert sorted(receipt.allocations.values_list("amount", flat=True)) == sorted([total(order), total(other)])
    assert flags() == []


def test_two_codes_count_what_is_still_missing(order):
    other = order_by_transfer(price=70_000)
    came(order, 25_000)

    take(transfer(memo(order, other), total(order) - 25_000 + total(other)))

    assert [fresh(each).status for each in (order, other)] == ["confirmed", "confirmed"]


@pytest.mark.parametrize("off", [-1, 1, -50_000])
def test_two_codes_and_another_sum_wait_for_a_person(order, off):
    other = order_by_transfer(price=70_000)

    receipt = take(transfer(memo(order, other), total(order) + total(other) + off)).receipt

    assert receipt.state == "unmatched"
    assert flags() == ["unmatched"]
    assert [fresh(each).status for each in (order, other)] == ["pending_payment", "pending_payment"]


def test_two_codes_of_which_one_is_paid_wait_for_a_person(order):
    other = order_by_transfer(price=70_000)
    came(other, total(other))

    receipt = take(transfer(memo(order, other), total(order) + total(other))).receipt

    assert receipt.state == "unmatched"
    assert fresh(order).status == "pending_payment"


@pytest.mark.parametrize("content", ["", "mua hang", "OCOPK3M9QXDHT", "OCOPAAAAAAAAA", "x" * 5000])
def test_no_code_of_ours_is_nobodys_and_a_person_is_called(order, content):
    receipt = take(transfer(content, total(order))).receipt

    assert (receipt.state, flags()) == ("unmatched", ["unmatched"])
    assert fresh(order).status == "pending_payment"
    assert books() == {"bank": total(order), "unallocated": total(order)}


def test_a_code_with_one_wrong_letter_pays_nothing(order):
    wrong = ("A" if order.number[0] != "A" else "C") + order.number[1:]

    take(transfer(f"OCOP{wrong}", total(order)))

    assert fresh(order).status == "pending_payment"
    assert flags() == ["unmatched"]


def test_codes_without_end_call_a_person(order):
    many = take(transfer(memo(order) + "".join(f" OCOP{code}" for code in _codes(30)), total(order))).receipt

    assert (many.state, flags()) == ("unmatched", ["unmatched"])


def _codes(count):
    from marketplace.fulfilment.order_codes import new_code

    return [new_code() for _n in range(count)]


def test_the_code_of_a_cash_order_waits_for_a_person(order):
    cash = order_by_transfer(way="cod")

    receipt = came(cash, 50_000)

    assert (receipt.state, flags(cash)) == ("unmatched", ["unmatched"])
    assert cash.payments.get().received == 0


def test_a_transfer_for_an_order_that_was_to_be_paid_by_card_pays_it(order):
    card = order_by_transfer(way="till")

    came(card, total(card))

    card = fresh(card)
    assert card.status == "confirmed"
    assert attempt_of(card).state == "captured"
    assert card.payments.get(provider="till").state == "cancelled"  # nobody can pay it a second time


def test_a_transfer_for_an_order_paid_by_card_only_is_a_double_payment(order):
    card = order_by_transfer(way="till")
    payment = open_attempt(card)
    apply(payment, ProviderState("captured", payment.amount))

    receipt = came(card, total(card))

    assert (receipt.state, flags(card)) == ("unmatched", ["double_payment"])
    assert books()["unallocated"] == total(card)


def test_money_for_a_transfer_that_was_given_up_for_a_card_goes_back(order):
    """R8: both attempts are paid."""
    card = attempt_by(order, code="till")
    apply(card, ProviderState("captured", card.amount))

    came(order, total(order))

    order = fresh(order)
    assert order.status == "confirmed"
    assert sorted(order.payments.values_list("provider", "state")) == [("till", "captured"), ("vietqr", "captured")]
    assert refunds(order) == [(total(order), "excess", "approved", "transfer")]
    assert flags(order) == ["double_payment"]
    assert told("order_paid") == 1


def test_a_crash_between_storing_and_matching_is_mended_by_the_job(order):
    receipt = store(transfer(memo(order), total(order))).receipt
    assert books() == {"bank": total(order), "unallocated": total(order)}
    assert match_waiting() == 0  # whoever stored it may still be at it

    assert match_waiting(now=timezone.now() + timedelta(minutes=2)) == 1

    assert fresh(receipt).state == "matched"
    assert fresh(order).status == "confirmed"
    assert match_waiting(now=timezone.now() + timedelta(minutes=2)) == 0


def test_one_that_cannot_be_matched_stops_no_other(order, monkeypatch):
    from marketplace.payments.receipts import matching

    broken = store(transfer("OCOP", 1_000)).receipt
    store(transfer(memo(order), total(order)))
    judge = matching.judge
    monkeypatch.setattr(matching, "judge", lambda receipt, **how: 1 / 0 if receipt == broken else judge(receipt, **how))

    assert match_waiting(now=timezone.now() + timedelta(minutes=2)) == 1

    assert fresh(order).status == "confirmed"
    assert fresh(broken).judged_at is None


def test_matching_again_changes_nothing(order):
    receipt = came(order, 10_000)

    for _time in range(3):
        match(receipt)

    assert attempt_of(order).received == 10_000


def test_expiry_and_the_sum_told_before_it_end_as_paid(order):
    """The transfer came before the job looked."""
    came(order, total(order))
    run_out(order)

    assert expire_due() == 0
    assert fresh(order).status == "confirmed"
