"""Casso: version 2 signs the sorted message with HMAC-SHA512; the old kind sends a constant token and a list."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from . import transfers
from .signed_message import (
    BadSignature,
    check_fresh,
    check_one_of,
    check_signed,
    check_size,
    header,
    object_in,
    read_object,
    usable,
)
from .transfers import (
    LONGEST_ACCOUNT,
    LONGEST_CONTENT,
    LONGEST_COUNTER_ACCOUNT,
    LONGEST_NAME,
    LONGEST_REFERENCE,
    IncomingTransfer,
    Malformed,
)

PROVIDER = "casso"
TEST_REFERENCE = "MA_GIAO_DICH_THU_NGHIEM"
MOST_IN_A_LIST = 500
_SIGNATURE = re.compile(r"t=([0-9]{13}),\s?v1=([0-9a-f]{128})")


def read(body: bytes, headers: Mapping[str, str], *, secrets: Sequence[str], now: datetime) -> list[IncomingTransfer]:
    """Version 2. Raises BadSignature, Stale, Malformed."""
    check_size(body)
    signature = _SIGNATURE.fullmatch(header(headers, "X-Casso-Signature"))
    if not signature:
        raise BadSignature("the signature header is missing")
    sent_at, given = signature.groups()
    message = read_object(body)
    check_signed("sha512", [f"{sent_at}.".encode() + text for text in _signed(message, body)], given, secrets)
    check_fresh(int(sent_at) / 1000, now)
    _check_no_error(message)
    return [_transfer(object_in(message.get("data"), "data"))]


def read_with_token(body: bytes, headers: Mapping[str, str], *, secrets: Sequence[str]) -> list[IncomingTransfer]:
    """The old kind: nothing is signed and age cannot be told. A list with one bad entry is refused as a whole."""
    check_size(body)
    check_one_of(header(headers, "secure-token"), usable(secrets))
    message = read_object(body)
    _check_no_error(message)
    data = message.get("data")
    if not isinstance(data, list) or len(data) > MOST_IN_A_LIST:
        raise Malformed("data is not a list of at most 500")
    return [_old_transfer(object_in(entry, "an entry of data")) for entry in data]


def _signed(message: dict, body: bytes) -> list[bytes]:
    """What may have been signed: public text leaves open how letters with marks and slashes are escaped."""
    try:
        plain = json.dumps(_as_written(message), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        escaped = json.dumps(_as_written(message), sort_keys=True, separators=(",", ":"))
        texts = (plain, escaped, plain.replace("/", "\\/"), escaped.replace("/", "\\/"))
        return [*(text.encode() for text in texts), body]
    except (ValueError, RecursionError) as error:
        raise Malformed("the message cannot be written again") from error


def _as_written(value):
    """Numbers with a point as JavaScript writes them: without one when there is no fraction."""
    if isinstance(value, dict):
        return {key: _as_written(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_as_written(part) for part in value]
    if isinstance(value, Decimal):
        return int(value) if -(2**53) < value < 2**53 and value == int(value) else float(value)
    return value


def _check_no_error(message: dict) -> None:
    if type(message.get("error")) is not int or message["error"] != 0:
        raise Malformed("error is not 0")


def _transfer(data: dict) -> IncomingTransfer:
    return IncomingTransfer(
        account_no=transfers.needed(data.get("accountNumber"), "accountNumber", LONGEST_ACCOUNT),
        at=transfers.moment(data.get("transactionDateTime"), "transactionDateTime"),
        counter_name=transfers.cut(data.get("counterAccountName"), "counterAccountName", LONGEST_NAME),
        counter_account=transfers.cut(
            data.get("counterAccountNumber"), "counterAccountNumber", LONGEST_COUNTER_ACCOUNT
        ),
        balance_after=transfers.balance(data.get("runningBalance"), "runningBalance"),
        **_both_kinds(data, transfers.text(data.get("reference"), "reference", LONGEST_REFERENCE)),
    )


def _old_transfer(data: dict) -> IncomingTransfer:
    return IncomingTransfer(
        account_no=transfers.needed(data.get("bank_sub_acc_id"), "bank_sub_acc_id", LONGEST_ACCOUNT),
        at=transfers.moment(data.get("when"), "when"),
        counter_name=transfers.cut(data.get("corresponsiveName"), "corresponsiveName", LONGEST_NAME),
        counter_account=transfers.cut(
            data.get("corresponsiveAccount"), "corresponsiveAccount", LONGEST_COUNTER_ACCOUNT
        ),
        balance_after=transfers.balance(data.get("cusum_balance"), "cusum_balance"),
        **_both_kinds(data, transfers.text(data.get("tid"), "tid", LONGEST_REFERENCE)),
    )


def _both_kinds(data: dict, reference: str) -> dict:
    """Money that left has a negative amount."""
    signed = transfers.whole(data.get("amount"), "amount")
    return {
        "provider": PROVIDER,
        "provider_id": transfers.number(data.get("id"), "id"),
        "amount": transfers.amount(abs(signed)),
        "is_incoming": signed > 0,
        "content": transfers.text(data.get("description"), "description", LONGEST_CONTENT),
        "reference": reference,
        "is_test": data["id"] == 0 or reference == TEST_REFERENCE,
    }
