"""Reading a bank's statement file into transfers and the closing balance; faulty rows are told, good rows go in."""

import hashlib
from dataclasses import dataclass

from django.utils.translation import gettext as _

from marketplace.folding import folded

from . import statement_cells as cells_of
from .statement_cells import BadCell
from .statement_labels import check_account, is_same_account, labelled_balance, last_balance
from .statement_layouts import Layout, layout
from .statement_tables import Row, StatementError, Table, tables
from .transfers import LONGEST_CONTENT, LONGEST_COUNTER_ACCOUNT, LONGEST_NAME, LONGEST_REFERENCE, IncomingTransfer

PROVIDER = "statement_file"
HEADER_WITHIN = 30
_TOTALS = ("tong", "cong", "total", "sum", "so du", "phat sinh", "opening", "closing", "ending", "beginning")


@dataclass(frozen=True)
class Fault:
    """A row that was left out: its number in the spreadsheet, our name of the field, and why."""

    row: int
    field: str
    message: str


@dataclass(frozen=True)
class Statement:
    """closing_balance in dong; None when the file tells none, or balances that do not follow from the amounts."""

    account_no: str
    transfers: list[IncomingTransfer]
    faults: list[Fault]
    closing_balance: int | None


def read(data: bytes, filename: str, *, layout_code: str, account_no: str) -> Statement:
    """Raises StatementError for the file as a whole, UnknownLayout. account_no is the account staff chose."""
    shape = layout(layout_code)
    found = tables(data, filename, lambda table: _header_at(table, shape) is not None)
    if len(found) != 1:
        raise StatementError(_not_one_header(found, shape))
    table = found[0]
    start = _header_at(table, shape)
    check_account(table[:start], account_no)
    return _rows(table, start, shape, account_no)


def _not_one_header(found: list[Table], shape: Layout) -> str:
    if found:
        return _("Several sheets look like a statement. Leave one sheet in the file.")
    return _("No row among the first 30 has the column names of “%(name)s”. Choose another kind of file.") % {
        "name": shape.name
    }


def _header_at(table: Table, shape: Layout) -> int | None:
    """The place in the table, not the row's number."""
    early = (place for place, (number, row) in enumerate(table) if number <= HEADER_WITHIN and shape.columns_in(row))
    return next(early, None)


def _rows(table: Table, start: int, shape: Layout, account_no: str) -> Statement:
    columns = shape.columns_in(table[start][1])
    transfers, faults, beside, seen = [], [], table[:start], {}
    for number, row in table[start + 1 :]:
        if shape.columns_in(row) == columns:
            continue
        if _is_beside_the_point(row, columns):
            beside.append((number, row))
            continue
        try:
            transfers.append(_transfer(row, columns, shape, account_no, seen))
        except BadCell as bad:
            faults.append(Fault(number, bad.field, str(bad)))
    closing = labelled_balance(beside, shape.thousands)
    if closing is None and not faults:
        closing = last_balance(transfers)
    return Statement(account_no, transfers, faults, closing)


def _is_beside_the_point(row: Row, columns: dict[str, int]) -> bool:
    """Totals, and notes under the table: a row without a day that starts with such a word or has no amount."""
    day = _cell(row, columns, "at")
    first = next((cell for cell in row if not cells_of.is_blank(cell)), None)
    if isinstance(first, str) and folded(first[:80]).startswith(_TOTALS):
        return cells_of.is_blank(day) or day is first
    has_amount = any(not cells_of.is_blank(_cell(row, columns, name)) for name in ("credit", "debit", "amount"))
    return cells_of.is_blank(day) and not has_amount


def _transfer(row: Row, columns: dict[str, int], shape: Layout, account_no: str, seen: dict) -> IncomingTransfer:
    def cell(name: str):
        return _cell(row, columns, name)

    if not is_same_account(cells_of.text(cell("account"), "account", LONGEST_CONTENT), account_no):
        raise BadCell("account", _("This row belongs to another account."))
    signed = _signed_amount(row, columns, shape)
    parts = {
        "at": cells_of.moment(cell("at"), cell("time"), shape.date_formats),
        "reference": cells_of.text(cell("reference"), "reference", LONGEST_REFERENCE),
        "content": cells_of.text(cell("content"), "content", LONGEST_CONTENT),
        "balance_after": cells_of.dong(cell("balance"), "balance", shape.thousands),
        "counter_name": cells_of.cut(cell("counter_name"), "counter_name", LONGEST_NAME),
        "counter_account": cells_of.cut(cell("counter_account"), "counter_account", LONGEST_COUNTER_ACCOUNT),
    }
    return IncomingTransfer(
        provider=PROVIDER,
        provider_id=_identity(account_no, signed, parts, seen),
        account_no=account_no,
        amount=abs(signed),
        is_incoming=signed > 0,
        **parts,
    )


def _signed_amount(row: Row, columns: dict[str, int], shape: Layout) -> int:
    if "credit" not in columns:
        amount = cells_of.dong(_cell(row, columns, "amount"), "amount", shape.thousands)
        if not amount:
            raise BadCell("amount", _("The row has no amount."))
        return amount
    credit = cells_of.dong(_cell(row, columns, "credit"), "credit", shape.thousands) or 0
    debit = cells_of.dong(_cell(row, columns, "debit"), "debit", shape.thousands) or 0
    if credit < 0 or debit < 0:
        raise BadCell("credit" if credit < 0 else "debit", _("The amount is less than 0."))
    if bool(credit) == bool(debit):
        raise BadCell("credit", _("The row has an amount on both sides.") if credit else _("The row has no amount."))
    return credit - debit


def _identity(account_no: str, signed: int, parts: dict, seen: dict[str, int]) -> str:
    """The same for the same transfer in a later file: account, reference, amount and time.

    Without a reference the content, the balance and the place among equal rows tell transfers apart.
    """
    key = f"{account_no}|{parts['reference']}|{signed}|{parts['at'].isoformat()}"
    if not parts["reference"]:
        key += f"|{parts['content']}|{parts['balance_after']}"
        seen[key] = seen.get(key, 0) + 1
        key += f"|{seen[key]}"
    return hashlib.sha256(key.encode()).hexdigest()[:40]


def _cell(row: Row, columns: dict[str, int], name: str):
    place = columns.get(name)
    return row[place] if place is not None and place < len(row) else None
