"""Many at once, on a real PostgreSQL with real threads."""

import threading

import pytest
from django.db import transaction

from marketplace.ledger.accounts import bank_collection, payout_transit, seller_available, unallocated
from marketplace.ledger.balances import balance
from marketplace.ledger.models import Entry, Posting, SellerPurse
from marketplace.ledger.posting import DifferentPosting, post
from marketplace.ledger.purses import lock_purse
from tests import stall
from tests.ledger.books import at_once, write

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def transfer(key, amount=5):
    return write(key, "transfer_unmatched", (bank_collection(), amount), (unallocated(), -amount))


def test_one_fact_told_by_twenty_is_posted_once():
    told = at_once([lambda: transfer("k")] * 20)

    assert {posting.key for posting in told} == {"k"}
    assert len({posting.pk for posting in told}) == 1
    assert (Posting.objects.count(), Entry.objects.count(), balance(bank_collection())) == (1, 2, 5)


def test_of_two_stories_under_one_key_one_is_told():
    told = at_once([lambda n=n: transfer("k", n) for n in range(1, 11)])

    posted = [answer for answer in told if isinstance(answer, Posting)]
    assert len(posted) == 1
    assert {type(answer) for answer in told if answer not in posted} == {DifferentPosting}
    assert Entry.objects.count() == 2


def test_accounts_that_many_need_first_are_opened_once():
    told = at_once([lambda n=n: transfer(f"k{n}") for n in range(20)])

    assert [type(answer) for answer in told] == [Posting] * 20
    assert balance(bank_collection()) == 100


def test_a_posting_that_was_taken_back_leaves_its_key_free():
    is_written, may_end = threading.Event(), threading.Event()

    def taken_back():
        with transaction.atomic():
            post(key="k", kind="transfer_unmatched", legs=[(bank_collection(), 7), (unallocated(), -7)])
            is_written.set()
            may_end.wait(timeout=30)
            transaction.set_rollback(True)

    def second():
        is_written.wait(timeout=30)
        threading.Timer(0.3, may_end.set).start()
        return transfer("k", 5)

    answers = at_once([taken_back, second])

    assert isinstance(answers[1], Posting)
    assert balance(bank_collection()) == 5


def test_a_purse_is_never_paid_out_twice():
    seller = stall.seller()
    write("earned", "transfer_unmatched", (bank_collection(), 500), (seller_available(seller), -500))

    def pay(n):
        with transaction.atomic():
            lock_purse(seller.pk)
            if balance(seller_available(seller)) < 100:
                return None
            legs = [(seller_available(seller), 100), (payout_transit(), -100)]
            return post(key=f"payout:{n}", kind="payout_exported", legs=legs, seller=seller)

    answers = at_once([lambda n=n: pay(n) for n in range(12)])

    assert sum(isinstance(answer, Posting) for answer in answers) == 5
    assert sum(answer is None for answer in answers) == 7
    assert balance(seller_available(seller)) == 0
    assert SellerPurse.objects.count() == 1
