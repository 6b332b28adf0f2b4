"""What every page of the shop shows around its content: languages, basket count, the chosen ward."""

from functools import cache

from django.conf import settings
from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from marketplace.editorial.plain_pages import plain_links
from marketplace.editorial.standing import standing_pages
from marketplace.languages import codes, language_link, path_in
from marketplace.places.models import Commune

WARD_COOKIE = "ward"


def page_frame(request):
    """Context for templates/base.html; a template calls what it shows. No query for one without basket, ward and account."""
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "languages": cache(lambda: languages(request)),
        "basket_count": cache(lambda: basket_count(request)),
        "footer_links": footer_links,
        "menu_groups": menu_groups,
        "reading_links": reading_links,
        "operator": settings.OPERATOR or None,
        "ward": lambda: ward_of(request),
        "canonical_url": settings.SITE_URL + request.path,
    }


def menu_groups() -> tuple[tuple[str, str], ...]:
    """(name, address) of the product groups."""
    shop = reverse("catalogue:index")
    short = {
        "I": _("Food"),
        "II": _("Drinks"),
        "III": _("Herbal"),
        "IV": _("Handicraft"),
        "V": _("Garden"),
        "VI": _("Visits"),
    }
    return tuple((name, f"{shop}?group={code}") for code, name in short.items())


def reading_links() -> tuple[tuple[str, str], ...]:
    """(name, address) of what there is to read and to visit: lists that have something, and the map."""
    found = {page.kind: page.url for page in standing_pages() if page.has_pages or page.kind == "askpage"}
    found["map"] = reverse("editorial:map")
    short = {
        "placeindexpage": _("Places to go"),
        "storyindexpage": _("Stories"),
        "eventindexpage": _("Events"),
        "map": _("Map"),
        "guideindexpage": _("Guides"),
        "routeindexpage": _("Routes"),
        "campaignindexpage": _("Seasonal markets"),
        "askpage": _("Ask the province"),
    }
    return tuple((name, found[kind]) for kind, name in short.items() if kind in found)


def footer_links() -> tuple[tuple[str, str], ...]:
    """(name, address) of the rules of the house that every shopper may read (Decree 248/2026 Chapter II)."""
    links = (
        (_("How products are ordered"), reverse("listing:ranking")),
        (_("Find my order"), reverse("orders:find")),
    )
    return links + tuple((page.name, page.url) for page in plain_links())


def languages(request) -> list[dict]:
    """Each language with the address of this same page in it."""
    path = request.get_full_path()
    return [language_link(code, path_in(code, path)) for code in codes()]


def basket_count(request) -> int:
    """Items in the open basket, without loading lines or applying offers."""
    signed_in = getattr(request, "user", None) is not None and request.user.is_authenticated
    if not signed_in and settings.OSCAR_BASKET_COOKIE_OPEN not in request.COOKIES:
        return 0
    # A page that a middleware answers with, before the basket's own has run, has no basket. The hash is asked for the sake of
    # what it does: it finds the basket, whereas request.basket would also load the lines and apply offers.
    if not (hasattr(request, "basket_hash") and request.basket_hash):
        return 0
    lines = get_model("basket", "Line").objects.filter(basket=request._basket_cache.pk)
    return lines.aggregate(n=Sum("quantity"))["n"] or 0


def ward_of(request) -> Commune | None:
    """The commune that the shopper chose for delivery, remembered in a cookie."""
    if not hasattr(request, "_ward"):
        code = request.GET.get("ward") or request.COOKIES.get(WARD_COOKIE, "")
        known = code.isascii() and code.isdigit() and len(code) == 5
        request._ward = Commune.objects.select_related("province").filter(pk=code).first() if known else None
    return request._ward
