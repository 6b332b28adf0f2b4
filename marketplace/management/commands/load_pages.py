"""`manage.py load_pages`: languages, site, home, stories and sample plain pages; what exists is left alone."""

from django.core.management.base import BaseCommand

from marketplace.editorial.loading import load_pages


class Command(BaseCommand):
    help = "Create the first pages of the shop in every language. Safe to run again."

    def handle(self, **options):
        counts = load_pages()
        self.stdout.write(f"pages: {counts['created']} created, {counts['unchanged']} already there")
