"""One HTTP POST to the shop: no proxy, no redirect followed, and only to this machine."""

import http.client
from urllib.parse import urlsplit

LOOPBACK = ("127.0.0.1", "localhost", "::1")


class NotThisMachine(ValueError):
    """The stand-ins speak to this machine only."""


def check_local(url: str) -> None:
    """Raises NotThisMachine."""
    parts = urlsplit(url)
    if parts.scheme != "http" or parts.hostname not in LOOPBACK:
        raise NotThisMachine(f"{url}: the stand-ins only send to http://127.0.0.1")


def post(url: str, body: bytes, headers: dict[str, str], timeout: float = 10) -> int:
    """The status of the answer. Raises OSError or HTTPException if there is none, NotThisMachine."""
    check_local(url)
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port or 80, timeout=timeout)
    try:
        path = parts.path or "/"
        connection.request("POST", f"{path}?{parts.query}" if parts.query else path, body, headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()
