"""Orders in the demo shops, placed as a buyer places them, and what the producer did since."""

from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from oscar.core.loading import get_class, get_model

from marketplace.accounts.phones import normalise_phone
from marketplace.answering.answering import Via, answer_yes
from marketplace.answering.reminding import look_after_questions
from marketplace.checkout.placing import Buyer, place, token_of
from marketplace.fulfilment.models import Parcel
from marketplace.fulfilment.planning import plan
from marketplace.fulfilment.settling import settle
from marketplace.payments.parcel_life import arriving, handing_over, stepping
from marketplace.places.addresses import Address
from sellers.models import Seller

from .clock import at
from .joining import acting_for, shop
from .selling import counted

CARRIER = "minh-hoa"
HOURS_OF_A_STEP = 20


def place_orders(rows: list[dict], buyer: dict):
    """None where a demo shop has an order: what people ordered in the demo is theirs."""
    sellers = {row["shop"] for row in rows}
    if Parcel.objects.filter(seller__slug__in=sellers, recipient_phone=normalise_phone(buyer["phone"])).exists():
        return counted(rows, lambda row: False)
    counts = counted(sorted(rows, key=lambda row: -row["hours"]), lambda row: _place(row, buyer))
    look_after_questions()
    return counts


def _place(row: dict, who: dict) -> bool:
    seller, ordered_at = shop(row["shop"]), timezone.now() - timedelta(hours=row["hours"])
    with at(ordered_at):
        order = _order(row["goods"], _buyer(who, seller))
    parcel = order.parcels.get()
    for number, step in enumerate(row.get("steps", ()), start=1):
        with at(min(ordered_at + timedelta(hours=HOURS_OF_A_STEP * number), timezone.now())):
            _step(step, Parcel.objects.get(pk=parcel.pk), acting_for(row["shop"]).person)
    return True


def _order(goods: dict[str, int], buyer: Buyer):
    """Cash at the door: nothing is paid anywhere."""
    Product = get_model("catalogue", "Product")
    basket = _fresh(get_model("basket", "Basket").objects.create())
    for upc, quantity in goods.items():
        basket.add_product(Product.objects.get(upc=upc), quantity)
    basket = _fresh(basket)
    get_class("offer.applicator", "Applicator")().apply(basket, AnonymousUser())
    total = plan(settle(basket, user=AnonymousUser()).lines, commune=buyer.address.commune).total
    return place(basket_id=basket.pk, token=token_of(basket), shown_total=total, buyer=buyer, choices={}, payment="cod")


def _fresh(basket):
    basket = type(basket).objects.get(pk=basket.pk)
    basket.strategy = get_class("partner.strategy", "Selector")().strategy()
    return basket


def _buyer(who: dict, seller: Seller) -> Buyer:
    """Somebody of the same commune, so that every kind of goods can be sent."""
    address = Address(seller.commune, who["house"])
    return Buyer(name=who["name"], phone=normalise_phone(who["phone"]), address=address)


def _step(step: str, parcel: Parcel, person) -> None:
    by = parcel.seller.name
    if step == "yes":
        answer_yes(parcel=parcel, by=by, person=person, via=Via.WORKSPACE)
    elif step == "hand_over":
        handing_over.hand_over(parcel=parcel, carrier=CARRIER, tracking_no=f"MH{parcel.pk}", by=by)
    elif step == "deliver":
        arriving.deliver(parcel=parcel, by=by)
    else:
        getattr(stepping, step)(parcel=parcel, by=by)
