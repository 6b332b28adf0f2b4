"""Proves the whole ledger; ends with code 1 and the names of what is wrong."""

from django.core.management.base import BaseCommand, CommandError

from marketplace.ledger.checking import problems
from marketplace.ledger.models import Posting


class Command(BaseCommand):
    help = "Checks that every posting sums to zero, every order's money adds up and no debt is below zero."

    def handle(self, **options):
        found = 0
        for problem in problems():
            self.stderr.write(problem)
            found += 1
        if found:
            raise CommandError(f"The ledger is not sound: {found} problems.")
        self.stdout.write(f"The ledger is sound: {Posting.objects.count()} postings.")
