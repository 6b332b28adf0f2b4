"""Builds the read model of the shop anew."""

from django.core.management.base import BaseCommand
from tqdm import tqdm

from catalogue.listing.rebuilding import rebuild


class Command(BaseCommand):
    help = "Recomputes every listing from its product, drops stale rows and settles the words of the search."

    def handle(self, *args, **options):
        quiet = options["verbosity"] == 0
        counts = rebuild(lambda batches: tqdm(batches, unit="batch", disable=quiet or None))
        if not quiet:
            self.stdout.write(self.style.SUCCESS(", ".join(f"{number} {what}" for what, number in counts.items())))
