"""What a bank account must look like before we pay to it."""

import re

from marketplace.folding import clean, folded
from marketplace.payments.refunding.accounts import BadAccount
from marketplace.payments.vietqr.banks import UnknownBank, bank

_NUMBER = re.compile(r"[0-9A-Z]{6,19}")
SHORTEST_HOLDER, LONGEST_HOLDER = 4, 120


def checked(bin: str, number: str, holder: str) -> tuple[str, str, str]:
    """As they are stored: known bank, 6 to 19 digits or letters, a holder's name. Raises BadAccount naming the field."""
    try:
        bin = bank(clean(bin)).bin
    except UnknownBank as error:
        raise BadAccount("bin") from error
    number = re.sub(r"[\s.-]", "", clean(number)).upper()
    if not _NUMBER.fullmatch(number):
        raise BadAccount("number")
    holder = clean(holder)
    if sum(letter.isalpha() for letter in holder) < SHORTEST_HOLDER or len(holder) > LONGEST_HOLDER:
        raise BadAccount("holder")
    return bin, number, holder


def as_banks_write(text: str) -> str:
    """Capitals without marks, A-Z, 0-9 and single spaces (rules.md A-10)."""
    return re.sub(r"[^A-Z0-9]+", " ", folded(text).upper()).strip()


def bank_name(bin: str) -> str:
    """How people call the bank; the BIN itself when the list has lost it."""
    try:
        return bank(bin).short_name
    except UnknownBank:
        return bin
