"""What a file is, before anything of it is read: its size, its kind, and whether it is a trap."""

import io
import zipfile
from dataclasses import dataclass
from enum import Enum
from pathlib import PurePath

MACROS = ("vbaproject", "macrosheets")
_DOCTYPES = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HEAD = 1024


class Reason(Enum):
    """Why a file cannot be read."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    OTHER_KIND = "other_kind"
    NOT_WHAT_IT_SAYS = "not_what_it_says"
    OLD_EXCEL = "old_excel"
    ENCRYPTED = "encrypted"
    MACROS = "macros"
    BOMB = "bomb"
    DAMAGED = "damaged"
    LETTERS = "letters"
    QUOTATION = "quotation"
    TOO_MANY_ROWS = "too_many_rows"


class Unreadable(Exception):
    """The file as a whole cannot be read; each room says it in its own words. `row` where one is to blame."""

    def __init__(self, reason: Reason, row: int = 0):
        super().__init__(f"{reason.value} {row or ''}".strip())
        self.reason, self.row = reason, row


@dataclass(frozen=True)
class Limits:
    """How much is read: bytes, parts of the package, sheets, rows that hold something, rows at all, columns."""

    file: int = 20 * 1024 * 1024
    unpacked: int = 128 * 1024 * 1024
    parts: int = 2_000
    sheets: int = 100
    rows: int = 20_000
    rows_with_empty_ones: int = 1_048_576
    columns: int = 200


def kind_of(data: bytes, filename: str, limits: Limits) -> str:
    """ "xlsx" or "text", by name and content. Raises Unreadable."""
    if not data:
        raise Unreadable(Reason.EMPTY)
    if len(data) > limits.file:
        raise Unreadable(Reason.TOO_LARGE)
    ending = PurePath(filename).suffix.lower()
    if ending == ".xls" or (ending == ".xlsx" and data.startswith(_OLD_OFFICE)):
        raise Unreadable(Reason.ENCRYPTED if _ENCRYPTED in data else Reason.OLD_EXCEL)
    if ending not in (".csv", ".txt", ".xlsx"):
        raise Unreadable(Reason.OTHER_KIND)
    is_zip = data.startswith(b"PK")
    if is_zip != (ending == ".xlsx"):
        raise Unreadable(Reason.NOT_WHAT_IT_SAYS)
    return "xlsx" if is_zip else "text"


def check_package(data: bytes, limits: Limits) -> None:
    """The sizes are looked at before anything is unpacked, and no part may declare entities. Raises Unreadable."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Unreadable(Reason.DAMAGED) from error
    names = {part.filename.lower() for part in parts}
    if any(macro in name for name in names for macro in MACROS):
        raise Unreadable(Reason.MACROS)
    if len(parts) > limits.parts or sum(part.file_size for part in parts) > limits.unpacked:
        raise Unreadable(Reason.BOMB)
    if any(part.flag_bits & 1 for part in parts) or "xl/workbook.xml" not in names:
        raise Unreadable(Reason.NOT_WHAT_IT_SAYS)
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels")):
            _refuse_entities(package, part)


def _refuse_entities(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    try:
        with package.open(part) as opened:
            head = opened.read(_HEAD)
    except Exception as error:  # a lying ZIP fails in any of a dozen ways
        raise Unreadable(Reason.DAMAGED) from error
    if any(mark in head for mark in _DOCTYPES):
        raise Unreadable(Reason.DAMAGED)
