"""What staff do with transfers: give them to an order, send them back, enter one that no feed told of."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone, translation

from marketplace.money import format_dong
from marketplace.payments.expiring import expire_due
from marketplace.payments.models import BankReceipt
from marketplace.payments.receipts.allocating import CashOrder, NotWaiting, TooMuch, allocate_by_hand
from marketplace.payments.receipts.entering import AlreadyKnown, BadEntry, confirm_entry, enter_by_hand, refuse_entry
from marketplace.payments.receipts.matching import match_waiting, take
from marketplace.payments.receipts.permitting import SamePerson
from marketplace.payments.receipts.returning import (
    NoReason,
    confirm_returned,
    keep_after_all,
    return_receipt,
    set_aside,
)
from marketplace.payments.receipts.suggesting import suggestions
from tests.payments.till import staff

from .banking import (
    books,
    came,
    check_books,
    flags,
    fresh,
    memo,
    order_by_transfer,
    refunds,
    run_out,
    total,
    transfer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _books_are_right():
    yield
    check_books()


@pytest.fixture
def cashier(db):
    return staff("match_transfer", "enter_transfer", name="Người thứ nhất")


@pytest.fixture
def accountant(db):
    return staff("match_transfer", "confirm_transfer", name="Người thứ hai")


@pytest.fixture
def nameless(order):
    """The right sum without a code."""
    return take(transfer("mua hang", total(order))).receipt


def typed(by, **more):
    at = timezone.now() - timedelta(hours=1)
    return enter_by_hand(**{"amount": 50_000, "content": "abc", "reference": "FT1", "at": at, "by": by} | more)


def test_a_person_gives_it_to_an_order_and_the_flag_is_closed(order, nameless, cashier):
    receipt = allocate_by_hand(receipt=nameless, order=order, by=cashier)

    assert (receipt.state, fresh(order).status) == ("matched", "confirmed")
    assert receipt.allocations.get().by == str(cashier)
    assert flags() == []
    with pytest.raises(NotWaiting):
        allocate_by_hand(receipt=nameless, order=order, by=cashier)
    assert books() == {"bank": total(order), "buyer_funds": total(order)}


def test_one_person_alone_cannot_turn_a_transfer_into_a_refund_to_the_buyer_of_an_order(order, cashier):
    paid, gone = order_by_transfer(), order_by_transfer()
    came(paid, total(paid))
    run_out(gone)
    expire_due()
    large = take(transfer("mua hang", total(order) + 1)).receipt
    small = take(transfer("mua hang", 30_000)).receipt

    for receipt, chosen in ((large, order), (small, paid), (small, gone), (large, gone)):
        with pytest.raises(TooMuch):
            allocate_by_hand(receipt=receipt, order=chosen, by=cashier)

    assert [fresh(large).state, fresh(small).state] == ["unmatched", "unmatched"]
    assert (fresh(order).status, refunds(order), refunds(paid), refunds(gone)) == ("pending_payment", [], [], [])
    assert books()["unallocated"] == total(order) + 30_001


def test_the_refusal_says_what_the_order_waits_for_and_what_to_do(order, cashier):
    large = take(transfer("mua hang", total(order) + 1)).receipt

    with translation.override("en"), pytest.raises(TooMuch) as refused:
        allocate_by_hand(receipt=large, order=order, by=cashier)

    assert f"only {format_dong(total(order))}." in str(refused.value)
    assert "send the transfer back" in str(refused.value)


def test_a_part_and_then_the_rest_are_given_by_hand(order, cashier):
    for amount in (30_000, total(order) - 30_000):
        part = take(transfer("mua hang", amount)).receipt
        allocate_by_hand(receipt=part, order=order, by=cashier)

    assert (fresh(order).status, refunds(order)) == ("confirmed", [])


def test_late_money_is_given_by_hand_to_an_order_whose_goods_are_still_there(order, nameless, cashier):
    run_out(order)
    expire_due()

    allocate_by_hand(receipt=nameless, order=order, by=cashier)

    assert (fresh(order).status, refunds(order)) == ("confirmed", [])


def test_not_every_member_of_staff_may(order, nameless, accountant):
    nobody = staff()
    for action in (
        lambda: allocate_by_hand(receipt=nameless, order=order, by=nobody),
        lambda: return_receipt(receipt=nameless, by=nobody, reason="x"),
        lambda: set_aside(receipt=nameless, by=nobody, note="x"),
        lambda: typed(nobody),
        lambda: typed(accountant),
        lambda: typed(None),
    ):
        with pytest.raises(PermissionDenied):
            action()
    assert fresh(nameless).state == "unmatched"


def test_a_cash_order_takes_no_transfer(nameless, cashier):
    with pytest.raises(CashOrder):
        allocate_by_hand(receipt=nameless, order=order_by_transfer(way="cod"), by=cashier)


def test_the_sum_the_name_and_nearly_the_code_speak_for_an_order(order):
    others = [order_by_transfer(price=price) for price in (70_000, 90_000)]
    wrong = ("A" if order.number[0] != "A" else "C") + order.number[1:]
    now = timezone.now()
    letters = take(transfer(f"OCOP{wrong} nguyen van mau", 1_000, at=now)).receipt
    amount = take(transfer("mua hang", total(others[0]), at=now)).receipt

    by_code, by_amount = suggestions(letters), suggestions(amount)

    assert [(each.order, each.similar_code, each.same_amount, each.same_name) for each in by_code] == [
        (order, True, False, True)
    ]
    assert [(each.order, each.same_amount) for each in by_amount] == [(others[0], True)]
    assert suggestions(take(transfer("gi do", 1)).receipt) == []


def test_a_return_leaves_the_books_only_when_a_second_person_has_seen_it_leave(order, nameless, cashier, accountant):
    receipt = return_receipt(
        receipt=nameless, by=cashier, reason="Người gửi nhầm", bin="970436", number="0011", holder="MAU"
    )
    assert (receipt.state, receipt.counter_account) == ("returning", "0011")
    assert books() == {"bank": total(order), "unallocated": total(order)}
    with pytest.raises(NotWaiting):
        allocate_by_hand(receipt=receipt, order=order, by=cashier)

    confirm_returned(receipt=receipt, by=accountant, reference="FTBACK")

    assert fresh(receipt).state == "returned"
    assert (books(), flags()) == ({}, [])
    with pytest.raises(NotWaiting):
        confirm_returned(receipt=receipt, by=accountant, reference="FTBACK")


def test_one_person_cannot_send_money_away_alone(nameless, accountant):
    receipt = return_receipt(receipt=nameless, by=accountant, reason="x")

    with pytest.raises(SamePerson):
        confirm_returned(receipt=receipt, by=accountant, reference="FTBACK")
    with pytest.raises(NoReason):
        confirm_returned(receipt=receipt, by=staff("confirm_transfer"), reference=" ")
    assert keep_after_all(receipt=receipt, by=accountant).state == "unmatched"


def test_the_account_that_the_feed_told_is_not_replaced(cashier):
    receipt = take(transfer("x", 5_000, counter_name="MAU", counter_account="99")).receipt

    returned = return_receipt(receipt=receipt, by=cashier, reason="nhầm", number="11", holder="KHAC")

    assert (returned.counter_account, returned.counter_name) == ("99", "MAU")


def test_money_that_stands_in_the_books_another_way_is_not_counted_twice(nameless, accountant):
    set_aside(receipt=nameless, by=accountant, note="Lệnh chi bị trả lại")

    assert fresh(nameless).state == "elsewhere"
    assert (books(), flags()) == ({}, [])


def test_whoever_typed_or_confirmed_it_does_not_take_it_out_of_the_books(cashier, accountant):
    cashier.user_permissions.add(*accountant.user_permissions.all())
    entry = confirm_entry(receipt=typed(cashier), by=accountant)

    for one in (fresh(cashier), accountant):
        with pytest.raises(SamePerson):
            set_aside(receipt=entry, by=one, note="Ghi hai lần")
    assert (fresh(entry).state, books()) == ("unmatched", {"bank": 50_000, "unallocated": 50_000})

    assert set_aside(receipt=entry, by=staff("confirm_transfer"), note="Ghi hai lần").state == "elsewhere"


def test_an_entry_is_a_proposal_until_another_person_confirms_it(order, cashier, accountant):
    entry = typed(cashier, amount=total(order), content=memo(order))

    assert (entry.state, books(), match_waiting(now=timezone.now() + timedelta(days=1))) == ("proposed", {}, 0)
    assert typed(cashier, amount=total(order), content=memo(order), at=entry.at) == entry

    confirmed = confirm_entry(receipt=entry, by=accountant)

    assert (confirmed.state, fresh(order).status) == ("matched", "confirmed")
    with pytest.raises(NotWaiting):
        confirm_entry(receipt=entry, by=accountant)
    assert books() == {"bank": total(order), "buyer_funds": total(order)}


def test_nobody_confirms_their_own_entry(order):
    both = staff("enter_transfer", "confirm_transfer")
    entry = typed(both)

    with pytest.raises(SamePerson):
        confirm_entry(receipt=entry, by=both)
    assert fresh(entry).state == "proposed"


def test_an_entry_that_the_bank_told_of_meanwhile_is_refused(cashier, accountant):
    entry = typed(cashier, reference="FT26325000009")
    told = take(transfer("abc", 50_000, reference="FT26325000009", at=entry.at)).receipt

    with pytest.raises(AlreadyKnown) as known:
        confirm_entry(receipt=entry, by=accountant)

    assert known.value.receipt == told
    assert fresh(entry).state == "refused"
    assert books() == {"bank": 50_000, "unallocated": 50_000}


def test_what_the_bank_tells_after_the_entry_was_confirmed_is_the_same(cashier, accountant):
    entry = confirm_entry(receipt=typed(cashier, reference="FT26325000009"), by=accountant)

    assert take(transfer("abc", 50_000, reference="FT26325000009", at=entry.at)).receipt == entry
    assert BankReceipt.objects.count() == 1


def test_an_entry_may_be_refused_or_taken_back(cashier, accountant):
    assert refuse_entry(receipt=typed(cashier), by=accountant, note="không có").state == "refused"
    own = typed(cashier, reference="FT2")
    with pytest.raises(PermissionDenied):
        refuse_entry(receipt=own, by=staff("enter_transfer"))
    assert refuse_entry(receipt=own, by=cashier).state == "refused"
    with pytest.raises(NotWaiting):
        confirm_entry(receipt=own, by=accountant)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("amount", 0),
        ("amount", 1.5),
        ("amount", True),
        ("reference", " "),
        ("reference", "x" * 121),
        ("at", timezone.now() + timedelta(days=1)),
    ],
)
def test_a_wrong_entry_names_its_field(cashier, field, wrong):
    with pytest.raises(BadEntry) as bad:
        typed(cashier, **{field: wrong})
    assert bad.value.field == field
