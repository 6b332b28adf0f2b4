"""What can be wrong with a row or a file: each code with its field and what it says to the office."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

# code -> the field it is told at, its message
ERRORS = {
    "missing_name": ("product", gettext_noop("The product has no name.")),
    "missing_producer": ("producer", gettext_noop("No producer is named.")),
    "missing_star": ("stars", gettext_noop("The stars are missing.")),
    "bad_star": ("stars", gettext_noop("“%(value)s” does not say how many stars.")),
    "star_out_of_range": ("stars", gettext_noop("“%(value)s”: only 3, 4 and 5 stars are recognised.")),
    "star_not_awarded": ("stars", gettext_noop("“%(value)s” is a potential or proposed rank, not a recognised one.")),
    "bad_score": ("score", gettext_noop("“%(value)s” is no score from 0 to 100.")),
    "missing_date": ("date", gettext_noop("The day or year of recognition is missing.")),
    "bad_date": (
        "date",
        gettext_noop("“%(value)s” is no day on which a product can have been recognised. Write day/month/year."),
    ),
    "date_mismatch": ("date", gettext_noop("The dates of this row contradict each other: %(value)s.")),
    "missing_place": ("place", gettext_noop("Neither the row nor the file says which province this is.")),
    "unknown_place": ("place", gettext_noop("“%(value)s” names no province that we know.")),
    "ambiguous_place": ("place", gettext_noop("“%(value)s” exists in several provinces. Name the province.")),
    "too_long": ("", gettext_noop("The text is longer than %(value)s characters.")),
    "formula_error": (
        "",
        gettext_noop("The cell holds a formula without a result. Open the file, let it calculate, save it."),
    ),
    "conflicting_columns": ("", gettext_noop("Several columns tell this and contradict each other: %(value)s.")),
    "certificate_ended": (
        "stars",
        gettext_noop("This certificate was revoked or replaced (%(value)s). It is not changed by a list."),
    ),
    "certificate_extended": (
        "date",
        gettext_noop("This certificate was extended by decision (%(value)s). Its date is changed at the desk only."),
    ),
}
WARNINGS = {
    "commune_unknown": (
        "place",
        gettext_noop("“%(value)s” does not tell one present commune. The entry stands under its province."),
    ),
    "commune_ambiguous": (
        "place",
        gettext_noop("“%(value)s” can be several present communes. The entry stands under its province."),
    ),
    "month_only": ("date", gettext_noop("“%(value)s” names no day: only the year is kept.")),
    "from_title": ("date", gettext_noop("Taken from the heading of the list: %(value)s.")),
    "score_star_mismatch": (
        "score",
        gettext_noop("The score %(value)s does not fit the stars. Both are kept as written."),
    ),
    "decision_without_number": (
        "decision",
        gettext_noop("“%(value)s” holds no decision number. It is kept as written."),
    ),
    "duplicate_differs": (
        "product",
        gettext_noop("The same product stands in row %(value)s with other data. That row counts."),
    ),
    "ended_unchanged": ("stars", gettext_noop("This certificate was revoked or replaced (%(value)s); it stays so.")),
    "hidden_sheet": ("file", gettext_noop("The sheet “%(value)s” is hidden and was not read.")),
}
FILE = {
    "missing_file": gettext_noop("There is no such file."),
    "empty": gettext_noop("The file is empty."),
    "too_large": gettext_noop("The file is larger than 20 MB. Split it, or take the pictures out."),
    "other_kind": gettext_noop("Choose an XLSX or CSV file. Other kinds can be saved as .xlsx first."),
    "not_what_it_says": gettext_noop("The file is not what its name says. Open it in Excel and save it as .xlsx."),
    "old_excel": gettext_noop("This is an old .xls file. Open it in Excel and save it as .xlsx."),
    "encrypted": gettext_noop("The file is locked with a password. Save it without a password."),
    "macros": gettext_noop("The file holds macros. Save it as .xlsx without macros."),
    "bomb": gettext_noop("The file is far larger inside than outside. It is not opened."),
    "damaged": gettext_noop("The file is damaged. Open it in Excel and save it once more as .xlsx."),
    "letters": gettext_noop("The letters of this file cannot be read. Save it as CSV UTF-8."),
    "quotation": gettext_noop("Row %(row)s has a quotation mark out of place."),
    "too_many_rows": gettext_noop("The file has more than 20,000 rows. Split it."),
    "no_header": gettext_noop("No row names the columns: product, producer, stars."),
    "unknown_province": gettext_noop("There is no province with this code."),
    "no_places": gettext_noop("The provinces are not loaded yet. Ask whoever runs the shop."),
}


@dataclass(frozen=True)
class Fault:
    """One fault of one row; the message is in the language that is active when it is asked for."""

    sheet: str
    row: int
    code: str
    value: str = ""
    at: str = ""

    @property
    def field(self) -> str:
        return self.at or (ERRORS.get(self.code) or WARNINGS[self.code])[0]

    @property
    def message(self) -> str:
        text = (ERRORS.get(self.code) or WARNINGS[self.code])[1]
        return _(text) % {"value": self.value} if "%(" in text else _(text)

    def as_json(self) -> dict:
        found = {"sheet": self.sheet, "row": self.row, "field": self.field, "code": self.code, "message": self.message}
        return {**found, "value": self.value} if self.value else found


class RegisterFileError(Exception):
    """The file as a whole cannot be read; str() says in plain words why and what to do."""

    def __init__(self, code: str, row: int = 0):
        super().__init__(code)
        self.code, self.row = code, row

    def __str__(self):
        text = FILE[self.code]
        return _(text) % {"row": self.row} if "%(" in text else _(text)


class CellFault(ValueError):
    """What stands in a cell is not what its column says."""

    def __init__(self, code: str, value: str = "", at: str = ""):
        super().__init__(code)
        self.code, self.value, self.at = code, value[:80], at
