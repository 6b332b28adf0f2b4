"""A seller's own list: drafts are made, price and stock follow, a second run changes nothing, faults are told by row."""

import csv
import io

import pytest
from oscar.core.loading import get_model

from catalogue.review.models import Shelf
from sellers.goods.owning import ShopStopped, products_of
from sellers.goods.packs import add_pack
from sellers.models import SellerChange, State
from sellers.product_lists import template
from sellers.product_lists.importing import carry_out_list
from sellers.product_lists.planning import plan_list
from sellers.product_lists.reading import ListUnreadable
from tests.goods.stand import at_work, on_sale, record_of
from tests.register_import.books import xlsx

pytestmark = pytest.mark.django_db
HEADER = ["Mã hàng", "Tên sản phẩm", "Quy cách", "Giá bán (đồng)", "Số lượng còn", "Giới thiệu"]
ROW = ["KCL", "Khô cá lóc", "500 g", "125.000", 20, "Phơi hai nắng."]


def row(**changes) -> list:
    return list(
        (dict(zip(("code", "title", "pack", "price", "stock", "description"), ROW, strict=True)) | changes).values()
    )


def bring(acting, *rows, header=HEADER):
    data = xlsx(header, *rows)
    return carry_out_list(data, "hang.xlsx", acting=acting)


def faults(plan):
    return [(fault.row, fault.field, fault.code) for fault in plan.faults]


def test_a_new_row_becomes_a_draft_with_price_stock_and_code():
    acting = at_work()

    done = bring(acting, row())

    [product] = products_of(acting.seller)
    record = record_of(product)
    assert done.counts == {"created": 1, "updated": 0, "unchanged": 0}
    assert (product.title, product.is_public, product.shelf.state, product.description) == (
        "Khô cá lóc",
        False,
        Shelf.State.DRAFT,
        "Phơi hai nắng.",
    )
    assert (int(record.price), record.num_in_stock, record.partner_sku) == (125_000, 20, "KCL")
    assert (product.facts.net_quantity, product.facts.unit) == (500, "g")


@pytest.mark.parametrize("code", ["KCL", None])
def test_a_second_run_changes_nothing(code):
    acting = at_work()
    bring(acting, row(code=code), row(code=None, title="Mắm cá linh", pack="chai 500 ml", stock=None))
    before = list(get_model("partner", "StockRecord").objects.values())
    noted = SellerChange.objects.count()

    done = bring(acting, row(code=code), row(code=None, title="Mắm cá linh", pack="chai 500 ml", stock=None))

    assert done.counts == {"created": 0, "updated": 0, "unchanged": 2}
    assert list(get_model("partner", "StockRecord").objects.values()) == before
    assert SellerChange.objects.count() == noted


@pytest.mark.parametrize(
    ("again", "price", "left"),
    [
        ({"price": "130k"}, 130_000, 20),
        ({"stock": 7}, 125_000, 7),
        ({"stock": None}, 125_000, 20),
        ({"title": "Khô cá lóc đồng", "stock": 3}, 125_000, 3),
    ],
)
def test_price_and_stock_of_a_known_product_follow_the_list(again, price, left):
    acting = at_work()
    bring(acting, row())

    bring(acting, row(**again))

    [product] = products_of(acting.seller)
    assert (product.title, int(record_of(product).price), record_of(product).num_in_stock) == (
        "Khô cá lóc",
        price,
        left,
    )


def test_a_product_on_sale_is_known_by_name_and_pack_and_takes_the_code():
    acting = at_work()
    sold = on_sale(acting, "Khô cá lóc", price=100_000, stock=5)

    get_model("partner", "StockRecord").objects.filter(product=sold).update(partner_sku=f"{sold.pk}-abcdef")

    done = bring(acting, row(title="KHÔ  CÁ LÓC", price=110_000))

    assert done.counts == {"created": 0, "updated": 1, "unchanged": 0}
    assert (int(record_of(sold).price), record_of(sold).num_in_stock, record_of(sold).partner_sku) == (
        110_000,
        20,
        "KCL",
    )
    assert sold.is_public


def test_a_known_product_with_another_code_is_asked_about():
    acting = at_work()
    bring(acting, row(code="A"))

    done = bring(acting, row(code="B"))

    assert (faults(done), products_of(acting.seller).count()) == ([(2, "code", "other_code")], 1)


def test_another_pack_of_the_same_name_is_another_product():
    acting = at_work()

    done = bring(acting, row(code="A"), row(code="B", pack="1 kg"))

    assert done.counts["created"] == 2


def test_the_same_product_twice_is_skipped_and_named():
    acting = at_work()

    done = bring(
        acting,
        row(code=None),
        row(code=None, title="KHÔ CÁ LÓC", price=1_000),
        row(code="X", title="Gạo"),
        row(code="x", title="Gạo khác"),
    )

    assert (done.counts["created"], done.duplicates) == (2, [(3, 2), (5, 4)])


@pytest.mark.parametrize("codes", [("KCL", None), (None, "KCL")])
def test_a_row_with_a_code_and_one_without_are_one_product_now_and_next_time(codes):
    acting = at_work()
    rows = [row(code=code, price=price) for code, price in zip(codes, (125_000, 99_000), strict=True)]

    done = bring(acting, *rows)
    again = bring(acting, *rows)

    assert (done.counts["created"], done.duplicates) == (1, [(3, 2)])
    assert (again.counts, again.duplicates, faults(again)) == (
        {"created": 0, "updated": 0, "unchanged": 1},
        [(3, 2)],
        [],
    )
    assert int(record_of(products_of(acting.seller).get()).price) == 125_000


def test_a_known_product_is_changed_by_one_row_only():
    acting = at_work()
    bring(acting, row())

    done = bring(acting, row(title="Tên khác", price=130_000), row(code=None, price=140_000))

    assert (done.counts["updated"], done.duplicates) == (1, [(3, 2)])
    assert int(record_of(products_of(acting.seller).get()).price) == 130_000


def test_two_known_products_of_one_name_follow_their_codes():
    acting = at_work()
    bring(acting, row(code="A"))
    bring(acting, row(code="B", title="Khô cá lóc đồng"))
    get_model("catalogue", "Product").objects.update(title="Khô cá lóc")

    done = bring(acting, row(code="A", price=130_000), row(code="B", price=140_000))

    assert (done.counts["updated"], done.duplicates, faults(done)) == (2, [], [])


def test_the_first_pack_of_a_page_takes_a_code_of_the_sellers_own():
    acting = at_work()
    bring(acting, row(code=None))
    [product] = products_of(acting.seller)
    add_pack(acting=acting, product=product, net_quantity=250, unit="g", price=60_000)

    done = bring(acting, row())

    [record] = get_model("partner", "StockRecord").objects.filter(partner_sku="KCL")
    assert (done.counts["updated"], faults(done), record.product.facts.net_quantity) == (1, [], 500)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"title": None}, ("title", "missing_name")),
        ({"title": "12"}, ("title", "missing_name")),
        ({"title": "K" * 121}, ("title", "bad_name")),
        ({"title": "<b>Khô</b>"}, ("title", "bad_name")),
        ({"price": None}, ("price", "missing_price")),
        ({"price": "rẻ"}, ("price", "bad_price")),
        ({"price": 125}, ("price", "bad_price")),
        ({"price": 125_000.5}, ("price", "bad_price")),
        ({"stock": -1}, ("stock", "bad_stock")),
        ({"stock": "nhiều"}, ("stock", "bad_stock")),
        ({"stock": 1.5}, ("stock", "bad_stock")),
        ({"pack": "1 chục"}, ("pack", "bad_pack")),
        ({"pack": None}, ("pack", "missing_pack")),
        ({"price": "=1+1"}, ("price", "formula_error")),
        ({"code": "K" * 61}, ("code", "too_long")),
    ],
)
def test_a_faulty_row_is_told_and_the_good_ones_go_in(changes, fault):
    acting = at_work()

    done = bring(acting, row(**({"code": None} | changes)), row(code="G", title="Gạo"))

    assert (faults(done), done.counts["created"]) == ([(2, *fault)], 1)


def test_goods_of_another_seller_are_never_touched():
    mine, theirs = at_work(), at_work(name="Hộ khác minh họa")
    other = on_sale(theirs, "Khô cá lóc", price=100_000, stock=5)

    done = bring(mine, row())

    assert done.counts["created"] == 1
    assert (int(record_of(other).price), record_of(other).num_in_stock) == (100_000, 5)


def test_two_sellers_may_use_the_same_code():
    mine, theirs = at_work(), at_work(name="Hộ khác minh họa")
    bring(theirs, row())

    assert bring(mine, row()).counts["created"] == 1


def test_a_stopped_shop_imports_nothing():
    acting = at_work(state=State.SUSPENDED)

    with pytest.raises(ShopStopped):
        bring(acting, row())

    assert not products_of(acting.seller).exists()


@pytest.mark.parametrize(("write", "name"), [(template.as_xlsx, "mau.xlsx"), (template.as_csv, "mau.csv")])
def test_the_template_is_read_and_its_example_is_no_product(write, name):
    acting = at_work()

    with pytest.raises(ListUnreadable):
        plan_list(write(), name, seller=acting.seller)


def test_a_filled_template_as_csv_is_read():
    acting = at_work()
    lines = list(csv.reader(io.StringIO(template.as_csv().decode("utf-8-sig"))))
    out = io.StringIO()
    csv.writer(out).writerows([*lines, [str(cell) for cell in ROW]])

    made = plan_list(out.getvalue().encode(), "mau.csv", seller=acting.seller)

    assert (made.counts, faults(made)) == ({"created": 1, "updated": 0, "unchanged": 0}, [])


def test_totals_and_notes_are_passed_by():
    acting = at_work()

    done = bring(acting, row(), ["Tổng cộng", None, None, None, 20], [None, None, None, None, None, None, "ghi chú"])

    assert (done.counts["created"], faults(done), [reason for _row, reason in done.skipped]) == (
        1,
        [],
        ["total", "note"],
    )


def test_three_hundred_products_are_planned_with_few_questions(django_assert_max_num_queries):
    acting = at_work()
    data = xlsx(HEADER, *[row(code=f"M{number}", title=f"Khô số {number}") for number in range(300)])

    with django_assert_max_num_queries(3):
        made = plan_list(data, "hang.xlsx", seller=acting.seller)

    assert made.counts == {"created": 300, "updated": 0, "unchanged": 0}
