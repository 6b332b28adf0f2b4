"""A log that every process of a test writes to, processes of the shop beside the test, and a private Redis."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from django.db import connection

from tests import engines

SWEEPS = "tests.jobs.sweeps"


@pytest.fixture
def log(tmp_path, monkeypatch):
    path = tmp_path / "sweeps.log"
    monkeypatch.setenv("SWEEP_LOG", str(path))
    return path


@pytest.fixture
def scheduled(settings, log):
    """Makes these functions of `sweeps` the schedule: name, seconds (or HH:MM)."""

    def schedule(**entries):
        settings.JOBS = [(name, f"{SWEEPS}.{name}", every) for name, every in entries.items()]

    return schedule


@pytest.fixture
def on_database_queue(settings):
    from marketplace.settings.background import tasks_on

    settings.TASKS_ENGINE = "database"
    settings.TASKS = tasks_on("database")


@pytest.fixture
def process(transactional_db, log):
    """Starts `manage.py <command>` as a process of its own on the test's database; ends what is left of it."""
    started = []
    if os.environ.get("SHOP_TEST_POSTGRES"):
        url = engines.postgres_url(os.environ["SHOP_TEST_POSTGRES"], connection.settings_dict["NAME"])
    else:
        url = f"sqlite:///{connection.settings_dict['NAME']}"

    def start(*command, sweeps=None, **environment):
        entries = [(name, f"{SWEEPS}.{name}", every) for name, every in (sweeps or {}).items()]
        ours = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.jobs.settings", "SWEEPS": json.dumps(entries)}
        child = subprocess.Popen(
            [sys.executable, "manage.py", *command],
            cwd=engines.ROOT,
            env=os.environ | ours | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(child)
        return child

    yield start
    for child in started:
        child.kill()
        child.stdout.close()  # not read to its end: a grandchild that a test left behind would hold it open
        child.wait()


@pytest.fixture(scope="session")
def redis_url():
    """A private Redis on a socket, or a loud skip; under CI its absence is a failure."""
    program = shutil.which("redis-server")
    if program is None:
        message = "*** needs Redis: apt-get install redis-server ***"
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
    folder = Path(tempfile.mkdtemp(prefix="shop-queue-", dir="/tmp"))
    socket = folder / "redis.sock"
    command = [program, "--port", "0", "--unixsocket", socket, "--save", "", "--appendonly", "no", "--dir", folder]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    eventually(socket.exists)
    yield f"unix://{socket}"
    server.terminate()
    server.wait(10)
    shutil.rmtree(folder, ignore_errors=True)


def eventually(is_so, seconds: float = 120):
    """What `is_so` answers as soon as it is true; fails when it does not become so."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if answer := is_so():
            return answer
        time.sleep(0.05)
    raise AssertionError(f"did not come about in {seconds} seconds: {is_so}")
