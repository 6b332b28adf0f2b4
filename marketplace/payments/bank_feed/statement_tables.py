"""A file from a bank as rows of plain cells, after making sure that it is what it says and not a trap."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from marketplace.spreadsheets.opening import Limits, Reason, Unreadable, kind_of
from marketplace.spreadsheets.tables import Formula, Row, Table
from marketplace.spreadsheets.texts import text_table
from marketplace.spreadsheets.workbooks import sheets

__all__ = ["LARGEST_FILE", "Formula", "Row", "StatementError", "Table", "tables"]

LARGEST_FILE = 5 * 1024 * 1024
LARGEST_UNPACKED = 64 * 1024 * 1024
MOST_PARTS = 1_000
MOST_ROWS = 20_000
MOST_COLUMNS = 60
MOST_SHEETS = 10
MOST_ROWS_WITH_EMPTY_ONES = 100_000


class StatementError(Exception):
    """The file as a whole cannot be read; the message says in plain words why and what to do."""


def tables(data: bytes, filename: str, has_header: Callable[[Table], bool]) -> list[Table]:
    """The sheets that have a header; of a text file the one table whose delimiter brings the header to light.

    A bank writes plain values: every formula is a Formula, whatever it comes to. Raises StatementError.
    """
    limits = Limits(
        file=LARGEST_FILE,
        unpacked=LARGEST_UNPACKED,
        parts=MOST_PARTS,
        sheets=MOST_SHEETS,
        rows=MOST_ROWS,
        rows_with_empty_ones=MOST_ROWS_WITH_EMPTY_ONES,
        columns=MOST_COLUMNS,
    )
    try:
        if kind_of(data, filename, limits) == "text":
            table = text_table(data, has_header, limits)
            return [table] if table is not None else []
        return [sheet.rows for sheet in sheets(data, limits, keep_results=False) if has_header(sheet.rows)]
    except Unreadable as error:
        raise StatementError(_told(error)) from error


def _told(error: Unreadable) -> str:
    told = {
        Reason.EMPTY: _("The file is empty."),
        Reason.TOO_LARGE: _("The file is larger than 5 MB. Export a shorter period."),
        Reason.DAMAGED: _("The XLSX file is damaged. Export it once more from the bank."),
        Reason.MACROS: _("The file holds macros. A bank sends none: do not open it, and ask the bank."),
        Reason.BOMB: _("The file is far larger inside than outside. Export a shorter period."),
        Reason.TOO_MANY_ROWS: _("The file has too many rows. Export a shorter period."),
        Reason.LETTERS: _("The letters of this file cannot be read. Save it as CSV UTF-8."),
        Reason.NOT_WHAT_IT_SAYS: _("The file is not what its name says. Export it once more from the bank."),
        Reason.OTHER_KIND: _("Choose a CSV or XLSX file. An old .xls file can be saved as XLSX first."),
        Reason.QUOTATION: _("Row %(row)d has a quotation mark out of place.") % {"row": error.row},
    }
    told[Reason.OLD_EXCEL] = told[Reason.ENCRYPTED] = told[Reason.OTHER_KIND]
    return told[error.reason]
