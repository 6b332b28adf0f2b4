"""Which accounts, holds, payouts, batches and transfers."""

from django.db.models import Count, Q, QuerySet, Sum

OPEN = ("draft", "approved", "exported")
GONE = ("exported", "paid", "bounced")


class SellerBankAccountQuerySet(QuerySet):
    def current(self):
        return self.filter(ended_at=None)

    def for_desk(self):
        """With the seller and who entered it; the whole number only for who may see it (payouts.see_bank_accounts)."""
        return self.select_related("seller", "entered_by")

    def frozen(self, now):
        """Changed, and payouts wait."""
        return self.current().filter(usable_from__gt=now)


class PayoutHoldQuerySet(QuerySet):
    def standing(self):
        return self.filter(lifted_at=None)

    def for_desk(self):
        return self.select_related("seller", "placed_by", "lifted_by").order_by("lifted_at", "-placed_at")


class PayoutQuerySet(QuerySet):
    def open(self):
        """Planned, approved or with the bank: one per seller."""
        return self.filter(state__in=OPEN)

    def gone(self):
        """Left the shop, however it ended: what a seller may see, and where the next statement begins."""
        return self.filter(state__in=GONE)

    def shown_to_sellers(self):
        return self.gone().select_related("account", "seller__commune__province").order_by("-until", "-pk")

    def for_desk(self):
        return self.select_related("seller", "account").order_by("-created_at", "-pk")


class TransferBatchQuerySet(QuerySet):
    def for_desk(self):
        """Newest first, with people, and the lines by how they stand: waiting, paid, bounced, left_out."""
        left_out = Q(lines__state="waiting", lines__answered_at__isnull=False)
        return self.select_related("created_by", "approved_by").annotate(
            waiting=Count("lines", filter=Q(lines__state="waiting") & ~left_out),
            paid=Count("lines", filter=Q(lines__state="paid")),
            bounced=Count("lines", filter=Q(lines__state="bounced")),
            left_out=Count("lines", filter=left_out),
        )

    def waiting_for(self, person):
        """To be approved, and not made by this person."""
        return self.filter(state="draft").exclude(created_by=person)

    def waiting_for_the_bank(self):
        return self.filter(state="exported")


class TransferLineQuerySet(QuerySet):
    def standing(self):
        """Without those that were left out when somebody looked again."""
        return self.exclude(state="waiting", answered_at__isnull=False)

    def left_out(self):
        """`answer` says why."""
        return self.filter(state="waiting", answered_at__isnull=False)

    def waiting(self):
        """For an answer of the bank."""
        return self.filter(state="waiting", answered_at=None)

    def total(self) -> int:
        """Dong."""
        return self.aggregate(total=Sum("amount", default=0))["total"]

    def for_desk(self):
        return self.select_related("payout__seller", "payout__account", "refund__order", "batch").order_by("seq")
