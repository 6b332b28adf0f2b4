"""The JSON of each object as the pinned API version writes it. Amounts in dong unless a settlement currency is named."""

from marketplace.fake_services.account import new_id
from marketplace.fake_services.cards import Card

FIXED = {"livemode": False}


def session(params: dict, total: int, now: int, public_url: str) -> dict:
    name = new_id("cs_test")
    email = params.get("customer_email")
    return FIXED | {
        "id": name,
        "object": "checkout.session",
        "adaptive_pricing": {"enabled": params.get("adaptive_pricing", {}).get("enabled", True)},
        "amount_subtotal": total,
        "amount_total": total,
        "automatic_tax": {"enabled": False, "liability": None, "provider": None, "status": None},
        "cancel_url": params.get("cancel_url"),
        "client_reference_id": params.get("client_reference_id"),
        "created": now,
        "currency": "vnd",
        "custom_fields": [],
        "custom_text": {"after_submit": None, "shipping_address": None, "submit": None},
        "customer": None,
        "customer_details": {"email": email, "name": None, "phone": None, "address": None} if email else None,
        "customer_email": email,
        "expires_at": params.get("expires_at", now + 24 * 3600),
        "locale": params.get("locale"),
        "metadata": dict(params.get("metadata", {})),
        "mode": "payment",
        "payment_intent": None,
        "payment_method_options": params.get("payment_method_options", {}),
        "payment_method_types": ["card"],
        "payment_status": "unpaid",
        "shipping_options": [],
        "status": "open",
        "success_url": params["success_url"],
        "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
        "ui_mode": "hosted_page",
        "url": f"{public_url}/pay/{name}",
    }


def line_item(line: dict, total: int) -> dict:
    return {
        "id": new_id("li"),
        "object": "item",
        "amount_discount": 0,
        "amount_subtotal": total,
        "amount_tax": 0,
        "amount_total": total,
        "currency": "vnd",
        "description": line["price_data"]["product_data"]["name"],
        "quantity": line["quantity"],
    }


def payment_intent(data: dict, amount: int, currency: str, now: int) -> dict:
    """`data` is the session's payment_intent_data."""
    name = new_id("pi")
    return FIXED | {
        "id": name,
        "object": "payment_intent",
        "amount": amount,
        "amount_capturable": 0,
        "amount_received": 0,
        "canceled_at": None,
        "cancellation_reason": None,
        "capture_method": "automatic_async",
        "client_secret": f"{name}_secret_fake",
        "confirmation_method": "automatic",
        "created": now,
        "currency": currency,
        "customer": None,
        "description": data.get("description"),
        "last_payment_error": None,
        "latest_charge": None,
        "metadata": dict(data.get("metadata", {})),
        "next_action": None,
        "payment_method": None,
        "payment_method_types": ["card"],
        "receipt_email": data.get("receipt_email"),
        "status": "requires_payment_method",
        "transfer_group": data.get("transfer_group"),
    }


def charge(intent: dict, card: Card, now: int) -> dict:
    return FIXED | {
        "id": new_id("ch"),
        "object": "charge",
        "amount": intent["amount"],
        "amount_captured": 0,
        "amount_refunded": 0,
        "balance_transaction": None,
        "billing_details": {"address": None, "email": None, "name": None, "phone": None, "tax_id": None},
        "captured": False,
        "created": now,
        "currency": intent["currency"],
        "description": intent["description"],
        "disputed": False,
        "failure_code": None,
        "failure_message": None,
        "metadata": dict(intent["metadata"]),
        "outcome": {"type": "authorized", "risk_level": card.risk, "network_status": "approved_by_network"},
        "paid": False,
        "payment_intent": intent["id"],
        "payment_method": new_id("pm"),
        "payment_method_details": {
            "type": "card",
            "card": {"brand": "visa", "last4": card.last4, "exp_month": 12, "exp_year": 2034, "funding": "credit"},
        },
        "refunded": False,
        "status": "pending",
        "transfer_group": intent["transfer_group"],
    }


def refund(charge: dict, amount: int, params: dict, now: int) -> dict:
    return {
        "id": new_id("re"),
        "object": "refund",
        "amount": amount,
        "balance_transaction": None,
        "charge": charge["id"],
        "created": now,
        "currency": charge["currency"],
        "metadata": dict(params.get("metadata") or {}),
        "payment_intent": charge["payment_intent"],
        "reason": params.get("reason"),
        "receipt_number": None,
        "source_transfer_reversal": None,
        "status": "pending",
        "transfer_reversal": None,
    }


def dispute(charge: dict, amount: int, now: int) -> dict:
    deadline = {"due_by": now + 7 * 24 * 3600, "has_evidence": False, "past_due": False, "submission_count": 0}
    return FIXED | {
        "id": new_id("du"),
        "object": "dispute",
        "amount": amount,
        "balance_transactions": [],
        "charge": charge["id"],
        "created": now,
        "currency": charge["currency"],
        "enhanced_eligibility_types": [],
        "evidence": {"enhanced_evidence": {}},
        "evidence_details": deadline | {"enhanced_eligibility": {}, "submission_method": "not_submitted"},
        "is_charge_refundable": False,
        "metadata": {},
        "payment_intent": charge["payment_intent"],
        "reason": "fraudulent",
        "status": "needs_response",
    }


def early_fraud_warning(charge: dict, now: int) -> dict:
    return FIXED | {
        "id": new_id("issfr"),
        "object": "radar.early_fraud_warning",
        "actionable": not charge["refunded"] and not charge["disputed"],
        "charge": charge["id"],
        "created": now,
        "fraud_type": "made_with_stolen_card",
        "payment_intent": charge["payment_intent"],
    }
