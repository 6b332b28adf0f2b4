"""How many were sold: what was ordered for certain, and only this household's goods of this cooperative."""

import pytest

from marketplace.fulfilment.loading import load_rates
from marketplace.fulfilment.models import Parcel
from sellers.members.own_page import goods_of_member
from tests import stall
from tests.checkout.buying import basket_of, order_basket
from tests.helping.people import shop

from .test_members import entered, made_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def coop():
    load_rates()
    return shop("HTX minh họa Mỹ Đức", kind="cooperative")


def ordered(*wanted):
    return order_basket(basket_of(*wanted))


def test_a_household_sees_how_many_of_its_own_were_sold_and_no_others(coop):
    ba, nam = entered(coop), entered(coop, name="Hộ bà Năm", phone="")
    fish, honey = made_by(coop, ba, "Khô cá lóc"), made_by(coop, nam, "Mật ong")

    ordered((fish, 3), (honey, 5))
    ordered((fish, 1))

    (good,) = goods_of_member(ba)
    assert (good.title, good.sold, good.sold_this_month) == ("Khô cá lóc", 4, 4)
    assert goods_of_member(nam)[0].sold == 5


@pytest.mark.parametrize("state", ["cancelled", "expired", "awaiting_payment", "returned", "lost", "delivery_failed"])
def test_what_was_not_sold_in_the_end_does_not_count(coop, state):
    member = entered(coop)
    fish = made_by(coop, member)
    ordered((fish, 3))
    ordered((fish, 2))

    Parcel.objects.filter(pk=Parcel.objects.order_by("pk").first().pk).update(state=state)

    assert goods_of_member(member)[0].sold == 2


def test_packs_count_for_their_product(coop):
    member = entered(coop)
    parent = stall.product("Mật ong", by=coop.seller, price=None)
    small = stall.product("Mật ong 250 ml", by=coop.seller, parent=parent)
    large = stall.product("Mật ong 500 ml", by=coop.seller, parent=parent)
    from sellers.members.making import say_what_they_make

    say_what_they_make(acting=coop, member=member, product_ids=[parent.pk])

    ordered((small, 2), (large, 1))

    assert [(good.title, good.sold) for good in goods_of_member(member)] == [("Mật ong", 3)]


def test_last_months_sales_count_ever_but_not_this_month(coop):
    from datetime import timedelta

    member = entered(coop)
    fish = made_by(coop, member)
    order = ordered((fish, 3))

    order.date_placed -= timedelta(days=40)
    order.save()

    (good,) = goods_of_member(member)
    assert (good.sold, good.sold_this_month) == (3, 0)


def test_the_page_costs_the_same_for_one_and_for_twenty_goods(coop, django_assert_num_queries):
    member = entered(coop)
    from sellers.members.making import say_what_they_make

    goods = [stall.product(f"Món {number}", by=coop.seller) for number in range(20)]
    say_what_they_make(acting=coop, member=member, product_ids=[one.pk for one in goods])

    with django_assert_num_queries(4):
        assert len(goods_of_member(member)) == 20
