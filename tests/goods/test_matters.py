"""The pages of one matter of a product, and what of it goes to the desk."""

import re

import pytest
from django.utils import timezone

from catalogue.review.models import ProductReview, Shelf
from catalogue.seasons.models import Harvest
from sellers.models import SellerChange
from tests.review import desk

from . import stand
from .stand import room, text_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def test_what_waits_is_shown_beside_what_stands_and_can_be_taken_back(client, signed_in):
    product = stand.on_sale(signed_in)
    client.post(room(signed_in, f"{product.pk}/label/"), {"ingredients": "Cá lóc, muối", "storage": "ambient"})

    html = text_of(client.get(room(signed_in, f"{product.pk}/")))
    form = text_of(client.get(room(signed_in, f"{product.pk}/label/")))

    review = ProductReview.objects.get()
    assert "<ins>Cá lóc, muối</ins>" in html and review.due_on.strftime("%d/%m/%Y") in html
    assert "Cá lóc, muối</textarea>" in form
    assert SellerChange.objects.filter(action="changes_sent").exists()
    client.post(room(signed_in, f"{product.pk}/take-back/"))
    assert ProductReview.objects.get().state == "withdrawn"


def test_healing_words_are_pointed_out_before_anything_is_sent(client, signed_in):
    desk.watched()
    product = stand.on_sale(signed_in)
    typed = {"ingredients": "Cá, muối", "how_to_use": "Ăn vào đặc trị ho lâu năm", "storage": "ambient"}

    html = text_of(client.post(room(signed_in, f"{product.pk}/label/"), typed))

    assert "<mark>đặc trị</mark>" in html and "Không viết đặc trị" in html
    assert "Ăn vào đặc trị ho lâu năm</textarea>" in html
    assert 'name="knowing"' not in html
    assert not ProductReview.objects.exists()


def what(**more):
    return {"title": "Khô cá lóc", "set_code": "I.3d", "size": "500g", **more}


def test_praise_is_asked_once_and_then_goes_to_the_desk(client, signed_in):
    desk.watched()
    product = stand.on_sale(signed_in)
    typed = what(description="Ngon nhất xứ")
    html = text_of(client.post(room(signed_in, f"{product.pk}/what/"), typed))
    knowing = re.search(r'name="knowing" value="([^"]+)"', html)[1]
    assert "<mark>nhất</mark>" in html and not ProductReview.objects.exists()

    other = client.post(room(signed_in, f"{product.pk}/what/"), what(description="Số một xứ", knowing=knowing))
    assert other.status_code == 200 and not ProductReview.objects.exists()
    answer = client.post(room(signed_in, f"{product.pk}/what/"), typed | {"knowing": knowing})

    assert answer.status_code == 302
    assert [note["words"] for note in ProductReview.objects.get().findings] == ["nhất"]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ({"size": "1l"}, (1000, "ml", "1 lít")), ({"size": "other", "quantity": "750", "unit": "g"}, (750, "g", "")),
        ({"size": "other", "quantity": "1,5", "unit": "kg"}, (1500, "g", "")),
        ({"size": "other", "quantity": "12", "unit": "piece", "pack_text": "chục 12 trái"}, (12, "piece", "chục 12 trái")),
    ],
)  # fmt: skip
def test_a_size_is_chosen_or_typed(client, signed_in, typed, stored):
    product = desk.complete(signed_in)

    assert client.post(room(signed_in, f"{product.pk}/what/"), what(**typed)).status_code == 302

    facts = stand.fresh(product).facts
    assert (facts.net_quantity, facts.unit, facts.pack_text) == stored


@pytest.mark.parametrize("quantity", ["", "0", "-5", "1,500", "1.5.5", "abc", "1e3", "99999999"])
def test_a_size_that_cannot_be_read_is_asked_again(client, signed_in, quantity):
    product = desk.complete(signed_in)
    typed = what(size="other", quantity=quantity, unit="kg")

    page = client.post(room(signed_in, f"{product.pk}/what/"), typed)

    assert page.status_code == 200 and 'id="id_quantity_error"' in text_of(page)


def test_harvest_and_season_count_at_once_and_the_shop_tells_them(client, signed_in):
    product = stand.on_sale(signed_in)
    client.get(product.get_absolute_url())

    client.post(
        room(signed_in, f"{product.pk}/season/"), {"picked_on": TODAY.isoformat(), "next_on": "", "months": ["3", "4"]}
    )

    assert Harvest.objects.get(product=product).picked_on == TODAY
    assert stand.fresh(product).season.months == 0b1100
    page = text_of(client.get("/en" + product.get_absolute_url()))
    assert f"Picked on {TODAY:%d/%m}" in page
    wrong = client.post(room(signed_in, f"{product.pk}/season/"), {"next_on": "2020-01-01"})
    assert 'id="id_next_on_error"' in text_of(wrong)


def test_the_way_from_a_draft_to_the_desk_and_back(client, signed_in):
    product = desk.complete(signed_in, ingredients="")
    page = text_of(client.get(room(signed_in, f"{product.pk}/")))
    assert room(signed_in, f"{product.pk}/label/#id_ingredients") in page and "/send/" not in page

    client.post(room(signed_in, f"{product.pk}/send/"))
    assert not ProductReview.objects.exists()
    label = {"ingredients": "Cá, muối", "shelf_life_days": "90", "how_to_keep": "Nơi mát", "storage": "ambient"}
    client.post(room(signed_in, f"{product.pk}/label/"), label)
    assert "/send/" in text_of(client.get(room(signed_in, f"{product.pk}/")))
    client.post(room(signed_in, f"{product.pk}/send/"))

    assert stand.fresh(product).shelf.state == Shelf.State.WAITING
    client.post(room(signed_in, f"{product.pk}/take-back/"))
    assert stand.fresh(product).shelf.state == Shelf.State.DRAFT


def test_the_seller_reads_the_reason_and_the_way_to_mend_it(client, signed_in):
    from catalogue.review.deciding import decide

    review = desk.first_review(signed_in)
    answers = desk.all_of(review) | {"ingredients": (desk.SENT_BACK, "Ghi rõ tỉ lệ muối.")}
    decide(review=review, by=stand.officer(), answers=answers, reason="Gần xong rồi.")

    page = text_of(client.get(room(signed_in, f"{review.product_id}/")))

    assert "Ghi rõ tỉ lệ muối." in page and "Gần xong rồi." in page
    assert room(signed_in, f"{review.product_id}/label/#id_ingredients") in page
