"""Alcohol: off by default; where it is on, only behind the age check and never in searches, feeds or shelves."""

import pytest

from tests.stall import product

pytestmark = pytest.mark.django_db


@pytest.fixture
def spirit():
    return product("Rượu sim", set_code="II.1b", facts={"is_alcohol": True})


def address_of(made):
    return f"/shop/{made.slug}_{made.pk}/"


def test_it_is_nowhere_while_the_province_has_it_off(client, spirit):
    assert client.get(address_of(spirit)).status_code == 404
    assert "Rượu sim" not in client.get("/shop/?set=II.1b").content.decode()
    assert client.get("/shop/age/").url == "/shop/"


def test_where_it_is_on_a_visitor_is_asked_first(client, settings, spirit):
    settings.ALCOHOL_ENABLED = True

    asked = client.get("/shop/?set=II.1b")
    assert asked.url.startswith("/shop/age/?next=")
    assert client.get(address_of(spirit)).url.startswith("/shop/age/")
    assert "18" in client.get(asked.url).content.decode()

    answered = client.post(
        "/shop/age/", {"answer": "yes", "next": address_of(spirit)}, HTTP_SEC_FETCH_SITE="same-origin"
    )
    assert answered.url == address_of(spirit)
    assert client.get(address_of(spirit)).status_code == 200
    assert "Rượu sim" in client.get("/shop/?set=II.1b").content.decode()


def test_even_then_no_search_feed_or_shelf_shows_it(client, settings, spirit):
    settings.ALCOHOL_ENABLED = True
    client.cookies["is_adult"] = "yes"

    for address in (
        "/shop/",
        "/shop/search/?q=ruou+sim",
        "/shop/search/suggest/?q=ruou",
        "/shop/new.rss",
        "/sitemap-products.xml",
    ):
        text = client.get(address).content.decode()
        assert f"_{spirit.pk}/" not in text, address


def test_the_answer_leads_to_no_other_site(client, settings):
    settings.ALCOHOL_ENABLED = True

    response = client.post(
        "/shop/age/", {"answer": "yes", "next": "https://evil.example/"}, HTTP_SEC_FETCH_SITE="same-origin"
    )

    assert response.url == "/shop/"


def test_what_is_said_of_a_product_counts_for_its_packs(client):
    from catalogue.facts.models import ProductFacts, is_alcohol
    from catalogue.listing.models import Listing
    from catalogue.listing.refreshing import refresh
    from tests.stall import seller

    parent = product("Rượu sim", price=None, set_code="II.1b", facts={"is_alcohol": True})
    pack = product("500 ml", by=seller(), parent=parent, price=150_000)
    refresh([parent.pk])

    assert Listing.objects.get(pk=parent.pk).is_alcohol
    assert is_alcohol(pack)
    ProductFacts.objects.filter(product=pack).delete()
    refresh([parent.pk])
    assert Listing.objects.get(pk=parent.pk).is_alcohol
    client.post(
        f"/shop/basket/add/{parent.pk}/", {"child_id": pack.pk, "quantity": 1}, HTTP_SEC_FETCH_SITE="same-origin"
    )
    assert "oscar_open_basket" not in client.cookies
