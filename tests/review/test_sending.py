"""What waits for the desk, field by field, while the old version stays on sale."""

from datetime import date, timedelta

import pytest

from catalogue.review import fields
from catalogue.review.models import ProductReview, Shelf
from catalogue.review.sending import Incomplete, NothingToSend, WordsStop, fingerprint, send, withdraw
from catalogue.seasons.models import Harvest
from marketplace.legal.parameters import parameter
from marketplace.legal.working_days import add_working_days
from sellers.goods.changing import change
from sellers.goods.making import BadProduct
from sellers.models import SellerChange
from tests import stall
from tests.goods import stand

from . import desk

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def acting():
    return stand.at_work()


def asked_in(review) -> dict:
    return {change.field: (change.old, change.new) for change in review.changes.all()}


def test_price_stock_harvest_and_season_count_at_once_and_texts_wait(acting):
    product = stand.on_sale(acting, price=100_000, stock=5)
    wishes = {
        "price": 120_000,
        "stock": 9,
        "picked_on": date(2026, 11, 20),
        "months": 0b110,
        "description": "Phơi hai nắng.",
    }

    done = change(acting=acting, product=product, fields=wishes)

    record = stand.record_of(product)
    assert (int(record.price), record.num_in_stock) == (120_000, 9)
    assert Harvest.objects.get(product=product).picked_on == date(2026, 11, 20)
    assert stand.fresh(product).season.months == 0b110
    assert stand.fresh(product).description == ""
    assert (sorted(done.live), done.waits) == (["months", "picked_on", "price", "stock"], ["description"])
    assert asked_in(ProductReview.objects.get()) == {"description": ("", "Phơi hai nắng.")}


@pytest.mark.parametrize(
    ("field", "new"),
    [
        ("title", "Khô cá lóc đồng"), ("description", "Ngọt thịt"), ("ingredients", "Cá lóc 95%, muối"), ("how_to_use", "Nướng"),
        ("how_to_keep", "Ngăn đá"), ("warnings", "Có cá"), ("shelf_life_days", 60), ("storage", "frozen"), ("set_code", "I.4a"),
        ("origin_kind", "made_in"), ("is_alcohol", True), ("net_quantity", 250), ("unit", "ml"), ("pack_text", "gói"),
        ("other_names", "khô"), ("title_en", "Dried fish"), ("summary_en", "Sun-dried"),
    ],
)  # fmt: skip
def test_each_of_these_waits_while_the_old_version_stays(acting, field, new):
    product = stand.on_sale(acting)
    before = fields.current(product)

    done = change(acting=acting, product=product, fields={field: new})

    assert done.waits == [field] and done.live == []
    assert fields.current(stand.fresh(product)) == before
    assert stand.fresh(product).is_public


def test_the_commune_of_origin_waits_too(acting):
    product, other = stand.on_sale(acting), stall.commune("30470", "Xã Khánh Hòa")

    assert change(acting=acting, product=product, fields={"origin": other}).waits == ["origin"]
    assert asked_in(ProductReview.objects.get()) == {"origin": (None, "30470")}


def test_the_desk_promises_an_answer_in_working_days(acting):
    review = desk.change_of(acting)

    day = review.sent_at.date()
    assert review.due_on == add_working_days(day, parameter("review.answer_working_days", day))
    assert (review.state, review.is_first, review.sent_by) == ("waiting", False, acting.person)


def test_sending_again_amends_what_waits_and_keeps_the_promised_day(acting):
    product = stand.on_sale(acting)
    first = desk.change_of(acting, product=product, title="Khô cá lóc đồng")
    ProductReview.objects.update(due_on=TODAY)

    again = send(product=product, by=acting.person, changes={"title": "Khô cá lóc ruộng", "ingredients": "Cá, muối"})

    assert again.pk == first.pk and again.due_on == TODAY
    assert asked_in(again) == {"title": ("Khô cá lóc", "Khô cá lóc ruộng"), "ingredients": ("", "Cá, muối")}
    assert [note["words"] for note in again.findings if note["kind"] == "amended"] == [str(acting.person)]
    assert fingerprint(first) == fingerprint(again)
    assert (
        SellerChange.objects.filter(action="changes_sent").count() == 0
    )  # noted by who changes, not by the desk's room


def test_taking_a_field_back_leaves_the_others_waiting(acting):
    product = stand.on_sale(acting)
    send(product=product, by=acting.person, changes={"title": "Tên khác", "ingredients": "Cá, muối"})

    review = send(product=product, by=acting.person, changes={"title": "Khô cá lóc"})

    assert list(asked_in(review)) == ["ingredients"]
    review = send(product=product, by=acting.person, changes={"ingredients": ""})
    assert review.state == ProductReview.State.WITHDRAWN


def test_what_changes_nothing_is_not_sent(acting):
    product = stand.on_sale(acting)

    with pytest.raises(NothingToSend):
        send(product=product, by=acting.person, changes={"title": "Khô cá lóc"})
    assert change(acting=acting, product=product, fields={"title": "Khô cá lóc"}).is_nothing
    assert not ProductReview.objects.exists()


def test_healing_words_stop_and_nothing_of_the_change_is_kept(acting):
    desk.watched()
    product = stand.on_sale(acting, price=100_000)

    with pytest.raises(WordsStop) as told:
        change(acting=acting, product=product, fields={"price": 90_000, "description": "đặc trị ho"})

    assert [finding.words for finding in told.value.findings] == ["đặc trị"]
    assert int(stand.record_of(product).price) == 100_000
    assert not ProductReview.objects.exists()


def test_praise_goes_to_the_desk_with_the_finding(acting):
    desk.watched()

    review = desk.change_of(acting, description="Ngon nhất miền Tây")

    assert [(note["field"], note["words"], note["kind"]) for note in review.findings] == [
        ("description", "nhất", "superlative")
    ]


def test_a_product_never_on_sale_waits_whole(acting):
    product = desk.complete(acting)

    review = send(product=product, by=acting.person)

    asked = asked_in(review)
    assert review.is_first and asked["title"] == (None, "Khô cá lóc") and asked["ingredients"] == (None, "Cá lóc, muối")
    assert set(asked) == set(fields.REVIEWED)
    assert stand.fresh(product).shelf.state == Shelf.State.WAITING
    assert not stand.fresh(product).is_public


def test_a_draft_is_changed_at_once_and_words_are_told_not_refused(acting):
    desk.watched()
    product = desk.complete(acting)

    done = change(acting=acting, product=product, fields={"description": "đặc trị ho"})

    assert (done.live, done.waits) == (["description"], [])
    assert [finding.words for finding in done.findings] == ["đặc trị"]
    assert stand.fresh(product).description == "đặc trị ho"
    with pytest.raises(WordsStop):
        send(product=product, by=acting.person)


def test_a_draft_at_the_desk_is_amended_when_the_seller_goes_on(acting):
    review = desk.first_review(acting)
    seen = fingerprint(review)

    change(acting=acting, product=review.product, fields={"ingredients": "Cá lóc, muối, ớt"})

    assert asked_in(review)["ingredients"] == (None, "Cá lóc, muối, ớt")
    assert fingerprint(review) != seen
    assert SellerChange.objects.filter(action="draft").exists()


@pytest.mark.parametrize(
    ("missing", "label"),
    [
        ("set_code", {"set_code": ""}), ("ingredients", {"ingredients": ""}), ("shelf_life_days", {"shelf_life_days": None}),
        ("how_to_keep", {"how_to_keep": ""}), ("harvest", {"set_code": "I.1a"}), ("how_to_use", {"set_code": "III.3"}),
        ("warnings", {"set_code": "III.1", "how_to_use": "Ngày hai viên"}),
        ("description", {"set_code": "VI.1", "description": ""}),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_by_field(acting, missing, label):
    product = desk.complete(acting, **label)

    with pytest.raises(Incomplete) as told:
        send(product=product, by=acting.person)

    assert [one.field for one in told.value.missing] == [missing]


def test_fresh_produce_sold_loose_needs_neither_ingredients_nor_shelf_life(acting):
    product = desk.complete(acting, set_code="I.1a", ingredients="", shelf_life_days=None, how_to_keep="")
    Harvest.objects.create(product=product, next_on=TODAY + timedelta(days=9))

    assert send(product=product, by=acting.person).is_first


def test_handicraft_needs_no_label_of_food(acting):
    assert send(
        product=desk.complete(acting, set_code="IV.1", ingredients="", shelf_life_days=None, how_to_keep=""), by=None
    )


def test_a_picture_is_asked_for(acting):
    product = desk.complete(acting)
    product.images.all().delete()

    with pytest.raises(Incomplete) as told:
        send(product=product, by=acting.person)

    assert [one.field for one in told.value.missing] == ["picture"]


def test_taken_back_it_is_a_draft_again(acting):
    review = desk.first_review(acting)

    assert withdraw(product=review.product).state == ProductReview.State.WITHDRAWN
    assert stand.fresh(review.product).shelf.state == Shelf.State.DRAFT
    assert withdraw(product=review.product) is None


def test_every_fault_of_a_change_is_told_at_once(acting):
    product = stand.on_sale(acting)

    with pytest.raises(BadProduct) as told:
        change(
            acting=acting,
            product=product,
            fields={"title": "<b>x</b>", "price": 5, "storage": "hot", "picked_on": None},
        )

    assert set(told.value.errors) == {"title", "price", "storage"}
    assert not ProductReview.objects.exists()


def test_a_pack_has_its_own_price_and_no_texts_of_its_own(acting):
    page = stall.product(price=None)
    pack = stall.product("Gói", parent=page, by=acting.seller, price=50_000)

    assert change(acting=acting, product=stand.fresh(pack), fields={"price": 60_000}).live == ["price"]
    with pytest.raises(BadProduct):
        change(acting=acting, product=stand.fresh(pack), fields={"title": "Khác"})
