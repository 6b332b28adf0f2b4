"""Orders with known money: bought through the checkout, paid into the ledger, delivered."""

from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.charges.loading import load_charges
from marketplace.fulfilment.loading import load_rates
from marketplace.fulfilment.models import Parcel
from marketplace.ledger import accounts
from marketplace.ledger.balances import balance
from marketplace.ledger.posting import post
from marketplace.sales.models import DiscountFunding, LineTerms
from marketplace.sales.terms import store_terms
from tests import stall
from tests.checkout.buying import basket_of, order_basket


def offer(value, *, kind="Absolute", funded_by=None, voucher=None, sets=None, name="Ưu đãi"):
    """An offer of Oscar's on everything, or on the products `sets`; with a voucher code it needs that code."""
    Range = get_model("offer", "Range")
    range_ = Range.objects.create(name=name, includes_all_products=sets is None)
    for product in sets or ():
        range_.add_product(product)
    condition = get_model("offer", "Condition").objects.create(range=range_, type="Count", value=1)
    benefit = get_model("offer", "Benefit").objects.create(range=range_, type=kind, value=value)
    made = get_model("offer", "ConditionalOffer").objects.create(
        name=name,
        condition=condition,
        benefit=benefit,
        offer_type="Voucher" if voucher else "Site",
        exclusive=False,
        max_basket_applications=1,
    )
    if funded_by:
        DiscountFunding.objects.create(offer=made, funded_by=funded_by)
    return made


def voucher(value, *, code="GIAM50", **more):
    made = offer(value, voucher=code, name=code, **more)
    now = timezone.now()
    card = get_model("voucher", "Voucher").objects.create(
        name=code,
        code=code,
        usage="Multi-use",
        start_datetime=now - timezone.timedelta(days=1),
        end_datetime=now + timezone.timedelta(days=1),
    )
    card.offers.add(made)
    return card


def bought(*wanted, fees=(), with_voucher=None, prepaid=True):
    """The order of (product, quantity) pairs with its terms; `fees` replaces the delivery fees, parcel by parcel."""
    load_rates()
    load_charges()
    basket = basket_of(*wanted)
    if with_voucher:
        basket.vouchers.add(with_voucher)
    order = order_basket(basket)
    for parcel, fee in zip(order.parcels.order_by("pk"), fees, strict=False):
        Parcel.objects.filter(pk=parcel.pk).update(fee=fee)
    if not LineTerms.objects.filter(parcel_line__parcel__order=order).exists():
        store_terms(order=order, parcels=list(order.parcels.all()))
    if prepaid:
        order.payments.update(state="void")
    return order


@transaction.atomic
def paid(order):
    """All that the buyer owes is held for the order."""
    total = sum(parcel.buyer_pays for parcel in order.parcels.all())
    post(
        key=f"capture:test:{order.pk}",
        kind="capture",
        legs=[(accounts.clearing_stripe(), total), (accounts.buyer_funds(order), -total)],
        order=order,
    )
    return order


def delivered(parcel, *, now=None):
    now = now or timezone.now()
    Parcel.objects.filter(pk=parcel.pk).update(
        state="delivered", delivered_at=now, return_until=now + timezone.timedelta(days=7)
    )
    parcel.refresh_from_db()
    return parcel


def completed(parcel):
    Parcel.objects.filter(pk=parcel.pk).update(state="completed")
    parcel.refresh_from_db()
    return parcel


@transaction.atomic
def refunded_before(order, amount):
    """A refund that was approved before its parcel was recognised, as payments posts it."""
    post(
        key=f"refund:test:{order.pk}:{amount}:{timezone.now().timestamp()}",
        kind="refund_approved",
        legs=[(accounts.buyer_funds(order), amount), (accounts.refund_due(order), -amount)],
        order=order,
    )


@transaction.atomic
def paid_out(seller, amount):
    post(
        key=f"payout:test:{seller.pk}:{amount}:{timezone.now().timestamp()}",
        kind="payout_exported",
        legs=[(accounts.seller_available(seller), amount), (accounts.payout_transit(), -amount)],
        seller=seller,
    )


def holds(name, of=None):
    """The balance of an account by its name in ledger.accounts."""
    make = getattr(accounts, name)
    return balance(make(of) if of is not None else make())


def worked_example():
    """Section 2.5 of the specification: a household's 2 × 160,000, a company's 450,000, a voucher of 50,000."""
    household = stall.seller("A hộ minh họa", kind="household")
    company = stall.seller("B công ty minh họa", kind="company")
    first = stall.product("Mật ong", by=household, price=160_000, set_code="I.2b")
    second = stall.product("Nước mắm", by=company, price=450_000, set_code="I.4a")
    card = voucher(Decimal(50_000))
    order = paid(bought((first, 2), (second, 1), fees=(25_000, 30_000), with_voucher=card))
    return order, *order.parcels.order_by("pk")
