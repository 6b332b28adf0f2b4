"""`make run` opens everything, and leaves nothing behind, however it ends."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from marketplace.management.children import Children, is_free
from marketplace.management.commands import open_shop
from tests.storage.servers import free_port

from .conftest import eventually


def family(pid: int) -> set[int]:
    """The process and all that descend from it."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def answers(port: int) -> bool:
    try:
        return urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).status == 200
    except OSError:
        return False


def opened(process, log, **environment):
    """The shop on a free port, its background at work; with the port where payments would be pretended."""
    port, fake_port = free_port(), free_port()
    words = ["--port", str(port), "--fake-port", str(fake_port), "--workers", "1"]
    shop = process("open_shop", *words, sweeps={"first": 3600}, **environment)
    eventually(lambda: answers(port) and log.exists())
    return shop, port, fake_port


on_linux = pytest.mark.skipif(sys.platform != "linux", reason="Linux alone tells children of a killed parent")


@on_linux
def test_everything_ends_with_a_shop_that_is_killed(process, log):
    shop, port, fake_port = opened(process, log, STRIPE_SECRET_KEY="")
    eventually(lambda: not is_free(fake_port))
    everybody = family(shop.pid)
    assert len(everybody) == 5  # itself, the pretended services, the jobs, the web server and its worker

    shop.kill()
    told, _ = shop.communicate(timeout=40)

    eventually(lambda: not any(map(is_alive, everybody)), seconds=20)
    assert (is_free(port), is_free(fake_port)) == (True, True)
    assert f"http://127.0.0.1:{fake_port}/bank/" in told
    assert "4242 4242 4242 4242" in told


@on_linux
def test_everything_ends_with_a_shop_that_is_stopped(process, log):
    shop, port, fake_port = opened(process, log, STRIPE_SECRET_KEY="sk_test_of_mine")
    everybody = family(shop.pid)
    assert len(everybody) == 4
    assert is_free(fake_port)

    shop.send_signal(signal.SIGINT)
    told, _ = shop.communicate(timeout=40)

    assert shop.returncode == 0, told
    assert not any(map(is_alive, everybody))
    assert is_free(port)
    assert "The jobs have ended." in told
    assert "A Stripe key is set" in told


def test_a_taken_port_is_told_in_plain_words():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(CommandError) as told:
            call_command("open_shop", port=port)

    assert str(told.value) == f"Port {port} is taken by another program. Choose another: PORT={port + 80} make demo"


def test_payments_are_not_pretended_beside_a_key():
    assert "A Stripe key is set" in open_shop.no_pretending({"STRIPE_SECRET_KEY": "sk_test_1"}, 4242)


def test_payments_are_not_pretended_on_a_taken_port(monkeypatch):
    monkeypatch.setattr(open_shop, "get_commands", lambda: {"fake_services": "x"})
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        why_not = open_shop.no_pretending({"STRIPE_SECRET_KEY": ""}, port)

    assert why_not.startswith(f"Port {port} is taken by another program")
    assert open_shop.no_pretending({}, free_port()) == ""


def test_the_shop_learns_of_the_pretended_services_and_keeps_what_was_set():
    told = open_shop.pretended({"STRIPE_SECRET_KEY": "", "SEPAY_SECRETS": "mine"}, "http://127.0.0.1:4242")

    assert told == {
        "STRIPE_SECRET_KEY": "sk_test_demo",
        "STRIPE_API_BASE": "http://127.0.0.1:4242",
        "STRIPE_WEBHOOK_SECRETS": "whsec_demo",
        "SEPAY_SECRETS": "mine",
        "COLLECTION_ACCOUNT": "bin=970436;number=0000000000;holder=TAI KHOAN THU",
        "EID_SERVER_URL": "http://127.0.0.1:4242/identity",
        "EID_CLIENT_ID": "cho-ocop-demo",
        "EID_NAME": "Định danh giả",
    }


def test_a_provider_of_identity_that_somebody_set_is_kept():
    told = open_shop.pretended({"EID_SERVER_URL": "https://dinh-danh.example"}, "http://127.0.0.1:4242")

    assert "EID_SERVER_URL" not in told
    assert "EID_CLIENT_ID" not in told


def test_a_child_that_does_not_listen_is_killed(monkeypatch, tmp_path):
    monkeypatch.setattr("marketplace.management.children.PATIENCE_SECONDS", 0.5)
    deaf = "import signal,time; signal.signal(signal.SIGTERM, signal.SIG_IGN); open('deaf','w').close(); time.sleep(60)"
    children = Children()
    child = children.start("deaf", [sys.executable, "-c", deaf], environment=os.environ, folder=tmp_path)
    eventually((tmp_path / "deaf").exists)

    children.end()

    assert child.returncode == -signal.SIGKILL


def test_a_child_that_ended_is_told_of_once(tmp_path):
    children = Children()
    child = children.start("brief", [sys.executable, "-c", "raise SystemExit(3)"], environment={}, folder=tmp_path)
    child.wait()

    assert (children.ended(), children.ended()) == ([("brief", 3)], [])


def test_a_child_whose_parent_is_gone_ends_before_it_begins(tmp_path):
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from marketplace.management.children import _die_with; _die_with(1 << 30); print('on')",
        ],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (1, "")
