"""`make run`: serves the shop on this machine and prints its addresses and sample sign-ins."""

import os
import sys

from django.conf import settings
from django.core.management.base import BaseCommand

from marketplace.accounts.models import User

ADDRESSES = (
    ("the shop", "/"),
    ("browse", "/shop/"),
    ("producers", "/sellers/"),
    ("certificate register", "/ocop/"),
    ("in English", "/en/"),
    ("sign in", "/account/login/"),
    ("editors", "/cms/"),
    ("shop staff", "/shop/dashboard/"),
)


class Command(BaseCommand):
    help = "Serves the shop in the foreground with gunicorn; stop it with Ctrl-C."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2)

    def handle(self, *args, port, workers, **options):
        base = f"http://127.0.0.1:{port}"
        self.stdout.write(f"\n{settings.SITE_NAME} is open. Stop it with Ctrl-C.\n\n")
        for name, path in ADDRESSES:
            self.stdout.write(f"  {name:<22}{base}{path}\n")
        if User.objects.filter(email__endswith="@demo.example").exists():
            from marketplace.demo.accounts import PASSWORD

            self.stdout.write(f"\nSample sign-ins, password {PASSWORD} (or ask for a code: it is printed here):\n")
            for person in User.objects.filter(email__endswith="@demo.example").order_by("pk"):
                self.stdout.write(f"  {person.email:<24}{person.full_name}\n")
        self.stdout.write("\n")
        self.stdout.flush()
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings.development")
        os.environ.setdefault("SITE_URL", base)
        os.environ.setdefault("DEBUG", "0")
        command = ["gunicorn", "marketplace.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", str(workers)]
        command += [
            "--threads",
            "4",
            "--worker-class",
            "gthread",
            "--preload",
            "--no-control-socket",
            "--log-level",
            "warning",
        ]
        os.execv(sys.executable, [sys.executable, "-m", *command])  # noqa: S606 the server takes the place of this process
