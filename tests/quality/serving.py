"""A server of our own on demo data, as a province runs it, for as long as a block lasts."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from tests.engines import ROOT, VAR

FOLDER = VAR / "quality"
DEMO = VAR / "shop.sqlite3"
DATA = ("load_reference_data", "render_illustrations", "load_demo")
# The pages measured here use our own files and htmx: the dashboards' thousands need not be compressed for them.
NOT_MEASURED = (
    "admin", "wagtail*", "oscar", "treebeard", "account", "mfa", "taggit", "django_tables2", "htmx-4*", "hx-*", "htmax*",
)  # fmt: skip


@contextmanager
def shop():
    """Yields the address of the shop (page cache on, files compressed and hashed) on a copy of the demo's data."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.quality.settings",
        "DATABASE_URL": f"sqlite:///{FOLDER / 'shop.sqlite3'}",
        "STATIC_ROOT": str(FOLDER / "static"),
        "SITE_URL": f"http://{address}",
        "LOG_LEVEL": "CRITICAL",
    }
    load_data(environment)
    collect_files(environment)
    with serving(address, environment) as url:
        yield url


@contextmanager
def serving(address: str, environment: dict[str, str]):
    """gunicorn on this address; waits until it answers. Yields its URL."""
    options = [
        "-k",
        "gthread",
        "-w",
        "1",
        "--threads",
        "4",
        "-b",
        address,
        "--no-control-socket",
        "--log-level",
        "critical",
    ]
    command = [sys.executable, "-m", "gunicorn", *options, "marketplace.wsgi:application"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        _wait_for(f"http://{address}/healthz", server)
        yield f"http://{address}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def load_data(environment: dict[str, str]) -> None:
    """A copy of what `make data` made, brought up to date; without one, the demo is loaded here."""
    mine = FOLDER / "shop.sqlite3"
    for leftover in FOLDER.glob("shop.sqlite3*"):
        leftover.unlink()
    if DEMO.exists():
        shutil.copyfile(DEMO, mine)
    _manage("migrate", "--skip-checks", "--verbosity", "0", environment=environment)
    for command in DATA:  # on an older demo, too: it may lack what is measured; loading again changes nothing else
        _manage(command, "--skip-checks", "--verbosity", "0", environment=environment)


def collect_files(environment: dict[str, str]) -> None:
    shutil.rmtree(FOLDER / "static", ignore_errors=True)
    ignored = [word for name in NOT_MEASURED for word in ("--ignore", name)]
    _manage("collectstatic", "--noinput", "--skip-checks", "--verbosity", "0", *ignored, environment=environment)


def _manage(*arguments: str, environment: dict[str, str]) -> None:
    subprocess.run(
        [sys.executable, str(Path("manage.py")), *arguments],
        cwd=ROOT,
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )


def _wait_for(url: str, server: subprocess.Popen, seconds: int = 60) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=10):
                return
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{url} answers {error.code}") from None
        except OSError:
            if server.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"{url} does not answer") from None
            time.sleep(0.2)
