from django.urls import path
from django.views.generic import RedirectView
from oscar.apps.basket.apps import BasketConfig as OscarBasketConfig


class BasketConfig(OscarBasketConfig):
    """Goods kept for later stand on the basket page itself, so Oscar's page of them leads there."""

    name = "marketplace.oscar_overrides.basket"

    def get_urls(self):
        urls = [url for url in super().get_urls() if url.name != "saved"]
        return [*urls, path("saved/", RedirectView.as_view(pattern_name="basket:summary"), name="saved")]
