"""A pause for the season, a copy, and taking off for good."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalogue.listing.models import Listing
from catalogue.review.models import ProductReview, Shelf
from marketplace.fulfilment.loading import load_rates
from sellers.access import NotYours
from sellers.goods.copying import copy
from sellers.goods.owning import TakenOff, products_of
from sellers.goods.packs import add_pack
from sellers.goods.pausing import BadDay, CannotPause, pause, resume, resume_due
from sellers.goods.removing import remove
from sellers.goods.stocking import move_stock
from sellers.models import SellerChange
from tests import stall
from tests.checkout import buying
from tests.review import desk

from . import stand

pytestmark = pytest.mark.django_db


@pytest.fixture
def acting():
    return stand.at_work()


def day(number):
    return timezone.localdate() + timedelta(days=number)


def test_a_pause_takes_it_off_the_shelf_and_its_day_brings_it_back(acting, django_capture_on_commit_callbacks):
    product = stand.on_sale(acting)
    with django_capture_on_commit_callbacks(execute=True):
        pause(acting=acting, product=product, until=day(1))
    assert not Listing.objects.filter(product=product).exists()
    assert resume_due() == 0

    Shelf.objects.update(paused_until=day(0))
    with django_capture_on_commit_callbacks(execute=True):
        assert resume_due() == 1

    assert Listing.objects.filter(product=product).exists()
    assert (stand.fresh(product).shelf.state, stand.fresh(product).shelf.paused_until) == (Shelf.State.ON_SALE, None)
    assert SellerChange.objects.filter(action="resumed", by=None).exists()
    assert resume_due() == 0


def test_without_a_day_it_waits_for_a_hand(acting):
    product = stand.on_sale(acting)
    pause(acting=acting, product=product)

    assert resume_due() == 0
    resume(acting=acting, product=product)

    assert stand.fresh(product).is_public


@pytest.mark.parametrize("number", [-1, 0, 500])
def test_a_pause_ends_in_the_future_within_a_year(acting, number):
    with pytest.raises(BadDay):
        pause(acting=acting, product=stand.on_sale(acting), until=day(number))


def test_a_draft_is_not_paused_and_a_product_on_sale_does_not_come_back(acting):
    with pytest.raises(CannotPause):
        pause(acting=acting, product=desk.complete(acting))
    with pytest.raises(CannotPause):
        resume(acting=acting, product=stand.on_sale(acting))


def test_what_the_desk_blocked_does_not_come_back_with_the_season(acting):
    product = stand.on_sale(acting)
    pause(acting=acting, product=product, until=day(1))
    Shelf.objects.update(state=Shelf.State.BLOCKED, paused_until=day(0))

    assert resume_due() == 0
    with pytest.raises(CannotPause):
        resume(acting=acting, product=product)


def test_a_change_waits_during_a_pause_too(acting):
    product = stand.on_sale(acting)
    pause(acting=acting, product=product)
    review = desk.change_of(acting, product=product)

    from catalogue.review.deciding import decide

    decide(review=review, by=stand.officer(), answers=desk.all_of(review))

    assert (stand.fresh(product).title, stand.fresh(product).is_public) == ("Khô cá lóc đồng", False)
    assert stand.fresh(product).shelf.state == Shelf.State.PAUSED


def test_a_product_with_orders_is_taken_off_and_never_deleted(acting):
    load_rates()
    product = stand.on_sale(acting, stock=5)
    order = buying.order_basket(buying.basket_of((product, 2)))
    waiting = buying.basket_of((product, 1))

    remove(acting=acting, product=product)

    assert (stand.fresh(product).shelf.state, stand.fresh(product).is_public) == (Shelf.State.REMOVED, False)
    assert order.lines.get().product == product
    order.lines.get().stockrecord.consume_allocation(2)
    assert stand.record_of(product).num_in_stock == 3
    assert not buying.fresh(waiting).all_lines().get().purchase_info.price.exists
    assert not products_of(acting.seller).exists()
    with pytest.raises(TakenOff):
        move_stock(acting=acting, product=product, by=1)


def test_what_waits_at_the_desk_is_taken_back_with_it(acting):
    review = desk.first_review(acting)

    remove(acting=acting, product=review.product)

    assert ProductReview.objects.get().state == "withdrawn"
    assert stand.fresh(review.product).shelf.state == Shelf.State.REMOVED


def test_a_copy_is_a_draft_without_stock_papers_or_reviews(acting):
    product = desk.with_picture(stand.on_sale(acting, stock=9, months=0b1, facts={"ingredients": "Cá"}))
    stall.certificate(product)

    made = copy(acting=acting, product=product)

    assert made.title.startswith("Khô cá lóc") and made.title != product.title
    assert (made.shelf.state, made.is_public, made.stockrecords.get().num_in_stock) == (Shelf.State.DRAFT, False, 0)
    assert (made.facts.ingredients, made.season.months, made.categories.get().code) == ("Cá", 0b1, "I.3d")
    assert made.images.get().original.name == product.images.get().original.name
    assert not made.certificates.exists()
    assert stand.fresh(product).facts.pk == product.pk and product.images.count() == 1


def test_a_copy_has_the_packs_too(acting):
    product = stand.on_sale(acting)
    add_pack(acting=acting, product=product, net_quantity=250, unit="g", price=60_000, stock=3)

    made = copy(acting=acting, product=stand.fresh(product))

    packs = made.children.order_by("pk")
    assert [(pack.facts.net_quantity, int(pack.stockrecords.get().price)) for pack in packs] == [
        (250, 60_000),
        (500, 100_000),
    ]


def test_what_was_taken_off_can_be_copied_and_what_is_anothers_cannot(acting):
    product = stand.on_sale(acting)
    remove(acting=acting, product=product)

    assert copy(acting=acting, product=product).pk != product.pk
    with pytest.raises(NotYours):
        copy(acting=acting, product=stall.product("Của người khác"))
