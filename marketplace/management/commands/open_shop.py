"""`make run`: the whole shop on this machine: web server, background work and, without a Stripe key, pretended payment services."""

import os
import signal
import sys
import time
from types import MappingProxyType

from django.conf import settings
from django.core.management import get_commands
from django.core.management.base import BaseCommand, CommandError

from marketplace.accounts.models import User
from marketplace.management.children import Children, is_free

ADDRESSES = (
    ("the shop", "/"),
    ("browse", "/shop/"),
    ("producers", "/sellers/"),
    ("places to go", "/dia-diem/"),
    ("map", "/map/"),
    ("certificate register", "/ocop/"),
    ("in English", "/en/"),
    ("sign in", "/account/login/"),
    ("editors", "/cms/"),
    ("sell here", "/selling/"),
    ("sellers' desk", "/cms/sellers/"),
    ("money desk", "/cms/money/"),
    ("shop staff", "/shop/dashboard/"),
)
STRIPE_WEBHOOK = "/payments/stripe/webhook/"
BANK_FEED = "/payments/sepay/webhook/"
# What the shop needs to know of the pretended services; none of it is a secret, and no money moves.
PRETENDED = MappingProxyType(
    {
        "STRIPE_SECRET_KEY": "sk_test_demo",
        "STRIPE_WEBHOOK_SECRETS": "whsec_demo",
        "SEPAY_SECRETS": "whsec_sepay_demo",
        "COLLECTION_ACCOUNT": "bin=970436;number=0000000000;holder=TAI KHOAN THU",
    }
)
PRETENDED_IDENTITY = MappingProxyType({"EID_CLIENT_ID": "cho-ocop-demo", "EID_NAME": "Định danh giả"})
PAYING = """\
No Stripe key is set, so payments are pretended on this machine and no money moves:
  cards                 checkout leads to a pretended card page at {fake}
                        card 4242 4242 4242 4242, any later month, any three digits
  bank                  {fake}/bank/ plays the buyer's bank and sends a transfer to the shop
  identity of sellers   the page Papers leads to a pretended provider of identity with invented people"""
WEB = "The web server"
ENDINGS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class Command(BaseCommand):
    help = (
        "Serves the shop with gunicorn, runs its background work, pretends the payment services; stop it with Ctrl-C."
    )

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2)
        parser.add_argument("--fake-port", type=int, default=4242, help="Where the payment services are pretended.")

    def handle(self, *args, port, workers, fake_port, **options):
        if not is_free(port):
            raise CommandError(f"Port {port} is taken by another program. Choose another: PORT={port + 80} make demo")
        base, fake = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{fake_port}"
        environment = surroundings(base)
        side = [("The background work", ["run_jobs", "--loop"], {})]
        why_not = no_pretending(environment, fake_port)
        if not why_not:
            environment |= pretended(environment, fake)
            # They refuse to stand beside a shop that sells, and know it by DEBUG.
            side.insert(0, ("The pretended payment services", pretending_command(base, fake_port), {"DEBUG": "1"}))
        self._tell(base, why_not or PAYING.format(fake=fake))
        sys.exit(self._keep_open(side, web_command(base, workers), environment))

    def _tell(self, base, about_payment):
        self.stdout.write(f"\n{settings.SITE_NAME} is open. Stop it with Ctrl-C.\n\n")
        for name, path in ADDRESSES:
            self.stdout.write(f"  {name:<22}{base}{path}\n")
        self._tell_sign_ins()
        self.stdout.write(f"\n{about_payment}\n\n")
        self.stdout.flush()

    def _tell_sign_ins(self):
        people = User.objects.filter(email__endswith="@demo.example").order_by("pk")
        if not people:
            return
        from marketplace.demo.accounts import PASSWORD

        self.stdout.write(f"\nSample sign-ins, password {PASSWORD} (or ask for a code: it is printed here):\n")
        for person in people:
            self.stdout.write(f"  {person.email:<24}{person.full_name}\n")

    def _keep_open(self, side, web_command, environment) -> int:
        """The exit code, once the web server has ended or somebody ended this process."""
        stops = []
        for number in ENDINGS:
            signal.signal(number, lambda number, _frame: stops.append(number))
        children = Children()
        folder = settings.BASE_DIR
        try:
            for name, command, special in side:
                manage = [sys.executable, "manage.py", *command]
                children.start(name, manage, environment=environment | special, folder=folder)
            web = children.start(WEB, web_command, environment=environment, folder=folder)
            while web.poll() is None and not stops:
                self._tell_of_ended(children)
                time.sleep(0.2)
        finally:
            children.end()
        return 0 if stops else web.returncode

    def _tell_of_ended(self, children):
        for name, code in children.ended():
            if name != WEB:
                self.stderr.write(f"{name} ended by itself (code {code}); the rest of the demo goes on.")


def surroundings(base: str) -> dict[str, str]:
    defaults = {"DJANGO_SETTINGS_MODULE": "marketplace.settings.development", "SITE_URL": base, "DEBUG": "0"}
    return defaults | os.environ


def no_pretending(environment, port: int) -> str:
    """Why the payment services are not pretended, in plain words; empty when they are."""
    if environment.get("STRIPE_SECRET_KEY"):
        return "A Stripe key is set: cards are paid at Stripe."
    if environment.get("COLLECTION_ACCOUNT"):
        return "A collection account is set: nothing is pretended beside real money."
    if "fake_services" not in get_commands():
        return "The pretended payment services are not installed: this demo takes cash on delivery only."
    if not is_free(port):
        return f"Port {port} is taken by another program, so payments cannot be pretended: cash on delivery only."
    return ""


def pretended(environment, fake: str) -> dict[str, str]:
    """What the shop must be told to pay at the pretended services; what somebody has set already stays."""
    settled = {name: environment.get(name) or value for name, value in PRETENDED.items()}
    identity = {} if environment.get("EID_SERVER_URL") else {"EID_SERVER_URL": f"{fake}/identity"} | PRETENDED_IDENTITY
    return settled | {"STRIPE_API_BASE": fake} | identity


def pretending_command(base: str, port: int) -> list[str]:
    addresses = ["--webhook-url", f"{base}{STRIPE_WEBHOOK}", "--feed-url", f"{base}{BANK_FEED}"]
    return ["fake_services", "--port", str(port), *addresses]


def web_command(base: str, workers: int) -> list[str]:
    where = ["--bind", base.removeprefix("http://"), "--workers", str(workers), "--threads", "4"]
    how = ["--worker-class", "gthread", "--preload", "--no-control-socket", "--log-level", "warning"]
    return [sys.executable, "-m", "gunicorn", "marketplace.wsgi", *where, *how]
