"""A bank for trying out: a form that makes a transfer and tells the shop of it as SePay does."""

import itertools
import json
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from http.client import HTTPException
from urllib.parse import parse_qsl

from marketplace.fake_services import bank_pages
from marketplace.fake_services.posting import post
from marketplace.fake_services.signing import sepay_headers

VIETNAM = timezone(timedelta(hours=7))
EPOCH = 1_767_200_400  # 2026-01-01 in Vietnam: numbers go on growing after a restart
LARGEST = 99_999_999_999


@dataclass(frozen=True)
class Transfer:
    """One incoming transfer in dong, and the shop's answer: its status, or None if there was none."""

    id: int
    content: str
    amount: int
    body: bytes = field(repr=False)
    status: int | None = None

    @property
    def was_taken(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


class DemoBank:
    def __init__(self, feed_url: str | None, secret: str, account_number: str = "1012345678", clock=None):
        self.feed_url, self.secret, self.account_number = feed_url, secret, account_number
        self.transfers: dict[int, Transfer] = {}
        self._now = clock.now if clock else lambda: int(time.time())
        self._numbers = itertools.count(int(time.time()) - EPOCH)

    def transfer(self, content: str, amount: int) -> Transfer:
        """Makes a transfer and tells the shop."""
        number = next(self._numbers)
        return self._send(Transfer(number, content, amount, self._body(number, content, amount)))

    def again(self, number: int) -> Transfer:
        """Tells the shop of the same transfer once more. Raises KeyError."""
        return self._send(self.transfers[number])

    def answer(self, method: str, query: str, form: str) -> bytes:
        """The page."""
        if method == "GET":
            asked = dict(parse_qsl(query))
            return bank_pages.form(asked.get("content", ""), asked.get("amount", ""))
        filled = dict(parse_qsl(form))
        if filled.get("again", "").isdigit() and int(filled["again"]) in self.transfers:
            return bank_pages.sent(self.again(int(filled["again"])))
        content, typed = filled.get("content", "").strip(), filled.get("amount", "").strip()
        amount = read_amount(typed)
        if amount is None:
            return bank_pages.form(content, typed, wrong=True)
        return bank_pages.sent(self.transfer(content, amount))

    def _send(self, transfer: Transfer) -> Transfer:
        headers = {"Content-Type": "application/json"} | sepay_headers(transfer.body, self.secret, int(time.time()))
        try:
            status = post(self.feed_url, transfer.body, headers) if self.feed_url else None
        except (OSError, HTTPException):
            status = None
        done = Transfer(transfer.id, transfer.content, transfer.amount, transfer.body, status)
        self.transfers[transfer.id] = done
        return done

    def _body(self, number: int, content: str, amount: int) -> bytes:
        """The fields of SePay's notification; banks put words of their own around what the payer wrote."""
        at = datetime.fromtimestamp(self._now(), VIETNAM)
        notice = {
            "id": number,
            "gateway": "Vietcombank",
            "transactionDate": f"{at:%Y-%m-%d %H:%M:%S}",
            "accountNumber": self.account_number,
            "code": None,
            "content": f"MBVCB.{number}.{content}.CT tu 0000000000 KHACH HANG THU",
            "transferType": "in",
            "transferAmount": amount,
            "accumulated": 10_000_000 + amount,
            "subAccount": None,
            "referenceCode": f"FT{at:%y%j}{number}",
            "description": "",
        }
        return json.dumps(notice, ensure_ascii=False).encode()


def read_amount(typed: str) -> int | None:
    """Dong from "485000", "485.000" or "485 000 ₫"; None if it is none."""
    digits = typed.removesuffix("₫").removesuffix("đ").strip().replace(".", "").replace(",", "").replace(" ", "")
    if not (digits.isascii() and digits.isdigit()) or not 0 < int(digits) <= LARGEST:
        return None
    return int(digits)
