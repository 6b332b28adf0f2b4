"""Turns a basket into an order with a parcel per producer, all of it or nothing."""

import logging
import uuid
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from oscar.core.loading import get_class, get_model
from oscar.core.prices import Price

from marketplace.fulfilment.models import PlacedCheckout
from marketplace.fulfilment.parcelling import create_parcels
from marketplace.fulfilment.planning import Plan, plan
from marketplace.fulfilment.settling import Settled, settle
from marketplace.money import whole_dong
from marketplace.payments.applying import promise_cash
from marketplace.payments.billing import open_bill
from marketplace.payments.providers import UnknownProvider, offered
from marketplace.payments.telling import tell_of_order
from marketplace.places.addresses import Address, to_oscar_fields
from marketplace.sales.refusing import NotSellable, check_sellable
from marketplace.sales.terms import store_terms
from marketplace.visits.booking import create_visits, promise_of

from .paying import purchase_of

logger = logging.getLogger(__name__)
OutOfStock = get_class("partner.models", "OutOfStock")
LOCK_PATIENCE = "10s"
VIETNAM = "VN"


class NotPlaced(Exception):
    """Nothing was saved. `text` says in plain words why and what to do next."""

    def __init__(self, text: str):
        self.text = text
        super().__init__(text)


class NothingToBuy(NotPlaced):
    """The basket is empty, was ordered already, or all that was in it is gone."""


class TotalsChanged(NotPlaced):
    """What the shopper saw is not what it would cost now."""


class PromiseChanged(NotPlaced):
    """Until when a visit can be cancelled is not what the shopper read."""


class PaymentRefused(NotPlaced):
    """This way of paying cannot be used for this order."""


class RanOut(NotPlaced):
    """Somebody else was a moment faster."""


class Busy(NotPlaced):
    """The database made us wait too long; trying again helps."""


@dataclass(frozen=True)
class Buyer:
    """Who buys and where to, no place being asked of who only visits. `phone` is E.164."""

    name: str
    phone: str
    address: Address | None
    note: str = ""
    user: object | None = None
    language: str = "vi"
    is_of_age: bool = False


@dataclass(frozen=True)
class ParcelDelivery:
    """Oscar keeps one shipping method per order; ours are per parcel."""

    code: str = "parcels"
    name: str = "Theo từng gói hàng"

    def discount(self, basket):
        return Decimal(0)


def token_of(basket) -> uuid.UUID:
    """The token of a basket's checkout: the same in every tab, so that two tabs cannot make two orders."""
    return uuid.UUID(
        bytes=salted_hmac("marketplace.checkout.placing", str(basket.pk), algorithm="sha256").digest()[:16]
    )


def order_of_token(token) -> object | None:
    placed = PlacedCheckout.objects.select_related("order").filter(token=token).first()
    return placed.order if placed else None


def place(
    *,
    basket_id: int,
    token: uuid.UUID,
    shown_total: int,
    buyer: Buyer,
    choices: dict,
    payment: str,
    request=None,
    shown_promise: str | None = None,
):
    """The order of this basket; asked again with the same token, the same order. Raises a NotPlaced, and then nothing is saved.

    Locks the basket, writes order, parcels and promises, takes the stock in key order; messages leave after commit.
    `shown_promise` (visits.booking.promise_of): what the page said of cancelling; None when it said nothing.
    """
    # Outside the transaction: orders that all wanted to write the missing country waited for each other.
    _vietnam()
    try:
        with transaction.atomic():
            _be_patient()
            return _place(basket_id, token, shown_total, buyer, choices, payment, request, shown_promise)
    except OutOfStock as error:
        raise RanOut(_sold_out_text(error.stockrecord)) from error
    except IntegrityError:
        if order := order_of_token(token):
            return order
        raise
    except OperationalError as error:
        logger.warning("placing an order waited too long", exc_info=True)
        raise Busy(_("Many people are buying right now. Press the button once more.")) from error


def _place(basket_id, token, shown_total, buyer, choices, payment, request, shown_promise):
    basket = _locked_basket(basket_id)
    if order := order_of_token(token):
        return order
    if basket is None or basket.status != basket.OPEN:
        raise NothingToBuy(_("This basket is empty, or it was ordered already."))
    planned = _planned(basket, buyer, choices, request)
    treated = _check(
        planned, basket_settled=basket.settled, shown_total=shown_total, buyer=buyer, payment=payment, request=request
    )
    order = _create_order(basket, planned, buyer)
    PlacedCheckout.objects.create(token=token, order=order, language=buyer.language, is_of_age=buyer.is_of_age)
    order_lines = {line.pk: line.order_line for line in basket.all_lines()}
    parcels = create_parcels(order=order, plan=planned, order_lines=order_lines, name=buyer.name, phone=buyer.phone)
    _check_promise(create_visits(order=order, parcels=parcels), shown_promise)
    store_terms(order=order, parcels=parcels, treated=treated)
    way = offered(payment)
    open_bill(order=order, provider=way)
    if way.one_payment_per_parcel:
        promise_cash(order, parcels)
    basket.submit()
    tell_of_order(order, parcels, buyer)
    return order


def _be_patient() -> None:
    """A shopper waits for others, but not for ever."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_PATIENCE}'")


def _locked_basket(basket_id):
    return get_model("basket", "Basket").objects.select_for_update().filter(pk=basket_id).first()


def _planned(basket, buyer, choices, request) -> Plan:
    """Prices, stock and discounts as they are now, under the lock."""
    user = buyer.user or AnonymousUser()
    basket.strategy = get_class("partner.strategy", "Selector")().strategy(request=request, user=user)
    get_class("offer.applicator", "Applicator")().apply(basket, user, request)
    basket.settled = settle(basket, user=user, request=request, save=True)
    commune = buyer.address.commune if buyer.address else None
    return plan(basket.settled.lines, commune=commune, choices=choices)


def _check(planned: Plan, *, basket_settled: Settled, shown_total, buyer, payment, request) -> dict:
    """How the goods are taxed, which was looked up on the way. Raises a NotPlaced."""
    if not planned.groups:
        raise NothingToBuy(_told(basket_settled) or _("Your basket is empty."))
    if planned.commune is None and planned.needs_place:
        raise NotPlaced(_("Say where the goods are to go."))
    if planned.stuck:
        names = ", ".join(group.seller.name for group in planned.stuck)
        raise NotPlaced(
            _("Goods from %(seller)s cannot be sent to this place. Keep them for later or take them out.")
            % {"seller": names}
        )
    try:
        treated = check_sellable(
            goods=[(item.seller, item.line.product) for group in planned.groups for item in group.items]
        )
    except NotSellable as error:
        raise NotPlaced(error.text) from error
    if planned.total != shown_total:
        raise TotalsChanged(_told(basket_settled) or _("The total has changed. Look at it below and press once more."))
    if planned.has_alcohol and not buyer.is_of_age:
        raise NotPlaced(_("Alcoholic drinks are sold to people of 18 or older only. Tick the box below."))
    try:
        answer = offered(payment).is_available(purchase_of(planned, buyer.phone, buyer.address), request)
    except UnknownProvider as error:
        raise PaymentRefused(_("Choose how to pay.")) from error
    if not answer:
        raise PaymentRefused(answer.text)
    return treated


def _check_promise(visits: list, shown: str | None) -> None:
    """Against what was written: the host may have changed the rule since the page was read."""
    if shown is not None and shown != promise_of((visit.slot_id, visit.cancel_until) for visit in visits):
        raise PromiseChanged(_("Until when the visit can be cancelled has changed. Read it and press once more."))


def _told(settled: Settled) -> str:
    return " ".join(note.text for note in settled.notes)


def _create_order(basket, planned: Plan, buyer: Buyer):
    """Oscar's order with its lines; this also takes the stock. Raises OutOfStock."""
    # Who visits goes to the producer; Oscar's address also keeps what the buyer had to say.
    to = buyer.address or Address(planned.groups[0].seller.commune, "")
    fields = to_oscar_fields(to, buyer.name, buyer.phone, buyer.note)
    address = get_model("order", "ShippingAddress").objects.create(country_id=VIETNAM, **fields)
    for line in basket.all_lines():
        line.stockrecord.product = line.product
    order = get_class("order.utils", "OrderCreator")().place_order(
        basket=basket,
        total=_price(planned.total),
        shipping_method=ParcelDelivery(),
        shipping_charge=_price(planned.fee_total),
        shipping_address=address,
        user=buyer.user or AnonymousUser(),
        order_number=get_class("order.utils", "OrderNumberGenerator")().order_number(basket),
    )
    if whole_dong(order.total_incl_tax) != planned.total:
        raise AssertionError(f"order {order.number} does not add up")
    return order


def _price(dong: int) -> Price:
    return Price(currency="VND", excl_tax=Decimal(dong), incl_tax=Decimal(dong))


def _vietnam():
    defaults = {"printable_name": "Việt Nam", "name": "Việt Nam", "iso_3166_1_a3": "VNM", "is_shipping_country": True}
    return get_model("address", "Country").objects.get_or_create(iso_3166_1_a2=VIETNAM, defaults=defaults)[0]


def _sold_out_text(stockrecord) -> str:
    stockrecord.refresh_from_db(fields=["num_in_stock", "num_allocated"])
    title, left = stockrecord.product.get_title(), max(0, stockrecord.net_stock_level)
    if not left:
        return _("%(title)s has just sold out. Nothing was ordered.") % {"title": title}
    return _("Only %(left)d of %(title)s are left. Nothing was ordered.") % {"title": title, "left": left}
