"""A shop that only listens: keeps what is posted to it and answers as a test tells it."""

import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import stripe


@dataclass(frozen=True)
class Posted:
    path: str
    headers: dict
    body: bytes

    def event(self, secret):
        """Raises stripe.SignatureVerificationError."""
        return stripe.Webhook.construct_event(self.body, self.headers["Stripe-Signature"], secret)


class ListeningShop:
    def __init__(self):
        self.posted: list[Posted] = []
        self.answers: list[int] = []  # for the next requests; 200 when it is empty
        self.when_posted = lambda posted: None
        shop = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                posted = Posted(self.path, dict(self.headers), body)
                shop.posted.append(posted)
                shop.when_posted(posted)
                self.send_response(shop.answers.pop(0) if shop.answers else 200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args):
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}"

    def __enter__(self):
        threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_error):
        self._http.shutdown()
        self._http.server_close()

    def events(self, secret):
        return [posted.event(secret) for posted in self.posted]

    def types(self, secret):
        return [event.type for event in self.events(secret)]
