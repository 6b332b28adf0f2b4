"""Fills the shop with the demo. Can be run again: it adds what is missing and leaves what is there."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from marketplace.demo.accounts import PASSWORD, PEOPLE
from marketplace.demo.illustrating import render_illustrations
from marketplace.demo.loading import NoReferenceData, load_demo
from marketplace.demo.visiting import make_bookings


class Command(BaseCommand):
    help = "Loads sellers, products, certificates, sample people and pages; needs load_reference_data."

    def add_arguments(self, parser):
        parser.add_argument(
            "--update",
            action="store_true",
            help="Bring the demo's own texts of goods and shops up to date; edits of them are lost. Pages stay as they are.",
        )
        parser.add_argument("--without-pictures", action="store_true", help="Do not render the illustrations.")
        parser.add_argument("--without-people", action="store_true", help="Make no sample accounts.")
        parser.add_argument("--without-pages", action="store_true", help="Write no pages, no stories, no places.")
        parser.add_argument(
            "--people", action="store_true", help="Make sample accounts even on a server that is not for development."
        )

    def handle(self, *args, **options):
        self.quiet = options["verbosity"] == 0
        if not options["without_pictures"]:
            self.render()
        with_people = not options["without_people"] and (settings.DEBUG or options["people"])
        try:
            outcome = load_demo(
                with_people=with_people,
                with_pages=not options["without_pages"],
                update=options["update"],
                progress=lambda steps: tqdm(steps, unit="step", disable=self.quiet or None),
            )
        except NoReferenceData as error:
            raise CommandError(str(error)) from error
        if with_people:
            outcome.counts.update(make_bookings())
        if not self.quiet:
            self.report(outcome, with_people)

    def render(self):
        bar = lambda steps, total: tqdm(steps, total=total, unit="picture", disable=self.quiet or None)  # noqa: E731
        counts = render_illustrations(bar)
        if not self.quiet:
            self.stdout.write(f"{'illustrations':24}{counts['rendered']:6} rendered  {counts['unchanged']:6} unchanged")

    def report(self, outcome, with_people):
        for kind, counted in outcome.counts.items():
            self.stdout.write(f"{kind:24}" + "  ".join(f"{number:6} {what}" for what, number in counted.items()))
        for reason, awards in outcome.left_out.items():
            self.stdout.write(f"{len(awards):4} {reason}")
        if with_people:
            self.stdout.write("Sample accounts, password " + PASSWORD + ":")
            for email, _name, role in PEOPLE:
                self.stdout.write(f"  {role:26}{email}")
        self.stdout.write(
            self.style.SUCCESS(f"{outcome.changed} rows written." if outcome.changed else "Nothing changed.")
        )
