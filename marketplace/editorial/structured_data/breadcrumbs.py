"""The way from the home page to a page, for readers and for search engines."""

from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from marketplace.languages import prefix_of

from ..page_cards import address
from .writing import whole

HOME_DEPTH = 2


class Crumb(NamedTuple):
    name: str
    url: str


def crumbs_of(page, context) -> list[Crumb]:
    """Home, the list it stands in (`above` in the context), the page itself; [] for the home page. No query."""
    if page.depth is None or page.depth <= HOME_DEPTH:
        return []
    above = context.get("above")
    between = [Crumb(above.name, above.url)] if above else []
    return [Crumb(_("Home"), f"{prefix_of(get_language())}/"), *between, Crumb(page.title, address(page))]


def breadcrumb_list(page, context) -> dict | None:
    """BreadcrumbList; addresses are those of the page's own language, as the canonical one is."""
    crumbs = context.get("crumbs")
    if not crumbs:
        return None
    own = context["canonical_url"]
    last = len(crumbs)
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": place,
                "name": crumb.name,
                "item": own if place == last else whole(crumb.url),
            }
            for place, crumb in enumerate(crumbs, 1)
        ],
    }
