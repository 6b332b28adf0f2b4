"""What search engines and messengers read of an editorial page: JSON-LD by the kind of the page."""

from django.utils.safestring import SafeString

from . import articles, events, lists, places, site, trips
from .breadcrumbs import breadcrumb_list
from .writing import as_json_ld, whole

__all__ = ["as_json_ld", "describe", "whole"]

# By the name of the model: models import this package.
KINDS = {
    "homepage": site.home,
    "storypage": articles.article,
    "guidepage": articles.article,
    "placepage": places.attraction,
    "routepage": trips.trip,
    "eventpage": events.event,
    "campaignpage": lists.campaign,
    "plainpage": articles.plain,
    "askpage": articles.contact,
}


def describe(page, context) -> SafeString:
    """All that is said of a page in one graph. `context`: what its template gets, languages and crumbs included."""
    kind = KINDS.get(page._meta.model_name, lists.index)
    said = kind(page, context)
    crumbs = breadcrumb_list(page, context)
    return as_json_ld({"@graph": [*said, *([crumbs] if crumbs else [])]})
