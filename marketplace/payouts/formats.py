"""The file that a bank imports: neutral columns, or a bank's own out of formats.toml."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.utils import timezone

from marketplace.payments.vietqr.banks import bank
from marketplace.printing.columns import Column, Kind
from marketplace.printing.tables import CSV_TYPE, XLSX_TYPE, write_csv, write_xlsx

from .account_details import as_banks_write
from .models import TransferLine

FILE = Path(__file__).with_name("formats.toml")
KINDS = {"seq": Kind.NUMBER, "amount": Kind.DONG}
FIELDS = (
    "seq", "payout_ref", "beneficiary_name", "account_no", "bank_bin", "bank_code", "bank_name", "amount", "content",
    "seller_tax_code", "period",
)  # fmt: skip


class UnknownFormat(LookupError):
    """formats.toml has no table of this code, or a column in it that is none of ours."""


@dataclass(frozen=True)
class BankFormat:
    """`columns`: (title, our field or "", fixed text). Not `proven`: never imported with the bank."""

    code: str
    name: str
    kind: str
    proven: bool
    columns: tuple[tuple[str, str, str], ...]

    @property
    def media_type(self) -> str:
        return CSV_TYPE if self.kind == "csv" else XLSX_TYPE

    def write(self, lines: list[TransferLine], *, day: date) -> bytes:
        """The same lines give the same bytes. `day`: banks are called as on that day. Raises UnknownBank."""
        titles = [Column(title, KINDS.get(field, Kind.TEXT), 2.0) for title, field, _text in self.columns]
        rows = [self._row(neutral(line, day)) for line in lines]
        return write_csv(rows, titles) if self.kind == "csv" else write_xlsx(rows, titles)

    def _row(self, values: dict) -> list:
        return [values[field] if field else text for _title, field, text in self.columns]


def bank_format(code: str) -> BankFormat:
    """Raises UnknownFormat."""
    try:
        return _formats()[code]
    except KeyError as error:
        raise UnknownFormat(code) from error


def bank_formats() -> list[BankFormat]:
    """In the order of the file, the neutral ones first."""
    return list(_formats().values())


def neutral(line: TransferLine, day: date) -> dict:
    """Our columns (payments.md 2.9). The account number is text: its zeros stay."""
    at = bank(line.bin, day)
    payout = line.payout
    return {
        "seq": line.seq,
        "payout_ref": line.reference,
        "beneficiary_name": as_banks_write(line.holder),
        "account_no": line.account_no,
        "bank_bin": at.bin,
        "bank_code": at.code,
        "bank_name": at.short_name,
        "amount": line.amount,
        "content": line.content,
        "seller_tax_code": payout.seller.tax_code if payout else "",
        "period": _period(payout) if payout else "",
    }


def _period(payout) -> str:
    days = [f"{timezone.localdate(moment):%d/%m/%Y}" for moment in (payout.since, payout.until) if moment]
    return " - ".join(days)


@cache
def _formats() -> dict[str, BankFormat]:
    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {code: _format(code, {**tables.get(table.get("like"), {}), **table}) for code, table in tables.items()}


def _format(code: str, table: dict) -> BankFormat:
    columns = tuple((one["title"], one.get("field", ""), one.get("text", "")) for one in table["columns"])
    if unknown := {field for _title, field, _text in columns} - {*FIELDS, ""}:
        raise UnknownFormat(f"{code}: {sorted(unknown)}")
    return BankFormat(code, table["name"], table["kind"], table["proven"], columns)
