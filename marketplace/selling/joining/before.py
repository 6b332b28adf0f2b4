"""What joining needs, takes and costs: told before the first question."""

from dataclasses import dataclass

from django.utils import timezone

from marketplace.charges.models import CommissionRule

MINUTES = 5


@dataclass(frozen=True)
class Cost:
    """Per cent of a sale that the market keeps, and the VAT on it; None while no rate is in force."""

    commission: str
    vat: str

    @property
    def is_free(self) -> bool:
        return self.commission == "0"


def cost_today() -> Cost | None:
    """The rule for everybody: a shop or a product set may have its own. One query."""
    rule = CommissionRule.objects.on(timezone.localdate()).filter(seller=None, product_set="").first()
    return Cost(_per_cent(rule.rate_bp), _per_cent(rule.vat_bp)) if rule else None


def _per_cent(basis_points: int) -> str:
    """250 is "2,5"."""
    whole, part = divmod(basis_points, 100)
    return f"{whole},{part:02d}".rstrip("0").rstrip(",") if part else str(whole)
