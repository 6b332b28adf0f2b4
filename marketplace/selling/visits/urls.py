"""Visits of a seller, below /selling/<seller>/visits/: what is offered, its times, who comes, and the check-in."""

from django.urls import path

from marketplace import row_numbers  # noqa: F401 - <row:…>

from . import making_views, time_views, views, visitor_views

ONE = "visits/<row:pk>/"
TIME = "visits/times/<row:slot>/"

urlpatterns = [
    path("visits/", views.VisitsView.as_view(), name="visits"),
    path("visits/add/", making_views.KindView.as_view(), name="visit_kind"),
    path("visits/add/<slug:kind>/", making_views.NewVisitView.as_view(), name="visit_new"),
    path("visits/visitors/", visitor_views.VisitorsView.as_view(), name="visitors"),
    path("visits/check-in/", visitor_views.CheckInView.as_view(), name="visit_check_in"),
    path(ONE, views.VisitView.as_view(), name="visit"),
    path(ONE + "details/", making_views.DetailsView.as_view(), name="visit_details"),
    path(ONE + "times/", time_views.TimesView.as_view(), name="visit_times"),
    path(TIME + "places/", time_views.PlacesView.as_view(), name="visit_places"),
    path(TIME + "call-off/", time_views.CallOffView.as_view(), name="visit_call_off"),
    path(TIME + "visitors/", visitor_views.SlotView.as_view(), name="visit_visitors"),
    path(TIME + "visitors/<row:visit>/cannot/", visitor_views.CannotView.as_view(), name="visit_cannot"),
    path(TIME + "visitors.pdf", visitor_views.PrintView.as_view(), name="visit_visitors_pdf"),
]
