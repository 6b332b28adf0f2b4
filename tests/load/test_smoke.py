"""The generator fills a shop that works, and no page asks more of the database for a larger catalogue."""

import pytest
from django.core.cache import cache
from django.db import transaction
from oscar.core.loading import get_model

from catalogue.listing.models import Listing
from marketplace.places.loading import load_places
from marketplace.reference.classification import load_categories, load_product_classes
from tests.load import addresses, vocabulary
from tests.load.generate import AlreadyGenerated, generate
from tests.planted import planted

pytestmark = pytest.mark.django_db


def _reference() -> None:
    load_places()
    load_categories()
    load_product_classes()


@pytest.fixture(scope="module")
def places(django_db_setup, django_db_blocker):
    with planted(django_db_blocker, _reference):
        yield


def queries_of(client, django_assert_max_num_queries, address) -> int:
    cache.clear()
    with django_assert_max_num_queries(12) as counted:
        assert client.get(address).status_code == 200
    return len(counted)


def test_the_same_seed_makes_the_same_catalogue_and_only_once(places):
    made = []
    for _time in range(2):
        with transaction.atomic():
            generate(40, seed=7)
            made.append(list(Listing.objects.order_by("pk").values_list("title", "price", "stars", "seller_name")))
            assert get_model("catalogue", "Product").objects.count() == 48  # every tenth has two packs
            with pytest.raises(AlreadyGenerated):
                generate(40)
            transaction.set_rollback(True)

    assert len(made[0]) == 40
    assert made[0] == made[1]


def test_pages_ask_no_more_of_the_database_in_a_larger_catalogue(places, client, django_assert_max_num_queries):
    generate(200)
    first = Listing.objects.filter(is_alcohol=False).order_by("pk").first()
    pages = ["/shop/", "/shop/?page=2", "/shop/?set=I.3d&price=50-100", "/shop/search/?q=kho", "/shop/search/?q=khom"]
    pages.append(f"/shop/{first.slug}_{first.pk}/")
    client.get(pages[-1])  # fills what Django itself remembers, as the ids of content types

    large = [queries_of(client, django_assert_max_num_queries, page) for page in pages]
    Listing.objects.filter(pk__gt=first.pk + 60).delete()
    small = [queries_of(client, django_assert_max_num_queries, page) for page in pages]

    assert large == small
    assert max(large[:-1]) <= 8


def test_every_generated_product_set_and_search_means_something():
    known = set(addresses.SETS)

    assert known <= set(vocabulary.GOODS)
    assert len(vocabulary.GOODS) == 26
    assert all(address.startswith("/shop/search/?q=") for address in addresses.searching())
    assert len(set(addresses.unseen_browsing())) == len(addresses.unseen_browsing()) > 1000
