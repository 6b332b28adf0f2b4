"""What every page of the workspace asks first: who is it, for which seller, for what, and may that shop still work."""

from django.contrib.auth.mixins import AccessMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from sellers.access import Acting, NotYours, OutsideScope, acting

from .places import places_for


class Workspace(AccessMixin, View):
    """Signed in, at work for the seller of the address, within `scope` (None: the seller's own people only).

    Another's seller is not found (404); what a helper may not do, and what a stopped shop may not do, is refused (403).
    Nothing is kept by a cache or found by a search engine.
    """

    scope: str | None = None
    open_when_stopped = False
    place = ""  # which button of the bar is lit
    acting: Acting

    @method_decorator(never_cache)
    def dispatch(self, request, *args, seller: str, **kwargs):
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        try:
            self.acting = acting(request.user, seller, self.scope)
        except NotYours as error:
            raise Http404 from error
        except OutsideScope as error:
            raise PermissionDenied from error
        if self.acting.is_stopped and not self.open_when_stopped:
            raise PermissionDenied
        response = super().dispatch(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "same-origin"
        return response

    @property
    def seller(self):
        return self.acting.seller

    def page(self, template: str, context: dict | None = None, status: int = 200):
        frame = {"acting": self.acting, "seller": self.seller, "places": places_for(self.acting), "place": self.place}
        return render(self.request, template, frame | (context or {}), status=status)
