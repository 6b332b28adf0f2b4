"""Processes of the shop beside the test: a web server that may be told where to die, and a run of the jobs."""

import http.client
import json
import signal
import subprocess
import sys
from contextlib import contextmanager
from urllib.parse import urlencode

from tests.engines import ROOT

CSRF = "c" * 32


class Parent:
    """Starts and ends processes through `tests.survival.parent`."""

    def __init__(self, environment: dict[str, str], log):
        self.log = log
        command = [sys.executable, "-m", "tests.survival.parent"]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=pipe, stdout=pipe, stderr=log.open("w"), text=True
        )

    def ask(self, **order) -> dict:
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, self.log.read_text()
        return json.loads(answer)

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait(20)
        self._process.stdout.close()


class Web:
    """A web server of one process. `died` is whether it was killed while it answered."""

    def __init__(self, port: int):
        self.port, self.died, self.cookies = port, False, {}

    def get(self, path: str) -> str | None:
        return self._ask("GET", path, None, {})

    def press(self, path: str, **fields) -> str | None:
        """Sends a form. Where the answer leads, "" for a page, None when nobody answered."""
        headers = {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": CSRF}
        return self._ask("POST", path, urlencode(fields), headers)

    def post(self, path: str, body: bytes, **headers) -> str | None:
        return self._ask("POST", path, body, {"Content-Type": "application/json", **headers})

    def _ask(self, method, path, body, headers):
        cookies = "; ".join(f"{name}={value}" for name, value in {**self.cookies, "csrftoken": CSRF}.items())
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.request(method, path, body, {**headers, "Cookie": cookies})
            answer = connection.getresponse()
            page = answer.read()
        except (ConnectionError, http.client.BadStatusLine):
            self.died = True
            return None
        finally:
            connection.close()
        assert answer.status in (200, 302), (answer.status, page[:2000])
        return answer.headers.get("Location", "")


@contextmanager
def serving(parent: Parent, *, death=None, **settings):
    """Yields a Web. One with a death must have met it when the block ends; another one must still live."""
    started = parent.ask(do="serve", settings=settings, minutes=0, death=death)
    web = Web(started["port"])
    try:
        yield web
    finally:
        status = parent.ask(do="wait" if web.died else "end", pid=started["pid"])["status"]
    assert web.died == bool(death), f"{death}: died={web.died}\n{parent.log.read_text()[-3000:]}"
    assert status == -signal.SIGKILL


def run_jobs(parent: Parent, *names: str, minutes: int, death=None, **settings) -> None:
    """`manage.py run_jobs --once --now`, so many minutes from now."""
    started = parent.ask(do="jobs", jobs=names, settings=settings, minutes=minutes, death=death)
    status = parent.ask(do="wait", pid=started["pid"])["status"]
    assert status == (-signal.SIGKILL if death else 0), f"{status}\n{parent.log.read_text()[-3000:]}"
