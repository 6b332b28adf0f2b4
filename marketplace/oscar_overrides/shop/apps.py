from django.urls import path, reverse_lazy
from django.views.generic import RedirectView
from oscar.config import Shop


class ShopConfig(Shop):
    """Oscar's map of addresses, ours: the catalogue itself stands at /shop/, and signing in is allauth's."""

    def get_urls(self):
        to_the_shop = RedirectView.as_view(pattern_name="catalogue:index")
        return [
            # Oscar's pages of ranges and wish lists have no place in this shop.
            path("ranges/<slug:slug>/", RedirectView.as_view(url=reverse_lazy("catalogue:index"))),
            path("wishlists/<path:key>", RedirectView.as_view(url=reverse_lazy("catalogue:index"))),
            path("basket/", self.basket_app.urls),
            path("checkout/", self.checkout_app.urls),
            path("accounts/", self.customer_app.urls),
            path("search/", self.search_app.urls),
            path("dashboard/", self.dashboard_app.urls),
            path("offers/", self.offer_app.urls),
            path("wishlists/", self.wishlists_app.urls),
            path("home/", to_the_shop, name="home"),
            path("password-reset/", RedirectView.as_view(pattern_name="account_reset_password"), name="password-reset"),
            path("", self.catalogue_app.urls),
        ]
