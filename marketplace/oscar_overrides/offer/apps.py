from django.urls import reverse_lazy
from django.views.generic import RedirectView
from oscar.apps.offer.apps import OfferConfig as OscarOfferConfig


class OfferConfig(OscarOfferConfig):
    """Offers work in the basket; they have no pages of their own. The names stay, because Oscar's dashboard links them."""

    name = "marketplace.oscar_overrides.offer"

    def get_urls(self):
        urls = super().get_urls()
        for pattern in urls:
            pattern.callback = RedirectView.as_view(url=reverse_lazy("catalogue:index"))
        return urls
