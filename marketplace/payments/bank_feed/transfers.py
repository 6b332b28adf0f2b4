"""One movement of money on our account, whoever tells of it, and how its parts are read strictly."""

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from marketplace.folding import clean

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
HIGHEST_AMOUNT = 9_999_999_999_999
LONGEST_CONTENT = 10_000
LONGEST_REFERENCE = LONGEST_ID = LONGEST_NAME = 120
LONGEST_COUNTER_ACCOUNT = 40
LONGEST_ACCOUNT = 32

_MOMENT = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}")


class Malformed(ValueError):
    """The message is not of its provider's form; the text names the field and never repeats personal data."""


@dataclass(frozen=True, kw_only=True)
class IncomingTransfer:
    """Money that came in or went out. Amount in dong, always positive; `at` is aware, Vietnam time.

    provider_id is unique within the provider. Texts are clean and have at most the LONGEST_... characters above.
    is_test marks the message with which a provider tries out the address: no money moved.
    """

    provider: str
    provider_id: str
    account_no: str
    amount: int
    content: str
    reference: str
    at: datetime
    is_incoming: bool
    counter_name: str = ""
    counter_account: str = ""
    balance_after: int | None = None
    is_test: bool = False


def whole(value, name: str) -> int:
    """A JSON number without a fraction, of any sign: 485000, 485000.0. Texts, booleans and huge ones are refused.

    The size is looked at first: turning 1e999999999 into an integer would never end.
    """
    if type(value) not in (int, Decimal) or not -HIGHEST_AMOUNT <= value <= HIGHEST_AMOUNT or value != int(value):
        raise Malformed(f"{name} is not a whole number of dong")
    return int(value)


def amount(value, name: str = "amount") -> int:
    """Whole dong, more than none."""
    dong = whole(value, name)
    if dong <= 0:
        raise Malformed(f"{name} is not more than 0")
    return dong


def balance(value, name: str) -> int | None:
    """Some banks tell none: null or an empty text."""
    return None if value is None or value == "" else whole(value, name)


def number(value, name: str) -> str:
    """A provider's own id: a JSON integer from 0, as text."""
    if type(value) is not int or not 0 <= value < 10**30:
        raise Malformed(f"{name} is not a number")
    return str(value)


def text(value, name: str, longest: int) -> str:
    """Cleaned of control characters, in NFC; null is empty."""
    if value is not None and not isinstance(value, str):
        raise Malformed(f"{name} is not a text")
    if value and len(value) > LONGEST_CONTENT:
        raise Malformed(f"{name} is too long")
    cleaned = clean(value or "")
    if len(cleaned) > longest or any("\ud800" <= c <= "\udfff" for c in cleaned):
        raise Malformed(f"{name} is too long or broken")
    return cleaned


def needed(value, name: str, longest: int) -> str:
    found = text(value, name, longest)
    if not found:
        raise Malformed(f"{name} is empty")
    return found


def cut(value, name: str, longest: int) -> str:
    """For what no money depends on: a name that is too long is shortened."""
    return text(value, name, LONGEST_CONTENT)[:longest]


def moment(value, name: str) -> datetime:
    """ "2026-11-21 09:31:02", which every provider means as Vietnam time."""
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        raise Malformed(f"{name} is not a time")
    try:
        return datetime.fromisoformat(value).replace(tzinfo=VIETNAM)
    except ValueError as error:
        raise Malformed(f"{name} is not a time") from error
