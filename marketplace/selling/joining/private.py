"""Pages that no cache keeps and no search engine finds."""

from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache


class Private:
    """Comes before the view's own class."""

    @method_decorator(never_cache)
    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "same-origin"
        return response
