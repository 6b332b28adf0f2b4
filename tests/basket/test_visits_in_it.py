"""Visits in the basket: how they are paid, and that none is sold without a day."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from oscar.core.loading import get_model

from catalogue.review.fields import class_of
from marketplace.oscar_overrides.basket.page import basket_page
from marketplace.oscar_overrides.partner.strategy import is_undated_visit
from tests import stall
from tests.checkout.buying import basket_of, fresh, total_of
from tests.payments import till
from tests.visits import hosting

pytestmark = pytest.mark.django_db
BASKET = "/en/shop/basket/"


@pytest.fixture(autouse=True)
def ways(settings):
    settings.PAYMENT_PROVIDERS = till.WAYS


def add(client, product, **more):
    return client.post(f"/en/shop/basket/add/{product.pk}/", {"quantity": 1, **more}, follow=True)


def words_of(client) -> str:
    return client.get(BASKET).content.decode()


def test_only_a_basket_without_visits_is_paid_when_it_arrives():
    goods, slot = stall.product("Khô cá lóc"), hosting.slot()
    mixed, plain = Client(), Client()
    add(plain, goods)
    add(mixed, goods)
    before = words_of(mixed)
    add(mixed, slot.product.parent, child_id=slot.pk)

    cash, apart = "You pay when it arrives.", "the whole order is paid in advance"
    assert cash in words_of(plain) and cash in before
    assert cash not in words_of(mixed) and apart in words_of(mixed)
    assert apart not in words_of(plain)


def undated(how: str):
    """A ticket of group VI that nobody gave times to: by its facts, or by its set alone."""
    if how == "facts":
        return stall.product(
            "Vé nhà cổ", set_code="VI.1", facts={"net_quantity": 1, "unit": "piece", "storage": "service"}
        )
    made = stall.product("Vé nhà cổ", set_code="VI.1")
    made.product_class = class_of("VI.1")
    made.save()
    return made


@pytest.mark.parametrize("how", ["facts", "set"])
def test_nobody_can_buy_a_visit_without_a_day(how):
    product, client = undated(how), Client()

    add(client, product)
    page = client.get(product.get_absolute_url(), follow=True)

    assert not get_model("basket", "Line").objects.exists()
    assert is_undated_visit(product)
    assert page.status_code == 200
    assert page.context["page"].is_undated_visit
    assert 'name="quantity"' not in page.content.decode()
    assert page.context["page"].packs[0].price_text in page.content.decode()


def test_what_lay_in_the_basket_before_is_set_aside_and_not_ordered(rf):
    product = stall.product("Vé nhà cổ", set_code="VI.1")
    basket = basket_of((product, 2))
    product.facts.storage = "service"
    product.facts.save()
    request = rf.get(BASKET)
    request.user, request.session, request.basket = AnonymousUser(), {}, fresh(basket)
    page = basket_page(request)

    assert (page.groups, len(page.set_aside)) == ([], 1)
    assert total_of(fresh(basket), None) == 0


def test_a_slot_and_goods_are_no_undated_visits():
    assert not is_undated_visit(hosting.slot().product)
    assert not is_undated_visit(stall.product("Khô cá lóc"))
