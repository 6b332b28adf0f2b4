"""Nothing is sold whose tax nobody can tell."""

import pytest

from marketplace.charges.loading import load_charges
from marketplace.charges.models import KindRule, TaxRule
from marketplace.sales.refusing import NotSellable, check_sellable
from tests import stall

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _rules():
    load_charges()


def test_goods_of_every_decided_kind_are_sold():
    sellers = [stall.seller(f"Người bán {kind}", kind=kind) for kind in ("household", "company", "cooperative_group")]

    check_sellable(goods=[(maker, stall.product(by=maker)) for maker in sellers])


@pytest.mark.parametrize("kind", ["", "nowhere"])
def test_a_seller_of_missing_kind_sells_nothing_and_the_shopper_reads_why(kind, caplog):
    known, unknown = stall.seller("Hộ rõ ràng"), stall.seller("Hộ chưa rõ", kind=kind)

    with pytest.raises(NotSellable) as refused:
        check_sellable(goods=[(known, stall.product(by=known)), (unknown, stall.product(by=unknown))])

    assert "Hộ chưa rõ" in refused.value.text
    assert refused.value.seller == unknown
    assert "MissingSellerKind" in caplog.text


def test_goods_without_a_rate_are_not_sold():
    maker = stall.seller()
    TaxRule.objects.filter(code="goods").delete()

    with pytest.raises(NotSellable):
        check_sellable(goods=[(maker, stall.product(by=maker))])


def test_a_kind_nobody_decided_on_sells_nothing():
    maker = stall.seller(kind="company")
    KindRule.objects.filter(kind="company").delete()

    with pytest.raises(NotSellable):
        check_sellable(goods=[(maker, stall.product(by=maker))])


def test_asking_costs_the_same_for_one_line_and_for_ten(django_assert_num_queries):
    makers = [stall.seller(f"Người bán {n}") for n in range(10)]
    goods = [(maker, stall.product(f"Món {n}", by=maker)) for n, maker in enumerate(makers)]

    for count in (1, 10):
        with django_assert_num_queries(8):
            check_sellable(goods=goods[:count])
