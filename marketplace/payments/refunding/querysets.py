"""Which refunds."""

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from .quiet import quiet_period

COUNTED = ("approved", "sent", "succeeded", "failed", "manual")


class RefundQuerySet(QuerySet):
    def counted(self):
        """Money that left, will leave, or was promised: what counts against a payment (payments.md I5)."""
        return self.filter(state__in=COUNTED)

    def standing(self):
        """All but the rejected."""
        return self.exclude(state="rejected")

    def total(self) -> int:
        """Dong."""
        return self.aggregate(total=Sum("amount", default=0))["total"]

    def shown_to_buyers(self):
        """Drafts and rejected drafts are the staff's own; what was done outside is told by whoever did it."""
        return self.counted()

    def to_be_sent(self):
        """What goes back the way it was paid, and has not left."""
        return self.filter(channel="provider", state="approved")

    def under_way(self):
        """Handed to the provider, which has not said how it ended."""
        return self.filter(channel="provider", state="sent")

    def waiting_for_account(self):
        return self.filter(channel="transfer", state__in=("approved", "manual"), account_no="")

    def with_account(self):
        """The buyer has said where to, and it has not left."""
        return self.filter(channel="transfer", state__in=("approved", "manual")).exclude(account_no="")

    def waiting_for_transfer(self):
        """A bank batch may take them: the account was named long enough ago for the buyer to object."""
        now = timezone.now()
        has_rested = Q(account_given_at=None) | Q(account_given_at__lte=now - quiet_period(timezone.localdate(now)))
        return self.with_account().filter(has_rested)
