"""Carriers' statements: held against our parcels, booked when they add up, once (payments.md 5.3; I8)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from marketplace.ledger.accounts import bank_collection, unallocated
from marketplace.ledger.posting import post
from marketplace.payments.models import Attention, BankReceipt, CarrierStatement
from marketplace.payments.parcel_life.arriving import deliver
from marketplace.payments.parcel_life.coming_back import bring_back
from marketplace.payments.parcel_life.completing import complete_due
from marketplace.payments.remitting.ageing import cash_at_carriers, overdue_payments
from marketplace.payments.remitting.importing import ChangedStatement, FaultyRows, NumberMissing, import_statement
from marketplace.payments.remitting.mending import settle_line
from marketplace.payments.remitting.posting import DoesNotBalance, LinesDiffer, NotPostable, ReceiptUsed, post_statement
from marketplace.payments.remitting.reading import CodLine, CodStatement
from tests.payments.till import arrived, bought, goods, holds, on_its_way, paid, parcel_of, staff

pytestmark = pytest.mark.django_db


def cash_parcel(price=100_000, *, fee=20_000, title="Món", phone="+84912345678"):
    return parcel_of(bought((goods(price=price, title=title), 1), payment="cod", fees=(fee,), phone=phone))


def line(parcel, row=2, *, cash=None, fee=20_000, **more):
    cash = parcel.buyer_pays if cash is None else cash
    net = cash - fee + more.get("adjustment", 0)
    code = parcel.tracking_no or f"T{parcel.pk}"
    return CodLine(row=row, tracking_no=code, cod_amount=cash, shipping_fee=fee, net_amount=net, **more)


def imported(*lines, number="DS-1", carrier="GHN", **more):
    return import_statement(read=CodStatement(lines=list(lines), number=number), carrier=carrier, **more)


def results(statement) -> list[str]:
    return list(statement.lines.values_list("result", flat=True))


@pytest.fixture
def boss():
    return staff("post_carrier_statement")


def test_a_statement_that_adds_up_brings_cash_to_the_bank_and_sellers_their_money(boss):
    one, two = arrived(cash_parcel(title="A")), arrived(cash_parcel(70_000, title="B"))
    complete_due_of(one)
    statement = imported(line(one), line(two, 3, fee=22_000))
    assert results(statement) == ["matched", "matched"]

    for _time in range(2):
        post_statement(statement=statement, by=boss, received=168_000)

    assert (holds("bank_collection"), holds("carrier_cost"), holds("clearing_cod", "ghn")) == (168_000, 42_000, 0)
    assert {parcel.payments.get().state for parcel in (one, two)} == {"remitted"}
    assert holds("seller_available", one.seller) == one.sale_entries.net()["seller_net"]
    assert holds("seller_available", two.seller) == 0
    statement.refresh_from_db()
    assert (statement.state, statement.posted_by, statement.net_total) == ("posted", boss, 168_000)


def complete_due_of(parcel):
    type(parcel).objects.filter(pk=parcel.pk).update(return_until=timezone.now())
    assert complete_due() == 1
    assert holds("seller_available", parcel.seller) == 0


def test_the_same_statement_again_changes_nothing_and_a_changed_line_is_an_error(boss):
    one, two = arrived(cash_parcel(title="A")), arrived(cash_parcel(title="B"))
    first = imported(line(one))

    assert imported(line(one)) == first
    for changed in ([line(one, cash=119_999)], [line(one), line(two, 3)], [line(two)]):
        with pytest.raises(ChangedStatement):
            imported(*changed)
    post_statement(statement=first, by=boss, received=100_000)
    assert imported(line(one)).state == "posted"

    assert CarrierStatement.objects.count() == 1
    assert first.lines.get().cod_amount == 120_000


@pytest.mark.parametrize("received", [None, 99_999, 100_001])
def test_what_the_bank_did_not_receive_is_not_booked(boss, received):
    statement = imported(line(arrived(cash_parcel())))

    with pytest.raises(DoesNotBalance):
        post_statement(statement=statement, by=boss, received=received)

    assert (holds("clearing_cod", "ghn"), holds("bank_collection")) == (120_000, 0)


def test_only_who_may_books(boss):
    statement = imported(line(arrived(cash_parcel())))

    with pytest.raises(PermissionDenied):
        post_statement(statement=statement, by=staff(), received=100_000)


def test_each_line_is_held_against_what_we_know(boss):
    far = on_its_way(cash_parcel(title="A", phone="+84912345671"))
    other = arrived(cash_parcel(title="B", phone="+84912345672"))
    back = bring_back(parcel=on_its_way(cash_parcel(title="C", phone="+84912345673")), by="ghn")
    void = on_its_way(cash_parcel(title="D", phone="+84912345674"))
    void.payments.update(state="void")
    card = on_its_way(parcel_of(paid((goods(title="E"), 1), fees=(20_000,), phone="+84912345675")))
    dear = arrived(cash_parcel(title="F", phone="+84912345676"))
    twice = arrived(cash_parcel(title="G", phone="+84912345677"))
    stranger = CodLine(row=9, tracking_no="X-1", cod_amount=0, net_amount=0)

    statement = imported(
        line(far, 2),
        line(other, 3, cash=110_000),
        line(back, 4, cash=0, fee=0, return_fee=0),
        line(void, 5),
        line(card, 6, cash=0),
        line(dear, 7, fee=25_001),
        line(twice, 8),
        stranger,
        CodLine(row=10, tracking_no="T-other", client_ref=twice.number, cod_amount=120_000, net_amount=120_000),
    )

    assert results(statement) == [
        "not_delivered",
        "amount_differs",
        "matched",
        "void_parcel",
        "matched",
        "fee_differs",
        "matched",
        "unknown_tracking",
        "already_remitted",
    ]
    with pytest.raises(LinesDiffer) as error:
        post_statement(statement=statement, by=boss, received=statement.net_total)
    assert [wrong.row for wrong in error.value.lines] == [2, 3, 5, 9, 10]


def test_a_parcel_of_another_carrier_is_unknown():
    statement = imported(line(arrived(cash_parcel(), carrier="ghtk")))

    assert results(statement) == ["unknown_tracking"]


def test_cash_of_wrong_lines_is_held_as_nobodys_until_a_person_settles_it(boss):
    right, late = arrived(cash_parcel(title="A")), on_its_way(cash_parcel(70_000, title="B"))
    short = arrived(cash_parcel(50_000, title="C"))
    statement = imported(line(right), line(late, 3), line(short, 4, cash=60_000))

    post_statement(statement=statement, by=boss, received=210_000, accept_differences=True)
    assert (holds("unallocated"), holds("clearing_cod", "ghn")) == (150_000, 70_000)
    assert Attention.objects.filter(reason="cod_mismatch", closed_at=None).count() == 2
    of_late, of_short = statement.lines.get(row=3), statement.lines.get(row=4)
    for wrong in (of_late, of_short):
        with pytest.raises(NotPostable):
            settle_line(line=wrong, by=boss)

    deliver(parcel=late, by="staff")
    for _time in range(2):
        settle_line(line=of_late, by=boss)
        settle_line(line=of_short, by=boss, bear_difference=True)

    assert (holds("unallocated"), holds("clearing_cod", "ghn"), holds("loss_other")) == (0, 0, 10_000)
    assert {parcel.payments.get().state for parcel in (right, late, short)} == {"remitted"}
    assert not Attention.objects.filter(reason="cod_mismatch", closed_at=None).exists()


def test_money_that_the_bank_feed_noted_as_nobodys_gets_its_name_once(boss):
    one, two = arrived(cash_parcel(title="A")), arrived(cash_parcel(title="B"))
    receipt = BankReceipt.objects.create(
        source="file", source_id="1", fingerprint="f", account_no="1", amount=100_000, at=timezone.now()
    )
    post(key="r", kind="transfer_unmatched", legs=[(bank_collection(), 100_000), (unallocated(), -100_000)])

    post_statement(statement=imported(line(one)), by=boss, receipt=receipt)

    receipt.refresh_from_db()
    assert receipt.state == "matched"
    assert (holds("bank_collection"), holds("unallocated")) == (100_000, 0)
    with pytest.raises(ReceiptUsed):
        post_statement(statement=imported(line(two), number="DS-2"), by=boss, receipt=receipt)
    assert holds("clearing_cod", "ghn") == 120_000


def test_compensation_lowers_what_the_carrier_costs(boss):
    statement = imported(line(arrived(cash_parcel()), adjustment=50_000))

    post_statement(statement=statement, by=boss, received=150_000)

    assert holds("carrier_cost") == -30_000


def test_faulty_rows_and_a_missing_number_store_nothing():
    with pytest.raises(FaultyRows):
        import_statement(read=CodStatement(faults=[(7, "x")], number="1"), carrier="ghn")
    with pytest.raises(NumberMissing):
        import_statement(read=CodStatement(), carrier="ghn")

    assert not CarrierStatement.objects.exists()


def test_cash_that_lies_with_carriers_is_reported_and_agrees_with_the_ledger(boss):
    old, young = arrived(cash_parcel(title="A")), arrived(cash_parcel(70_000, title="B"), carrier="ghtk")
    type(old).objects.filter(pk=old.pk).update(delivered_at=timezone.now() - timedelta(days=8))

    rows = {row.carrier: row for row in cash_at_carriers()}

    assert (rows["ghn"].amount, rows["ghn"].overdue, rows["ghn"].agrees) == (120_000, 120_000, True)
    assert (rows["ghtk"].amount, rows["ghtk"].overdue, rows["ghtk"].agrees) == (90_000, 0, True)
    assert [payment.parcel for payment in overdue_payments()] == [old]
    assert young.payments.get() not in overdue_payments()
    post_statement(statement=imported(line(old)), by=boss, received=100_000)
    assert [row.carrier for row in cash_at_carriers()] == ["ghtk"]
