"""Thousands of random parcels with random refunds: the figures alone first, then with the ledger underneath."""

from collections import Counter
from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from oscar.core.loading import get_model

from marketplace.charges.charging import Rules
from marketplace.charges.models import CommissionRule, TaxRule
from marketplace.fulfilment.models import Parcel, ParcelLine
from marketplace.ledger import accounts
from marketplace.sales.entries import fee_back, fee_sold, line_back, line_sold
from marketplace.sales.legs import of_return, of_sale
from marketplace.sales.models import LineTerms
from marketplace.sales.terms import buyer_part
from sellers.models import Seller
from tests.lives import lives

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
SELLER = Seller(pk=7, name="Hộ minh họa", kind="household")
ORDER = get_model("order", "Order")(pk=3, number="MAU")
# A seller's part of one unit is a rest of four roundings: below this price it may be a dong or two below zero.
WORTH_ROUNDING = 50


@st.composite
def a_line(draw, pk):
    quantity = draw(st.integers(1, 12))
    list_total = quantity * draw(st.integers(WORTH_ROUNDING, 2_000_000))
    seller_discount = draw(st.integers(0, list_total - WORTH_ROUNDING * quantity))
    terms = LineTerms(
        pk=pk,
        list_total=list_total,
        seller_discount=seller_discount,
        platform_discount=draw(st.integers(0, list_total - seller_discount)),
    )
    terms.parcel_line = ParcelLine(pk=pk, quantity=quantity)
    return terms


@st.composite
def some_rules(draw):
    tax = TaxRule(pk=1, code="goods", vat_bp=draw(st.integers(0, 1_000)), pit_bp=draw(st.integers(0, 1_000)))
    commission = CommissionRule(pk=1, rate_bp=draw(st.integers(0, 3_000)), vat_bp=draw(st.integers(0, 2_000)))
    return Rules(
        day=date(2026, 11, 21),
        kinds={"household": draw(st.booleans())},
        tax={"goods": tax},
        commissions={(None, ""): commission},
        treatments={"": "goods"},
        exempt=frozenset(),
    )


class Book:
    """The ledger in memory: account code -> balance, a debit above zero."""

    def __init__(self):
        self.balances = Counter()

    def post(self, legs):
        assert sum(amount for _account, amount in legs) == 0  # I1
        assert {type(amount) for _account, amount in legs} <= {int}  # I10
        for account, amount in legs:
            self.balances[account.code] += amount

    def holds(self, account) -> int:
        return self.balances[account.code] * account.kind.sign


@settings(max_examples=lives(500), deadline=None)
@given(data=st.data())
def test_i2_i4_i6_i9_a_parcel_keeps_every_dong_whatever_comes_back_and_when(data):
    lines = [data.draw(a_line(pk)) for pk in range(1, data.draw(st.integers(1, 4)) + 1)]
    rules, book = data.draw(some_rules()), Book()
    fee = data.draw(st.integers(0, 90_000))
    parcel = Parcel(
        pk=1,
        number="MAU-1",
        order=ORDER,
        seller=SELLER,
        fee=fee,
        fee_goes_to=data.draw(st.sampled_from(["shop", "seller"])),
    )
    paid = sum(terms.buyer_part for terms in lines) + fee
    buyer, due, pending = accounts.buyer_funds(ORDER), accounts.refund_due(ORDER), accounts.seller_pending(SELLER)
    book.post([(accounts.clearing_stripe(), paid), (buyer, -paid)])

    before = {terms: data.draw(st.integers(0, terms.parcel_line.quantity)) for terms in lines}
    for terms, units in before.items():
        amount = buyer_part(terms, done=0, k=units)
        book.post([(buyer, amount), (due, -amount)])
    sold = {terms: line_sold(parcel, terms, returned=before[terms], rules=rules, at=AT) for terms in lines}
    sold_fee = fee_sold(parcel, rules=rules, at=AT)
    assessed = [*sold.values(), sold_fee]
    book.post(of_sale(assessed, buyer=buyer, seller=pending))
    assert book.holds(buyer) == 0
    check(book, paid)

    back, reversals, is_free = Counter(), [], False
    for _step in range(data.draw(st.integers(0, 8))):
        open_lines = [terms for terms in lines if sold[terms].quantity > back[terms.parcel_line.pk]]
        if not is_free and data.draw(st.booleans()):
            is_free, amount = True, book.holds(pending)
            book.post([(pending, amount), (accounts.seller_available(SELLER), -amount)])
            gone = data.draw(st.integers(0, amount))
            book.post([(accounts.seller_available(SELLER), gone), (accounts.payout_transit(), -gone)])
        elif open_lines:
            terms = data.draw(st.sampled_from(open_lines))
            units = data.draw(st.integers(1, sold[terms].quantity - back[terms.parcel_line.pk]))
            reversals.append(take_back(book, parcel, terms, sold[terms], back, units, is_free))
        check(book, paid)

    for terms in lines:
        if left := sold[terms].quantity - back[terms.parcel_line.pk]:
            reversals.append(take_back(book, parcel, terms, sold[terms], back, left, is_free))
    fee_entry = fee_back(parcel, sold_fee, back=0, at=AT)
    book.post(of_return([fee_entry], buyer=due, seller=SELLER, available=available(book) if is_free else None))
    check(book, paid)
    check_everything_is_undone(book, paid, assessed, [*reversals, fee_entry])


def take_back(book, parcel, terms, sale, back, units, is_free):
    entry = line_back(parcel, terms, sale, back=back[terms.parcel_line.pk], k=units, at=AT)
    back[terms.parcel_line.pk] += units
    book.post(
        of_return(
            [entry], buyer=accounts.refund_due(ORDER), seller=SELLER, available=available(book) if is_free else None
        )
    )
    assert min(getattr(entry, name) for name in FIGURES) >= 0  # I6
    return entry


FIGURES = (
    "goods", "platform_part", "buyer_part", "commission", "commission_vat", "vat_withheld", "pit_withheld",
    "seller_net", "shipping",
)  # fmt: skip


def available(book) -> int:
    return book.holds(accounts.seller_available(SELLER))


def check(book, paid):
    """Specification 2.5: what came in is what is there, and nobody's money is below zero."""
    shares = [accounts.commission(), accounts.commission_vat(), accounts.vat_withheld(), accounts.pit_withheld()]
    shares += [accounts.shipping_income(), accounts.payout_transit()]
    sellers = [accounts.seller_pending(SELLER), accounts.seller_available(SELLER)]
    held = [accounts.buyer_funds(ORDER), accounts.refund_due(ORDER)]
    owed = book.holds(accounts.seller_due(SELLER))
    there = sum(book.holds(account) for account in [*shares, *sellers, *held]) - owed
    assert paid + book.holds(accounts.promo_cost()) == there  # I2
    assert min(book.holds(account) for account in [*shares, *sellers, *held, accounts.promo_cost()]) >= 0
    assert owed >= 0


def check_everything_is_undone(book, paid, assessed, reversals):
    """All units and the fee came back: only what the buyer gets and what the seller must give back is left."""
    assert book.holds(accounts.refund_due(ORDER)) == paid
    for account in (
        accounts.commission(), accounts.commission_vat(), accounts.vat_withheld(), accounts.pit_withheld(),
        accounts.shipping_income(), accounts.promo_cost(), accounts.seller_pending(SELLER),
    ):  # fmt: skip
        assert book.holds(account) == 0, account.code
    for name in FIGURES:  # I4, I9
        assert sum(getattr(entry, name) for entry in assessed) == sum(getattr(entry, name) for entry in reversals), name
