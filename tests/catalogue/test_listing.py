"""The read model stays true, whoever edits."""

import pytest
from oscar.core.loading import get_model

from catalogue.listing.models import Listing
from catalogue.listing.ranking import CRITERIA
from catalogue.listing.refreshing import refresh
from tests.stall import category, certificate, product, seller

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_changed_price_is_in_the_listing_after_the_commit():
    made = product("Mắm", price=100_000)

    record = made.stockrecords.get()
    record.price = 120_000
    record.save()

    assert Listing.objects.get(pk=made.pk).price == 120_000


def test_a_hidden_product_leaves_the_shop_and_comes_back():
    made = product("Mắm")
    made.is_public = False
    made.save()
    assert not Listing.objects.exists()

    made.is_public = True
    made.save()
    assert Listing.objects.filter(pk=made.pk).exists()


def test_a_seller_who_is_suspended_takes_the_goods_along():
    shop = seller()
    product("Mắm", by=shop)

    shop.state = "suspended"
    shop.save()

    assert not Listing.objects.exists()


def test_sold_out_stays_visible_but_says_so():
    made = product("Mắm", stock=1)

    made.stockrecords.get().allocate(1)

    assert Listing.objects.get(pk=made.pk).is_available is False


def test_one_jar_less_of_many_ends_nothing_that_is_kept_and_the_last_one_does():
    from django.core.cache import cache

    from catalogue.listing.faceting import EPOCH_KEY

    record = product("Mắm", stock=2).stockrecords.get()
    epoch = cache.get(EPOCH_KEY)

    record.allocate(1)
    assert cache.get(EPOCH_KEY) == epoch

    record.allocate(1)
    assert cache.get(EPOCH_KEY) == epoch + 1


def test_a_revoked_certificate_takes_the_stars_at_once():
    made = product("Mắm")
    paper = certificate(made, 4)
    assert Listing.objects.get(pk=made.pk).stars == 4

    paper.state = "revoked"
    paper.save()

    assert Listing.objects.get(pk=made.pk).stars == 0


def test_a_certificate_that_moves_to_another_product_leaves_the_first():
    first, second = product("Mắm"), product("Khô")
    paper = certificate(first, 4)

    paper.product = second
    paper.save()

    assert [Listing.objects.get(pk=p.pk).stars for p in (first, second)] == [0, 4]


def test_packs_are_one_listing_with_the_lowest_price():
    shop = seller()
    parent = product("Nước mắm", price=None, set_code="I.4a")
    product("500 ml", by=shop, parent=parent, price=150_000, facts={"net_quantity": 500, "unit": "ml"})
    small = product("250 ml", by=shop, parent=parent, price=90_000, facts={"net_quantity": 250, "unit": "ml"})
    refresh([small.pk])

    listing = Listing.objects.get()

    assert (listing.pk, listing.price, listing.has_packs, listing.unit_price) == (parent.pk, 90_000, True, 360_000)


def test_a_renamed_product_set_and_a_new_category_reach_the_search():
    made = product("Mắm")
    get_model("catalogue", "ProductCategory").objects.filter(product=made).delete()
    refresh([made.pk])
    assert not Listing.objects.exists()

    made.categories.add(category("I.4a"))

    assert Listing.objects.get().set_code == "I.4a"


def test_an_edit_that_is_rolled_back_changes_nothing():
    from django.db import transaction

    made = product("Mắm", price=100_000)

    with pytest.raises(RuntimeError), transaction.atomic():
        record = made.stockrecords.get()
        record.price = 1
        record.save()
        raise RuntimeError

    assert Listing.objects.get().price == 100_000


def test_refreshing_many_costs_as_many_queries_as_refreshing_two():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    shop = seller()
    few = [product(f"A{n}", by=shop).pk for n in range(2)]
    many = few + [product(f"B{n}", by=shop).pk for n in range(30)]

    with CaptureQueriesContext(connection) as with_few:
        refresh(few)
    with CaptureQueriesContext(connection) as with_many:
        refresh(many)

    # SQLite splits a long INSERT in two, because it counts parameters.
    assert len(with_many) <= len(with_few) + 2


def test_the_ranking_page_prints_the_formula_that_is_used(client):
    text = client.get("/ranking/").content.decode()

    for criterion in CRITERIA:
        assert str(criterion.points) in text
