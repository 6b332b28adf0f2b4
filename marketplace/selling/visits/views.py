"""What a seller offers: all visits, and one with its times."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from catalogue.experience_page import visiting
from catalogue.experiences.models import Experience
from sellers.helping.models import Scope

from ..frame import Workspace
from ..products.product_page import product_view
from ..products.telling import tell
from .offering import visits_of
from .showing import time_rows, visit_rows


class VisitsRoom(Workspace):
    """What is offered and when: part of the products. Nothing of it is changed in a stopped shop."""

    scope = Scope.PRODUCTS
    place = "visits"

    def experience(self, pk: int) -> Experience:
        """Raises Http404 for what is not this seller's."""
        return get_object_or_404(visits_of(self.seller).select_related("product__shelf", "product__facts"), pk=pk)

    def page(self, template: str, context: dict | None = None, status: int = 200):
        return super().page(
            template,
            {"may_see_guests": self.acting.may(Scope.ORDERS), "may_see_offers": True} | (context or {}),
            status,
        )

    def back(self, experience: Experience, text: str = "", *, kind: str = "success"):
        if text:
            tell(self.request, text, kind)
        return redirect("selling:visit", self.seller.slug, experience.pk)


class VisitsView(VisitsRoom):
    open_when_stopped = True
    http_method_names = ["get", "head"]

    def get(self, request):
        return self.page("selling/visits/visits.html", {"rows": visit_rows(self.seller)})


class VisitView(VisitsRoom):
    open_when_stopped = True
    http_method_names = ["get", "head"]

    def get(self, request, pk):
        experience = self.experience(pk)
        context = {
            "experience": experience,
            "view": product_view(experience.product, seller=self.seller),
            "shown": visiting(experience, []),
            "months": time_rows(experience),
            "price_url": reverse("selling:visit_times", args=[self.seller.slug, experience.pk]),
        }
        return self.page("selling/visits/visit.html", context)


def kind_or_404(kind: str, known: dict):
    """Raises Http404."""
    if kind not in known:
        raise Http404
    return known[kind]
