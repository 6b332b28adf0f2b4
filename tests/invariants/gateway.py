"""A way of paying by card that lives in memory: it can be slow, silent, strange, told late, and it counts its own money."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.http import HttpResponse
from django.utils import timezone

from marketplace.ledger import accounts
from marketplace.payments.patience import outside_transactions
from marketplace.payments.providers import (
    Cancelled,
    Ok,
    ProviderRefundState,
    ProviderState,
    ProviderUnavailable,
    Reason,
    Redirect,
    Supports,
    TooLatePaid,
)


@dataclass
class Session:
    """One attempt as the provider sees it. `oddity` is what it does not share with our payment."""

    payment_id: int
    ref: str
    amount: int
    expires_at: datetime
    status: str = "open"
    money: int = 0
    oddity: str = ""
    fee: int | None = None
    said: list[ProviderState] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.status in ("open", "authorised") and self.expires_at > timezone.now()


@dataclass
class Book:
    """All that the provider knows."""

    sessions: dict[int, Session] = field(default_factory=dict)
    refunds: dict[str, ProviderRefundState] = field(default_factory=dict)
    given_back: int = 0
    silent: int = 0  # so many of the next calls are not answered
    refund_answer: str = "succeeded"

    def answer(self) -> None:
        outside_transactions()  # I34
        if self.silent:
            self.silent -= 1
            raise ProviderUnavailable("no answer")


class Card:
    code, label, detail, kind = "card", "Card", "", "redirect"
    currencies, min_amount, max_amount = ("VND",), 13_000, 99_999_999
    supports = Supports(partial_refund=True, cancel=True, query=True)
    one_payment_per_parcel = False
    pay_within = timedelta(minutes=35)
    book = Book()

    def funds(self, payment):
        return accounts.clearing_stripe()

    def is_available(self, purchase, request=None):
        return Ok() if purchase.total >= self.min_amount else Reason("too little")

    def start(self, payment):
        self.book.answer()
        found = self.book.sessions.get(payment.pk)
        if found is None:
            found = Session(payment.pk, f"cs_{payment.pk}", payment.amount, timezone.now() + timedelta(minutes=31))
            self.book.sessions[payment.pk] = found
        return Redirect(f"https://card.invalid/{found.ref}", found.expires_at, found.ref)

    def sync(self, payment):
        self.book.answer()
        session = self.book.sessions.get(payment.pk)
        if session is None:
            return ProviderState("open", payment.amount)
        state = _state_of(session)
        session.said.append(state)
        return state

    def cancel(self, payment):
        self.book.answer()
        session = self.book.sessions.get(payment.pk)
        if session is None:
            return Cancelled()
        if session.status == "captured":
            return TooLatePaid()
        session.status = "cancelled"
        return Cancelled()

    def handle_notification(self, request):
        return [], HttpResponse(status=404)

    def refund(self, refund):
        """The same refund leaves once, however often it is asked for."""
        self.book.answer()
        name = str(refund.uuid)
        if name not in self.book.refunds:
            self.book.refunds[name] = ProviderRefundState(
                self.book.refund_answer, refund.amount, f"re_{refund.pk}", raw={"pk": refund.pk}
            )
            self.book.given_back += refund.amount if self.book.refund_answer != "failed" else 0
        return self.book.refunds[name]


def _state_of(session: Session) -> ProviderState:
    status = session.status
    if status == "open" and session.expires_at <= timezone.now():
        status = "expired"
    amount = session.amount - 1_000 if session.oddity == "amount" else session.amount
    return ProviderState(
        status,
        amount,
        "USD" if session.oddity == "currency" else "VND",
        provider_ref=session.ref,
        charge_ref=f"ch_{session.payment_id}" if status == "captured" else "",
        is_ours=session.oddity != "metadata",
        fee=session.fee,
    )


def pay(session: Session, *, oddity: str = "", fee: int | None = None) -> None:
    """The buyer's bank has given its word; it counts also when the session had been closed a moment before."""
    session.oddity, session.fee, session.status = oddity, fee, "captured"
    session.money = {"amount": session.amount - 1_000, "currency": 0}.get(oddity, session.amount)


def end_refund(name: str, status: str) -> ProviderRefundState:
    """What was on its way arrives, or comes back."""
    known = Card.book.refunds[name]
    if known.status in ("sent", "succeeded") and status == "failed":
        Card.book.given_back -= known.amount
    Card.book.refunds[name] = ProviderRefundState(status, known.amount, known.provider_ref)
    return Card.book.refunds[name]
