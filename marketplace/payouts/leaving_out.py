"""Takes transfers out of a batch that has not gone to the bank; the row stays and says why."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from .models import Payout, TransferBatch, TransferLine
from .readiness import Why


@dataclass(frozen=True)
class LeftOut:
    """What is not paid now: a seller or a refund, dong, and why. `more` is said beside the reason."""

    amount: int
    why: Why
    seller: object = None
    refund: object = None
    more: str = ""

    @property
    def text(self) -> str:
        return f"{self.why.label} {self.more}".strip()


def leave_out(batch: TransferBatch, left: Iterable[LeftOut]) -> None:
    """Call under the batch and the purses of these sellers."""
    for one in left:
        of_whom = {"payout__seller": one.seller} if one.seller else {"refund": one.refund}
        lines = TransferLine.objects.waiting().filter(batch=batch, **of_whom)
        payouts = list(lines.exclude(payout=None).values_list("payout_id", flat=True))
        lines.update(answer=one.text[:300], answered_at=timezone.now())
        Payout.objects.filter(pk__in=payouts).update(state=Payout.State.REJECTED)
    count_again(batch)


def count_again(batch: TransferBatch) -> None:
    """The control totals; a batch in which nothing is left is rejected."""
    standing = batch.lines.standing()
    batch.count, batch.total = standing.count(), standing.total()
    if not batch.count:
        batch.state = TransferBatch.State.REJECTED
    batch.save(update_fields=["count", "total", "state"])
