"""A product page as it is shown to anyone who chose no ward: its parts as HTML, kept for a minute.

Any change of a listing ends what was kept, of this product or another; papers and stories follow within a minute.
"""

from typing import NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.html import strip_tags
from django.utils.text import Truncator

from catalogue.listing import faceting
from catalogue.product_page import product_page

KEEP_SECONDS = 60
LONGEST_PACK = 20
LONGEST_DESCRIPTION = 155


class ShownProduct(NamedTuple):
    canonical_path: str
    is_on_sale: bool
    is_alcohol: bool
    title: str
    description: str
    head: str
    crumbs: str
    main: str


def shown_product(pk: int, *, request) -> tuple[ShownProduct, object] | None:
    """The parts and, for whoever looks at it, the page behind them. None for an unknown or hidden product."""
    if request.COOKIES.get("ward") or request.GET.get("ward"):
        return _rendered(pk, request)
    pack = request.GET.get("pack", "")[:LONGEST_PACK]
    key = faceting.key_of("product", f"{pk}|{pack}|{translation.get_language()}|{settings.ALCOHOL_ENABLED}")
    kept = cache.get(key)
    if kept is not None:
        return kept, SimpleLazyObject(lambda: product_page(pk, request=request))
    found = _rendered(pk, request)
    if found is not None:
        cache.set(key, found[0], KEEP_SECONDS)
    return found


def _rendered(pk: int, request) -> tuple[ShownProduct, object] | None:
    page = product_page(pk, request=request)
    if page is None:
        return None
    parts = {part: render_to_string(f"catalogue/product_{part}.html", {"page": page}) for part in ("head", "crumbs")}
    parts["main"] = render_to_string("catalogue/product_main.html", {"page": page}, request)
    is_alcohol = page.listing is not None and page.listing.is_alcohol
    description = Truncator(strip_tags(page.summary)).chars(LONGEST_DESCRIPTION)
    return ShownProduct(page.canonical_path, page.is_on_sale, is_alcohol, page.title, description, **parts), page
