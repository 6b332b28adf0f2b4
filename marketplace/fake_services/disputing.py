"""Disputes: a cardholder's bank takes the money back, and gives it back or not."""

from marketplace.fake_services import objects, settling
from marketplace.fake_services.account import Account
from marketplace.fake_services.refusals import Refusal


def open_dispute(account: Account, charge: dict, amount: int | None = None) -> dict:
    """`amount` in dong, all of the charge if not told. Raises Refusal: not captured, or disputed already."""
    if not charge["captured"] or charge["disputed"]:
        raise Refusal("Only a captured charge without a dispute can be disputed.")
    dispute = account.keep(objects.dispute(charge, amount or charge["amount"], account.now()))
    charge["disputed"] = True
    account.emit("charge.dispute.created", dispute)
    _book(account, dispute, -dispute["amount"], settling.DISPUTE_FEE)
    account.emit("charge.dispute.funds_withdrawn", dispute)
    return dispute


def open_once(account: Account, charge: dict) -> None:
    if not charge["disputed"]:
        open_dispute(account, charge)


def close(account: Account, dispute: dict, won: bool) -> dict:
    """Raises Refusal unless it waits for an answer."""
    if dispute["status"] != "needs_response":
        raise Refusal(f"The dispute is {dispute['status']}.")
    dispute["status"] = "won" if won else "lost"
    if won:
        _book(account, dispute, dispute["amount"])
        account.emit("charge.dispute.funds_reinstated", dispute)
    account.emit("charge.dispute.closed", dispute)
    return dispute


def warn(account: Account, charge: dict) -> dict:
    """The card network suspects the charge; nothing is taken yet."""
    warning = account.keep(objects.early_fraud_warning(charge, account.now()))
    account.emit("radar.early_fraud_warning.created", warning)
    return warning


def _book(account: Account, dispute: dict, dong: int, fee: int = 0) -> None:
    name = settling.book(account, "adjustment", dispute, dong, fee)
    dispute["balance_transactions"].append(account.find("balance_transaction", name))
