"""One transfer is one row and one posting, whoever tells of it; two transfers are two (receipts.identity)."""

from datetime import datetime, timedelta

import pytest

from marketplace.payments.bank_feed.transfers import VIETNAM
from marketplace.payments.models import BankReceipt, ReceiptTelling
from marketplace.payments.receipts.identity import same_reference
from marketplace.payments.receipts.storing import store

from .banking import books, check_books, transfer

pytestmark = pytest.mark.django_db
NINE = datetime(2026, 11, 21, 9, 31, 2, tzinfo=VIETNAM)
DAY = NINE.replace(hour=0, minute=0, second=0)
FILE = "statement_file"


@pytest.fixture(autouse=True)
def _books_are_right():
    yield
    check_books()


def stored(*transfers) -> int:
    for each in transfers:
        store(each)
    return BankReceipt.objects.count()


def test_money_is_booked_as_nobodys_on_the_day_it_came():
    receipt = store(transfer("abc", 5_000, reference="FT1", counter_name="MAU", counter_account="99")).receipt

    assert books() == {"bank": 5_000, "unallocated": 5_000}
    assert (receipt.state, receipt.reference, receipt.counter_account) == ("unmatched", "FT1", "99")
    posting = receipt_posting(receipt)
    assert (posting.kind, posting.occurred_at) == ("transfer_unmatched", NINE)


def receipt_posting(receipt):
    from marketplace.ledger.models import Posting

    return Posting.objects.get(key=f"receipt:{receipt.pk}")


def test_the_same_number_of_the_same_source_is_one_whatever_else_it_says():
    assert stored(transfer("a", 5_000, number=7), transfer("b", 6_000, number=7)) == 1
    assert books()["bank"] == 5_000


def test_the_same_number_of_two_feeds_is_two():
    assert stored(transfer("a", number=7), transfer("a", number=7, provider="casso")) == 2


def test_a_feed_and_the_statement_tell_of_one_transfer_by_the_banks_reference():
    told = transfer("OCOP", reference="FT26325000001")
    row = transfer("OCOP; ghi them", provider=FILE, number="hash", reference="ft26325 000001", at=DAY)

    assert stored(told, row) == 1
    assert sorted(ReceiptTelling.objects.values_list("source", flat=True)) == ["sepay", FILE]
    assert stored(row, told) == 1  # and again, the other way round


def test_two_equal_transfers_with_different_references_stay_two():
    one, two = transfer("OCOP", reference="FT1"), transfer("OCOP", reference="FT2", provider="casso")

    assert stored(one, two) == 2
    assert books()["bank"] == 200_000


def test_two_equal_transfers_of_one_feed_stay_two_even_with_one_reference():
    """Such as a batch in which the payer's bank gives every line one reference."""
    feed = [transfer("OCOP", reference="FT1"), transfer("OCOP", reference="FT1")]
    rows = [transfer("OCOP", reference="FT1", provider="casso"), transfer("OCOP", reference="FT1", provider="casso")]

    assert stored(*feed, *rows, *feed, *rows) == 2


def test_without_a_reference_two_equal_ones_stay_two_and_the_statement_adds_none():
    feed = [transfer("mua hang", reference=""), transfer("mua hang", reference="")]
    rows = [transfer("mua hang", reference="", provider=FILE, number=n, at=DAY) for n in ("x", "y")]

    assert stored(*feed, *rows) == 2
    assert stored(transfer("mua hang", reference="", provider=FILE, number="z", at=DAY)) == 3


@pytest.mark.parametrize(
    ("seconds", "content", "count"), [(30, "mua hang", 1), (90, "mua hang", 2), (30, "gi khac han", 2)]
)
def test_without_a_reference_minute_and_content_decide(seconds, content, count):
    told = transfer("mua hang", reference="")
    other = transfer(content, reference="", provider="casso", at=NINE + timedelta(seconds=seconds))

    assert stored(told, other) == count


@pytest.mark.parametrize(("days", "count"), [(1, 1), (-1, 1), (2, 2), (-2, 2)])
def test_a_statement_may_book_a_day_later(days, count):
    at = NINE + timedelta(days=days)

    assert stored(transfer(reference="FT9"), transfer(reference="FT9", provider=FILE, at=at)) == count


def test_another_amount_is_another_transfer():
    assert stored(transfer(amount=5, reference="FT9"), transfer(amount=6, reference="FT9", provider=FILE)) == 2


@pytest.mark.parametrize(
    "change", [{"is_incoming": False}, {"is_test": True}, {"account_no": "9999999999"}, {"account_no": " "}]
)
def test_what_is_not_money_for_buyers_orders_is_not_stored(change):
    assert store(transfer("OCOP", 5_000, **change)) is None
    assert not BankReceipt.objects.exists()
    assert books() == {}


@pytest.mark.parametrize("account_no", ["1012345678", "101.234.5678", "001012345678"])
def test_the_account_may_be_written_with_signs(account_no):
    assert store(transfer(account_no=account_no)).is_new


def test_without_an_account_nothing_is_stored(settings):
    settings.COLLECTION_ACCOUNT = {}

    assert store(transfer()) is None


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("FT26325000001", "ft 2632-5000001", True),
        ("MBVCB.3278907687", "3278907687", True),
        ("3278907687", "MBVCB.3278907687.071", True),
        ("FT26325000001", "FT263250000012", False),
        ("MBVCB.327", "327", False),
        ("FT1", "FT2", False),
    ],
)
def test_references(one, other, is_same):
    assert same_reference(one, other) is is_same
    assert same_reference(other, one) is is_same
