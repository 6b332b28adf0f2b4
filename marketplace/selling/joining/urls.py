"""Addresses directly below /selling/; no shop may have their names (sellers.joining.beginning.RESERVED)."""

from django.urls import path

from . import another_views, first_views, own_views, product_views, who_views

urlpatterns = [
    path("", who_views.StartView.as_view(), name="start"),
    path("join/", first_views.before, name="join"),
    path("join/phone/", first_views.PhoneView.as_view(), name="join_phone"),
    path("join/code/", first_views.CodeView.as_view(), name="join_code"),
    path("join/who/", who_views.WhoView.as_view(), name="join_who"),
    path("join/for/", another_views.ForAnotherView.as_view(), name="join_for"),
    path("join/for/code/", another_views.ForAnotherCodeView.as_view(), name="join_for_code"),
    path("join/<slug:seller>/product/", product_views.FirstProductView.as_view(), name="join_product"),
    path("join/<slug:seller>/preview/<int:pk>/", product_views.PreviewView.as_view(), name="join_preview"),
    path("preview/<str:key>/", product_views.SharedPreviewView.as_view(), name="preview"),
    path("help/", first_views.HelpView.as_view(), name="help"),
    path("help/thanks/", first_views.HelpThanksView.as_view(), name="help_thanks"),
    path("helping/", own_views.HelpingView.as_view(), name="helping"),
    path("member/", own_views.MemberView.as_view(), name="member"),
]
