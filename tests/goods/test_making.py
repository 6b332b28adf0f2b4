"""A new product is a draft of its seller, and nothing of it is public."""

from decimal import Decimal

import pytest
from django.http import Http404

from catalogue.listing.models import Listing
from catalogue.review.models import Shelf
from sellers.access import OutsideScope
from sellers.goods.making import BadProduct, make_product
from sellers.goods.owning import ShopStopped, pack_of, product_of, products_of
from sellers.models import SellerChange, State
from tests import stall

from . import stand

pytestmark = pytest.mark.django_db
ONE = {"title": "Mắm cá linh", "price": 85_000, "net_quantity": 500, "unit": "g"}


def test_a_new_product_is_a_draft_with_its_price_size_and_stock():
    acting = stand.at_work()

    made = make_product(acting=acting, **ONE, pack_text="hũ 500 g", stock=7)

    record = made.stockrecords.get()
    assert (made.title, made.structure, made.is_public) == ("Mắm cá linh", "standalone", False)
    assert (record.price, record.num_in_stock, record.partner_id) == (Decimal(85_000), 7, acting.seller.partner_id)
    assert (made.facts.net_quantity, made.facts.unit, made.facts.pack_text) == (500, "g", "hũ 500 g")
    assert made.facts.origin_id == acting.seller.commune_id
    assert made.shelf.state == Shelf.State.DRAFT
    assert not Listing.objects.filter(product=made).exists()


def test_it_is_noted_who_made_it_and_that_a_helper_did():
    acting = stand.helping(stall.seller())

    make_product(acting=acting, **ONE)

    noted = SellerChange.objects.get()
    assert (noted.by, noted.is_helper, noted.action) == (acting.person, True, "product_made")
    assert "Mắm cá linh" in noted.words


def test_its_product_set_and_label_can_be_given_at_once():
    made = make_product(acting=stand.at_work(), **ONE, set_code="I.3d", ingredients="Cá linh, muối, thính")

    assert made.categories.get().code == "I.3d"
    assert made.facts.ingredients == "Cá linh, muối, thính"


def test_alcohol_is_known_by_its_product_set():
    made = make_product(acting=stand.at_work(), **ONE, set_code="II.1a")

    assert made.facts.is_alcohol


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "  "}, "title"), ({"title": "ab"}, "title"), ({"title": "m" * 300}, "title"),
        ({"title": "Mắm <script>"}, "title"), ({"price": 999}, "price"), ({"price": 12.5}, "price"),
        ({"price": 10**12}, "price"), ({"net_quantity": 0}, "net_quantity"), ({"net_quantity": 2_000_000}, "net_quantity"),
        ({"unit": "kg"}, "unit"), ({"stock": -1}, "stock"), ({"stock": 10**7}, "stock"), ({"set_code": "IX.9"}, "set_code"),
        ({"origin": "00000"}, "origin"), ({"pack_text": "<b>hũ</b>"}, "pack_text"), ({"stars": 5}, "stars"),
    ],
)  # fmt: skip
def test_a_fault_is_told_at_its_field_and_nothing_is_kept(changes, field):
    acting = stand.at_work()

    with pytest.raises(BadProduct) as told:
        make_product(acting=acting, **ONE | changes)

    assert field in told.value.errors
    assert not products_of(acting.seller).exists()


def test_a_helper_for_other_things_makes_none():
    acting = stand.helping(stall.seller(), scopes=["orders"])

    with pytest.raises(OutsideScope):
        make_product(acting=acting, **ONE)


@pytest.mark.parametrize("state", [State.SUSPENDED, State.CLOSED])
def test_a_stopped_shop_makes_none(state):
    with pytest.raises(ShopStopped):
        make_product(acting=stand.at_work(state=state), **ONE)


def test_a_seller_has_their_own_products_and_nobody_elses():
    acting = stand.at_work()
    mine, others = make_product(acting=acting, **ONE), stall.product("Của người khác")

    assert list(products_of(acting.seller)) == [mine]
    assert product_of(acting.seller, mine.pk) == mine
    for look_up in (product_of, pack_of):
        with pytest.raises(Http404):
            look_up(acting.seller, others.pk)


def test_a_product_that_two_sellers_offer_belongs_to_neither():
    acting, other = stand.at_work(), stall.seller("Người khác")
    shared = stall.product(by=acting.seller)
    shared.stockrecords.create(partner=other.partner, partner_sku="x", price=1000, num_in_stock=1)

    assert not products_of(acting.seller).exists()
    assert not products_of(other).exists()
