"""What happens when somebody pays on the hosted page: the intent, the charge, the session, and their events."""

from marketplace.fake_services import cards, disputing, objects, settling
from marketplace.fake_services.account import Account
from marketplace.fake_services.faults import PayingFaults
from marketplace.fake_services.refusals import Refusal

PAID, DECLINED, ASKED_3DS, ACCEPTED = "paid", "declined", "asked_3ds", "accepted"
DISPUTED_AFTER = 5  # seconds


class NotOpen(Refusal):
    """The session is complete or expired."""


def pay(account: Account, session: dict, card: cards.Card, faults: PayingFaults) -> str:
    """Answers PAID, DECLINED, ASKED_3DS or, for slow ways of paying, ACCEPTED. Raises NotOpen."""
    intent = _intent(account, session, faults)
    if card.decline or (card.risk == "highest" and faults.block_highest_risk):
        return _decline(account, intent, card, cards.declined(card.decline or "fraudulent"))
    if card.asks_3ds:
        intent |= {"status": "requires_action", "next_action": {"type": "redirect_to_url"}}
        return ASKED_3DS
    return _take(account, session, intent, card, faults)


def answer_3ds(account: Account, session: dict, card: cards.Card, allow: bool, faults: PayingFaults) -> str:
    """The shopper's answer to the bank's question. Raises NotOpen."""
    intent = _intent(account, session, faults)
    intent["next_action"] = None
    if allow:
        return _take(account, session, intent, card, faults)
    error = {
        "type": "card_error",
        "code": "payment_intent_authentication_failure",
        "message": "The card was not authenticated.",
    }
    return _decline(account, intent, card, error)


def finish_async(account: Account, session: dict, succeeded: bool) -> None:
    """The slow money has come, or will not come. Raises Refusal unless it is awaited."""
    intent = account.find("payment_intent", session["payment_intent"] or "")
    if intent["status"] != "processing":
        raise Refusal(f"The payment is {intent['status']}, not processing.")
    charge = account.find("charge", intent["latest_charge"])
    if succeeded:
        _capture(account, session, intent, charge)
        account.emit("checkout.session.async_payment_succeeded", session)
        return
    charge |= {"status": "failed", "failure_code": "payment_failed"}
    intent |= {"status": "requires_payment_method", "last_payment_error": cards.declined("generic_decline")}
    account.emit("payment_intent.payment_failed", intent)
    account.emit("checkout.session.async_payment_failed", session)


def _intent(account: Account, session: dict, faults: PayingFaults) -> dict:
    """The session's intent, made at the first attempt as Checkout does."""
    if session["status"] != "open":
        raise NotOpen(f"This Checkout Session is {session['status']}.")
    if session["payment_intent"]:
        return account.find("payment_intent", session["payment_intent"])
    amount = faults.amount or session["amount_total"]
    currency = faults.currency or session["currency"]
    data = account.asked[session["id"]]["params"].get("payment_intent_data", {})
    if faults.strip_metadata:
        data = {**data, "metadata": {}}
        session |= {"metadata": {}, "client_reference_id": None}
    session |= {"amount_total": amount, "amount_subtotal": amount, "currency": currency}
    intent = account.keep(objects.payment_intent(data, amount, currency, account.now()))
    session["payment_intent"] = intent["id"]
    return intent


def _decline(account: Account, intent: dict, card: cards.Card, error: dict) -> str:
    charge = account.keep(objects.charge(intent, card, account.now()))
    outcome = {"type": "issuer_declined", "risk_level": card.risk, "network_status": "declined_by_network"}
    if card.risk == "highest":
        outcome |= {"type": "blocked", "network_status": "not_sent_to_network", "reason": "highest_risk_level"}
    charge |= {"status": "failed", "outcome": outcome}
    charge |= {"failure_code": error["code"], "failure_message": error["message"]}
    intent |= {"status": "requires_payment_method", "latest_charge": charge["id"]}
    intent["last_payment_error"] = error | {"charge": charge["id"]}
    account.emit("payment_intent.payment_failed", intent)
    return DECLINED


def _take(account: Account, session: dict, intent: dict, card: cards.Card, faults: PayingFaults) -> str:
    charge = account.keep(objects.charge(intent, card, account.now()))
    intent |= {"latest_charge": charge["id"], "payment_method": charge["payment_method"], "last_payment_error": None}
    session |= {"status": "complete", "url": None}
    if faults.asynchronous:
        intent["status"] = "processing"
        account.emit("checkout.session.completed", session)
        return ACCEPTED
    _capture(account, session, intent, charge)
    account.emit("checkout.session.completed", session)
    if card.then == "dispute":
        account.later(account.now() + DISPUTED_AFTER, lambda: disputing.open_once(account, charge))
    if card.then == "refund_fails":
        account.asked[charge["id"]] = {"refund_fails": True}
    return PAID


def _capture(account: Account, session: dict, intent: dict, charge: dict) -> None:
    amount = intent["amount"]
    charge |= {"status": "succeeded", "paid": True, "captured": True, "amount_captured": amount}
    charge["balance_transaction"] = settling.book(account, "charge", charge, amount, settling.charge_fee(amount))
    intent |= {"status": "succeeded", "amount_received": amount}
    session["payment_status"] = "paid"
    account.emit("payment_intent.succeeded", intent)
