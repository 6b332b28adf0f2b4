"""Takes in a bank's statement file: every incoming row once, and the balance that the bank says there was."""

import logging
from dataclasses import dataclass, field
from datetime import date

from django.db import OperationalError
from django.utils import timezone

from marketplace.ledger import accounts
from marketplace.ledger.statements import DifferentBalance, record_statement_balance

from ..bank_feed.statement_files import Fault, Statement, read
from ..models import BankReceipt
from ..patience import outside_transactions
from ..vietqr.collection import collection_account
from .matching import take
from .permitting import IMPORT, require

logger = logging.getLogger(__name__)
S = BankReceipt.State


@dataclass
class ImportReport:
    """What became of each row. `balance_day` is set when the closing balance was kept, `other_balance` when another was
    kept before for that day."""

    matched: list[tuple[BankReceipt, list[str]]] = field(default_factory=list)  # with the numbers of its orders
    unmatched: list[BankReceipt] = field(default_factory=list)
    known: list[BankReceipt] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    outgoing: int = 0
    waiting: int = 0  # the database was busy: bring the file once more
    closing_balance: int | None = None
    balance_day: date | None = None
    other_balance: bool = False

    @property
    def new(self) -> int:
        return len(self.matched) + len(self.unmatched)


def import_statement(*, data: bytes, filename: str, layout: str, by) -> ImportReport:
    """A second import of the same file changes nothing.

    Raises PermissionDenied, StatementError for the file as a whole, UnknownLayout, NoCollectionAccount. No transaction
    may be open: each row is a transaction of its own.
    """
    require(by, IMPORT)
    outside_transactions()
    statement = read(data, filename, layout_code=layout, account_no=collection_account().number)
    report = ImportReport(faults=statement.faults, closing_balance=statement.closing_balance)
    for transfer in sorted(statement.transfers, key=lambda each: each.at):
        _take(transfer, report)
    _record_balance(statement, report, filename, by)
    return report


def _take(transfer, report: ImportReport) -> None:
    if not transfer.is_incoming:
        report.outgoing += 1
        return
    try:
        stored = take(transfer)
    except OperationalError:
        logger.warning("a row of a statement must wait", exc_info=True)
        report.waiting += 1
        return
    if not stored.is_new:
        report.known.append(stored.receipt)
    elif stored.receipt.state == S.MATCHED:
        orders = stored.receipt.allocations.values_list("payment__order__number", flat=True)
        report.matched.append((stored.receipt, list(orders.order_by("pk"))))
    else:
        report.unmatched.append(stored.receipt)


def _record_balance(statement: Statement, report: ImportReport, filename: str, by) -> None:
    """The last day of the file, when it is over: a balance in the middle of a day is not the day's."""
    if statement.closing_balance is None or not statement.transfers:
        return
    day = max(timezone.localtime(transfer.at).date() for transfer in statement.transfers)
    if day >= timezone.localdate():
        return
    try:
        record_statement_balance(
            account=accounts.bank_collection(),
            day=day,
            closing_balance=statement.closing_balance,
            source=filename[:200],
            recorded_by=str(by)[:150],
        )
        report.balance_day = day
    except DifferentBalance:
        report.other_balance = True
