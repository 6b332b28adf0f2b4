"""Faults of the stock engine, each shown on its own class first and then gone from ours.

Overselling, locked databases and fractions of a dong need parallel shoppers and whole baskets: see tests/checkout and
tests/basket. The doors around the second factor: see tests/accounts and tests/dashboard.
"""

import pytest
from django.conf import settings as django_settings
from oscar.apps.catalogue.views import CatalogueView as StockCatalogueView
from oscar.apps.order.utils import OrderNumberGenerator as StockOrderNumberGenerator
from oscar.core.loading import get_class, get_model
from oscar.core.utils import slugify

from tests import stall

Basket = get_model("basket", "Basket")


@pytest.mark.django_db
def test_stock_oscar_shows_an_empty_catalogue(rf):
    stall.product("Khô cá lóc")
    view = StockCatalogueView()
    view.setup(rf.get("/shop/"))

    assert len(list(view.get_queryset())) == 0


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/shop/", "/shop/search/?q=kho+ca", "/en/shop/", "category"])
def test_no_catalogue_page_is_empty(client, address):
    product = stall.product("Khô cá lóc")
    if address == "category":
        address = product.categories.get().get_absolute_url()

    page = client.get(address, follow=True)

    assert page.status_code == 200
    assert "Khô cá lóc" in page.content.decode()


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Đường thốt nốt", "duong-thot-not"),
        ("Mắm cá ĐỒNG đặc biệt", "mam-ca-dong-dac-biet"),
        ("Bưởi năm roi", "buoi-nam-roi"),
    ],
)
def test_a_slug_reads_like_the_title(title, slug):
    assert slugify(title) == slug


def test_stock_oscar_would_write_u0110uong(settings):
    settings.OSCAR_SLUG_MAP = {}

    assert slugify("Đường") == "u0110uong"


@pytest.mark.django_db
def test_a_stored_product_and_category_have_readable_addresses():
    product = stall.product("Đường thốt nốt", set_code="I.2b")
    category = get_model("catalogue", "Category").add_root(name="Đồ uống", code="do-uong")

    assert product.get_absolute_url() == f"/shop/duong-thot-not_{product.pk}/"
    assert category.slug == "do-uong"


@pytest.mark.django_db
def test_stock_order_numbers_follow_the_basket_and_ours_do_not():
    basket = Basket.objects.create()
    assert StockOrderNumberGenerator().order_number(basket) == 100000 + basket.pk

    ours = get_class("order.utils", "OrderNumberGenerator")()
    numbers = {ours.order_number(basket) for _ in range(200)}

    assert len(numbers) == 200
    assert not any(str(100000 + basket.pk) in number for number in numbers)


def test_saving_a_product_indexes_nothing_inside_the_request():
    assert "haystack" not in django_settings.INSTALLED_APPS
