"""SePay: HMAC-SHA256 over the time and the raw body, or the older constant API key."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from . import transfers
from .signed_message import (
    BadSignature,
    check_fresh,
    check_one_of,
    check_signed,
    check_size,
    header,
    read_object,
    usable,
)
from .transfers import LONGEST_ACCOUNT, LONGEST_CONTENT, LONGEST_REFERENCE, IncomingTransfer, Malformed

PROVIDER = "sepay"
_SECONDS = re.compile(r"[0-9]{10}")


def read(body: bytes, headers: Mapping[str, str], *, secrets: Sequence[str], now: datetime) -> list[IncomingTransfer]:
    """Raises BadSignature, Stale, Malformed. Answer a good message with {"success": true}."""
    check_size(body)
    sent_at, given = header(headers, "X-SePay-Timestamp"), header(headers, "X-SePay-Signature")
    if not _SECONDS.fullmatch(sent_at) or not given.startswith("sha256="):
        raise BadSignature("a signature header is missing")
    check_signed("sha256", [sent_at.encode() + b"." + body], given.removeprefix("sha256="), secrets)
    check_fresh(int(sent_at), now)
    return [_transfer(read_object(body))]


def read_with_api_key(body: bytes, headers: Mapping[str, str], *, secrets: Sequence[str]) -> list[IncomingTransfer]:
    """Accounts set to "Authorization: Apikey K": nothing is signed and age cannot be told; HMAC is the better choice."""
    check_size(body)
    check_one_of(header(headers, "Authorization"), [f"Apikey {secret}" for secret in usable(secrets)])
    return [_transfer(read_object(body))]


def _transfer(message: dict) -> IncomingTransfer:
    direction = message.get("transferType")
    if direction not in ("in", "out"):
        raise Malformed("transferType is neither in nor out")
    return IncomingTransfer(
        provider=PROVIDER,
        provider_id=transfers.number(message.get("id"), "id"),
        account_no=transfers.needed(message.get("accountNumber"), "accountNumber", LONGEST_ACCOUNT),
        amount=transfers.amount(message.get("transferAmount"), "transferAmount"),
        content=transfers.text(message.get("content"), "content", LONGEST_CONTENT),
        reference=transfers.text(message.get("referenceCode"), "referenceCode", LONGEST_REFERENCE),
        at=transfers.moment(message.get("transactionDate"), "transactionDate"),
        is_incoming=direction == "in",
        balance_after=transfers.balance(message.get("accumulated"), "accumulated"),
    )
