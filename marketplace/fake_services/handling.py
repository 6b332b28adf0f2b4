"""One HTTP request: to the API, the payment page, the bank, the identity or the controls."""

import json
import logging
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from urllib.parse import urlsplit

from marketplace.fake_services.api import Answer, Call
from marketplace.fake_services.refusals import Refusal

log = logging.getLogger(__name__)
LARGEST_BODY = 1_000_000
HTML = "text/html; charset=utf-8"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "PretendedStripe"
    sys_version = ""
    timeout = 60
    disable_nagle_algorithm = True

    def do_GET(self):
        self._handle("GET")

    def do_POST(self):
        self._handle("POST")

    def do_DELETE(self):
        self._handle("DELETE")

    def log_message(self, *_args):
        """Keeps the terminal quiet."""

    @property
    def stand_in(self):
        return self.server.stand_in

    def _handle(self, method: str) -> None:
        parts = urlsplit(self.path)
        try:
            body = self._body()
            if body is None:
                self.close_connection = True
                self._send(413, b"Too much.", "text/plain")
            elif parts.path.startswith("/v1/"):
                self._api(method, parts.path, body.decode() if method == "POST" else parts.query)
            elif parts.path.startswith("/pay/"):
                self._till(method, parts.path, body.decode())
            elif parts.path == "/bank/":
                self._send(200, self.stand_in.bank.answer(method, parts.query, body.decode()), HTML)
            elif parts.path.startswith("/identity/"):
                self._identity(method, parts, body.decode())
            elif parts.path == "/_ctl":
                self._control(method, body)
            else:
                self._send(404, b"Nothing here.", "text/plain")
        except UnicodeDecodeError:
            self._send(400, b"Not UTF-8.", "text/plain")
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
        except Exception:
            log.exception("the stand-in stumbled over %s %s", method, parts.path)
            self._send(500, b'{"error": {"type": "api_error", "message": "The stand-in stumbled."}}')

    def _body(self) -> bytes | None:
        """None if it is too large to be read."""
        length = self.headers.get("Content-Length", "0")
        return self.rfile.read(int(length)) if length.isdigit() and int(length) <= LARGEST_BODY else None

    def _api(self, method: str, path: str, form: str) -> None:
        self.stand_in.control.calls.append(f"{method} {path}")
        call = Call(method, path, form, self.headers.get("Authorization", ""), self.headers.get("Idempotency-Key", ""))
        answer = self.stand_in.api.answer(call)
        self._deliver(answer.events, lambda: self._send_answer(answer), at_once=answer.lost)

    def _deliver(self, events: list[dict], send: Callable[[], None], at_once: bool = False) -> None:
        """Webhooks go out after the answer, unless the faults say before, or there is no answer to wait for."""
        deliveries = self.stand_in.deliveries
        if early := self.stand_in.control.webhooks.before_response:
            deliveries.send_now(events)
        elif at_once:
            deliveries.release(events)
        try:
            send()
        finally:
            if not early and not at_once:
                deliveries.release(events)

    def _send_answer(self, answer: Answer) -> None:
        if answer.lost:
            time.sleep(answer.wait)
            self.close_connection = True
            return
        self._send(answer.status, answer.text(), "application/json", answer.headers)

    def _till(self, method: str, path: str, form: str) -> None:
        page = self.stand_in.till.answer(method, path, form)
        headers = {"Location": page.location} if page.location else {}
        self._deliver(page.events, lambda: self._send(page.status, page.body, HTML, headers))

    def _identity(self, method: str, parts, form: str) -> None:
        authorization = self.headers.get("Authorization", "")
        reply = self.stand_in.identity.answer(method, parts.path, parts.query, form, authorization)
        self._send(reply.status, reply.body, reply.kind, reply.headers)

    def _control(self, method: str, body: bytes) -> None:
        """GET reports; POST takes {"do": …, and the arguments}. JSON only, so that no foreign page can order anything."""
        if method == "GET":
            return self._json(200, self.stand_in.control.report())
        if self.headers.get_content_type() != "application/json":
            return self._json(415, {"error": "application/json only"})
        try:
            order = json.loads(body)
            done = self.stand_in.control.order(order.pop("do"), **order)
        except (Refusal, ValueError, TypeError, KeyError, AttributeError, TimeoutError) as error:
            return self._json(400, {"error": f"{type(error).__name__}: {error}"})
        return self._json(200, {"done": done})

    def _json(self, status: int, body: dict) -> None:
        self._send(status, json.dumps(body).encode())

    def _send(
        self, status: int, body: bytes, kind: str = "application/json", headers: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Cache-Control", "no-store")
        self.send_header(
            "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
        )
        self.end_headers()
        self.wfile.write(body)
