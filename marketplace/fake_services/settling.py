"""Balance transactions: what a payment in dong becomes in the currency that the account is settled in."""

from marketplace.fake_services.account import Account, new_id

SETTLEMENT = "sgd"
# 0.0000513 SGD for one dong, in whole numbers: 513 cents for 100 000 dong.
CENTS, FOR_DONG = 513, 100_000
CHARGE_FEE_BP, CHARGE_FEE_FIXED, DISPUTE_FEE = 340, 50, 2_000
CATEGORIES = {"charge": "charge", "refund": "refund", "refund_failure": "refund_failure", "adjustment": "dispute"}


def settled(dong: int) -> int:
    """Cents of the settlement currency, half a cent up, the sign kept."""
    cents = (abs(dong) * CENTS * 2 + FOR_DONG) // (FOR_DONG * 2)
    return cents if dong >= 0 else -cents


def book(account: Account, kind: str, source: dict, dong: int, fee: int = 0) -> str:
    """Adds a balance transaction and answers its id. `fee` in cents of the settlement currency."""
    amount = settled(dong)
    return account.keep(
        {
            "id": new_id("txn"),
            "object": "balance_transaction",
            "amount": amount,
            "available_on": account.now() + 2 * 24 * 3600,
            "balance_type": "payments",
            "created": account.now(),
            "currency": SETTLEMENT,
            "description": source.get("description"),
            "exchange_rate": CENTS / FOR_DONG / 100,
            "fee": fee,
            "fee_details": _fee_details(fee),
            "net": amount - fee,
            "reporting_category": CATEGORIES[kind],
            "source": source["id"],
            "status": "pending",
            "type": kind,
        }
    )["id"]


def charge_fee(dong: int) -> int:
    """Cents."""
    return (settled(dong) * CHARGE_FEE_BP + 5_000) // 10_000 + CHARGE_FEE_FIXED


def _fee_details(fee: int) -> list[dict]:
    if not fee:
        return []
    return [{"amount": fee, "application": None, "currency": SETTLEMENT, "description": "Fee", "type": "stripe_fee"}]


def balance(account: Account, params: dict) -> dict:
    total = sum(entry["net"] for entry in account.every("balance_transaction"))
    held = [{"amount": total, "currency": SETTLEMENT, "source_types": {"card": total}}]
    return {"object": "balance", "available": [], "livemode": False, "pending": held}
