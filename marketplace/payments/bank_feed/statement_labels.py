"""What a statement tells beside its rows: whose it is, and what was on the account at the end."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from marketplace.folding import clean, folded

from . import statement_cells as cells_of
from .statement_cells import BadCell
from .statement_tables import Row, StatementError
from .transfers import IncomingTransfer

_CLOSING = ("so du cuoi", "closing balance", "ending balance")
_ACCOUNT = ("so tai khoan", "account number", "account no", "tai khoan", "account")
_ACCOUNT_NUMBER = re.compile(r"(?<![0-9A-Za-z*])[0-9]{6,19}(?![0-9A-Za-z*])")
_LAST_NUMBER = re.compile(r"[+-]?[0-9][0-9.,]*(?:\s*(?:VND|VNĐ|đ|₫))?\s*$", re.IGNORECASE)


def labelled_balance(rows: Sequence[tuple[int, Row]], thousands: str) -> int | None:
    """From rows above and below the transfers only: in a transfer's row the words may be the payer's."""
    for _number, row in rows:
        for place, cell in enumerate(row):
            if isinstance(cell, str) and folded(cell[:80]).startswith(_CLOSING):
                candidates = [
                    *(match.group() for match in [_LAST_NUMBER.search(clean(cell[:200]))] if match),
                    *row[place + 1 :],
                ]
                return _first_dong(candidates, thousands)
    return None


def _first_dong(candidates: list, thousands: str) -> int | None:
    for candidate in candidates:
        try:
            found = cells_of.dong(candidate, "balance", thousands)
        except BadCell:
            continue
        if found is not None:
            return found
    return None


def last_balance(transfers: list[IncomingTransfer]) -> int | None:
    """The newest row is the last or the first: whichever way the balances follow from the amounts."""
    for in_order in (transfers, transfers[::-1]):
        if in_order and all(_follows(*pair) for pair in zip(in_order, in_order[1:], strict=False)):
            return in_order[-1].balance_after
    return None


def _follows(before: IncomingTransfer, after: IncomingTransfer) -> bool:
    if before.balance_after is None or after.balance_after is None:
        return False
    return after.balance_after == before.balance_after + (after.amount if after.is_incoming else -after.amount)


def check_account(rows: Sequence[tuple[int, Row]], account_no: str) -> None:
    """Above the table most banks write whose statement it is."""
    for _number, row in rows:
        for place, cell in enumerate(row):
            if isinstance(cell, str) and folded(cell[:80]).startswith(_ACCOUNT):
                told = _ACCOUNT_NUMBER.findall(" ".join(str(c) for c in row[place:] if c is not None))
                if len(told) == 1 and not is_same_account(told[0], account_no):
                    raise StatementError(_("This is the statement of another account: %(no)s.") % {"no": told[0]})


def is_same_account(told: str, account_no: str) -> bool:
    """Empty is no contradiction; Excel eats zeros in front."""
    bare = re.sub(r"[\s.-]", "", told)
    return not bare or bare.lstrip("0") == account_no.lstrip("0")
