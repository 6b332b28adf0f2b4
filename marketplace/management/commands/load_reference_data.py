"""Loads what every shop stands on. Can be run again and then changes nothing."""

from django.core.management.base import BaseCommand
from tqdm import tqdm

from marketplace.reference.loading import load_reference


class Command(BaseCommand):
    help = "Loads places, product sets, product classes, seasons, indications, delivery rates and other names."

    def handle(self, *args, **options):
        quiet = options["verbosity"] == 0
        counts = load_reference(lambda kinds: tqdm(kinds, unit="kind", disable=quiet or None))
        for kind, counted in counts.items():
            if not quiet:
                self.stdout.write(f"{kind:24}" + "  ".join(f"{number:6} {what}" for what, number in counted.items()))
        changed = sum(number for counted in counts.values() for what, number in counted.items() if what != "unchanged")
        if not quiet:
            self.stdout.write(self.style.SUCCESS("Nothing changed." if not changed else f"{changed} rows written."))
