"""Addresses of this room of the workspace."""

from django.urls import path

from . import views

urlpatterns = [
    path("product-list/", views.UploadView.as_view(), name="product_list"),
    path("product-list/template.<slug:kind>", views.TemplateView.as_view(), name="product_list_template"),
    path("product-list/<uuid:key>/", views.PreviewView.as_view(), name="product_list_preview"),
]
