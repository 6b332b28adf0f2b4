"""A pretended Stripe and a bank for trying out, so that the demo can be paid without any account: `manage.py fake_services`."""

import signal
import threading

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

LOOPBACK = ("127.0.0.1", "localhost", "::1")
SHOP = "http://127.0.0.1:8000"


class Command(BaseCommand):
    help = "Serves a pretended Stripe and a bank for trying out on this machine; stop it with Ctrl-C."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=4242)
        parser.add_argument("--webhook-url", default=f"{SHOP}/payments/stripe/webhook/")
        parser.add_argument("--feed-url", default=f"{SHOP}/payments/sepay/webhook/")
        parser.add_argument("--webhook-secret", help="default: the first of STRIPE_WEBHOOK_SECRETS")
        parser.add_argument("--feed-secret", help="default: the first of SEPAY_SECRETS")

    def handle(self, *args, host, port, webhook_url, feed_url, webhook_secret, feed_secret, **options):
        if not settings.DEBUG:
            raise CommandError("DEBUG is off: a shop that sells must not pretend to be paid.")
        if host not in LOOPBACK:
            raise CommandError(f"{host}: the stand-ins only serve this machine.")
        from marketplace.fake_services.posting import NotThisMachine
        from marketplace.fake_services.server import FakeStripe

        chosen = {
            "secret": webhook_secret or _first("STRIPE_WEBHOOK_SECRETS"),
            "feed_secret": feed_secret or _first("SEPAY_SECRETS"),
            "bank_account": getattr(settings, "COLLECTION_ACCOUNT", {}).get("number"),
        }
        chosen = {name: value for name, value in chosen.items() if value}
        try:
            stand_in = FakeStripe(port, host=host, webhook_url=webhook_url, feed_url=feed_url, **chosen)
        except (NotThisMachine, OSError) as error:
            raise CommandError(f"Cannot start: {error}") from error
        self._serve(stand_in)

    def _serve(self, stand_in):
        ended = threading.Event()
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_args: ended.set())
        with stand_in:
            self.stdout.write("\nOnly for trying out: nobody is paid here. Stop it with Ctrl-C.\n\n")
            for name, address in _addresses(stand_in):
                self.stdout.write(f"  {name:<26}{address}\n")
            self.stdout.flush()
            ended.wait()
        self.stdout.write("The stand-ins have stopped.\n")


def _first(name: str) -> str:
    return next(iter(getattr(settings, name, [])), "")


def _addresses(stand_in) -> list[tuple[str, str]]:
    return [
        ("pretended Stripe API", stand_in.url),
        ("bank for trying out", f"{stand_in.url}/bank/"),
        ("pretended identity", stand_in.identity.issuer),
        ("faults to order", f"{stand_in.url}/_ctl"),
        ("card events go to", stand_in.webhook_url),
        ("bank notices go to", stand_in.bank.feed_url),
    ]
