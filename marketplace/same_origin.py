"""Protection of forms against other sites, for pages that are cached for everybody and so carry no token."""

from urllib.parse import urlsplit

from django.middleware.csrf import CsrfViewMiddleware


class SameOriginCsrfMiddleware(CsrfViewMiddleware):
    """Django's, but a view marked with @same_origin accepts a request that the browser itself says comes from this site.

    Browsers send Sec-Fetch-Site or Origin with every POST and no page can forge them; where both are missing, the token decides.
    """

    def process_view(self, request, callback, callback_args, callback_kwargs):
        if getattr(callback, "accepts_same_origin", False) and comes_from_here(request):
            return None
        return super().process_view(request, callback, callback_args, callback_kwargs)


def comes_from_here(request) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return bool(origin) and origin != "null" and urlsplit(origin).netloc == request.get_host()


def same_origin(view):
    """Marks a view whose form stands on cached pages."""
    view.accepts_same_origin = True
    return view
