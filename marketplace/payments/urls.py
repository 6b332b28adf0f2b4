"""Addresses for providers and for buyers who come back from them, below /payments/: one for all languages."""

from django.urls import path

from . import feed_webhooks, return_views, webhooks

app_name = "payments"
urlpatterns = [
    path("return/<uuid:uuid>/", return_views.returned, name="return"),
    path("return/<uuid:uuid>/cancel/", return_views.cancelled, name="cancelled"),
    path("stripe/webhook/", webhooks.stripe_webhook, name="stripe_webhook"),
    path("sepay/webhook/", feed_webhooks.sepay_webhook, name="sepay_webhook"),
    path("casso/webhook/", feed_webhooks.casso_webhook, name="casso_webhook"),
    path("payos/webhook/", feed_webhooks.payos_webhook, name="payos_webhook"),
]
