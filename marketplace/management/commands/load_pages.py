"""`manage.py load_pages`: what any province begins with: languages, site, home, lists, sample plain pages, form, guides, roles."""

from django.core.management.base import BaseCommand

from marketplace.editorial.loading import load_pages


class Command(BaseCommand):
    help = "Create the first pages of a shop in every language, and the editors' roles. Safe to run again; what exists is left alone. load_demo does it, too."

    def handle(self, **options):
        counts = load_pages()
        self.stdout.write(f"pages: {counts['created']} created, {counts['unchanged']} already there")
