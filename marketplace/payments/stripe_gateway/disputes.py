"""A dispute as Stripe holds it: the card holder's bank takes the money back, and may give it back."""

from dataclasses import dataclass

from .calling import ask

OVER = {"won", "lost", "warning_closed", "prevented"}


@dataclass(frozen=True)
class Dispute:
    """`moves`: the balance transactions, each with whether it took money (True) or gave it back. Amount in dong if VND."""

    ref: str
    intent_ref: str
    amount: int
    currency: str
    status: str
    reason: str
    moves: tuple[tuple[str, bool], ...]

    @property
    def is_over(self) -> bool:
        return self.status in OVER


def dispute_at_stripe(ref: str) -> Dispute:
    """Raises Refused: no such dispute."""
    found = ask(lambda v1: v1.disputes.retrieve(ref))
    return Dispute(
        ref=found["id"],
        intent_ref=found["payment_intent"] or "",
        amount=found["amount"],
        currency=found["currency"].upper(),
        status=found["status"],
        reason=found["reason"],
        moves=tuple((move["id"], move["amount"] < 0) for move in found["balance_transactions"] or []),
    )
