"""How a sale is treated for tax: proved for the product, else by its product set, else as other goods."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from oscar.core.loading import get_model

from catalogue.product_sets import UnknownProductSet, product_set, product_sets

from .models import TaxTreatment, Treatment, TreatmentDefault


@dataclass(frozen=True)
class Treated:
    """`product_set` is "" for a product that stands in none."""

    treatment: str
    product_set: str


def scopes_of(code: str) -> list[str]:
    """The codes a rule may name for this product set, the narrowest first: I.3d, I.3, I and everything."""
    try:
        known = product_set(code)
    except UnknownProductSet:
        return [code, ""] if code else [""]
    return [*dict.fromkeys([known.code, known.family, known.group]), ""]


def treatments_of(
    wanted: Iterable[tuple[int, int]], *, on: date, defaults: dict[str, str] | None = None
) -> dict[tuple[int, int], Treated]:
    """(seller id, product id) -> how it is treated. A pack is treated as its product. Four queries, however many.

    `defaults`: those of the day, product set -> treatment, where they were read already.
    """
    wanted = set(wanted)
    parents = _parents(product_id for _seller, product_id in wanted)
    sets = _product_sets(parents)
    approved = _approved(wanted, parents)
    if defaults is None:
        defaults = dict(TreatmentDefault.objects.on(on).values_list("product_set", "treatment"))
    return {
        (seller_id, product_id): Treated(
            approved.get((seller_id, product_id))
            or approved.get((seller_id, parents.get(product_id)))
            or _by_set(sets.get(product_id, ""), defaults),
            sets.get(product_id, ""),
        )
        for seller_id, product_id in wanted
    }


def product_set_of(product) -> str:
    """Its code, "" when it stands in none. Two queries."""
    return _product_sets(_parents([product.pk])).get(product.pk, "")


def _by_set(code: str, defaults: dict[str, str]) -> str:
    """Nothing said about it at all: the highest rate (Decree 252/2026 Art 44.2)."""
    return next((defaults[scope] for scope in scopes_of(code) if scope in defaults), Treatment.UNKNOWN)


def _parents(product_ids) -> dict[int, int | None]:
    return dict(
        get_model("catalogue", "Product").objects.filter(pk__in=set(product_ids)).values_list("pk", "parent_id")
    )


def _product_sets(parents: dict[int, int | None]) -> dict[int, str]:
    """The first of a product's categories that is a product set; a pack has those of its product."""
    rows = get_model("catalogue", "ProductCategory").objects.filter(
        product_id__in={*parents, *filter(None, parents.values())},
        category__code__in=[known.code for known in product_sets()],
    )
    first = {}
    for product_id, code in rows.order_by("category__path").values_list("product_id", "category__code"):
        first.setdefault(product_id, code)
    return {own: first.get(own) or first.get(parent) or "" for own, parent in parents.items()}


def _approved(wanted, parents) -> dict[tuple[int, int], str]:
    rows = TaxTreatment.objects.filter(
        state=TaxTreatment.State.APPROVED,
        seller_id__in={seller_id for seller_id, _product in wanted},
        product_id__in={*parents, *filter(None, parents.values())},
    )
    return {(row.seller_id, row.product_id): row.treatment for row in rows}


def review(*, treatment: TaxTreatment, state: str, by, on: date | None = None) -> TaxTreatment:
    """Approve, refuse or end it. Raises ValidationError when own farm produce has no proof, or another one stands."""
    treatment.state, treatment.reviewed_by, treatment.reviewed_on = state, by, on or timezone.localdate()
    treatment.full_clean()
    treatment.save()
    return treatment
