"""Refunds: made by the API or by hand in the dashboard, settled or failing later."""

from marketplace.fake_services import objects, settling
from marketplace.fake_services.account import Account
from marketplace.fake_services.refusals import Refusal
from marketplace.fake_services.validating import missing

FAILS_AFTER = 5  # seconds, for the card whose refunds fail


def check(params: dict, now: int) -> None:
    """What can be refused from the parameters alone. Raises Refusal."""
    if "payment_intent" not in params and "charge" not in params:
        raise missing("payment_intent")
    if params.get("amount", 1) < 1:
        message = "This value must be greater than or equal to 1."
        raise Refusal(message, code="parameter_invalid_integer", param="amount")


def create(account: Account, params: dict, pending: bool = False) -> dict:
    """Raises Refusal: nothing captured, disputed, or more than what is left."""
    charge = _charge(account, params)
    left = charge["amount_captured"] - charge["amount_refunded"]
    amount = params.get("amount", left)
    _check_left(charge, amount, left)
    refund = account.keep(objects.refund(charge, amount, params, account.now()))
    refund["balance_transaction"] = settling.book(account, "refund", refund, -amount)
    if not pending:
        refund["status"] = "succeeded"
    _count(charge, amount)
    account.emit("refund.created", refund)
    account.emit("charge.refunded", charge)
    if account.asked.get(charge["id"], {}).get("refund_fails"):
        account.later(account.now() + FAILS_AFTER, lambda: _fail_if_standing(account, refund))
    return refund


def _charge(account: Account, params: dict) -> dict:
    if "charge" in params:
        charge = account.find("charge", params["charge"], "charge")
    else:
        intent = account.find("payment_intent", params["payment_intent"], "payment_intent")
        name = intent["latest_charge"]
        charge = account.find("charge", name) if name else {"captured": False}
    if not charge["captured"]:
        raise Refusal("This payment does not have a successful charge to refund.", code="charge_not_captured")
    return charge


def _check_left(charge: dict, amount: int, left: int) -> None:
    if charge["disputed"]:
        message = f"Charge {charge['id']} has been charged back; cannot issue a refund."
        raise Refusal(message, code="charge_disputed")
    if left == 0:
        raise Refusal(f"Charge {charge['id']} has already been refunded.", code="charge_already_refunded")
    if amount > left:
        message = f"Refund amount (₫{amount:,}) is greater than unrefunded amount on charge (₫{left:,})"
        raise Refusal(message, param="amount")


def _count(charge: dict, amount: int) -> None:
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount_captured"]


def settle(account: Account, refund: dict) -> None:
    """A pending refund has gone through. Raises Refusal unless it is pending."""
    if refund["status"] != "pending":
        raise Refusal(f"The refund is {refund['status']}, not pending.")
    refund["status"] = "succeeded"
    account.emit("refund.updated", refund)


def fail(account: Account, refund: dict) -> None:
    """The buyer's bank sent the money back. Raises Refusal unless it is pending or succeeded."""
    if refund["status"] not in ("pending", "succeeded"):
        raise Refusal(f"The refund is {refund['status']}.")
    charge = account.find("charge", refund["charge"])
    refund |= {"status": "failed", "failure_reason": "expired_or_canceled_card"}
    refund["failure_balance_transaction"] = settling.book(account, "refund_failure", refund, refund["amount"])
    _count(charge, -refund["amount"])
    account.emit("refund.updated", refund)
    account.emit("refund.failed", refund)


def _fail_if_standing(account: Account, refund: dict) -> None:
    if refund["status"] in ("pending", "succeeded"):
        fail(account, refund)
