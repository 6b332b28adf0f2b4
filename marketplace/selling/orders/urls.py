"""The orders of a seller, below /selling/<seller>/orders/."""

from django.urls import path

from . import step_views, views

urlpatterns = [
    path("orders/", views.OrdersView.as_view(), name="orders"),
    path("orders/slips.pdf", views.PrintView.as_view(kind="slips"), name="orders_slips"),
    path("orders/labels.pdf", views.PrintView.as_view(kind="labels"), name="orders_labels"),
    path("orders/labels-a4.pdf", views.PrintView.as_view(kind="labels-a4"), name="orders_labels_a4"),
    path("orders/<slug:number>/", views.OrderView.as_view(), name="order"),
    path("orders/<slug:number>/yes/", step_views.YesView.as_view(), name="order_yes"),
    path("orders/<slug:number>/less/", step_views.LessView.as_view(), name="order_less"),
    path("orders/<slug:number>/cannot/", step_views.CannotView.as_view(), name="order_cannot"),
    path("orders/<slug:number>/hand-over/", step_views.HandOverView.as_view(), name="order_hand_over"),
    path("orders/<slug:number>/do/<slug:step>/", step_views.StepView.as_view(), name="order_step"),
]
