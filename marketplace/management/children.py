"""Child processes that never outlive this one, however it ends."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

PR_SET_PDEATHSIG = 1
PATIENCE_SECONDS = 35


class Children:
    """Started in order, ended in the opposite order: ask, wait, then insist."""

    def __init__(self):
        self.running: list[tuple[str, subprocess.Popen]] = []

    def start(
        self, name: str, command: Sequence[str], *, environment: Mapping[str, str], folder: Path
    ) -> subprocess.Popen:
        """Run `command` in `folder`. A session of its own keeps Ctrl-C to this process, which then ends them in order."""
        ours = os.getpid()
        child = subprocess.Popen(
            [str(part) for part in command],
            env=dict(environment),
            cwd=folder,
            start_new_session=True,
            preexec_fn=lambda: _die_with(ours),
        )
        self.running.append((name, child))
        return child

    def ended(self) -> list[tuple[str, int]]:
        """Name and exit code of those that ended since the last question."""
        over = [(name, child) for name, child in self.running if child.poll() is not None]
        self.running = [pair for pair in self.running if pair not in over]
        return [(name, child.returncode) for name, child in over]

    def end(self) -> None:
        until = time.monotonic() + PATIENCE_SECONDS
        for _name, child in reversed(self.running):
            child.terminate()
        for _name, child in reversed(self.running):
            try:
                child.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        self.running = []


def _die_with(parent: int) -> None:
    """Runs in the child before its program: Linux sends it SIGTERM when the parent is gone, even by kill -9."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)  # gone in the moment before


def is_free(port: int) -> bool:
    """Whether a server can listen on this port of 127.0.0.1."""
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
