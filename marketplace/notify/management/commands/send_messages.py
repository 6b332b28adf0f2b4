"""Send what waits in the outbox: once, or over and over with --loop."""

import time

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from marketplace.notify.delivery import deliver_due


class Command(BaseCommand):
    help = "Send what waits in the outbox."

    def add_arguments(self, parser):
        parser.add_argument("--loop", action="store_true", help="Go on until stopped.")
        parser.add_argument("--every", type=float, default=5, help="Seconds between two rounds of --loop.")

    def handle(self, *, loop, every, **options):
        while True:
            sent = deliver_due()
            if sent or not loop:
                self.stdout.write(f"{sent} sent")
            if not loop:
                return
            close_old_connections()
            time.sleep(every)
