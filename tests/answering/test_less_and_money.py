"""The producer sends less: to the dong what goes back, what is paid at the door, what is sold, and who may still refuse."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from marketplace.fulfilment.missing_parts import was_lessened
from marketplace.fulfilment.models import Parcel
from marketplace.fulfilment.moving import WrongState
from marketplace.fulfilment.order_links import key_of, path_of
from marketplace.notify.models import Message
from marketplace.payments.cancelling import cancel_by_buyer, cannot_deliver
from marketplace.payments.lessening import NothingLeft, NotLessenable, WrongNumber, lessen
from marketplace.payments.models import Payment, Refund
from marketplace.payments.parcel_life.arriving import deliver
from marketplace.payments.parcel_life.handing_over import hand_over
from marketplace.payments.parcel_life.stepping import accept, pack
from marketplace.payments.refunding.deciding import approve
from marketplace.payments.refunding.drafting import draft_refund
from marketplace.sales.models import LineTerms, SaleEntry
from tests.checkout.buying import basket_of, buyer, order_basket
from tests.checkout.buying import fresh as as_new
from tests.payments import till
from tests.sales.parcels import voucher

from .asked import held_of, lines_of, maker, ordered

pytestmark = pytest.mark.django_db


def less(parcel, **titles):
    """`fish`, `sugar`: how many are missing."""
    lines = lines_of(parcel)
    names = {"fish": "Khô cá lóc", "sugar": "Đường thốt nốt"}
    return lessen(parcel=parcel, missing={lines[names[key]]: units for key, units in titles.items()}, by="seller")


def fresh(parcel) -> Parcel:
    return Parcel.objects.get(pk=parcel.pk)


def contents(parcel) -> list[tuple]:
    return list(parcel.lines.order_by("line_id").values_list("line__title", "quantity", "goods_total"))


def test_what_was_paid_for_the_missing_goods_goes_back_and_the_delivery_fee_stays():
    parcel = ordered()

    lessened = less(parcel, fish=2, sugar=1)

    assert (lessened.refund.amount, Refund.objects.get().state) == (95_000, "succeeded")
    assert (fresh(parcel).state, fresh(parcel).goods_total, fresh(parcel).fee) == ("accepted", 135_000, 20_000)
    assert contents(parcel) == [("Khô cá lóc", 3, 120_000), ("Đường thốt nốt", 1, 15_000)]
    assert (lessened.missing.number, lessened.missing.state) == (f"{parcel.number}-0", "cancelled")
    assert contents(lessened.missing) == [("Khô cá lóc", 2, 80_000), ("Đường thốt nốt", 1, 15_000)]
    assert held_of(parcel) == [3, 1]
    assert till.figures(parcel.order).buyer_funds == 155_000


def test_a_line_that_is_missing_altogether_leaves_the_parcel():
    parcel = ordered()

    lessened = less(parcel, sugar=2)

    assert contents(parcel) == [("Khô cá lóc", 5, 200_000)]
    assert contents(lessened.missing) == [("Đường thốt nốt", 2, 30_000)]
    assert lessened.refund.amount == 30_000
    assert held_of(lessened.missing) == [0]


def test_cash_is_promised_for_what_comes_only():
    parcel = ordered(payment="cod")

    lessened = less(parcel, fish=2)

    promises = Payment.objects.order_by("pk").values_list("parcel__number", "amount", "state")
    assert list(promises) == [(parcel.number, 170_000, "promised"), (lessened.missing.number, 80_000, "void")]
    assert lessened.refund is None
    assert Refund.objects.count() == 0
    deliver(parcel=hand_over(parcel=pack(parcel=fresh(parcel), by="s"), carrier="ghn", by="s"), by="ghn")
    assert till.holds("clearing_cod", "ghn") == 170_000
    assert fresh(parcel).order.status == "confirmed"


def test_the_sale_is_that_of_what_was_sent():
    parcel = ordered()
    less(parcel, fish=2, sugar=2)

    deliver(parcel=hand_over(parcel=pack(parcel=fresh(parcel), by="s"), carrier="ghn", by="s"), by="ghn")

    sold = SaleEntry.objects.of_goods().values_list("quantity", "goods", "buyer_part")
    assert list(sold) == [(3, 120_000, 120_000)]
    figures = till.figures(parcel.order)
    assert (figures.buyer_funds, figures.refund_due) == (0, 0)


def test_a_discount_is_divided_to_the_dong():
    by, code = maker(), voucher(Decimal(10_001), code="SHOP")
    fish = till.stall.product("Khô cá lóc", by=by, price=25_000, stock=9)
    till.load_rates()
    basket = basket_of((fish, 4))
    basket.vouchers.add(code)
    order = order_basket(as_new(basket), by=buyer(), payment="till")
    till.apply(order.payments.get(), till.ProviderState("captured", order.payments.get().amount, charge_ref="c"))
    parcel = till.parcel_of(order)
    before = parcel.goods_total

    lessened = less(parcel, fish=2)

    assert before == 89_999
    assert (fresh(parcel).goods_total, lessened.missing.goods_total) == (44_999, 45_000)
    assert lessened.refund.amount == 45_000
    terms = LineTerms.objects.order_by("pk").values_list("list_total", "platform_discount")
    assert list(terms) == [(50_000, 5_001), (50_000, 5_000)]


def test_the_buyer_is_told_the_numbers_and_that_they_may_refuse():
    parcel = ordered()

    less(parcel, fish=2)

    told = Message.objects.get(template="parcel_lessened", channel="sms")
    assert "80.000" in told.body
    assert f"/shop/orders/{parcel.order.number}/?k=" in told.body


def test_who_gets_less_may_cancel_the_rest_until_it_is_handed_over():
    parcel = ordered()
    less(parcel, fish=2)
    pack(parcel=fresh(parcel), by="seller")

    cancel_by_buyer(parcel=parcel, by="buyer")

    assert sorted(Refund.objects.values_list("amount", flat=True)) == [80_000, 170_000]
    figures = till.figures(parcel.order)
    assert (figures.buyer_funds, figures.refunded) == (0, 250_000)
    assert fresh(parcel).order.status == "cancelled"
    assert held_of(parcel) == [0, 0]
    assert Message.objects.filter(template="order_cancelled").exists()


def test_who_gets_all_cannot_cancel_once_the_producer_has_begun():
    parcel = ordered()
    accept(parcel=parcel, by="seller")

    with pytest.raises(WrongState):
        cancel_by_buyer(parcel=parcel, by="buyer")


def test_what_is_with_the_carrier_cannot_be_refused_here_any_more():
    parcel = ordered()
    less(parcel, fish=2)
    hand_over(parcel=pack(parcel=fresh(parcel), by="seller"), carrier="ghn", by="seller")

    with pytest.raises(WrongState):
        cancel_by_buyer(parcel=parcel, by="buyer")


def test_the_producer_may_still_give_up_the_rest():
    parcel = ordered(payment="cod")
    less(parcel, fish=2)

    cannot_deliver(parcel=fresh(parcel), by="seller")

    assert set(Payment.objects.values_list("state", flat=True)) == {"void"}
    assert fresh(parcel).order.status == "cancelled"


@pytest.mark.parametrize(
    ("missing", "error"),
    [
        ({}, WrongNumber),
        ({"fish": 6}, WrongNumber),
        ({"fish": -1}, WrongNumber),
        ({"fish": 5, "sugar": 2}, NothingLeft),
    ],
)
def test_a_number_that_is_none_changes_nothing(missing, error):
    parcel = ordered()

    with pytest.raises(error):
        less(parcel, **missing)

    assert fresh(parcel).state == "new"
    assert not was_lessened(parcel)


def test_less_is_said_once():
    parcel = ordered()
    less(parcel, fish=1)

    with pytest.raises(NotLessenable):
        less(parcel, fish=1)

    assert Parcel.objects.count() == 2


def test_a_parcel_of_which_a_part_is_paid_back_is_a_matter_for_the_desk():
    parcel = ordered()
    units = {lines_of(parcel)["Khô cá lóc"]: 1}
    draft = draft_refund(parcel=parcel, units=units, with_fee=False, reason="complaint", by="test")
    approve(refund=draft, by=till.staff("approve_refund"))

    with pytest.raises(NotLessenable):
        less(parcel, fish=1)

    assert fresh(parcel).state == "new"


def test_a_draft_that_waits_is_dropped_because_its_goods_are_divided():
    parcel = ordered()
    units = {lines_of(parcel)["Khô cá lóc"]: 5}
    draft = draft_refund(parcel=parcel, units=units, with_fee=False, reason="complaint", by="test")

    less(parcel, fish=2)

    draft.refresh_from_db()
    assert draft.state == "rejected"
    assert till.figures(parcel.order).buyer_funds == 170_000


def test_goods_on_their_way_are_sent_whole():
    parcel = till.on_its_way(ordered())

    with pytest.raises(WrongState):
        less(parcel, fish=1)


def test_the_page_of_the_order_shows_what_is_missing_and_the_way_to_refuse_the_rest(client):
    parcel = ordered(payment="cod")
    less(parcel, fish=2)

    with override("en"):
        url = path_of(parcel.order)

    text = client.get(url).content.decode()

    assert "sends less than you ordered" in text
    assert "does not have these" in text
    assert "170.000" in text
    assert text.count('name="parcel"') == 1
    form = {"k": key_of(parcel.order.number), "parcel": parcel.number}
    client.post(f"/en/shop/orders/{parcel.order.number}/cancel/", form)
    assert fresh(parcel).state == "cancelled"
