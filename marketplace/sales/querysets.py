"""Which sale entries, and their sums."""

from django.db.models import BigIntegerField, Case, F, QuerySet, Sum, When

FIGURES = (
    "goods",
    "platform_part",
    "buyer_part",
    "commission",
    "commission_vat",
    "vat_withheld",
    "pit_withheld",
    "seller_net",
    "shipping",
)


def signed(name: str, kind: str = "kind"):
    """The figure, below zero where the entry takes a sale back. `kind`: the path to the entry's kind."""
    return Case(When(**{kind: "reverse"}, then=-F(name)), default=F(name), output_field=BigIntegerField())


class SaleEntryQuerySet(QuerySet):
    def of_goods(self):
        """Without delivery fees."""
        return self.filter(parcel_line__isnull=False)

    def assessed(self):
        return self.filter(kind="assess")

    def reversed(self):
        return self.filter(kind="reverse")

    def in_period(self, period: str):
        """ "2026-11", by the day in Vietnam."""
        return self.filter(period=period)

    def net(self) -> dict[str, int]:
        """Every figure summed, what was taken back counted below zero. One query."""
        sums = self.order_by().aggregate(**{f"net_{name}": Sum(signed(name), default=0) for name in FIGURES})
        return {name: sums[f"net_{name}"] for name in FIGURES}
