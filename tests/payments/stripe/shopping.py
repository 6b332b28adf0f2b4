"""Buys by card without a browser, brings Stripe's messages to the door by hand, and tells how everything ended."""

import json
import time

from django.test import Client
from django.urls import reverse

from marketplace.fake_services.signing import stripe_header
from marketplace.ledger.models import Posting
from marketplace.notify.models import Message
from marketplace.payments.models import Attention, Payment
from marketplace.payments.starting import begin, open_attempt
from tests import stall
from tests.checkout.buying import basket_of, buyer, order_basket

SECRET, OLD_SECRET = "whsec_new_one", "whsec_old_one"
WEBHOOK = "/payments/stripe/webhook/"
STRIPE = "marketplace.payments.stripe_gateway.StripeCheckout"


def card_settings(api_key: str, url: str) -> dict:
    return {
        "STRIPE_SECRET_KEY": api_key,
        "STRIPE_API_BASE": url,
        "STRIPE_WEBHOOK_SECRETS": [SECRET, OLD_SECRET],
        "PAYMENT_PROVIDERS": [STRIPE, "marketplace.payments.cod.CashOnDelivery"],
    }


def take_cards(settings, fake) -> None:
    for name, value in card_settings(fake.api_key, fake.url).items():
        setattr(settings, name, value)


def order_by_card(parcels=2, price=50_000, stock=10, **more):
    sellers = [stall.seller(f"Người bán {n}") for n in range(parcels)]
    goods = [(stall.product(f"Món {n}", by=sellers[n], price=price, stock=stock), 1) for n in range(parcels)]
    return order_basket(basket_of(*goods), by=buyer(**more), payment="stripe")


def begun(order) -> Payment:
    payment = open_attempt(order)
    begin(payment)
    return fresh(payment)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def events_of(fake, *types) -> list[dict]:
    return [event for event in fake.control.events if not types or event["type"] in types]


def dumped(event) -> bytes:
    return json.dumps(event).encode()


def deliver(event, *, secret=SECRET, sent_at=None, body=None, client=None):
    """What Stripe would post."""
    body = dumped(event) if body is None else body
    header = stripe_header(body, [secret], int(time.time()) if sent_at is None else sent_at)
    return post(body, header, client)


def post(body: bytes, signature: str | None, client=None):
    headers = {} if signature is None else {"Stripe-Signature": signature}
    return (client or Client()).post(WEBHOOK, body, content_type="application/json", headers=headers)


def deliver_all(fake, *types) -> list[int]:
    return [deliver(event).status_code for event in events_of(fake, *types)]


def come_back(payment, query="", client=None):
    return (client or Client()).get(reverse("payments:return", args=[payment.uuid]) + query)


def allocated(order) -> list[int]:
    return [line.stockrecord.num_allocated for line in order.lines.order_by("pk")]


def postings(order) -> list[tuple]:
    """Kind, account and amount of every entry of the order, in order."""
    rows = Posting.objects.filter(order=order).values_list("kind", "entries__account__purpose", "entries__amount")
    return sorted(rows)


def messages(template=None) -> list[str]:
    found = Message.objects.filter(template=template) if template else Message.objects.all()
    return sorted(found.values_list("template", flat=True))


def flags(order=None) -> list[str]:
    found = Attention.objects.filter(order=order) if order else Attention.objects.all()
    return sorted(found.values_list("reason", flat=True))


def end_of(order) -> dict:
    """All that a buyer, a seller, the staff and the ledger can see of an order."""
    order = fresh(order)
    return {
        "order": order.status,
        "payments": [(p.state, p.received) for p in order.payments.order_by("pk")],
        "parcels": [parcel.state for parcel in order.parcels.order_by("pk")],
        "stock": allocated(order),
        "postings": postings(order),
        "messages": messages(),
        "flags": flags(order),
        "refunds": [(refund.amount, refund.reason, refund.state) for refund in order.refunds.order_by("pk")],
        "is_paid": order.bill.paid_at is not None,
        "sources": [
            (source.amount_allocated, source.amount_debited, source.amount_refunded) for source in order.sources.all()
        ],
    }
