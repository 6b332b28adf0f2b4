"""A small market with a page of every kind, in which no name that a person gave is a word of the shop."""

import pytest

from marketplace.fulfilment.loading import load_rates
from marketplace.fulfilment.order_links import path_of
from marketplace.management.commands.check_messages import messages_in_use
from tests import stall
from tests.checkout.buying import basket_of, order_basket
from tests.editorial.conftest import _loaded  # noqa: F401  fixture
from tests.planted import planted


@pytest.fixture(scope="package")
def in_use():
    """Every message of our sources, which takes seconds to read: once for the files."""
    return messages_in_use()


@pytest.fixture(scope="module")
def _market(_loaded, django_db_blocker):  # noqa: F811
    with planted(django_db_blocker, _addresses) as copied:
        yield copied


@pytest.fixture
def market(_market, db):
    """Address of each kind of page, without language."""
    return _market()


def _addresses() -> dict[str, str]:
    load_rates()
    maker = stall.seller(
        "Út Mẫu", person="Lê Mẫu", about="Nghề ông nội.", about_en="A craft of three lives.", is_demo=True
    )
    good = stall.product(
        "Khô mẫu", by=maker, months=0b100000000000, stock=3, facts={"is_demo": True, "ingredients": "cá"}
    )
    stall.product("Mắm mẫu", by=maker, stock=0)
    old = stall.product("Trà mẫu", by=stall.seller("Sáu Mẫu"))
    paper = stall.certificate(good, 4, is_demo=True)
    stall.certificate(old, 3, issued_days_ago=1500)
    order = order_basket(basket_of((good, 1), (old, 2)))
    return {
        "home": "/",
        "browse": "/shop/",
        "search": "/shop/search/?q=kho",
        "empty search": "/shop/search/?q=xyzzyx",
        "product": f"/shop/{good.slug}_{good.pk}/",
        "uncertified product": f"/shop/{old.slug}_{old.pk}/",
        "sellers": "/sellers/",
        "seller": maker.get_absolute_url(),
        "register": "/ocop/",
        "certificate": paper.get_absolute_url(),
        "ranking": "/ranking/",
        "ward": "/ward/",
        "empty basket": "/shop/basket/",
        "find an order": "/shop/orders/",
        "order": path_of(order),
        "sign in": "/account/login/",
        "sign up": "/account/signup/",
        "not found": "/khong-co-gi/",
        "add": f"/shop/basket/add/{good.pk}/",
    }
