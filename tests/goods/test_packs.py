"""Several sizes: the page keeps its address, papers, pictures and baskets; open orders keep their stock."""

import pytest
from oscar.core.loading import get_model

from catalogue.listing.models import Listing
from catalogue.review.models import Shelf
from catalogue.review.sending import WordsStop
from marketplace.fulfilment.loading import load_rates
from sellers.goods.making import BadProduct
from sellers.goods.packs import MOST_PACKS, add_pack, packs_of
from sellers.goods.removing import LastPack, remove
from sellers.goods.stocking import move_stock
from tests import stall
from tests.checkout import buying
from tests.review import desk

from . import stand

pytestmark = pytest.mark.django_db


@pytest.fixture
def acting():
    return stand.at_work()


def with_small_pack(acting, product, **more):
    options = {"net_quantity": 250, "unit": "g", "price": 60_000, "stock": 4}
    return add_pack(acting=acting, product=product, **options | more)


def test_the_first_size_becomes_the_first_pack_and_the_page_keeps_what_it_has(acting):
    product = stand.on_sale(acting, stock=9, months=0b11, facts={"ingredients": "Cá, muối", "pack_text": "gói 500 g"})
    paper, address = stall.certificate(product), product.get_absolute_url()
    record = stand.record_of(product)

    small = with_small_pack(acting, product)

    page = stand.fresh(product)
    first, second = page.children.order_by("pk")
    assert (page.structure, page.is_public, page.get_absolute_url()) == ("parent", True, address)
    assert (list(page.certificates.all()), page.season.months, page.categories.get().code) == ([paper], 0b11, "I.3d")
    assert not page.stockrecords.exists() and stand.record_of(first).pk == record.pk
    assert (first.facts.net_quantity, first.facts.pack_text, first.facts.ingredients) == (500, "gói 500 g", "Cá, muối")
    assert (second.pk, second.facts.net_quantity, second.facts.pack_text, second.facts.ingredients) == (
        small.pk,
        250,
        "",
        "Cá, muối",
    )
    assert (int(stand.record_of(second).price), stand.record_of(second).num_in_stock) == (60_000, 4)
    assert [pack.title for pack in (first, second)] == ["Khô cá lóc, gói 500 g", "Khô cá lóc, 250 g"]


def test_a_change_of_size_that_waited_alone_is_withdrawn(acting):
    product = stand.on_sale(acting)
    alone = desk.change_of(acting, product=product, pack_text="gói lớn")
    other = desk.change_of(acting, product=stand.on_sale(acting, "Gạo"), pack_text="bao", title="Gạo thơm")

    with_small_pack(acting, product)
    with_small_pack(acting, other.product)

    for review in (alone, other):
        review.refresh_from_db()
    assert (alone.state, stand.fresh(product).is_public) == ("withdrawn", True)
    assert (other.state, [change.field for change in other.changes.all()]) == ("waiting", ["title"])


def test_the_listing_shows_the_cheapest_pack(acting, django_capture_on_commit_callbacks):
    product = stand.on_sale(acting, price=100_000)

    with django_capture_on_commit_callbacks(execute=True):
        with_small_pack(acting, product)

    listing = Listing.objects.get(product=product)
    assert (listing.price, listing.has_packs) == (60_000, True)


def test_what_lies_in_baskets_follows_to_the_first_pack_and_can_be_ordered(acting):
    load_rates()
    product = stand.on_sale(acting, price=100_000, stock=9)
    basket = buying.basket_of((product, 2))

    with_small_pack(acting, product)

    first = product.children.order_by("pk").first()
    line = buying.fresh(basket).all_lines().get()
    assert (line.product_id, line.quantity) == (first.pk, 2)
    again = buying.fresh(basket)
    again.add_product(first, 1)
    assert buying.fresh(basket).all_lines().get().quantity == 3
    order = buying.order_basket(buying.fresh(basket))
    assert order.lines.get().product_id == first.pk
    assert stand.record_of(first).num_allocated == 3


def test_a_line_that_still_names_the_page_is_set_aside_and_no_page_falls(acting, client):
    """Somebody put it in a basket in the very moment when it turned into a page with packs."""
    product = stand.on_sale(acting)
    record = stand.record_of(product)
    with_small_pack(acting, product)
    basket = buying.with_strategy(get_model("basket", "Basket").objects.create())
    basket.lines.create(
        product=stand.fresh(product), stockrecord=record, quantity=1, line_reference="x", price_incl_tax=100_000
    )

    from marketplace.fulfilment.settling import settle

    settled = settle(buying.fresh(basket))

    assert settled.lines == [] and [note.kind for note in settled.notes] == ["withdrawn"]


def test_an_open_order_hands_over_its_stock_after_the_product_got_packs(acting):
    load_rates()
    product = stand.on_sale(acting, price=100_000, stock=9)
    order = buying.order_basket(buying.basket_of((product, 2)))
    with_small_pack(acting, product)
    line = order.lines.get()

    line.stockrecord.consume_allocation(2)

    first = product.children.order_by("pk").first()
    assert (stand.record_of(first).num_in_stock, stand.record_of(first).num_allocated) == (7, 0)
    assert (line.title, int(line.unit_price_incl_tax)) == ("Khô cá lóc", 100_000)


def test_a_pack_of_a_draft_is_no_more_public_than_the_draft(acting, client):
    product = desk.complete(acting)

    pack = with_small_pack(acting, product)

    assert client.get(pack.get_absolute_url()).status_code == 404
    assert buying.basket_of().strategy.fetch_for_product(stand.fresh(pack)).price.exists is False


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"net_quantity": 500}, "pack"), ({"price": 1}, "price"), ({"unit": "kg"}, "unit"), ({"net_quantity": 0}, "net_quantity"),
        ({"stock": -1}, "stock"), ({"pack_text": "<i>"}, "pack_text"),
    ],
)  # fmt: skip
def test_a_faulty_pack_leaves_the_product_as_it_was(acting, changes, field):
    product = stand.on_sale(acting)

    with pytest.raises(BadProduct) as told:
        with_small_pack(acting, product, **changes)

    assert field in told.value.errors
    assert stand.fresh(product).structure == "standalone" and stand.record_of(product).product_id == product.pk


def test_no_words_that_the_desk_never_saw_stand_on_a_pack(acting):
    desk.watched()

    for words in ("gói đặc trị", "gói ngon nhất"):
        with pytest.raises(WordsStop):
            with_small_pack(acting, stand.on_sale(acting), pack_text=words)


def test_there_is_an_end_to_packs(acting):
    product = stand.on_sale(acting)
    for number in range(1, MOST_PACKS):
        with_small_pack(acting, product, net_quantity=number)

    with pytest.raises(BadProduct):
        with_small_pack(acting, product, net_quantity=99)


def test_a_pack_taken_off_is_set_aside_in_baskets_and_the_last_one_stays(acting):
    product = stand.on_sale(acting)
    small = with_small_pack(acting, product)
    basket = buying.basket_of((stand.fresh(small), 1))

    remove(acting=acting, product=small)

    assert [pack.facts.net_quantity for pack in packs_of(stand.fresh(product))] == [500]
    assert not buying.fresh(basket).all_lines().get().purchase_info.price.exists
    assert stand.fresh(small).shelf.state == Shelf.State.REMOVED
    with pytest.raises(LastPack):
        remove(acting=acting, product=packs_of(stand.fresh(product))[0])


def test_a_product_with_one_pack_left_goes_into_the_basket_from_its_page(
    acting, client, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        product = stand.on_sale(acting)
        remove(acting=acting, product=with_small_pack(acting, product))
    first = packs_of(stand.fresh(product))[0]

    page = client.get(product.get_absolute_url()).content.decode()

    assert f'name="child_id" value="{first.pk}"' in page


def test_each_pack_is_counted_by_itself(acting):
    product = stand.on_sale(acting, stock=9)
    small = with_small_pack(acting, product, stock=4)

    assert move_stock(acting=acting, product=stand.fresh(small), by=-1) == 3
    assert [pack.stockrecords.get().num_in_stock for pack in product.children.order_by("pk")] == [9, 3]
