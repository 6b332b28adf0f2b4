"""The workspace of sellers, below /selling/: joining first, then everything of one seller below the seller's name."""

from django.urls import include, path

from .joining import urls as joining
from .money import urls as money
from .orders import urls as orders
from .papers import urls as papers
from .people import urls as people
from .product_lists import urls as product_lists
from .products import urls as products
from .shop_page import urls as shop_page
from .today import urls as today
from .visits import urls as visits

app_name = "selling"
of_one_seller = [
    *today.urlpatterns,
    *products.urlpatterns,
    *product_lists.urlpatterns,
    *orders.urlpatterns,
    *money.urlpatterns,
    *papers.urlpatterns,
    *shop_page.urlpatterns,
    *people.urlpatterns,
    *visits.urlpatterns,
]
urlpatterns = [*joining.urlpatterns, path("<slug:seller>/", include(of_one_seller))]
