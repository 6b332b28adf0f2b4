"""Reads a seller's list row by row: what each row says, or every fault of it by row, field, code and message."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from marketplace.folding import clean, folded
from marketplace.spreadsheets.opening import Limits, Reason, Unreadable, kind_of
from marketplace.spreadsheets.tables import Formula, Table
from marketplace.spreadsheets.texts import text_table
from marketplace.spreadsheets.workbooks import sheets

from ..goods.making import LARGEST_STOCK, LONGEST_TITLE, SHORTEST_TITLE
from ..goods.prices import BadPrice, read_price
from .columns import columns, places_in
from .packs import BadPack, Pack, read_pack

LIMITS = Limits(file=5 * 1024 * 1024, unpacked=64 * 1024 * 1024, rows=2_000, columns=60, sheets=20)
LONGEST_CODE, LONGEST_DESCRIPTION = 60, 4_000
TOTALS = ("tong", "tong cong", "cong")


class ListUnreadable(Exception):
    """The file as a whole cannot be read; the text says why and what to do."""


@dataclass(frozen=True)
class ListFault:
    row: int
    field: str
    code: str
    message: str


@dataclass
class ListRow:
    """One product as the list tells it. `price` in dong; `stock` None where the list does not say it."""

    row: int
    title: str
    price: int
    code: str = ""
    pack: Pack | None = None
    stock: int | None = None
    description: str = ""


@dataclass
class ReadList:
    rows: list[ListRow] = field(default_factory=list)
    faults: list[ListFault] = field(default_factory=list)
    skipped: list[tuple[int, str]] = field(default_factory=list)


def read_list(data: bytes, filename: str) -> ReadList:
    """The first sheet that heads names and prices. Raises ListUnreadable."""
    table = _table(data, filename)
    place, places = _header(table)
    read = ReadList()
    for number, cells in table[place + 1 :]:
        values = {name: cells[at] if at < len(cells) else None for name, at in places.items()}
        if reason := _no_product(cells, values):
            read.skipped.append((number, reason))
            continue
        _read_row(read, number, values)
    if not (read.rows or read.faults):
        raise ListUnreadable(_("The list has headings and no products below them."))
    return read


def _table(data: bytes, filename: str) -> Table:
    try:
        if kind_of(data, filename, LIMITS) == "text":
            found = [text_table(data, lambda table: _header(table) is not None, LIMITS)]
        else:
            found = [sheet.rows for sheet in sheets(data, LIMITS, keep_results=True) if not sheet.is_hidden]
    except Unreadable as error:
        raise ListUnreadable(_told(error)) from error
    found = [table for table in found if table and _header(table)]
    if not found:
        raise ListUnreadable(_("No row names the columns. Use the headings of the template: name and price at least."))
    if len(found) > 1:
        raise ListUnreadable(_("Several sheets hold products. Send one sheet at a time."))
    return found[0]


def _header(table: Table):
    return next(((at, places) for at, (_number, cells) in enumerate(table[:40]) if (places := places_in(cells))), None)


def _told(error: Unreadable) -> str:
    told = {
        Reason.EMPTY: _("The file is empty."),
        Reason.TOO_LARGE: _("The file is larger than 5 MB. Take the pictures out or split it."),
        Reason.TOO_MANY_ROWS: _("The list has more than 2,000 rows. Split it."),
        Reason.OTHER_KIND: _("Choose an XLSX or CSV file. Other kinds can be saved as .xlsx first."),
        Reason.OLD_EXCEL: _("This is an old .xls file. Open it in Excel and save it as .xlsx."),
        Reason.ENCRYPTED: _("The file is locked with a password. Save it without a password."),
        Reason.LETTERS: _("The letters of this file cannot be read. Save it as CSV UTF-8."),
        Reason.QUOTATION: _("Row %(row)d has a quotation mark out of place.") % {"row": error.row},
    }
    return told.get(error.reason, _("The file cannot be opened safely. Save it once more as .xlsx."))


def _no_product(cells, values: dict) -> str:
    """Why a row is passed by: the example of the template, totals, a text that stands alone."""
    if _text(values["title"]) == columns()["title"]["example"]:
        return "example"
    first = next((_text(cell) for cell in cells if _text(cell)), "")
    if any(folded(first) == word or folded(first).startswith(f"{word} ") for word in TOTALS) and not _text(
        values["price"]
    ):
        return "total"
    if places_in(cells):
        return "header"
    return "" if any(_text(cell) or isinstance(cell, Formula) for cell in values.values()) else "note"


def _text(cell) -> str:
    if cell is None or isinstance(cell, Formula | bool):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = clean(str(cell).replace("\u200b", "").replace("\ufeff", ""))
    return text[1:] if text.startswith("'") else text  # the apostrophe that keeps a text from being a formula


def _read_row(read: ReadList, number: int, values: dict) -> None:
    faults: list[ListFault] = []

    def fault(name: str, code: str, message: str) -> None:
        faults.append(ListFault(number, name, code, message))

    for name, cell in values.items():
        if isinstance(cell, Formula) or _text(cell).startswith("#"):
            fault(name, "formula_error", _("The cell holds a formula without a result."))
    told = {fault.field for fault in faults}
    title = _text(values["title"])
    if "title" not in told:
        _check_title(title, fault)
    price = None if "price" in told else _price(values["price"], fault)
    stock = None if "stock" in told else _stock(values.get("stock"), fault)
    pack = None if "pack" in told else _pack(_text(values.get("pack")), fault)
    code, description = _text(values.get("code")), _text(values.get("description"))
    if len(code) > LONGEST_CODE:
        fault("code", "too_long", _("At most %(most)d letters.") % {"most": LONGEST_CODE})
    if len(description) > LONGEST_DESCRIPTION:
        fault("description", "too_long", _("At most %(most)d letters.") % {"most": LONGEST_DESCRIPTION})
    read.faults += faults
    if not faults:
        read.rows.append(ListRow(number, title, price, code, pack, stock, description))


def _check_title(title: str, fault) -> None:
    if not any(character.isalpha() for character in title):
        fault("title", "missing_name", _("The product has no name."))
    elif not SHORTEST_TITLE <= len(title) <= LONGEST_TITLE:
        fault(
            "title",
            "bad_name",
            _("A name has %(least)d to %(most)d letters.") % {"least": SHORTEST_TITLE, "most": LONGEST_TITLE},
        )
    elif "<" in title or ">" in title:
        fault("title", "bad_name", _("A name has no < or > in it."))


def _price(cell, fault) -> int | None:
    if not _text(cell):
        fault("price", "missing_price", _("The price is missing."))
        return None
    try:
        if isinstance(cell, float) and not cell.is_integer():
            raise BadPrice(_("A price is a whole number of dong."))
        return read_price(_text(cell))
    except BadPrice as error:
        fault("price", "bad_price", str(error))
        return None


def _stock(cell, fault) -> int | None:
    text = _text(cell)
    if not text:
        return None
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None
    if number is None or number > LARGEST_STOCK:
        fault(
            "stock",
            "bad_stock",
            _("“%(value)s” is no number of pieces from 0 to %(most)d.") % {"value": text[:20], "most": LARGEST_STOCK},
        )
    return number


def _pack(text: str, fault) -> Pack | None:
    if not text:
        return None
    try:
        return read_pack(text)
    except BadPack:
        fault(
            "pack",
            "bad_pack",
            _("“%(value)s” does not say how much one holds. Write for example 500 g, 1 lít, hộp 12 cái.")
            % {"value": text[:30]},
        )
        return None
