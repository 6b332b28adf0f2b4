"""Closes a tax month from the command line; a scheduler runs it on the first days of the month."""

from django.core.management.base import BaseCommand, CommandError

from marketplace.money import format_dong
from marketplace.sales.tax_months.closing import (
    EarlierMonthOpen,
    EntriesChanged,
    MonthIsClosed,
    MonthNotOver,
    close_month,
)
from marketplace.sales.tax_months.months import WrongMonth
from marketplace.sales.tax_months.reckoning import LedgerDiffers

REASONS = {
    WrongMonth: "Write the month as 2026-11: {}",
    MonthNotOver: "The month is not over: {}",
    MonthIsClosed: "The month was closed before: {}",
    EarlierMonthOpen: "Close first: {}",
    EntriesChanged: "Sales of the month were written meanwhile, try again: {}",
    LedgerDiffers: "Not closed. {}",
}


class Command(BaseCommand):
    help = "Proves a month's withheld tax against the ledger, freezes it and keeps its list as files."

    def add_arguments(self, parser):
        parser.add_argument("month", help="YYYY-MM")

    def handle(self, *, month, **options):
        try:
            period = close_month(month=month, by=None)
        except tuple(REASONS) as refused:
            raise CommandError(REASONS[type(refused)].format(refused)) from refused
        self.stdout.write(
            f"{month} is closed: VAT {format_dong(period.vat_due)}, PIT {format_dong(period.pit_due)},"
            f" to be declared and paid by {period.due_on:%Y-%m-%d}."
        )
        for file in period.files.order_by("name"):
            self.stdout.write(f"{file.sha256}  {file.name}")
