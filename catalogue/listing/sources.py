"""Where a listing comes from: the one place that follows Oscar's and the sellers' relations by name."""

from django.db.models import Prefetch
from oscar.core.loading import get_model

SELLER = "stockrecords__partner__seller__commune__province"


def products_for_listing(product_ids):
    """Products with all that a listing copies, in a constant number of queries however many they are."""
    Product = get_model("catalogue", "Product")
    StockRecord = get_model("partner", "StockRecord")
    stock = StockRecord.objects.select_related("partner__seller__commune__province").order_by("pk")
    children = (
        Product.objects.filter(is_public=True)
        .select_related("facts", "slot")
        .prefetch_related(Prefetch("stockrecords", stock))
    )
    return (
        Product.objects.filter(pk__in=product_ids)
        .select_related("facts__origin__province", "season", "product_class", "experience")
        .prefetch_related(
            Prefetch("stockrecords", stock),
            Prefetch("children", children.order_by("pk")),
            "images",
            "categories",
            "certificates",
        )
    )


def products_of_partner(partner_id: int) -> list[int]:
    """Ids of the products, packs counted to their parent, that a partner has in stock records."""
    rows = (
        get_model("partner", "StockRecord")
        .objects.filter(partner=partner_id)
        .values_list("product_id", "product__parent_id")
    )
    return sorted({parent or product for product, parent in rows})
