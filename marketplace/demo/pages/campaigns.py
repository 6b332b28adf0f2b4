"""Campaigns: one that runs, one that begins soon, one for Tết."""

from datetime import timedelta

from django.utils import timezone

from marketplace.editorial.loading import products_named
from marketplace.editorial.models import CampaignIndexPage, CampaignPage, CampaignProduct

from .days import midnight, span
from .writing import put_all, told

MOST_PRODUCTS = 12


def load(homes: dict):
    return put_all("campaigns", homes, CampaignIndexPage, CampaignPage, _fields, _children)


def _fields(entry: dict, language: str) -> dict:
    """The products stand in rows of their own, so the text has no shelf."""
    first, last = span(entry, timezone.localdate())
    return {
        **told({**entry, "products": []}, language),
        "go_live_at": midnight(first),
        "expire_at": midnight(last + timedelta(days=1)),
        "is_on_home": entry.get("on_home", True),
    }


def _children(entry: dict, language: str) -> dict:
    chosen = products_named(entry["products"], entry.get("most", MOST_PRODUCTS))
    return {"products": [CampaignProduct(sort_order=order, product_id=pk) for order, pk in enumerate(chosen)]}
