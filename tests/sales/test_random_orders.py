"""Random orders of two sellers in the real ledger: after every step the money of every order can be named."""

import itertools
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oscar.core.loading import get_model

from marketplace.charges.loading import load_charges
from marketplace.fulfilment.models import Parcel, ParcelLine
from marketplace.ledger.balances import balances_of_seller
from marketplace.ledger.conservation import check_order
from marketplace.ledger.models import Entry
from marketplace.sales.models import LineTerms, SaleEntry
from marketplace.sales.recognising import recognise
from marketplace.sales.releasing import release
from marketplace.sales.reversing import reverse
from marketplace.sales.statement import held_parcels, statement_lines
from marketplace.sales.terms import buyer_part, terms_of
from tests import stall
from tests.lives import lives
from tests.sales.parcels import completed, delivered, holds, paid, paid_out, refunded_before

pytestmark = pytest.mark.django_db

numbers = itertools.count(1)
A_LINE = st.tuples(st.integers(1, 6), st.integers(1_000, 900_000), st.integers(0, 30), st.integers(0, 100))
A_PARCEL = st.tuples(
    st.lists(A_LINE, min_size=1, max_size=3), st.integers(0, 60_000), st.sampled_from(["shop", "seller"])
)
STEPS = st.lists(
    st.tuples(st.sampled_from(["back", "fee", "free", "payout"]), st.integers(0, 5), st.integers(1, 6)), max_size=10
)


def an_order(sellers, parcels):
    """Straight into the tables: (quantity, unit price, the seller's discount %, the shop's % of the rest) per line."""
    number = f"MAU{next(numbers)}"
    order = get_model("order", "Order").objects.create(
        number=number, currency="VND", total_incl_tax=0, total_excl_tax=0, status="confirmed"
    )
    for nth, (maker, (lines, fee, fee_goes_to)) in enumerate(zip(sellers, parcels, strict=True), 1):
        parcel = Parcel.objects.create(
            order=order, seller=maker, number=f"{number}-{nth}", zone="province", weight_g=500, goods_total=0, fee=fee,
            fee_goes_to=fee_goes_to, to_commune=maker.commune, recipient_name="Mẫu", recipient_phone="+84912345678",
            ship_on=timezone.localdate(), arrive_from=timezone.localdate(), arrive_by=timezone.localdate(),
        )  # fmt: skip
        goods = sum(a_line(order, parcel, *line) for line in lines)
        Parcel.objects.filter(pk=parcel.pk).update(goods_total=goods)
    return paid(order)


def a_line(order, parcel, quantity, price, off_by_seller, off_by_shop) -> int:
    total = quantity * price
    by_seller = total * off_by_seller // 100
    by_shop = (total - by_seller) * off_by_shop // 100
    money = dict.fromkeys(
        ("line_price_incl_tax", "line_price_excl_tax", "line_price_before_discounts_incl_tax",
         "line_price_before_discounts_excl_tax", "unit_price_incl_tax", "unit_price_excl_tax"), Decimal(0),
    )  # fmt: skip
    line = get_model("order", "Line").objects.create(
        order=order, partner=parcel.seller.partner, title="Món", quantity=quantity, num_allocated=0, **money
    )
    goods = total - by_seller - by_shop
    piece = ParcelLine.objects.create(parcel=parcel, line=line, quantity=quantity, goods_total=goods)
    LineTerms.objects.create(parcel_line=piece, list_total=total, seller_discount=by_seller, platform_discount=by_shop)
    return goods


def sell(parcel, gone):
    """Some units are refunded before the parcel arrives, the rest is recognised."""
    terms = terms_of(parcel)
    returned = {each.parcel_line_id: min(gone, each.parcel_line.quantity) for each in terms}
    if amount := sum(buyer_part(each, done=0, k=returned[each.parcel_line_id]) for each in terms):
        refunded_before(parcel.order, amount)
    recognise(parcel=delivered(parcel), returned=returned)


def step(parcel, what, which, units):
    entries = list(parcel.sale_entries.assessed().order_by("pk"))
    goods = [entry for entry in entries if entry.parcel_line_id]
    if what == "free":
        release(parcel=completed(parcel))
    elif what == "payout":
        if amount := balances_of_seller(parcel.seller).seller_available // units:
            paid_out(parcel.seller, amount)
    elif what == "fee":
        sold = [entry for entry in entries if not entry.parcel_line_id and not entry.reversals.exists()]
        if sold:
            reverse(parcel=parcel, units={}, fee=True, key=f"t{next(numbers)}")
    elif goods:
        entry = goods[which % len(goods)]
        left = entry.quantity - sum(entry.reversals.values_list("quantity", flat=True))
        if left:
            reverse(parcel=parcel, units={entry.parcel_line_id: min(units, left)}, key=f"t{next(numbers)}")


def check(order, sellers):
    check_order(order)
    for maker in sellers:
        balances = balances_of_seller(maker)
        assert min(balances.seller_pending, balances.seller_available, balances.seller_due) >= 0
        held = held_parcels(seller=maker, now=timezone.now())
        assert sum(one.net for one in held) == balances.seller_pending
        since = timezone.now() - timedelta(days=1)
        lines = statement_lines(seller=maker, since=since, until=since + timedelta(days=2))
        assert sum(line.net for line in lines) == (
            balances.seller_available - balances.seller_due + paid_to(maker)
        )  # I7
    everything = SaleEntry.objects.all().net()
    for name in ("commission", "commission_vat", "vat_withheld", "pit_withheld"):
        assert everything[name] == holds(name)  # I9
    assert (everything["platform_part"], everything["shipping"]) == (holds("promo_cost"), holds("shipping_income"))


def paid_to(maker) -> int:
    exported = Entry.objects.filter(account__code=f"seller_available:{maker.pk}", posting__kind="payout_exported")
    return sum(exported.values_list("amount", flat=True))


@settings(max_examples=lives(8), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(parcels=st.tuples(A_PARCEL, A_PARCEL), gone=st.integers(0, 2), steps=st.tuples(STEPS, STEPS))
def test_i2_i7_i9_random_orders_keep_every_dong_after_every_step(parcels, gone, steps):
    with transaction.atomic():
        live(parcels, gone, steps)
        transaction.set_rollback(True)


def live(parcels, gone, steps):
    load_charges()
    number = next(numbers)
    sellers = [stall.seller(f"Hộ {number}", kind="household"), stall.seller(f"Công ty {number}", kind="company")]
    order = an_order(sellers, parcels)

    for parcel, its_steps in zip(order.parcels.order_by("pk"), steps, strict=True):
        sell(parcel, gone)
        check(order, sellers)
        for what, which, units in its_steps:
            step(parcel, what, which, units)
            check(order, sellers)
