"""Addresses of our own in the editors' admin, below /cms/."""

from django.urls import include, path

from marketplace import row_numbers  # noqa: F401 - <row:…>

from .asking import staff_views as asking
from .checking import views as checking
from .guiding.views import guide

own = [
    path("questions/<row:pk>/answer/", asking.answer, name="answer"),
    path("checks/<row:pk>/", checking.checks, name="checks"),
    path("problems/", checking.ProblemsReport.as_view(), name="problems"),
    path("guide/", guide, name="guide"),
    path("guide/<slug:name>/", guide, name="guide"),
]
urlpatterns = [
    # Before Wagtail's own view of the same address, and so for every number that one takes.
    path("forms/submissions/<int:page_id>/delete/", asking.delete),
    path("editing/", include((own, "editorial_staff"))),
]
