"""Recognising a sale, taking it back, setting the seller's money free: the worked example of payments.md 2.5 to the dong."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from marketplace.charges.charging import MissingSellerKind
from marketplace.charges.models import KindRule
from marketplace.charges.portions import NotAPart
from marketplace.fulfilment.models import Parcel
from marketplace.ledger.conservation import check_order
from marketplace.sales.models import ParcelRelease, SaleEntry
from marketplace.sales.recognising import NotDelivered, recognise
from marketplace.sales.releasing import release
from marketplace.sales.reversing import NotRecognised, reverse
from marketplace.sales.terms import buyer_part, terms_of
from tests import stall
from tests.sales.parcels import (
    bought,
    completed,
    delivered,
    holds,
    paid,
    paid_out,
    refunded_before,
    worked_example,
)

pytestmark = pytest.mark.django_db


def line_of(parcel):
    return parcel.lines.get().pk


def test_the_worked_example_is_recognised_to_the_dong():
    order, first, second = worked_example()

    for parcel in (first, second):
        recognise(parcel=delivered(parcel))

    assert (holds("seller_pending", first.seller), holds("seller_pending", second.seller)) == (297_600, 425_250)
    assert (holds("commission"), holds("commission_vat")) == (38_500, 3_850)
    assert (holds("vat_withheld"), holds("pit_withheld")) == (3_200, 1_600)
    assert (holds("shipping_income"), holds("promo_cost")) == (55_000, 50_000)
    assert holds("buyer_funds", order) == 0
    assert 297_600 + 425_250 == 722_850
    assert check_order(order).captured == 775_000


def test_one_parcel_is_recognised_without_the_other():
    order, first, _second = worked_example()

    entries = recognise(parcel=delivered(first))

    goods, fee = entries
    assert (goods.buyer_part, fee.buyer_part, goods.platform_part) == (299_221, 25_000, 20_779)
    assert holds("buyer_funds", order) == 450_779
    assert (goods.tax_rule.code, goods.commission_rule.rate_bp, fee.tax_rule) == ("goods", 500, None)


def test_a_company_is_not_withheld_from():
    _order, _first, second = worked_example()

    goods = recognise(parcel=delivered(second))[0]

    assert (goods.vat_withheld, goods.pit_withheld, goods.tax_rule, goods.seller_net) == (0, 0, None, 425_250)


def test_recognising_twice_is_recognising_once():
    _order, first, _second = worked_example()

    once = recognise(parcel=delivered(first))
    again = recognise(parcel=first)

    assert [entry.pk for entry in again] == [entry.pk for entry in once]
    assert holds("seller_pending", first.seller) == 297_600


def test_what_has_not_arrived_is_not_sold():
    _order, first, _second = worked_example()

    with pytest.raises(NotDelivered):
        recognise(parcel=first)


def test_a_seller_of_unknown_kind_is_not_recognised_and_nothing_is_posted():
    _order, first, _second = worked_example()
    KindRule.objects.filter(kind="household").delete()

    with pytest.raises(MissingSellerKind):
        recognise(parcel=delivered(first))
    assert SaleEntry.objects.count() == 0


def test_one_unit_back_after_recognition_is_the_worked_example():
    order, first, _second = worked_example()
    recognise(parcel=delivered(first))

    (entry,) = reverse(parcel=first, units={line_of(first): 1}, key="r1")

    assert (entry.buyer_part, entry.platform_part, entry.seller_net) == (149_610, 10_390, 148_800)
    assert (entry.commission, entry.commission_vat, entry.vat_withheld, entry.pit_withheld) == (8_000, 800, 1_600, 800)
    assert holds("refund_due", order) == 149_610
    assert holds("seller_pending", first.seller) == 148_800
    assert (holds("commission"), holds("promo_cost")) == (8_000, 10_389)
    check_order(order)


def test_taking_back_twice_with_one_key_is_once():
    order, first, _second = worked_example()
    recognise(parcel=delivered(first))

    once = reverse(parcel=first, units={line_of(first): 1}, key="r1")
    again = reverse(parcel=first, units={line_of(first): 1}, key="r1")

    assert [entry.pk for entry in once] == [entry.pk for entry in again]
    assert holds("refund_due", order) == 149_610


def test_one_unit_back_before_recognition_leaves_the_other_to_be_recognised():
    order, first, _second = worked_example()
    (terms,) = terms_of(first)
    refunded_before(order, buyer_part(terms, done=0, k=1))

    goods, _fee = recognise(parcel=delivered(first), returned={line_of(first): 1})

    assert (goods.quantity, goods.goods, goods.buyer_part, goods.platform_part) == (1, 160_000, 149_611, 10_389)
    assert goods.seller_net == 148_800
    assert holds("refund_due", order) == 149_610
    assert holds("buyer_funds", order) == 450_779
    check_order(order)


def test_both_units_back_one_before_and_one_after_leave_nothing():
    order, first, _second = worked_example()
    (terms,) = terms_of(first)
    refunded_before(order, buyer_part(terms, done=0, k=1))
    recognise(parcel=delivered(first), returned={line_of(first): 1})

    reverse(parcel=first, units={line_of(first): 1}, fee=True, key="r2")

    assert holds("refund_due", order) == 299_221 + 25_000
    assert [holds(name) for name in ("commission", "commission_vat", "vat_withheld", "pit_withheld", "promo_cost")] == [
        0,
        0,
        0,
        0,
        0,
    ]
    assert (holds("seller_pending", first.seller), holds("shipping_income")) == (0, 0)
    check_order(order)


def test_when_everything_came_back_before_there_is_no_sale():
    _order, first, _second = worked_example()

    assert recognise(parcel=delivered(first), returned={line_of(first): 2}, fee_returned=True) == []
    with pytest.raises(NotRecognised):
        reverse(parcel=first, units={line_of(first): 1}, key="r1")


def test_one_unit_back_after_payout_is_owed_by_the_seller():
    order, first, _second = worked_example()
    recognise(parcel=delivered(first))
    release(parcel=completed(first))
    paid_out(first.seller, 200_000)

    (entry,) = reverse(parcel=first, units={line_of(first): 1}, key="r1")

    assert entry.after_release
    assert holds("seller_available", first.seller) == 0
    assert holds("seller_due", first.seller) == 148_800 - 97_600
    assert holds("refund_due", order) == 149_610
    check_order(order)


def test_what_a_seller_owes_is_taken_off_the_next_parcel_that_goes_free():
    _order, first, _second = worked_example()
    recognise(parcel=delivered(first))
    release(parcel=completed(first))
    paid_out(first.seller, 297_600)
    reverse(parcel=first, units={line_of(first): 1}, key="r1")
    next_order = paid(bought((stall.product("Sáp ong", by=first.seller, price=100_000), 2), fees=(0,)))
    parcel = next_order.parcels.get()
    recognise(parcel=delivered(parcel))

    freed = release(parcel=completed(parcel))

    assert freed.amount == 186_000
    assert (holds("seller_due", first.seller), holds("seller_available", first.seller)) == (0, 186_000 - 148_800)
    assert holds("seller_pending", first.seller) == 0
    check_order(next_order)


def test_money_goes_free_once_and_only_when_the_parcel_is_over():
    _order, first, _second = worked_example()
    assert release(parcel=delivered(first)) is None
    recognise(parcel=first)
    assert release(parcel=first) is None

    once, again = release(parcel=completed(first)), release(parcel=first)

    assert once.pk == again.pk
    assert (holds("seller_pending", first.seller), holds("seller_available", first.seller)) == (0, 297_600)


def test_cash_goes_free_when_the_carrier_has_handed_it_on():
    order = paid(bought((stall.product(price=100_000), 1), fees=(0,), prepaid=False))
    parcel = order.parcels.get()
    parcel.payments.update(state="collected")
    recognise(parcel=delivered(parcel))

    assert release(parcel=completed(parcel)) is None
    parcel.payments.update(state="remitted")
    assert release(parcel=parcel).amount == 93_000


def test_a_parcel_that_came_back_whole_goes_free_with_nothing():
    _order, first, _second = worked_example()
    recognise(parcel=delivered(first))
    reverse(parcel=first, units={line_of(first): 2}, key="r1")

    freed = release(parcel=completed(first))

    assert (freed.amount, freed.posting) == (0, None)


@pytest.mark.parametrize("units", [3, -1])
def test_more_units_than_were_sold_do_not_come_back(units):
    _order, first, _second = worked_example()
    recognise(parcel=delivered(first))

    with pytest.raises(NotAPart):
        reverse(parcel=first, units={line_of(first): units}, key="r1")


def test_the_delivery_fee_comes_back_once():
    _order, first, _second = worked_example()
    recognise(parcel=delivered(first))
    reverse(parcel=first, units={}, fee=True, key="r1")

    with pytest.raises(NotAPart):
        reverse(parcel=first, units={}, fee=True, key="r2")
    with pytest.raises(NotRecognised):
        reverse(parcel=first, units={}, key="r3")
    with pytest.raises(NotRecognised):
        reverse(parcel=first, units={0: 1}, key="r4")


def test_a_fee_of_the_seller_is_theirs_and_taxed_but_bears_no_commission():
    order = bought((stall.product(price=100_000), 1), fees=(20_000,))
    order.parcels.update(fee_goes_to="seller")
    parcel = paid(order).parcels.get()

    goods, fee = recognise(parcel=delivered(parcel))

    assert (fee.goods, fee.shipping, fee.commission, fee.vat_withheld, fee.pit_withheld) == (20_000, 0, 0, 200, 100)
    assert (fee.seller_net, goods.seller_net, holds("shipping_income")) == (19_700, 93_000, 0)
    reverse(parcel=parcel, units={}, fee=True, key="r1")
    assert holds("seller_pending", parcel.seller) == 93_000
    check_order(order)


def test_the_month_is_that_of_vietnam():
    _order, first, second = worked_example()

    late = recognise(parcel=delivered(first), at=datetime(2026, 10, 31, 16, 59, tzinfo=UTC))[0]
    next_month = recognise(parcel=delivered(second), at=datetime(2026, 10, 31, 17, 0, tzinfo=UTC))[0]

    assert (late.period, next_month.period) == ("2026-10", "2026-11")


def test_i9_tax_of_returned_units_is_offset_and_the_month_is_the_movement_of_the_accounts():
    _order, first, _second = worked_example()
    recognise(parcel=delivered(first))
    reverse(parcel=first, units={line_of(first): 1}, key="r1")

    month = SaleEntry.objects.in_period(SaleEntry.objects.first().period).net()

    assert (month["vat_withheld"], month["pit_withheld"]) == (1_600, 800)
    assert (holds("vat_withheld"), holds("pit_withheld")) == (1_600, 800)


def test_i1_the_database_refuses_to_change_or_remove_an_entry():
    _order, first, _second = worked_example()
    recognise(parcel=delivered(first))
    release(parcel=completed(first))

    for rows in (SaleEntry.objects.filter(quantity=2), ParcelRelease.objects.all()):
        assert rows.exists()
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(seller_id=first.seller_id)
        with pytest.raises(IntegrityError), transaction.atomic():
            rows._raw_delete(rows.db)


def test_the_database_refuses_a_second_sale_of_a_line_and_figures_that_do_not_add_up():
    _order, first, _second = worked_example()
    entry = recognise(parcel=delivered(first))[0]
    entry.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save(force_insert=True)

    entry.kind, entry.reverses_id, entry.seller_net = "reverse", SaleEntry.objects.first().pk, entry.seller_net - 1
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save(force_insert=True)


def test_free_goods_post_nothing():
    order = paid(bought((stall.product(price=50_000), 1), (stall.product("Khác", price=90_000), 1), fees=(0, 0)))
    parcel = order.parcels.order_by("pk").first()
    Parcel.objects.filter(pk=parcel.pk).update(goods_total=0)
    parcel.lines.update(goods_total=0)
    terms_of(parcel)[0].__class__.objects.filter(parcel_line__parcel=parcel).update(list_total=0)

    assert recognise(parcel=delivered(parcel)) == []
