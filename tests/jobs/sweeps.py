"""Sweeps and tasks of the tests: each writes a line to the file SWEEP_LOG, so that any process can be asked what ran."""

import os
import time
from pathlib import Path

from django_tasks import task


def write(what: str) -> None:
    """One write of one short line: lines of several processes do not mix."""
    with Path(os.environ["SWEEP_LOG"]).open("a") as log:
        log.write(f"{what} {os.getpid()} {time.time():.3f}\n")


def lines(log: Path, what: str) -> list[tuple[int, float]]:
    """(process, time) of each line of this kind."""
    if not log.exists():
        return []
    words = [line.rsplit(" ", 2) for line in log.read_text().splitlines()]
    return [(int(process), float(moment)) for kind, process, moment in words if kind == what]


def first():
    write("first")
    return 3


def second():
    write("second")


def broken():
    write("broken")
    raise ValueError("the gateway said no")


def slow():
    """Takes SWEEP_SECONDS."""
    write("slow begins")
    time.sleep(float(os.environ.get("SWEEP_SECONDS", "1")))
    write("slow ends")


@task()
def write_number(number):
    write(f"task {number}")
