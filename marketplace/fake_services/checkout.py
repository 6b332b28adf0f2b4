"""Checkout Sessions: creating them, letting them expire."""

from decimal import Decimal
from urllib.parse import urlsplit

from marketplace.fake_services import objects
from marketplace.fake_services.account import Account
from marketplace.fake_services.refusals import Refusal, no_such
from marketplace.fake_services.validating import missing

# Stripe's floor is the equivalent of 0.50 USD, its ceiling eight digits; VND has no smaller unit than the dong.
SMALLEST, LARGEST = 13_000, 99_999_999
SHORTEST, LONGEST = 30 * 60, 24 * 3600


def check(params: dict, now: int) -> None:
    """What can be refused from the parameters alone. Raises Refusal."""
    if params.get("mode", "payment") != "payment" or params.get("ui_mode", "hosted_page") != "hosted_page":
        raise Refusal("This pretended Stripe only knows mode=payment on the hosted page.", param="mode")
    for name in ("mode", "success_url", "line_items"):
        if name not in params:
            raise missing(name)
    for name in ("success_url", "cancel_url"):
        _check_url(params.get(name), name)
    if "@" not in params.get("customer_email", "@"):
        message = f"Invalid email address: {params['customer_email']}"
        raise Refusal(message, code="email_invalid", param="customer_email")
    _check_expiry(params.get("expires_at"), now)
    _check_amount(sum(_line_total(line, number) for number, line in enumerate(params["line_items"])))


def _check_url(url: str | None, name: str) -> None:
    parts = urlsplit(url or "https://none.invalid")
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise Refusal("Not a valid URL", code="url_invalid", param=name)


def _check_expiry(expires_at: int | None, now: int) -> None:
    if expires_at is None:
        return
    if expires_at < now + SHORTEST:
        raise Refusal(
            "The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.",
            param="expires_at",
        )
    if expires_at > now + LONGEST:
        raise Refusal(
            "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.",
            param="expires_at",
        )


def _line_total(line: dict, number: int) -> int:
    """In dong."""
    path = f"line_items[{number}]"
    if "price" in line:
        raise no_such("price", line["price"], f"{path}[price]")
    if "price_data" not in line:
        raise missing(f"{path}[price_data]")
    price = line["price_data"]
    if price["currency"].lower() != "vnd":
        message = f"Invalid currency: {price['currency']}. This pretended Stripe only knows vnd."
        raise Refusal(message, param=f"{path}[price_data][currency]")
    if "product_data" not in price:
        raise missing(f"{path}[price_data][product_data]")
    quantity = line.get("quantity")
    if quantity is None:
        raise missing(f"{path}[quantity]")
    return _unit_amount(price, f"{path}[price_data]") * _at_least(quantity, 1, f"{path}[quantity]")


def _unit_amount(price: dict, path: str) -> int:
    if "unit_amount" in price:
        return _at_least(price["unit_amount"], 0, f"{path}[unit_amount]")
    if "unit_amount_decimal" not in price:
        raise missing(f"{path}[unit_amount]")
    amount = price["unit_amount_decimal"]
    if amount != amount.to_integral_value() or amount < Decimal(0):
        message = "VND has no decimals: the amount must be whole dong."
        raise Refusal(message, code="parameter_invalid_integer", param=f"{path}[unit_amount_decimal]")
    return int(amount)


def _at_least(value: int, least: int, param: str) -> int:
    if value < least:
        message = f"This value must be greater than or equal to {least}."
        raise Refusal(message, code="parameter_invalid_integer", param=param)
    return value


def _check_amount(total: int) -> None:
    if total < SMALLEST:
        message = f"The Checkout Session's total amount due must add up to at least ₫{SMALLEST:,}"
        raise Refusal(message, code="amount_too_small", param="line_items")
    if total > LARGEST:
        message = f"The Checkout Session's total amount due must be no more than ₫{LARGEST:,}"
        raise Refusal(message, code="amount_too_large", param="line_items")


def create(account: Account, params: dict) -> dict:
    items = [objects.line_item(line, _line_total(line, n)) for n, line in enumerate(params["line_items"])]
    total = sum(item["amount_total"] for item in items)
    session = objects.session(params, total, account.now(), account.public_url)
    account.asked[session["id"]] = {"params": params, "items": items}
    account.later(session["expires_at"], lambda: _time_is_up(account, session))
    return account.keep(session)


def expire(account: Account, params: dict, id: str) -> dict:
    """Raises Refusal unless the session is open."""
    session = account.find("checkout.session", id, "session")
    if session["status"] != "open":
        raise Refusal(
            'Only Checkout Sessions with a status in ["open"] can be expired. '
            f"This Checkout Session has a status of `{session['status']}`.",
        )
    _close(account, session)
    return session


def _time_is_up(account: Account, session: dict) -> None:
    if session["status"] == "open":
        _close(account, session)


def _close(account: Account, session: dict) -> None:
    session |= {"status": "expired", "url": None}
    if session["payment_intent"]:
        intent = account.find("payment_intent", session["payment_intent"])
        intent |= {"status": "canceled", "canceled_at": account.now(), "cancellation_reason": "expired"}
        intent["next_action"] = None
        account.emit("payment_intent.canceled", intent)
    account.emit("checkout.session.expired", session)
