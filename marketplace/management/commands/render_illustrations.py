"""Renders the shop's own drawings. Can be run again and then renders only what was changed."""

from django.core.management.base import BaseCommand
from tqdm import tqdm

from marketplace.demo.illustrating import render_illustrations


class Command(BaseCommand):
    help = "Renders media/illustrations/*/*.svg to pictures in every size and format."

    def handle(self, *args, **options):
        quiet = options["verbosity"] == 0
        counts = render_illustrations(
            lambda steps, total: tqdm(steps, total=total, unit="picture", disable=quiet or None)
        )
        if not quiet:
            self.stdout.write(self.style.SUCCESS(f"{counts['rendered']} rendered, {counts['unchanged']} unchanged."))
