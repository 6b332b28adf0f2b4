"""A parent with the shop loaded, which forks a process for each order it is given: starting costs no time, dying is real.

It reads lines of JSON and answers each with one: {"do": "serve" | "jobs", ...} -> {"pid", "port"}; {"do": "wait" | "end",
"pid"} -> {"status"}: the exit code, or minus the signal. It has no thread and no connection that a child could inherit.
"""

import json
import os
import signal
import socket
import sys
import traceback
from datetime import timedelta
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from django.core.wsgi import get_wsgi_application


class Quiet(WSGIRequestHandler):
    def log_message(self, *_args):
        pass


def main() -> None:
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what the shop prints is not an answer
    application = get_wsgi_application()
    _load()
    for line in sys.stdin:
        order = json.loads(line)
        answers.write(json.dumps(_do(order, application)) + "\n")
        answers.flush()


def _load() -> None:
    """All views, and nothing that a fork must not share."""
    from django.db import connections
    from django.urls import get_resolver

    for part in get_resolver().url_patterns:
        getattr(part, "url_patterns", None)
    connections.close_all()


def _do(order: dict, application) -> dict:
    if order["do"] in ("wait", "end"):
        if order["do"] == "end":
            os.kill(order["pid"], signal.SIGKILL)
        return {"status": os.waitstatus_to_exitcode(os.waitpid(order["pid"], 0)[1])}
    door = socket.create_server(("127.0.0.1", 0), backlog=16)
    pid = os.fork()
    if not pid:
        _live(order, application, door)
    port = door.getsockname()[1]
    door.close()
    return {"pid": pid, "port": port}


def _live(order: dict, application, door) -> None:
    """The child; never returns."""
    status = 1
    try:
        _prepare(order)
        if order["do"] == "serve":
            _serve(application, door)
        _run_jobs(order["jobs"])
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


def _prepare(order: dict) -> None:
    from django.conf import settings
    from django.utils import timezone

    from tests.survival.dying import arm

    for name, value in order["settings"].items():
        setattr(settings, name, value)
    clock, ahead = timezone.now, timedelta(minutes=order["minutes"])
    timezone.now = lambda: clock() + ahead
    if order["death"]:
        arm(*order["death"])


def _serve(application, door) -> None:
    server = WSGIServer(("127.0.0.1", 0), Quiet, bind_and_activate=False)
    server.socket.close()
    server.socket = door
    server.server_name, server.server_port = door.getsockname()
    server.setup_environ()
    server.set_app(application)
    server.serve_forever()


def _run_jobs(names: list[str]) -> None:
    from django.core.management import call_command

    call_command("run_jobs", "--once", "--now", *names)


if __name__ == "__main__":
    main()
