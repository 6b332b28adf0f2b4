"""payOS: HMAC-SHA256 over the fields of `data` as key=value, sorted and joined by &."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from . import transfers
from .signed_message import BadSignature, check_signed, check_size, object_in, read_object
from .transfers import (
    LONGEST_ACCOUNT,
    LONGEST_CONTENT,
    LONGEST_COUNTER_ACCOUNT,
    LONGEST_ID,
    LONGEST_NAME,
    IncomingTransfer,
    Malformed,
)

PROVIDER = "payos"
LONGEST_LINK = 40
# The message with which payOS tries out a webhook's address carries the sample of its manual.
TEST_LINK = "124c33293c43417ab7879e14c8d9eb18"
_LOOKS_LIKE_A_FIELD = re.compile(r"&\w+=")


def read(body: bytes, headers: Mapping[str, str], *, secrets: Sequence[str], now: datetime) -> list[IncomingTransfer]:
    """Raises BadSignature, Malformed. Only `data` is signed, so nothing outside it is believed.

    payOS signs no time of sending: a replay is known by provider_id, not by its age.
    """
    check_size(body)
    message = read_object(body)
    data, given = object_in(message.get("data"), "data"), message.get("signature")
    if not isinstance(given, str):
        raise BadSignature("the signature is missing")
    check_signed("sha256", [_signed(data)], given, secrets)
    return [_transfer(data)] if data.get("code") == "00" else []


def _signed(data: dict) -> bytes:
    """Values are not escaped, so one that looks like a further field could be read in two ways: it is refused."""
    text = "&".join(f"{key}={_written(data[key])}" for key in sorted(data))
    if len(_LOOKS_LIKE_A_FIELD.findall(text)) != len(data) - 1 or any("=" in key or "&" in key for key in data):
        raise Malformed("a field of data holds the sign between fields")
    return text.encode("utf-8", "surrogatepass")


def _written(value) -> str:
    """payOS writes null and the words null and undefined as nothing."""
    if value is None or value in ("null", "undefined"):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str | int):
        return str(value)
    return str(transfers.whole(value, "a number of data"))


def _transfer(data: dict) -> IncomingTransfer:
    if data.get("currency") != "VND":
        raise Malformed("currency is not VND")
    link = transfers.needed(data.get("paymentLinkId"), "paymentLinkId", LONGEST_LINK)
    reference = transfers.needed(data.get("reference"), "reference", LONGEST_ID - LONGEST_LINK - 1)
    return IncomingTransfer(
        provider=PROVIDER,
        provider_id=f"{link}:{reference}",
        account_no=transfers.needed(data.get("accountNumber"), "accountNumber", LONGEST_ACCOUNT),
        amount=transfers.amount(data.get("amount")),
        content=transfers.text(data.get("description"), "description", LONGEST_CONTENT),
        reference=reference,
        at=transfers.moment(data.get("transactionDateTime"), "transactionDateTime"),
        is_incoming=True,
        counter_name=transfers.cut(data.get("counterAccountName"), "counterAccountName", LONGEST_NAME),
        counter_account=transfers.cut(
            data.get("counterAccountNumber"), "counterAccountNumber", LONGEST_COUNTER_ACCOUNT
        ),
        is_test=link == TEST_LINK,
    )
