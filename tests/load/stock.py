"""Stock django-oscar for the comparison, and what exactly is compared.

Product: Oscar's own ProductDetailView with its own templates, at its own address.

Browse: not Oscar's own /catalogue/. That goes through haystack, whose simple engine finds nothing here, and a page that
shows "No products found" is no measure. Taken instead is what Oscar did before it had a search engine and what any shop
without one writes: a ListView of the public products with the prefetches that Oscar itself offers
(`Product.objects.browsable().base_queryset()`), 24 to a page, in Oscar's browse template with its category tree, each
product through Oscar's `render_product`. Its card shows picture, name, price, stock and a form to add it; ours shows
picture, name, price, price per kilogram, stars, producer and place, and the page has counted filters, which stock Oscar's
has not. Both read the same database in the same run, through the same server with the same number of workers.

Generous to stock Oscar: no pictures are rendered (our thumbnailer), reviews and wish lists are off as they are with us,
no gzip, no Content-Security-Policy, no languages.
"""

from django.apps import apps
from django.urls import include, path
from django.views.generic import ListView
from oscar.core.loading import get_model


class StockBrowseView(ListView):
    template_name = "stock_browse.html"
    context_object_name = "products"
    paginate_by = 24

    def get_queryset(self):
        return get_model("catalogue", "Product").objects.browsable().base_queryset()

    def get_context_data(self, **kwargs):
        return super().get_context_data(summary="All products", **kwargs)


urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("stock/", StockBrowseView.as_view()),
    path("", include(apps.get_app_config("oscar").urls[0])),
]
