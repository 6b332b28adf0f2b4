"""Whole pages for shoppers who have neither basket nor account nor ward: kept for a minute, as they went out.

Stands before sessions, languages and everything else, so that a hit costs one look-up. The epoch of the listings is part
of the key: a changed price or star is seen by the next reader.
"""

import hashlib

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse
from django.utils import timezone

from catalogue.listing.faceting import EPOCH_KEY
from marketplace.languages import without_prefix

PERSONAL_COOKIES = (
    settings.SESSION_COOKIE_NAME,
    settings.OSCAR_BASKET_COOKIE_OPEN,
    "ward",
    "messages",
    "is_adult",
    settings.CSRF_COOKIE_NAME,
)
NEVER = (
    "/account",
    "/cms",
    "/admin",
    "/healthz",
    "/shop/basket",
    "/shop/checkout",
    "/shop/dashboard",
    "/shop/orders",
    "/language",
    "/ward",
    "/shop/age",
    "/static",
    "/media",
)
# What a page may be asked with and still be kept. A search is as free as the text in it, so it is not kept.
KNOWN_PARAMETERS = {
    *("group", "set", "commune", "seller", "stars", "price", "season", "sort", "page", "pack", "valid"),
    *("kind", "show", "province"),  # lists of pages, the map
    "p",  # leaves of a sitemap
}
LONGEST_ADDRESS = 300


class PageCacheMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response
        self.seconds = settings.PAGE_CACHE_SECONDS

    def __call__(self, request):
        if not self.seconds or not is_for_everybody(request):
            return self.get_response(request)
        key = key_of(request)
        kept = cache.get(key)
        if kept is not None:
            return HttpResponse(kept[0], headers=kept[1])
        response = self.get_response(request)
        if is_worth_keeping(response):
            cache.set(key, (response.content, dict(response.headers)), self.seconds)
        return response


def is_for_everybody(request) -> bool:
    if (
        request.method != "GET"
        or len(request.META.get("QUERY_STRING", "")) > LONGEST_ADDRESS
        or "HTTP_HX_REQUEST" in request.META
    ):
        return False
    if not request.GET.keys() <= KNOWN_PARAMETERS:
        return False
    cookies = request.META.get("HTTP_COOKIE", "")
    if cookies and any(name in request.COOKIES for name in PERSONAL_COOKIES):
        return False
    path = without_prefix(request.path)
    if path == "/" and settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
        return False
    return not path.startswith(NEVER)


def key_of(request) -> str:
    zipped = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
    parts = f"{cache.get(EPOCH_KEY, 0)}|{timezone.localdate()}|{zipped}|{request.get_host()}|{request.get_full_path()}"
    return "page." + hashlib.blake2b(parts.encode(), digest_size=16).hexdigest()


def is_worth_keeping(response) -> bool:
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "no-store" not in response.get("Cache-Control", "")
        and "private" not in response.get("Cache-Control", "")
    )
