"""Old addresses of pages that were renamed or moved, under every language."""

from copy import copy

from django.utils.translation import get_language
from wagtail.contrib.redirects.middleware import RedirectMiddleware

from marketplace.languages import path_in, without_prefix

NOT_FOUND = 404


class MovedMiddleware(RedirectMiddleware):
    """Wagtail's, which keeps an old address in the page's own language only; under another language (falling_back) the same
    address stood, too, and leads on under that language.
    """

    def process_response(self, request, response):
        response = super().process_response(request, response)
        if response.status_code != NOT_FOUND or without_prefix(request.path) == request.path:
            return response
        bare = copy(request)
        bare.path = without_prefix(request.path)
        found = super().process_response(bare, response)
        if found is response:
            return response
        if found.url.startswith("/"):
            found.headers["Location"] = path_in(get_language(), found.url)
        return response if found.url == request.path else found
