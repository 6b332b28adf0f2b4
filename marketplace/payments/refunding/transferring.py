"""Refunds by bank transfer: a batch takes them, the bank says how each ended. The batches themselves are payouts'."""

from django.utils import timezone

from marketplace.ledger import accounts

from ..locking import locked_order
from ..models import Refund
from .settling import arrive, fail

S = Refund.State


class NotWaiting(Exception):
    """No account is known, it is not approved, or it has left already."""


class AnotherTransfer(Exception):
    """The bank speaks of a transfer that is not this refund's last one."""


def sent_by_transfer(refund: Refund, reference: str) -> Refund:
    """The batch with it went to the bank. The same reference again changes nothing. Raises NotWaiting."""
    with locked_order(refund.order_id):
        current = Refund.objects.select_for_update().get(pk=refund.pk)
        if current.state in (S.SENT, S.SUCCEEDED) and current.provider_ref == reference:
            return current
        is_waiting = current.channel == Refund.Channel.TRANSFER and current.state in (S.APPROVED, S.MANUAL)
        if not is_waiting or not current.account_no:
            raise NotWaiting(str(current.uuid))
        current.state, current.provider_ref, current.sent_at = S.SENT, reference[:120], timezone.now()
        current.save(update_fields=["state", "provider_ref", "sent_at"])
        return current


def transfer_succeeded(refund: Refund, reference: str) -> Refund:
    """The bank has paid it; booked once. Raises AnotherTransfer, NotWaiting when it never left."""
    with locked_order(refund.order_id) as order:
        current = _of_transfer(refund, order)
        if current.provider_ref != reference:
            raise AnotherTransfer(f"{current.provider_ref!r}, not {reference!r}")
        if current.state not in (S.SENT, S.SUCCEEDED):
            raise NotWaiting(str(current.uuid))
        arrive(current, from_account=accounts.bank_collection())
        return current


def transfer_bounced(refund: Refund, reason: str) -> Refund:
    """It came back, before or after the bank said it was paid: the buyer names another account. Raises NotWaiting."""
    with locked_order(refund.order_id) as order:
        current = _of_transfer(refund, order)
        if current.state == S.MANUAL:
            return current
        if current.state not in (S.SENT, S.SUCCEEDED):
            raise NotWaiting(str(current.uuid))
        fail(current, error=reason, from_account=accounts.bank_collection())
        return current


def _of_transfer(refund: Refund, order) -> Refund:
    current = Refund.objects.select_for_update(of=("self",)).select_related("payment", "parcel").get(pk=refund.pk)
    if current.channel != Refund.Channel.TRANSFER:
        raise NotWaiting(str(current.uuid))
    current.order = current.payment.order = order
    return current
