"""Too many tries: allauth raises this from the depth of some flows and nobody catches it."""

from allauth.core.exceptions import RateLimited
from allauth.core.ratelimit import respond_429


class PatienceMiddleware:
    """Answers 429 with our page where a rate limit would otherwise become a 500."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        return respond_429(request) if isinstance(exception, RateLimited) else None
