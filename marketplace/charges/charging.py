"""What the shop keeps and what it withholds of a sale, by the rules in force on its day (rules.md 4, payments.md 2.5)."""

from dataclasses import dataclass
from datetime import date

from .models import (
    LISTED_EXEMPT,
    CommissionRule,
    KindRule,
    TaxRule,
    TreatmentDefault,
    WithholdingExemption,
    WithholdingMode,
)
from .portions import at_rate, portion
from .treating import product_set_of, scopes_of


class MissingSellerKind(LookupError):
    """Nobody decided whether tax is withheld from this kind of seller: nothing may be sold (T-02)."""


class MissingRule(LookupError):
    """No rate is in force for this sale on its day."""


@dataclass(frozen=True)
class Charges:
    """Dong. `tax_rule` is None for sellers who declare for themselves."""

    goods: int
    commission: int
    commission_vat: int
    vat_withheld: int
    pit_withheld: int
    tax_rule: TaxRule | None
    commission_rule: CommissionRule | None

    @property
    def seller_net(self) -> int:
        """The rest, so that no dong is lost."""
        return self.goods - self.commission - self.commission_vat - self.vat_withheld - self.pit_withheld

    def part(self, *, goods: int, done: int, k: int, n: int) -> "Charges":
        """What k of n units carry of it; `goods` is their part of the goods."""

        def of(total):
            return portion(total, done, k, n)

        return Charges(
            goods,
            of(self.commission),
            of(self.commission_vat),
            of(self.vat_withheld),
            of(self.pit_withheld),
            self.tax_rule,
            self.commission_rule,
        )


@dataclass(frozen=True)
class Rules:
    """All that is in force on one day, read once for any number of lines."""

    day: date
    kinds: dict[str, bool]
    tax: dict[str, TaxRule]
    commissions: dict[tuple[int | None, str], CommissionRule]
    treatments: dict[str, str]
    exempt: frozenset[int]

    def is_withheld_from(self, seller_kind: str) -> bool:
        """Raises MissingSellerKind."""
        try:
            return self.kinds[seller_kind]
        except KeyError:
            raise MissingSellerKind(f"{seller_kind!r} on {self.day}") from None

    def tax_rule(self, *, seller_kind: str, treatment: str, seller_id: int | None) -> TaxRule | None:
        """Raises MissingSellerKind, MissingRule."""
        if not self.is_withheld_from(seller_kind):
            return None
        code = LISTED_EXEMPT if seller_id in self.exempt else treatment
        try:
            return self.tax[code]
        except KeyError:
            raise MissingRule(f"tax on {code!r} on {self.day}") from None

    def commission_rule(self, *, seller_id: int | None, product_set: str) -> CommissionRule:
        """The narrowest. Raises MissingRule."""
        for owner in dict.fromkeys([seller_id, None]):
            for scope in scopes_of(product_set):
                if rule := self.commissions.get((owner, scope)):
                    return rule
        raise MissingRule(f"commission on {self.day}")

    def charges(
        self, *, seller_kind: str, treatment: str, goods: int, seller_id: int | None = None, product_set: str = ""
    ) -> Charges:
        """Of goods in dong, the seller's own discount taken off. Raises MissingSellerKind, MissingRule."""
        tax = self.tax_rule(seller_kind=seller_kind, treatment=treatment, seller_id=seller_id)
        commission = self.commission_rule(seller_id=seller_id, product_set=product_set)
        kept = at_rate(goods, commission.rate_bp)
        return Charges(
            goods=goods,
            commission=kept,
            commission_vat=at_rate(kept, commission.vat_bp),
            vat_withheld=at_rate(goods, tax.vat_bp) if tax else 0,
            pit_withheld=at_rate(goods, tax.pit_bp) if tax else 0,
            tax_rule=tax,
            commission_rule=commission,
        )

    def charges_of_delivery(self, *, seller_kind: str, fee: int, seller_id: int | None, is_taxed: bool) -> Charges:
        """Of a fee that is the seller's revenue: no commission; taxed when `is_taxed`. Raises as `charges` does."""
        treatment = self.treatments.get(TreatmentDefault.DELIVERY) or self.treatments.get("", "")
        tax = self.tax_rule(seller_kind=seller_kind, treatment=treatment, seller_id=seller_id) if is_taxed else None
        vat, pit = (at_rate(fee, tax.vat_bp), at_rate(fee, tax.pit_bp)) if tax else (0, 0)
        return Charges(fee, 0, 0, vat, pit, tax, None)


def rules_on(day: date) -> Rules:
    """Five queries, six while the tax office's list counts."""
    return Rules(
        day=day,
        kinds=dict(KindRule.objects.on(day).values_list("kind", "is_withheld")),
        tax={rule.code: rule for rule in TaxRule.objects.on(day)},
        commissions={(rule.seller_id, rule.product_set): rule for rule in CommissionRule.objects.on(day)},
        treatments=dict(TreatmentDefault.objects.on(day).values_list("product_set", "treatment")),
        exempt=_exempt(day),
    )


def _exempt(day: date) -> frozenset[int]:
    """Without a row for the day everybody is withheld from: the mode that the law names first."""
    if not WithholdingMode.objects.on(day).filter(mode=WithholdingMode.Mode.BY_TAX_OFFICE_LIST).exists():
        return frozenset()
    return frozenset(WithholdingExemption.objects.on(day).values_list("seller_id", flat=True))


def charges_of(*, seller_kind: str, treatment: str, goods: int, on: date, seller=None, product=None) -> Charges:
    """Commission and withheld tax of one line on that day. `goods` in dong, VAT in it, the seller's discount taken off.

    Rounded half up to the dong on each of the four products and nowhere else.
    Raises MissingSellerKind for a kind nobody decided on, MissingRule for a day without a rate. For many lines, or
    where the product set is known, use `rules_on(day).charges(...)`.
    """
    return rules_on(on).charges(
        seller_kind=seller_kind,
        treatment=treatment,
        goods=goods,
        seller_id=seller.pk if seller else None,
        product_set=product_set_of(product) if product else "",
    )
