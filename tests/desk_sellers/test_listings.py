"""Listing review at the desk: old and new side by side, watched words marked, decided field by field, once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from oscar.core.loading import get_model

from catalogue.review.loading import load_watched_words
from catalogue.review.models import FieldChange, ProductReview, Shelf
from catalogue.review.sending import fingerprint, send
from marketplace.desk.listings.differences import compared
from tests.desk_sellers import market
from tests.desk_sellers.pressing import buttons, errors, logged, press, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer(client, staff):
    client.force_login(staff.reviewer)
    return staff.reviewer


def answers(review, **back):
    """Everything accepted but what `back` names with a reason."""
    typed = {"seen": fingerprint(review)}
    for change in review.changes.all():
        typed[f"decision__{change.field}"] = "sent_back" if change.field in back else "accepted"
        typed[f"reason__{change.field}"] = back.get(change.field, "")
    return typed


def test_differences_are_marked_word_by_word_and_escaped():
    old, new = compared("Cá lóc & muối", "Cá lóc <tươi> & muối")

    assert old == "Cá lóc &amp; muối"
    assert new == "Cá lóc <ins>&lt;tươi&gt; </ins>&amp; muối"


def test_what_is_gone_is_marked_in_the_old_text():
    old, new = compared("Mắm rất ngon", "Mắm ngon")

    assert (old, new) == ("Mắm <del>rất </del>ngon", "Mắm ngon")


def test_watched_words_are_marked_where_they_stand():
    finding = {"start": 0, "end": 9, "kind": "superlative"}

    assert compared("", "Ngon nhất <b>", [finding])[1] == '<mark class="desk-watched">Ngon nhất</mark> &lt;b&gt;'


def test_a_watched_word_inside_a_change_bears_both_marks():
    finding = {"start": 3, "end": 12, "kind": "superlative"}

    new = compared("Cá lóc", "Cá ngon nhất lóc", [finding])[1]

    assert new == 'Cá <ins><mark class="desk-watched">ngon nhất</mark></ins><ins> </ins>lóc'


def test_a_field_with_a_watched_word_is_not_accepted_beforehand(client, reviewer, made):
    load_watched_words()
    review = market.changed_listing(made.live, "Mắm thử", description="Ngon nhất xứ này.", ingredients="Cá, muối.")

    page = client.get(reverse("desk:listing", args=[review.pk]))

    form = buttons(page)["decide"].form
    assert (form["decision-description"].value(), form["decision-ingredients"].value()) == ("", "accepted")
    assert '<mark class="desk-watched">Ngon nhất</mark>' in page.content.decode()


def test_all_of_a_listing_is_accepted_at_one_press_and_the_next_one_opens(client, reviewer, made):
    press(client, "listing.accept", made.listing, seen=fingerprint(made.listing))

    made.listing.refresh_from_db()
    assert (made.listing.state, made.listing.decided_by) == ("accepted", reviewer)
    assert Shelf.objects.get(product=made.listing.product).state == "on_sale"
    assert logged("listing.accept")[0].object_id == str(made.asking.pk)


def test_each_field_gets_its_own_answer(client, reviewer, made):
    answer = press(
        client, "listing.decide", made.changed, **answers(made.changed, description="Bỏ chữ “ngon nhất” giùm.")
    )

    told = {change.field: (change.decision, change.reason) for change in made.changed.changes.all()}
    assert told == {"description": ("sent_back", "Bỏ chữ “ngon nhất” giùm."), "ingredients": ("accepted", "")}
    product = get_model("catalogue", "Product").objects.get(pk=made.changed.product_id)
    assert (product.description, product.facts.ingredients) == ("", "Cá lóc, muối, ớt.")
    assert answer.url == reverse("desk:listing", args=[made.listing.pk])


def test_a_field_sent_back_without_a_reason_keeps_everything_typed(client, reviewer, made):
    typed = answers(made.changed, description="") | {"reason__ingredients": "chữ đã gõ"}

    page = press(client, "listing.decide", made.changed, **typed)

    assert list(errors(page)) == ["reason-description"]
    assert 'value="chữ đã gõ"' in page.content.decode()
    assert ProductReview.objects.get(pk=made.changed.pk).state == "waiting"


def test_what_the_seller_changed_meanwhile_is_not_accepted_unseen(client, reviewer, made):
    seen = fingerprint(made.changed)
    send(product=made.changed.product, by=None, changes={"description": "Chữ khác hẳn."})

    page = press(client, "listing.accept", made.changed, seen=seen)

    assert "The seller changed it since you looked." in said(page) + page.content.decode()
    assert ProductReview.objects.get(pk=made.changed.pk).state == "waiting"
    assert logged("listing.accept") == []


def test_what_stands_now_is_shown_when_it_was_changed_past_the_desk(client, reviewer, made):
    product = made.changed.product
    product.description = "Sửa ở nơi khác."
    product.save()

    press(client, "listing.accept", made.changed, seen=fingerprint(made.changed))

    assert FieldChange.objects.get(review=made.changed, field="description").old == "Sửa ở nơi khác."
    assert logged("listing.accept") == []


def test_a_listing_is_decided_once(client, reviewer, made):
    seen = fingerprint(made.changed)
    press(client, "listing.accept", made.changed, seen=seen)

    press(client, "listing.accept", made.changed, seen=seen)

    assert len(logged("listing.accept")) == 1


def test_a_helper_does_not_decide_on_the_shop_they_help(client, reviewer, made):
    market.helps(reviewer, made.live)

    page = client.get(reverse("desk:listing", args=[made.changed.pk]))
    press(client, "listing.accept", made.changed, seen=fingerprint(made.changed))

    assert buttons(page) == {}
    assert ProductReview.objects.get(pk=made.changed.pk).state == "waiting"


def test_help_that_ended_lately_still_keeps_a_reviewer_from_deciding(client, reviewer, made):
    given = market.helps(reviewer, made.live)
    type(given).objects.filter(pk=given.pk).update(ended_at=timezone.now() - timedelta(days=7))

    press(client, "listing.accept", made.changed, seen=fingerprint(made.changed))

    assert ProductReview.objects.get(pk=made.changed.pk).state == "waiting"


def test_any_product_is_taken_off_sale_with_a_reason_and_put_back(client, reviewer, made):
    product = made.changed.product
    press(client, "goods.block", product, ready="", reason="Hàng không rõ nguồn gốc.")
    blocked = Shelf.objects.get(product=product)
    assert (blocked.state, blocked.reason) == ("blocked", "Hàng không rõ nguồn gốc.")

    press(client, "goods.unblock", product, ready="0", reason="")

    assert Shelf.objects.get(product=product).state == "on_sale"
    assert [line.object_id for line in logged("goods.block")] == [str(made.live.pk)]
