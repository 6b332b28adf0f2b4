"""manage.py fake_services: only beside a shop in development, only on this machine, and it ends cleanly."""

import os
import signal
import socket
import subprocess
import sys

import pytest
import stripe
from django.core.management import CommandError, call_command

from marketplace.fake_services.signing import sepay_headers
from tests.engines import ROOT
from tests.fake_services.asking import browse, session


def test_it_refuses_to_start_when_debug_is_off(settings):
    settings.DEBUG = False

    with pytest.raises(CommandError, match="DEBUG is off"):
        call_command("fake_services", port=0)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "shop.example"])
def test_it_refuses_to_serve_other_machines(settings, host):
    settings.DEBUG = True

    with pytest.raises(CommandError, match="only serve this machine"):
        call_command("fake_services", port=0, host=host)


def test_it_refuses_to_send_to_other_machines(settings):
    settings.DEBUG = True

    with pytest.raises(CommandError, match="only send to"):
        call_command("fake_services", port=0, webhook_url="https://shop.example/webhook/")


def test_it_says_so_when_the_port_is_taken(settings):
    settings.DEBUG = True
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(CommandError, match="Cannot start"):
        call_command("fake_services", port=taken.getsockname()[1])


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_prints_its_addresses_and_ends_cleanly(shop, end):
    variables = os.environ | {
        "DJANGO_SETTINGS_MODULE": "marketplace.settings.development",
        "DEBUG": "1",
        "SEPAY_SECRETS": "whsec_mine,whsec_old",
        "PYTHONUNBUFFERED": "1",
    }
    command = [sys.executable, "manage.py", "fake_services", "--port", "0", "--feed-url", shop.url]
    process = subprocess.Popen(
        command, cwd=ROOT, env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        lines = [process.stdout.readline() for _line in range(9)]
        url = next(line.split()[-1] for line in lines if "pretended Stripe API" in line)
        client = stripe.StripeClient("sk_test_x", base_addresses={"api": url}, max_network_retries=0)
        made = session(client)
        bank = browse(f"{url}/bank/", {"content": "OCOP1", "amount": "1000"})[2]
    finally:
        process.send_signal(end)
        rest, errors = process.communicate(timeout=20)

    assert made.url.startswith(url)
    assert "Đã chuyển và đã báo cho cửa hàng." in bank
    notice = shop.posted[0]
    at = int(notice.headers["X-SePay-Timestamp"])
    assert notice.headers["X-SePay-Signature"] == sepay_headers(notice.body, "whsec_mine", at)["X-SePay-Signature"]
    assert any("http://127.0.0.1:8000/payments/stripe/webhook/" in line for line in lines)
    assert any(shop.url in line for line in lines)
    assert (process.returncode, errors) == (0, "")
    assert rest == "The stand-ins have stopped.\n"


def test_the_server_needs_no_django():
    code = "import sys, marketplace.fake_services.server; print(any(name.split('.')[0] == 'django' for name in sys.modules))"

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"
