"""The right ends of a card payment, as buyer, producers, staff and ledger see them."""

from tests.payments.stripe.test_same_end import TOTAL, expected

PARCEL = TOTAL // 2


def confirmed(order) -> dict:
    return expected(order)


def expired() -> dict:
    return {
        "order": "expired",
        "payments": [("expired", 0)],
        "parcels": ["expired", "expired"],
        "stock": [0, 0],
        "postings": [],
        "messages": ["order_expired", "order_to_pay"],
        "flags": [],
        "refunds": [],
        "is_paid": False,
        "sources": [],
    }


def one_parcel_given_back(order) -> dict:
    back = [
        ("refund_approved", "buyer_funds", PARCEL),
        ("refund_approved", "refund_due", -PARCEL),
        ("refund_succeeded", "clearing_stripe", -PARCEL),
        ("refund_succeeded", "refund_due", PARCEL),
    ]
    paid = expected(order)
    return paid | {
        "parcels": ["cancelled", "new"],
        "stock": [0, 1],
        "postings": sorted(paid["postings"] + back),
        "messages": sorted([*paid["messages"], "money_back", "order_cancelled"]),
        "refunds": [(PARCEL, "cancelled", "succeeded")],
        "sources": [(TOTAL, TOTAL, PARCEL)],
    }
