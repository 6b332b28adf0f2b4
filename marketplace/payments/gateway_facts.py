"""What a provider says beside the money: its fee is the shop's cost, its doubts about a card call a person."""

from marketplace.ledger import accounts
from marketplace.ledger.models import Posting, PostingKind
from marketplace.ledger.posting import post

from .attending import call_for_attention
from .models import Attention, Payment
from .providers import provider

# Radar's words (payments.md 1.7).
DOUBTFUL = {"elevated", "highest"}


def note_facts(payment: Payment) -> None:
    """Book the fee once it is known, once; flag a risk. Call under the lock of the order, when the facts are saved."""
    if payment.state != Payment.State.CAPTURED:
        return
    if payment.fee:
        _book_fee(payment)
    if payment.risk in DOUBTFUL:
        call_for_attention(
            reason=Attention.Reason.RISK, about=str(payment.uuid), order=payment.order, text=payment.risk
        )


def _book_fee(payment: Payment) -> None:
    """Never from the buyer's or the producer's money. The first figure stays: corrections come by the monthly bill."""
    key = f"fee:{payment.uuid}"
    if Posting.objects.filter(key=key).exists():
        return
    funds = provider(payment.provider).funds(payment)
    legs = [(accounts.gateway_fee(), payment.fee), (funds, -payment.fee)]
    post(key=key, kind=PostingKind.GATEWAY_FEE, legs=legs, order=payment.order)
