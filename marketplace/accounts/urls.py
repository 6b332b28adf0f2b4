"""Everything below /account/: our overview, allauth's doors, the second step."""

from django.urls import include, path

from . import views

own = [path("", views.OverviewView.as_view(), name="overview"), path("name/", views.edit_person, name="edit_person")]
urlpatterns = [
    path("", views.OverviewView.as_view(), name="account_home"),
    path("", include((own, "accounts"))),
    path("", include("allauth.account.urls")),
    path("second-step/", include("allauth.mfa.urls")),
]
