"""Products and reviews within reach, and who sells them: by their own stock, or that of their packs."""

from django.db.models import Q
from oscar.core.loading import get_model

from catalogue.review.models import ProductReview
from sellers.models import Seller


def products_within(reach, rows, path: str = "pk"):
    """Rows whose product, at the end of `path`, is sold by a seller within reach."""
    if reach.is_whole:
        return rows
    records = get_model("partner", "StockRecord").objects.filter(partner__seller__commune__in=reach.communes)
    of_packs = records.filter(product__parent__isnull=False)
    return rows.filter(
        Q(**{f"{path}__in": records.values("product")}) | Q(**{f"{path}__in": of_packs.values("product__parent")})
    )


def sellers_of(product_ids) -> dict[int, Seller]:
    """By product. Two queries."""
    product_ids = set(product_ids)
    records = get_model("partner", "StockRecord").objects.filter(
        Q(product__in=product_ids) | Q(product__parent__in=product_ids)
    )
    partner_of = {}
    for own, parent, partner in records.order_by("pk").values_list("product_id", "product__parent_id", "partner_id"):
        partner_of.setdefault(own if own in product_ids else parent, partner)
    rows = Seller.objects.filter(partner__in=set(partner_of.values())).select_related("commune__province", "partner")
    by_partner = {seller.partner_id: seller for seller in rows}
    return {pk: by_partner[partner] for pk, partner in partner_of.items() if partner in by_partner}


def waiting_reviews():
    return ProductReview.objects.filter(state=ProductReview.State.WAITING)
