"""Reads a carrier's statement file: the header anywhere, each row strictly, faulty rows reported by their number."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.folding import clean, folded

from ..bank_feed.statement_tables import StatementError, Table, tables
from .columns import AMOUNTS, CarrierLayout, carrier_layout

HIGHEST = 9_999_999_999
LONGEST_CODE, LONGEST_REFERENCE = 60, 120
DATES = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y")
TOTALS = {"tong", "tong cong", "total", "cong"}
_GROUPED = re.compile(r"\d{1,3}([.,])\d{3}(?:\1\d{3})*|\d+")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*")


class BadCell(ValueError):
    """What stands in a cell is not what its column says; the text is for staff."""


@dataclass(frozen=True)
class CodLine:
    """One parcel of a statement, as payments.md 5.3 tells its columns. Amounts in dong."""

    row: int
    tracking_no: str
    cod_amount: int
    net_amount: int
    client_ref: str = ""
    delivered_at: datetime | None = None
    cod_fee: int = 0
    shipping_fee: int = 0
    return_fee: int = 0
    insurance_fee: int = 0
    other_fee: int = 0
    adjustment: int = 0


@dataclass
class CodStatement:
    """What a file says. `faults`: (row number as a spreadsheet shows it, what is wrong); with any, nothing is imported."""

    lines: list[CodLine] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)
    number: str = ""
    day: date | None = None
    bank_ref: str = ""


def read_statement(data: bytes, filename: str, *, layout: str = "neutral") -> CodStatement:
    """Raises StatementError when the file as a whole cannot be read, UnknownLayout."""
    chosen = carrier_layout(layout)

    def header_of(table: Table):
        found = ((place, chosen.columns_in(cells)) for place, (_number, cells) in enumerate(table))
        return next(((place, columns) for place, columns in found if columns), None)

    for table in tables(data, filename, lambda table: header_of(table) is not None):
        place, columns = header_of(table)
        return _read(table[place + 1 :], columns)
    raise StatementError(_no_header(chosen))


def _no_header(layout: CarrierLayout) -> str:
    return _("No row names the columns that %(carrier)s uses: tracking number, cash, net amount.") % {
        "carrier": layout.name
    }


def _read(rows: Table, columns: dict[str, int]) -> CodStatement:
    read = CodStatement()
    seen: dict[str, int] = {}
    for number, cells in rows:
        values = {name: cells[place] if place < len(cells) else None for name, place in columns.items()}
        if _is_no_parcel(cells, values):
            continue
        try:
            line = _line(number, values)
            _note_head(read, values)
            if line.tracking_no in seen:
                raise BadCell(_("This parcel stands in row %(row)d already.") % {"row": seen[line.tracking_no]})
            seen[line.tracking_no] = number
            read.lines.append(line)
        except BadCell as error:
            read.faults.append((number, str(error)))
    if not read.lines and not read.faults:
        raise StatementError(_("The file has a header and no parcels."))
    return read


def _is_no_parcel(cells, values) -> bool:
    """A row of totals or signatures below the parcels."""
    first = next((cell for cell in cells if isinstance(cell, str) and cell.strip()), "")
    has_code = values["tracking_no"] not in (None, "")
    return folded(first) in TOTALS or (not has_code and values["cod_amount"] in (None, ""))


def _line(number: int, values: dict) -> CodLine:
    amounts = {name: _dong(values[name], name) for name in AMOUNTS if name in values}
    if amounts["cod_amount"] < 0:
        raise BadCell(_("The cash is below zero."))
    line = CodLine(
        row=number,
        tracking_no=_code(values["tracking_no"]),
        client_ref=_text(values.get("client_ref"))[:40],
        delivered_at=_moment(values.get("delivered_at")),
        **amounts,
    )
    fees = sum(amounts.get(name, 0) for name in AMOUNTS if name.endswith("_fee"))
    if line.cod_amount - fees + line.adjustment != line.net_amount:
        raise BadCell(_("Cash less fees and with adjustments is not the net amount of this row."))
    return line


def _note_head(read: CodStatement, values: dict) -> None:
    """Number, day and bank reference, where the file has them, are the same in every row."""
    number = _text(values.get("statement_no"))[:LONGEST_CODE]
    moment = _moment(values.get("statement_date"))
    if number and read.number and number != read.number:
        raise BadCell(_("This row belongs to another statement: %(number)s.") % {"number": number})
    read.number = read.number or number
    read.day = read.day or (timezone.localdate(moment) if moment else None)
    read.bank_ref = read.bank_ref or _text(values.get("bank_ref"))[:LONGEST_REFERENCE]


def _code(cell) -> str:
    """A tracking number; what a spreadsheet took for a formula is none."""
    text = _text(cell)
    if len(text) > LONGEST_CODE or not _CODE.fullmatch(text):
        raise BadCell(_("This is no tracking number."))
    return text


def _text(cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if cell is None:
        return ""
    if not isinstance(cell, str | int) or isinstance(cell, bool):
        raise BadCell(_("A cell holds something else than text."))
    text = clean(str(cell))
    if text[:1] in ("=", "+", "@"):
        raise BadCell(_("A cell begins like a formula."))
    return text


def _dong(cell, name: str) -> int:
    """Whole dong: 25000, "25.000", "25,000", "-25.000", "(25.000)", "25.000 ₫"; empty and "-" are 0."""
    if cell is None or isinstance(cell, bool):
        return 0 if cell is None else _no_amount(name)
    if isinstance(cell, int | float | Decimal):
        return _in_range(cell, name)
    if not isinstance(cell, str):
        return _no_amount(name)
    text = re.sub(r"[\s₫đ]|vnd", "", clean(cell).lower())
    if text in ("", "-"):
        return 0
    below = text.startswith("-") or (text.startswith("(") and text.endswith(")"))
    digits = text.strip("()").lstrip("-")
    if len(digits) > 20 or not _GROUPED.fullmatch(digits) or not digits.isascii():
        return _no_amount(name)
    return _in_range((-1 if below else 1) * int(re.sub(r"[.,]", "", digits)), name)


def _in_range(number, name: str) -> int:
    """The size is looked at first: nan, infinity and huge numbers never become integers."""
    if not -HIGHEST <= number <= HIGHEST or number != int(number):
        return _no_amount(name)
    return int(number)


def _no_amount(name: str):
    raise BadCell(_("%(column)s is not a whole amount of dong.") % {"column": name})


def _moment(cell) -> datetime | None:
    if isinstance(cell, datetime):
        return cell if timezone.is_aware(cell) else timezone.make_aware(cell)
    if isinstance(cell, date):
        return timezone.make_aware(datetime.combine(cell, time.min))
    text = _text(cell)
    if not text:
        return None
    for pattern in DATES:
        try:
            return timezone.make_aware(datetime.strptime(text, pattern))  # noqa: DTZ007  made aware at once
        except ValueError:
            continue
    raise BadCell(_("%(text)s is no date.") % {"text": text[:30]})
