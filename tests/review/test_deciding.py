"""The desk decides once, by field; what it accepts counts at once, what it sends back says why."""

from datetime import timedelta

import pytest
from django.utils import timezone
from oscar.core.loading import get_model

from catalogue.listing.models import Listing
from catalogue.review.deciding import (
    AlreadyDecided,
    BadAnswers,
    NotAllowed,
    Overtaken,
    OwnGoods,
    ReviewChanged,
    block,
    decide,
    unblock,
)
from catalogue.review.models import FieldChange, ProductReview, Shelf
from catalogue.review.sending import fingerprint, send
from marketplace.notify.models import Message
from sellers.goods.changing import change
from sellers.goods.pausing import pause
from tests.goods import stand

from . import desk

pytestmark = pytest.mark.django_db
OK, BACK = desk.ACCEPTED, desk.SENT_BACK


@pytest.fixture
def acting():
    return stand.at_work()


def test_accepted_fields_are_applied_at_once_and_the_listing_follows(acting, django_capture_on_commit_callbacks):
    review = desk.change_of(acting, title="Khô cá lóc đồng", ingredients="Cá, muối")

    with django_capture_on_commit_callbacks(execute=True):
        decided = decide(review=review, by=stand.officer(), answers=desk.all_of(review))

    product = stand.fresh(review.product)
    assert (decided.state, product.title, product.facts.ingredients) == ("accepted", "Khô cá lóc đồng", "Cá, muối")
    assert Listing.objects.get(product=product).title == "Khô cá lóc đồng"


def test_one_field_accepted_and_one_sent_back(acting):
    review = desk.change_of(acting, title="Tên mới", description="Ngon nhất")
    officer = stand.officer()
    answers = {"title": (OK, ""), "description": (BACK, "Cần giấy chứng minh cho chữ “nhất”.")}

    decided = decide(review=review, by=officer, answers=answers, reason="Sửa chút là được.")

    product = stand.fresh(review.product)
    assert (decided.state, decided.decided_by, decided.reason) == ("partly", officer, "Sửa chút là được.")
    assert (product.title, product.description, product.is_public) == ("Tên mới", "", True)
    assert FieldChange.objects.get(field="description").reason == "Cần giấy chứng minh cho chữ “nhất”."


def test_a_first_product_goes_on_sale_when_all_of_it_is_accepted(acting, django_capture_on_commit_callbacks):
    review = desk.first_review(acting)

    with django_capture_on_commit_callbacks(execute=True):
        decide(review=review, by=stand.officer(), answers=desk.all_of(review))

    product = stand.fresh(review.product)
    assert (product.shelf.state, product.is_public) == (Shelf.State.ON_SALE, True)
    assert Listing.objects.get(product=product).set_code == "I.3d"


def test_a_first_product_with_one_field_sent_back_stays_off_the_shelf_and_remembers_the_rest(acting):
    review = desk.first_review(acting)
    answers = desk.all_of(review) | {"ingredients": (BACK, "Ghi rõ tỉ lệ muối.")}
    decide(review=review, by=stand.officer(), answers=answers)
    product = stand.fresh(review.product)
    assert (product.shelf.state, product.shelf.reason) == (Shelf.State.SENT_BACK, "Ghi rõ tỉ lệ muối.")
    assert not product.is_public

    change(acting=acting, product=product, fields={"ingredients": "Cá lóc 97%, muối 3%"})
    again = send(product=product, by=acting.person)

    assert [one.field for one in again.changes.all()] == ["ingredients"]
    decide(review=again, by=stand.officer(), answers=desk.all_of(again))
    assert stand.fresh(product).is_public


def test_what_was_accepted_and_then_changed_is_looked_at_again(acting):
    review = desk.first_review(acting)
    decide(review=review, by=stand.officer(), answers=desk.all_of(review) | {"ingredients": (BACK, "Tỉ lệ?")})
    product = stand.fresh(review.product)

    change(acting=acting, product=product, fields={"description": "Chữ mới"})

    again = send(product=product, by=acting.person)
    assert {one.field for one in again.changes.all()} == {"ingredients", "description"}


def test_a_second_decision_has_a_name(acting):
    review = desk.change_of(acting)
    decide(review=review, by=stand.officer(), answers=desk.all_of(review))

    with pytest.raises(AlreadyDecided):
        decide(review=review, by=stand.officer(), answers=desk.all_of(review, BACK, "Không"))

    assert ProductReview.objects.get().state == "accepted"


def test_nobody_accepts_what_they_never_saw(acting):
    review = desk.change_of(acting, title="Tên mới")
    seen = fingerprint(review)
    send(product=review.product, by=acting.person, changes={"title": "Tên khác nữa"})

    with pytest.raises(ReviewChanged):
        decide(review=review, by=stand.officer(), answers=desk.all_of(review), seen=seen)

    assert stand.fresh(review.product).title == "Khô cá lóc"


def test_what_somebody_else_changed_meanwhile_is_told_and_not_overwritten(acting):
    review = desk.change_of(acting, title="Tên của người bán")
    get_model("catalogue", "Product").objects.filter(pk=review.product_id).update(title="Tên bàn sửa tay")

    with pytest.raises(Overtaken) as told:
        decide(review=review, by=stand.officer(), answers=desk.all_of(review))

    assert told.value.names == ["title"]
    assert stand.fresh(review.product).title == "Tên bàn sửa tay"
    assert FieldChange.objects.get().old == "Tên bàn sửa tay"
    decide(review=review, by=stand.officer(), answers=desk.all_of(review))
    assert stand.fresh(review.product).title == "Tên của người bán"


def test_sending_back_needs_a_reason_and_every_field_an_answer(acting):
    review = desk.change_of(acting, title="Tên mới", description="Chữ mới")

    with pytest.raises(BadAnswers) as told:
        decide(review=review, by=stand.officer(), answers={"title": (BACK, "  "), "stars": (OK, "")})

    assert set(told.value.errors) == {"title", "description", "stars"}
    assert ProductReview.objects.get().state == "waiting"


def test_who_may_not_decide_does_not(acting):
    review = desk.change_of(acting)

    for nobody in (stand.person(is_staff=True), acting.person):
        with pytest.raises(NotAllowed):
            decide(review=review, by=nobody, answers=desk.all_of(review))


def test_the_sellers_own_people_and_helpers_do_not_decide_even_with_the_permission(acting):
    review = desk.change_of(acting)
    owner, helper = stand.officer(), stand.helping(acting.seller)
    acting.seller.partner.users.add(owner)
    also = stand.officer()
    type(helper.helper).objects.filter(pk=helper.helper.pk).update(person=also)

    for one in (owner, also):
        with pytest.raises(OwnGoods):
            decide(review=review, by=one, answers=desk.all_of(review))
        with pytest.raises(OwnGoods):
            block(product=review.product, by=one, reason="x")


def test_the_seller_gets_the_reason_by_message(acting):
    acting.seller.email = "nguoiban@example.vn"
    acting.seller.save()
    review = desk.change_of(acting, description="Ngon")

    decide(review=review, by=stand.officer(), answers={"description": (BACK, "Viết rõ hơn.")})

    by_channel = {message.channel: message for message in Message.objects.filter(template="listing_decided")}
    assert by_channel["sms"].recipient == "+84900000001"
    assert len(by_channel["sms"].body) <= 160
    assert "Viết rõ hơn." in by_channel["email"].body
    assert f"/selling/{acting.seller.slug}/products/{review.product_id}/" in by_channel["sms"].body


def test_a_blocked_product_leaves_the_shelf_and_says_why(acting, django_capture_on_commit_callbacks):
    review = desk.change_of(acting)

    with django_capture_on_commit_callbacks(execute=True):
        block(product=review.product, by=stand.officer(), reason="Có người báo hàng hỏng.")

    product = stand.fresh(review.product)
    assert (product.shelf.state, product.shelf.reason) == (Shelf.State.BLOCKED, "Có người báo hàng hỏng.")
    assert not product.is_public and not Listing.objects.filter(product=product).exists()
    assert ProductReview.objects.get().state == "sent_back"


def test_a_block_is_lifted_or_the_product_is_looked_at_as_a_whole_again(acting):
    review = desk.first_review(acting)
    officer = stand.officer()
    decide(review=review, by=officer, answers=desk.all_of(review))
    block(product=review.product, by=officer, reason="Nhầm")
    unblock(product=review.product, by=officer, reason="Nhầm")
    assert stand.fresh(review.product).is_public

    block(product=review.product, by=officer, reason="Nhãn sai")
    again = send(product=review.product, by=acting.person)

    assert not again.is_first and again.changes.count() == review.changes.count()
    decide(review=again, by=officer, answers=desk.all_of(again))
    assert stand.fresh(review.product).is_public
    with pytest.raises(AlreadyDecided):
        unblock(product=review.product, by=officer, reason="Nữa")


def lifted(product, reason="Đã xem lại"):
    unblock(product=product, by=stand.officer(), reason=reason)
    return stand.fresh(product)


def test_what_was_changed_while_blocked_is_not_on_sale_before_the_desk_saw_it(acting):
    product = stand.on_sale(acting)
    block(product=product, by=stand.officer(), reason="Nhãn sai")
    change(acting=acting, product=stand.fresh(product), fields={"description": "Thần dược"})

    after = lifted(product)

    assert (after.shelf.state, after.shelf.reason, after.is_public) == ("sent_back", "Đã xem lại", False)


def test_what_was_changed_and_changed_back_is_on_sale_again(acting):
    product = stand.on_sale(acting)
    block(product=product, by=stand.officer(), reason="Nhãn sai")
    for words in ("Chữ mới", product.description):
        change(acting=acting, product=stand.fresh(product), fields={"description": words})

    assert lifted(product).is_public


def test_a_product_that_nobody_looked_at_is_not_on_sale_after_a_block(acting):
    draft, waiting = desk.complete(acting, "Gạo"), desk.first_review(acting).product
    for product in (draft, waiting):
        block(product=product, by=stand.officer(), reason="Nhầm")
        with pytest.raises(AlreadyDecided):
            block(product=product, by=stand.officer(), reason="Nhầm lần nữa")

        after = lifted(product)

        assert (after.shelf.state, after.is_public) == ("sent_back", False)


def test_a_pause_goes_on_after_a_block(acting):
    product, until = stand.on_sale(acting), timezone.localdate() + timedelta(days=9)
    pause(acting=acting, product=product, until=until)
    block(product=stand.fresh(product), by=stand.officer(), reason="Nhầm")

    after = lifted(product)

    assert (after.shelf.state, after.shelf.paused_until, after.is_public) == ("paused", until, False)


def test_an_older_block_says_nothing_of_a_later_one(acting):
    product = stand.on_sale(acting)
    block(product=product, by=stand.officer(), reason="Nhầm")
    lifted(product)
    review = desk.change_of(acting, product=stand.fresh(product), title="Tên mới")
    decide(review=review, by=stand.officer(), answers=desk.all_of(review))
    block(product=stand.fresh(product), by=stand.officer(), reason="Nhầm nữa")

    assert lifted(product).title == "Tên mới"
    assert stand.fresh(product).is_public


@pytest.mark.parametrize("is_changed", [False, True])
def test_the_seller_is_told_that_a_block_is_lifted(acting, is_changed):
    acting.seller.email = "nguoiban@example.vn"
    acting.seller.save()
    product = stand.on_sale(acting)
    block(product=product, by=stand.officer(), reason="Nhãn sai")
    if is_changed:
        change(acting=acting, product=stand.fresh(product), fields={"description": "Chữ mới"})

    lifted(product, "Bàn đã xem lại nhãn.")

    by_channel = {message.channel: message for message in Message.objects.filter(template="listing_unblocked")}
    assert by_channel["sms"].recipient == "+84900000001" and len(by_channel["sms"].body) <= 160
    assert "Bàn đã xem lại nhãn." in by_channel["email"].body
    assert f"/products/{product.pk}/" in by_channel["sms"].body


def test_a_new_title_reaches_the_packs(acting):
    from sellers.goods.packs import add_pack

    product = stand.on_sale(acting)
    add_pack(acting=acting, product=product, net_quantity=250, unit="g", price=60_000)
    review = desk.change_of(acting, product=stand.fresh(product), title="Khô cá lóc đồng")

    decide(review=review, by=stand.officer(), answers=desk.all_of(review))

    assert sorted(pack.title for pack in product.children.all()) == ["Khô cá lóc đồng, 250 g", "Khô cá lóc đồng, 500 g"]


def test_a_shared_label_reaches_the_packs_and_their_sizes_stay(acting):
    from sellers.goods.packs import add_pack

    product = stand.on_sale(acting)
    add_pack(acting=acting, product=product, net_quantity=250, unit="g", price=60_000)
    review = desk.change_of(acting, product=stand.fresh(product), ingredients="Cá, muối")

    decide(review=review, by=stand.officer(), answers=desk.all_of(review))

    assert {(pack.facts.ingredients, pack.facts.net_quantity) for pack in product.children.all()} == {
        ("Cá, muối", 250),
        ("Cá, muối", 500),
    }
