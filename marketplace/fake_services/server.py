"""The pretended Stripe, the bank and the identity as one HTTP server on this machine, in a thread."""

import logging
import socket
import threading
from http.server import ThreadingHTTPServer

from marketplace.fake_services.account import Account
from marketplace.fake_services.api import Api
from marketplace.fake_services.clock import Clock
from marketplace.fake_services.control import Control
from marketplace.fake_services.deliveries import GAPS, Deliveries
from marketplace.fake_services.demo_bank import DemoBank
from marketplace.fake_services.faults import CallFaults, PayingFaults, WebhookFaults
from marketplace.fake_services.handling import Handler
from marketplace.fake_services.identity import PretendedIdentity
from marketplace.fake_services.posting import LOOPBACK, NotThisMachine, check_local
from marketplace.fake_services.till import Till

log = logging.getLogger(__name__)
LOOK_EVERY = 0.2  # seconds, for what falls due by the clock
STOPS_WITHIN = 0.02  # seconds


class FakeStripe:
    """Usable as a context manager. Nothing is kept when it stops.

    `secret` signs webhooks, `feed_secret` the bank's notices. Raises NotThisMachine: an address elsewhere.
    """

    api_key = "sk_test_pretended"

    def __init__(
        self,
        port: int = 0,
        *,
        secret: str = "whsec_pretended",  # noqa: S107 no secret: it guards nothing but the demo on this machine
        webhook_url: str | None = None,
        feed_url: str | None = None,
        feed_secret: str = "whsec_sepay_pretended",  # noqa: S107
        bank_account: str = "1012345678",
        host: str = "127.0.0.1",
        clock=None,
        retry_gaps: tuple[float, ...] = GAPS,
    ):
        if host not in LOOPBACK:
            raise NotThisMachine(host)
        for url in filter(None, (webhook_url, feed_url)):
            check_local(url)
        self.webhook_secret = secret
        self.clock = clock or Clock()
        self.account = Account(self.clock)
        self.bank = DemoBank(feed_url, feed_secret, bank_account, self.clock)
        self._wire(webhook_url, retry_gaps)
        self._http = _Server((host, port), self)
        self.url = f"http://{host}:{self._http.server_address[1]}"
        self.account.public_url = self.url
        self.identity.issuer = f"{self.url}/identity"
        self._stopping = threading.Event()

    def _wire(self, webhook_url: str | None, retry_gaps: tuple[float, ...]) -> None:
        calls, paying = CallFaults(), PayingFaults()
        self.deliveries = Deliveries(webhook_url, self.webhook_secret, WebhookFaults(), retry_gaps)
        self.account.announce, self.account.release = self.deliveries.announce, self.deliveries.release
        self.control = Control(self.account, self.deliveries, calls, paying)
        self.api = Api(self.account, calls, lambda: self.control.refunds_pending)
        self.till = Till(self.account, paying)
        self.identity = PretendedIdentity()

    @property
    def webhook_url(self) -> str | None:
        return self.deliveries.url

    @webhook_url.setter
    def webhook_url(self, url: str) -> None:
        check_local(url)
        self.deliveries.url = url

    def start(self) -> "FakeStripe":
        self.deliveries.start()
        for target in (lambda: self._http.serve_forever(STOPS_WITHIN), self._look_at_the_clock):
            threading.Thread(target=target, name="stand-in", daemon=True).start()
        return self

    def stop(self) -> None:
        """From then on nobody answers at this address, open connections included."""
        self._stopping.set()
        self.deliveries.stop()
        self._http.shutdown()
        self._http.server_close()
        self._http.hang_up()

    def __enter__(self) -> "FakeStripe":
        return self.start()

    def __exit__(self, *_error) -> None:
        self.stop()

    def _look_at_the_clock(self) -> None:
        while not self._stopping.wait(LOOK_EVERY):
            if self.account.something_is_due():
                self.control.advance(0)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], stand_in: FakeStripe):
        self.stand_in = stand_in
        self._connections: set[socket.socket] = set()
        if ":" in address[0]:
            self.address_family = socket.AF_INET6
        super().__init__(address, Handler)

    def process_request(self, request, client_address):
        self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request):
        self._connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request, client_address):
        log.debug("a connection broke", exc_info=True)

    def hang_up(self) -> None:
        for connection in list(self._connections):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                log.debug("it was closed already")
