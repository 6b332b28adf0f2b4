"""A list that is brought in by two presses at once, on PostgreSQL with real threads."""

import pytest
from oscar.core.loading import get_model

from catalogue.review.fields import class_of
from sellers.goods.owning import products_of
from sellers.product_lists.importing import carry_out_list
from tests.goods.stand import at_work
from tests.goods.test_stock_in_parallel import at_once
from tests.product_lists.test_importing import HEADER, row
from tests.register_import.books import xlsx

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("code", [None, "M"])
def test_of_two_presses_at_once_the_second_changes_nothing(code):
    acting = at_work()
    class_of("")  # stands in every shop that has goods
    goods = [row(code=code and f"{code}{number}", title=f"Khô số {number}") for number in range(8)]
    data = xlsx(HEADER, *goods)

    done = at_once(*[lambda: carry_out_list(data, "hang.xlsx", acting=acting)] * 2)

    assert sorted(plan.counts["created"] for plan in done) == [0, 8]
    assert [plan.faults for plan in done] == [[], []]
    assert products_of(acting.seller).count() == 8
    assert get_model("partner", "StockRecord").objects.filter(partner=acting.seller.partner_id).count() == 8
