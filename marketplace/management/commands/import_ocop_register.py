"""Imports a list of OCOP products, as an office sends it, into the register of certificates."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import translation

from catalogue.register_import.faults import ERRORS, FILE, WARNINGS, RegisterFileError
from catalogue.register_import.importing import carry_out
from catalogue.register_import.planning import Plan, plan
from marketplace.places.loading import load_places
from marketplace.places.models import Province

SHOWN = 50


class Command(BaseCommand):
    help = (
        "Imports a list of OCOP products (XLSX or CSV) into the register of certificates. Good rows go in, faulty ones are "
        "reported by row, field, code and message; a second run changes nothing. Ends with code 0 when the file could be "
        f"read. Codes of errors: {', '.join(ERRORS)}. Codes of warnings, with which a row goes in: {', '.join(WARNINGS)}. "
        f"Codes of files that cannot be read: {', '.join(FILE)}."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", help="the spreadsheet, .xlsx or .csv")
        parser.add_argument("--dry-run", action="store_true", help="report what would be done and write nothing")
        parser.add_argument("--report", metavar="FILE.json", help="write the report as JSON")
        parser.add_argument(
            "--province", metavar="CODE", help="code of the list's province, where the list does not say it"
        )

    def handle(self, *, file, dry_run, report, province, **options):
        with translation.override("vi"):
            try:
                done = self._done(Path(file), dry_run, province)
            except RegisterFileError as error:
                self._write(report, _report_of_file(error, file, dry_run))
                raise CommandError(f"{file}: {error}") from error
            self._write(report, {**done.as_json(), "dry_run": dry_run})
            if options["verbosity"]:
                self._tell(done, dry_run)

    def _done(self, path: Path, dry_run: bool, province: str | None) -> Plan:
        try:
            data = path.read_bytes()
        except OSError as error:
            raise RegisterFileError("missing_file") from error
        with transaction.atomic():
            if not Province.objects.exists():
                load_places()  # without the places of the country no row could be placed
            made = plan(data, path.name, province=province)
            if dry_run:
                transaction.set_rollback(True)
                return made
            return carry_out(made)

    def _write(self, path: str | None, report: dict) -> None:
        if path:
            Path(path).write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")

    def _tell(self, done: Plan, dry_run: bool) -> None:
        counts = ", ".join(f"{what}: {number}" for what, number in done.counts.items())
        self.stdout.write(
            f"{'(dry run) ' if dry_run else ''}{counts}, duplicates: {len(done.duplicates)}, errors: {len(done.errors)}"
        )
        for fault in done.errors[:SHOWN]:
            self.stdout.write(f"  {fault.sheet}, {fault.row}, {fault.field}: {fault.message} [{fault.code}]")
        for each in done.duplicates[:SHOWN]:
            self.stdout.write(f"  {each.sheet}, {each.row} = {each.of_sheet}, {each.of_row}")


def _report_of_file(error: RegisterFileError, file: str, dry_run: bool) -> dict:
    fault = {"row": error.row, "field": "file", "code": error.code, "message": str(error)}
    return {
        "created": 0,
        "updated": 0,
        "unchanged": 0,
        "duplicates": [],
        "errors": [fault],
        "file": Path(file).name,
        "dry_run": dry_run,
    }
