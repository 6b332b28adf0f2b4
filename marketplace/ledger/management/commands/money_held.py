"""Prints what is held for others, where it lies, and whether the bank says the same."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.ledger.daily import MoneyHeld, money_held
from marketplace.ledger.models import Purpose
from marketplace.money import format_dong


class Command(BaseCommand):
    help = (
        "Compares money held for others with where it lies and with the bank's statement. A difference ends in code 1."
    )

    def add_arguments(self, parser):
        parser.add_argument("--day", type=date.fromisoformat, help="YYYY-MM-DD, otherwise today")

    def handle(self, *, day, **options):
        report = money_held(day or timezone.localdate())
        self.stdout.write(_("Money held on %(day)s") % {"day": report.day.isoformat()})
        for label, amount in rows(report):
            self.stdout.write(f"  {label:<40} {'' if amount is None else format_dong(amount):>20}")
        if report.has_difference:
            raise CommandError(_("The figures differ."))


def rows(report: MoneyHeld) -> list[tuple[str, int | None]]:
    """The lines of the table; an amount is None where no statement was recorded."""
    return [
        *((str(Purpose(purpose).label), amount) for purpose, amount in report.held.items()),
        (_("Held for others"), report.held_total),
        *report.lies.items(),
        (_("The shop's own share of it"), report.own_share),
        (_("Lies there for others"), report.lies_for_others),
        (_("Difference in the ledger"), report.ledger_difference),
        (_("Statement of the bank") if report.statement is not None else _("No statement recorded"), report.statement),
        (_("Difference from the bank"), report.bank_difference),
    ]
