"""A card holder's bank takes money back: booked as the shop's loss until it is won; a person decides the rest (payments.md 2.4)."""

from marketplace.ledger import accounts
from marketplace.ledger.models import PostingKind
from marketplace.ledger.posting import post

from .attending import call_for_attention
from .locking import locked_order
from .models import Attention, Payment
from .stripe_gateway.disputes import Dispute


def note_dispute(*, payment: Payment, dispute: Dispute) -> None:
    """Flag it, book each movement of money once. Told twice or in another order, the same end. Locks the order.

    While a flag of it is open the payouts of the order's sellers wait (R21, payouts.readiness).
    """
    with locked_order(payment.order_id) as order:
        _call(order, dispute.ref, f"{dispute.amount} {dispute.currency} {dispute.reason}")
        if dispute.is_over:
            _call(order, f"{dispute.ref}:over", dispute.status)
        if dispute.currency == payment.currency:
            for move, is_out in dispute.moves:
                _book(order, dispute, move, is_out)


def _call(order, about: str, text: str) -> None:
    call_for_attention(reason=Attention.Reason.DISPUTE, about=about, order=order, text=text)


def _book(order, dispute: Dispute, move: str, is_out: bool) -> None:
    """A lost dispute stays where it was opened: a loss, until a person charges the seller at fault."""
    amount = dispute.amount if is_out else -dispute.amount
    post(
        key=f"dispute:{dispute.ref}:{move}",
        kind=PostingKind.DISPUTE_OPENED if is_out else PostingKind.DISPUTE_WON,
        legs=[(accounts.loss_dispute(), amount), (accounts.clearing_stripe(), -amount)],
        order=order,
        memo=dispute.reason,
    )
