"""Every dong of an order is somewhere: the worked example of specification 2.5, and postings that break it."""

import pytest

from marketplace.ledger import accounts
from marketplace.ledger.balances import OrderBalances, SellerBalances, balances_of_order, balances_of_seller
from marketplace.ledger.conservation import NotConserved, OrderFigures, check_order, figures_of_orders, order_figures
from tests.ledger.books import capture, order, write

pytestmark = pytest.mark.django_db


def test_the_worked_example_to_the_dong(market):
    market.capture()
    market.recognise_a()
    market.recognise_b()

    figures = check_order(market.order)

    assert figures == OrderFigures(
        captured=775_000,
        promo_cost=50_000,
        seller_net=722_850,
        commission=38_500,
        commission_vat=3_850,
        vat_withheld=3_200,
        pit_withheld=1_600,
        shipping_income=55_000,
    )
    assert (figures.came_in, figures.shares) == (825_000, 825_000)
    assert balances_of_order(market.order) == OrderBalances(buyer_funds=0, refund_due=0)
    assert balances_of_seller(market.a) == SellerBalances(seller_pending=297_600)
    assert balances_of_seller(market.b) == SellerBalances(seller_pending=425_250)


def test_the_equation_holds_after_every_step(market):
    steps = [
        market.capture,
        market.recognise_a,
        market.release_a,
        market.pay_out_a,
        lambda: market.refund_one_of_a(accounts.seller_due(market.a)),
        market.recognise_b,
        market.refund_arrives,
    ]

    seen = []
    for step in steps:
        step()
        figures = check_order(market.order)
        seen.append((figures.buyer_funds, figures.refund_due, figures.refunded, figures.shares))

    assert seen == [
        (775_000, 0, 0, 0),
        (450_779, 0, 0, 345_000),
        (450_779, 0, 0, 345_000),
        (450_779, 0, 0, 345_000),
        (450_779, 149_610, 0, 185_000),
        (0, 149_610, 0, 665_000),
        (0, 0, 149_610, 665_000),
    ]
    assert balances_of_seller(market.a) == SellerBalances(seller_due=148_800)


def test_one_unit_refunded_takes_half_of_every_leg_back(market):
    market.capture()
    market.recognise_a()
    before = order_figures(market.order)
    market.refund_one_of_a()
    after = check_order(market.order)

    names = ("seller_net", "commission", "commission_vat", "vat_withheld", "pit_withheld", "promo_cost")
    taken = {name: getattr(before, name) - getattr(after, name) for name in names}
    assert taken == {
        "seller_net": 148_800,
        "commission": 8_000,
        "commission_vat": 800,
        "vat_withheld": 1_600,
        "pit_withheld": 800,
        "promo_cost": 10_390,
    }
    assert after.refund_due == 149_610


def test_a_refund_before_the_sale_is_recognised_comes_from_the_buyers_money(market):
    market.capture()
    legs = (accounts.buyer_funds(market.order), 149_610), (accounts.refund_due(market.order), -149_610)
    write("refund_approved", "refund_approved", *legs, order=market.order)
    market.refund_arrives()

    figures = check_order(market.order)
    assert (figures.buyer_funds, figures.refund_due, figures.refunded) == (625_390, 0, 149_610)


def test_a_transfer_found_later_counts_as_captured_and_one_moved_away_no_more():
    of = order()
    write("in", "transfer_unmatched", (accounts.bank_collection(), 90), (accounts.unallocated(), -90))
    write("to", "transfer_allocated", (accounts.unallocated(), 90), (accounts.buyer_funds(of), -90), order=of)
    assert check_order(of).captured == 90

    write("away", "transfer_allocated", (accounts.buyer_funds(of), 90), (accounts.unallocated(), -90), order=of)
    assert check_order(of) == OrderFigures()


def test_money_paid_twice_is_captured_twice_and_due_back(market):
    market.capture()
    legs = (accounts.clearing_stripe(), 775_000), (accounts.refund_due(market.order), -775_000)
    write("capture:again", "capture", *legs, order=market.order)

    figures = check_order(market.order)
    assert (figures.captured, figures.buyer_funds, figures.refund_due) == (1_550_000, 775_000, 775_000)


def test_a_gift_of_the_shop_and_a_dispute_add_up(market):
    market.capture()
    gift = (accounts.loss_other(), 10_000), (accounts.refund_due(market.order), -10_000)
    write("gift", "refund_approved", *gift, order=market.order)
    taken = (accounts.buyer_funds(market.order), 775_000), (accounts.clearing_stripe(), -775_000)
    write("dispute", "dispute_lost", *taken, order=market.order)

    figures = check_order(market.order)
    assert (figures.loss_other, figures.refund_due, figures.refunded) == (10_000, 10_000, 775_000)


def test_fees_and_what_the_carrier_hands_on_leave_the_order_alone(market):
    market.capture()
    fee = (accounts.gateway_fee(), 12_000), (accounts.clearing_stripe(), -12_000)
    write("fee", "gateway_fee", *fee, order=market.order)
    cash = (accounts.bank_collection(), 90), (accounts.carrier_cost(), 10), (accounts.clearing_cod("ghn"), -100)
    write("handed on", "cod_remittance", *cash, order=market.order)

    assert check_order(market.order) == OrderFigures(captured=775_000, buyer_funds=775_000)


def test_what_a_seller_at_fault_pays_back_and_what_was_paid_out_leave_the_order_alone(market):
    market.capture()
    market.recognise_a()
    before = check_order(market.order)

    blame = (accounts.seller_due(market.a), 30_000), (accounts.loss_dispute(), -30_000)
    write("blame", "dispute_lost", *blame, order=market.order, seller=market.a)
    paid = (accounts.seller_available(market.a), 5_000), (accounts.payout_transit(), -5_000)
    write("paid", "payout_exported", *paid, order=market.order, seller=market.a)

    assert check_order(market.order) == before


def test_a_sale_posted_on_another_order_shows_on_both(market):
    market.capture()
    other = order("Y")
    legs = (accounts.buyer_funds(market.order), 100), (accounts.commission(), -100)
    write("astray", "recognition", *legs, order=other)

    for of in (market.order, other):
        with pytest.raises(NotConserved, match=of.number):
            check_order(of)


def test_buyers_money_that_went_to_the_shop_by_the_way_shows(market):
    market.capture()
    legs = (accounts.buyer_funds(market.order), 1), (accounts.fx_difference(), -1)
    write("swallowed", "correction", *legs, order=market.order)

    with pytest.raises(NotConserved, match="775000 came in, 774999 are accounted for"):
        check_order(market.order)


def test_more_taken_back_than_was_withheld_shows(market):
    market.capture()
    legs = (accounts.vat_withheld(), 100), (accounts.seller_pending(market.a), -100)
    write("too much", "correction", *legs, order=market.order)

    with pytest.raises(NotConserved, match="below zero: vat_withheld"):
        check_order(market.order)


def test_many_orders_cost_two_queries(django_assert_num_queries):
    orders = [order() for _number in range(4)]
    for of in orders:
        capture(of, amount=100)

    with django_assert_num_queries(2):
        figures = figures_of_orders([of.pk for of in orders])

    assert [figures[of.pk].captured for of in orders] == [100] * 4
