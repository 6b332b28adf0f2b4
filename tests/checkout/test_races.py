"""Many at once, on a real PostgreSQL with real threads: nothing is sold twice, nothing is half made.

Oscar adds to `num_allocated` without looking, so the last jar was sold to everybody who had looked before: see the last test.
"""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from unittest import mock

import pytest
from django.db import connection, connections
from django.test import Client
from oscar.apps.partner.abstract_models import AbstractStockRecord
from oscar.core.loading import get_model

from marketplace.checkout import placing
from marketplace.checkout.placing import NothingToBuy, NotPlaced, RanOut, TotalsChanged
from marketplace.fulfilment.loading import load_rates
from marketplace.fulfilment.models import Parcel, ParcelLine, PlacedCheckout
from marketplace.payments.models import Payment
from marketplace.payments.patience import be_patient
from tests import stall

from .buying import basket_of, buyer, fields, order_basket

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
Order = get_model("order", "Order")


def at_once(tasks, *, patience="60s"):
    """Run all tasks together, each with a connection of its own; results or errors in their order.

    Locks are waited for longer than a shop would, for a slow machine is no fault. None: as long as the shop does.
    """
    start = threading.Barrier(len(tasks))

    def run(task):
        try:
            start.wait(timeout=60)
            return task()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with waiting(patience), ThreadPoolExecutor(len(tasks)) as pool:
        return [future.result() for future in [pool.submit(run, task) for task in tasks]]


@contextmanager
def waiting(patience):
    """Everybody who locks waits so long."""
    if patience is None:
        yield
        return
    with (
        mock.patch.object(be_patient, "__defaults__", (patience,)),
        mock.patch.object(placing, "LOCK_PATIENCE", patience),
    ):
        yield


def test_two_hundred_shoppers_for_the_last_twenty_jars():
    load_rates()
    jar = stall.product("Mắm cá linh", price=60_000, stock=20)
    by = [buyer(phone=f"+8491{n:07d}") for n in range(200)]
    baskets = [basket_of((jar, 1)) for _shopper in by]

    answers = at_once([lambda i=i: order_basket(baskets[i], by=by[i], shown_total=80_000) for i in range(200)])

    sold = [answer for answer in answers if isinstance(answer, Order)]
    others = [answer for answer in answers if not isinstance(answer, Order)]
    assert len(sold) == 20
    assert {type(answer) for answer in others} <= {RanOut, NothingToBuy}
    assert all("sold out" in answer.text or "hết" in answer.text for answer in others)
    record = jar.stockrecords.get()
    assert (record.num_in_stock, record.num_allocated) == (20, 20)
    assert (Order.objects.count(), Parcel.objects.count(), ParcelLine.objects.count(), Payment.objects.count()) == (
        20,
        20,
        20,
        20,
    )
    assert PlacedCheckout.objects.count() == 20
    assert not Order.objects.filter(parcels=None).exists()
    assert get_model("basket", "Basket").objects.filter(status="Submitted").count() == 20
    assert get_model("order", "ShippingAddress").objects.count() == 20


def test_fifty_buyers_of_the_last_five_with_two_products_in_opposite_order_never_lock_each_other_out():
    load_rates()
    by = stall.seller()
    one, two = stall.product("Một", by=by, stock=5, price=50_000), stall.product("Hai", by=by, stock=5, price=50_000)
    baskets = [basket_of(*([(one, 1), (two, 1)] if n % 2 else [(two, 1), (one, 1)])) for n in range(50)]

    answers = at_once(
        [lambda n=n: order_basket(baskets[n], by=buyer(phone=f"+8492{n:07d}"), shown_total=120_000) for n in range(50)]
    )

    assert sum(isinstance(answer, Order) for answer in answers) == 5
    assert all(isinstance(answer, (Order, RanOut, NothingToBuy, TotalsChanged)) for answer in answers), answers
    assert [made.stockrecords.get().num_allocated for made in (one, two)] == [5, 5]


def test_five_presses_of_one_button_give_one_order():
    load_rates()
    basket = basket_of((stall.product(price=60_000), 2))

    answers = at_once([lambda: order_basket(basket, shown_total=140_000)] * 5)

    assert len({answer.pk for answer in answers}) == 1
    assert (Order.objects.count(), Parcel.objects.count(), Payment.objects.count()) == (1, 1, 1)
    assert Parcel.objects.get().lines.get().line.stockrecord.num_allocated == 2


def test_five_posts_of_one_page_lead_to_one_order():
    load_rates()
    stall.commune("30470", "Xã Khánh Hòa")
    made, shopper = stall.product(price=60_000), Client()
    shopper.post(f"/en/shop/basket/add/{made.pk}/", {"quantity": 1})
    page = shopper.post("/en/shop/checkout/", fields(calculate=1)).context["page"]
    cookies = {name: morsel.value for name, morsel in shopper.cookies.items()}

    def press():
        client = Client()
        client.cookies.load(cookies)
        return client.post("/en/shop/checkout/", fields(token=page.token, shown_total=page.total))

    answers = at_once([press] * 5)

    assert {answer.status_code for answer in answers} == {302}
    assert len({answer.url for answer in answers}) == 1
    assert Order.objects.count() == 1


def test_cancelling_twice_at_once_brings_the_stock_back_once():
    from marketplace.fulfilment.moving import WrongState
    from marketplace.payments.cancelling import cancel_by_buyer

    load_rates()
    made = stall.product(stock=10)
    kept = order_basket(basket_of((made, 2)))
    order = order_basket(basket_of((made, 3)), by=buyer(phone="+84912345670"))
    parcel = order.parcels.get()

    answers = at_once([lambda: cancel_by_buyer(parcel=parcel, by="buyer")] * 4)

    assert sum(isinstance(answer, WrongState) for answer in answers) == 3
    assert made.stockrecords.get().num_allocated == 2
    assert kept.parcels.get().state == "new"
    assert order.payments.get().state == "void"


def test_two_adds_at_once_both_count():
    made = stall.product(stock=50)
    shopper = Client()
    shopper.post(f"/en/shop/basket/add/{made.pk}/", {"quantity": 1})
    cookies = {name: morsel.value for name, morsel in shopper.cookies.items()}

    def press():
        client = Client()
        client.cookies.load(cookies)
        return client.post(f"/en/shop/basket/add/{made.pk}/", {"quantity": 1}).status_code

    assert at_once([press] * 8) == [302] * 8
    assert get_model("basket", "Line").objects.get().quantity == 9


def test_stock_oscar_would_have_sold_the_last_jar_five_times():
    jar = stall.product(stock=1).stockrecords.get()
    looked = threading.Barrier(5)

    def buy():
        record = type(jar).objects.get(pk=jar.pk)
        assert record.net_stock_level == 1
        looked.wait(timeout=30)
        AbstractStockRecord.allocate(record, 1)

    at_once([buy] * 5)

    jar.refresh_from_db()
    assert connection.vendor == "postgresql"
    assert (jar.num_in_stock, jar.num_allocated) == (1, 5)
    assert issubclass(RanOut, NotPlaced)
