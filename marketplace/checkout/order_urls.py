"""Addresses of orders after they are placed, below /shop/orders/."""

from django.urls import path

from . import order_views

app_name = "orders"
urlpatterns = [
    path("", order_views.FindOrderView.as_view(), name="find"),
    path("<str:number>/", order_views.OrderView.as_view(), name="order"),
    path("<str:number>/cancel/", order_views.CancelView.as_view(), name="cancel"),
]
