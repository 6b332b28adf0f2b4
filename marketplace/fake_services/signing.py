"""The signatures under what is sent: Stripe's header, and SePay's two."""

import copy
import hashlib
import hmac
import json
import time

from marketplace.fake_services.faults import WebhookFaults


def hmac_hex(secret: str, text: bytes) -> str:
    return hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()


def stripe_header(body: bytes, secrets: list[str], timestamp: int) -> str:
    signed = f"{timestamp}.".encode() + body
    return ",".join([f"t={timestamp}", *(f"v1={hmac_hex(secret, signed)}" for secret in secrets)])


def sepay_headers(body: bytes, secret: str, timestamp: int) -> dict[str, str]:
    signature = hmac_hex(secret, f"{timestamp}.".encode() + body)
    return {"X-SePay-Timestamp": str(timestamp), "X-SePay-Signature": f"sha256={signature}"}


def signed(event: dict, secret: str, faults: WebhookFaults) -> tuple[bytes, str]:
    """The body and its Stripe-Signature, spoilt as ordered. The timestamp is the true time, whatever the clock says."""
    body = _dump(event)
    timestamp, used = int(time.time()), [secret]
    if faults.touches(event["type"]):
        timestamp -= faults.old_timestamp
        used = [secret, faults.second_secret] if faults.second_secret else used
        used = ["whsec_of_somebody_else"] if faults.wrong_secret else used
    header = stripe_header(body, used, timestamp)
    if faults.tamper and faults.touches(event["type"]):
        body = _dump(_tampered(event))
    return body, header


def _dump(event: dict) -> bytes:
    return json.dumps(event, indent=2, ensure_ascii=False).encode()


def _tampered(event: dict) -> dict:
    event = copy.deepcopy(event)
    subject = event["data"]["object"]
    for name in ("amount", "amount_total", "amount_received"):
        if name in subject:
            subject[name] = 1
    subject["metadata"] = {"tampered": "yes"}
    return event
