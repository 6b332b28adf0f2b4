"""The web servers of a comparison: gunicorn as a province runs it, one per target, all at once, each on a port of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, contextmanager
from typing import NamedTuple

from tests.engines import ROOT

WORKERS, THREADS = 2, 4


class Target(NamedTuple):
    name: str
    settings: str
    database_url: str
    probe: str  # an address that answers 200 when the server is up
    page_cache_seconds: int = 0


@contextmanager
def servers(targets: list[Target]):
    """Starts a server per target and yields their ports by name; stops them all at the end."""
    with ExitStack() as stack:
        started = {target: stack.enter_context(_server(target)) for target in targets}
        for target, (port, process) in started.items():
            _wait_for(f"http://127.0.0.1:{port}{target.probe}", process)
        yield {target.name: port for target, (port, _process) in started.items()}


@contextmanager
def _server(target: Target):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": f"tests.load.{target.settings}",
        "DATABASE_URL": target.database_url,
        "PAGE_CACHE_SECONDS": str(target.page_cache_seconds),
        "LOG_LEVEL": "ERROR",
    }
    options = [
        "-k",
        "gthread",
        "-w",
        str(WORKERS),
        "--threads",
        str(THREADS),
        "--preload",
        "-b",
        f"127.0.0.1:{port}",
        "--log-level",
        "error",
    ]
    command = [sys.executable, "-m", "gunicorn", *options, "marketplace.wsgi:application"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        yield port, process
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(url: str, process: subprocess.Popen, seconds: int = 90) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=30):
                return
        except urllib.error.HTTPError as error:
            raise SystemExit(f"{url} answers {error.code}") from None
        except OSError:
            if process.poll() is not None or time.monotonic() > end:
                raise SystemExit(f"{url} does not answer") from None
            time.sleep(0.3)
