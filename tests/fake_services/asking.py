"""What the shop asks Stripe for, in one place."""

import http.client
from urllib.parse import urlencode, urlsplit

import pytest
import stripe


def line(amount=485_000, quantity=1, name="Parcel 1", **price):
    price = {"currency": "vnd", "unit_amount": amount, "product_data": {"name": name}} | price
    return {"quantity": quantity, "price_data": {key: value for key, value in price.items() if value is not None}}


def params(**changes):
    asked = {
        "mode": "payment",
        "success_url": "http://127.0.0.1:8000/back?session_id={CHECKOUT_SESSION_ID}",
        "cancel_url": "http://127.0.0.1:8000/basket/",
        "locale": "vi",
        "client_reference_id": "100001",
        "metadata": {"payment": "uuid-1"},
        "payment_intent_data": {"metadata": {"payment": "uuid-1"}, "transfer_group": "100001"},
        "line_items": [line()],
        "adaptive_pricing": {"enabled": False},
    } | changes
    return {key: value for key, value in asked.items() if value is not None}


def session(client, **changes):
    return client.v1.checkout.sessions.create(params(**changes))


def paid(client, fake, card="4242424242424242", **changes):
    """A session after paying, with its intent in it."""
    made = session(client, **changes)
    fake.control.pay(made.id, card)
    return client.v1.checkout.sessions.retrieve(made.id, {"expand": ["payment_intent"]})


def refused(call, *args, **kwargs) -> stripe.StripeError:
    with pytest.raises(stripe.StripeError) as caught:
        call(*args, **kwargs)
    return caught.value


def browse(url, form=None):
    """One request of a browser that follows no redirect: the status, the address it is sent to, the page."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=10)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    if form is None:
        connection.request("GET", path)
    else:
        connection.request("POST", path, urlencode(form), kind)
    answer = connection.getresponse()
    page = answer.read().decode()
    connection.close()
    return answer.status, answer.headers.get("Location"), page
