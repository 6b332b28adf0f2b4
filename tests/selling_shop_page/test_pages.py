"""The screens of the shop page: what is typed stays, what is refused says why beside the field."""

import csv
import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from catalogue.review.models import WatchedWord
from marketplace.fulfilment.loading import load_rates
from sellers.helping.models import Helper, Scope
from sellers.models import Seller, SellerChange
from tests import stall
from tests.checkout import buying
from tests.pictures import picture_bytes

from .conftest import person

pytestmark = pytest.mark.django_db

SCREENS = ("words", "maker", "picture", "place", "sending", "pickup", "deputy", "name", "pause")


def at(shop, screen=""):
    return f"/selling/{shop.slug}/shop/{screen}{'/' if screen and '.' not in screen else ''}"


def test_every_line_leads_to_its_question_and_each_question_opens(phone, shop):
    page = phone.get(at(shop))

    assert page.status_code == 200
    for screen in SCREENS:
        assert at(shop, screen) in page.content.decode()
        assert phone.get(at(shop, screen)).status_code == 200


def test_the_number_of_queries_does_not_grow_with_the_shop(phone, shop, django_assert_num_queries):
    for number in range(3):
        stall.product(f"Món {number}", by=shop)
        SellerChange.objects.create(seller=shop, action="shop_words", words="x")

    phone.get(at(shop))
    with django_assert_num_queries(4):  # session, person, seller, is there anything in the basket-free frame
        phone.get(at(shop))


def test_words_are_saved_as_plain_text_and_said_to_be_live(phone, shop):
    answer = phone.post(at(shop, "words"), {"about": "Dòng một \n\n\u200bDòng  hai", "about_en": ""}, follow=True)

    assert Seller.objects.get(pk=shop.pk).about == "Dòng một\n\nDòng hai"
    assert answer.redirect_chain == [(at(shop), 302)]


def test_markup_is_refused_and_what_was_typed_stays(phone, shop):
    answer = phone.post(at(shop, "words"), {"about": "Ngon <b>lắm</b>", "about_en": "good"})

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"about"}
    assert "Ngon &lt;b&gt;lắm" in answer.content.decode()
    assert Seller.objects.get(pk=shop.pk).about == ""


def test_a_forbidden_word_is_named_beside_the_field(phone, shop):
    WatchedWord.objects.update_or_create(
        words="thần dược", defaults={"kind": "forbidden", "advice": "Nói cách làm.", "is_active": True}
    )

    answer = phone.post(at(shop, "words"), {"about": "Đây là thần dược", "about_en": ""})

    assert answer.status_code == 422
    assert "Nói cách làm." in answer.context["form"].errors["about"][0]


def test_the_commune_only_hides_the_house_from_shoppers(phone, shop, client):
    phone.post(at(shop, "place"), {"shown": "place", "place": "Số 9, ấp Mẫu"})
    before = phone.get(shop.get_absolute_url()).content.decode()

    phone.post(at(shop, "place"), {"shown": "commune", "place": "Số 9, ấp Mẫu"})

    assert "Số 9, ấp Mẫu" in before
    assert "Số 9" not in phone.get(shop.get_absolute_url()).content.decode()
    assert Seller.objects.get(pk=shop.pk).business_place == ""


def test_a_place_that_shall_be_shown_must_be_written(phone, shop):
    answer = phone.post(at(shop, "place"), {"shown": "place", "place": " "})

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"place"}


def test_the_page_of_picking_up_shows_the_answer_that_stands(phone, shop):
    phone.post(at(shop, "pickup"), {"has_pickup": "no"})

    assert Seller.objects.get(pk=shop.pk).has_pickup is False
    assert phone.get(at(shop, "pickup")).context["form"]["has_pickup"].value() == "no"


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"name": "Chị Hai", "phone": ""}, "phone"),
        ({"name": "", "phone": "0912 345 678"}, "name"),
        ({"name": "Chị Hai", "phone": "0900 000 001"}, "phone"),  # the seller's own
        ({"name": "Chị Hai", "phone": "12"}, "phone"),
    ],
)
def test_a_deputy_is_somebody_else_with_a_phone(phone, shop, sent, wrong):
    answer = phone.post(at(shop, "deputy"), sent)

    assert answer.status_code == 422
    assert wrong in answer.context["form"].errors
    assert Seller.objects.get(pk=shop.pk).deputy_phone == ""


def test_a_deputy_is_kept_with_the_number_in_one_spelling(phone, shop):
    phone.post(at(shop, "deputy"), {"name": "Chị Hai", "phone": "0912.345.678"})

    stored = Seller.objects.get(pk=shop.pk)
    assert (stored.deputy_name, stored.deputy_phone) == ("Chị Hai", "+84912345678")


def test_a_helper_finds_no_way_to_the_deputy(client, shop):
    officer = person("can-bo@example.com", "Cán bộ Mẫu")
    Helper.objects.create(
        seller=shop, person=officer, relation="officer", scopes=list(Scope.values), asked_by=officer,
        until=timezone.localdate() + timedelta(days=30), agreed_at=timezone.now(),
    )  # fmt: skip
    client.force_login(officer)

    page = client.get(at(shop))
    pressed = client.post(at(shop, "deputy"), {"name": "Số thứ hai", "phone": "0912 345 678"})

    assert page.status_code == 200 and at(shop, "deputy") not in page.content.decode()
    assert pressed.status_code == 403
    assert Seller.objects.get(pk=shop.pk).deputy_phone == ""


def test_a_picture_comes_through_the_door_and_is_shown(phone, shop):
    file = SimpleUploadedFile("anh.png", picture_bytes("PNG"), content_type="image/png")

    answer = phone.post(at(shop, "picture"), {"picture": file})

    assert answer.status_code == 302
    assert Seller.objects.get(pk=shop.pk).picture.name.endswith(".jpg")
    phone.post(at(shop, "picture/remove"))
    assert not Seller.objects.get(pk=shop.pk).picture


def test_a_settled_name_is_explained_and_not_asked(phone, shop):
    Seller.objects.filter(pk=shop.pk).update(tax_code="0123456789")

    page = phone.get(at(shop, "name"))
    answer = phone.post(at(shop, "name"), {"name": "Tên khác", "kind": "company"})

    assert 'name="kind"' not in page.content.decode()
    assert answer.status_code == 403
    assert Seller.objects.get(pk=shop.pk).name == shop.name


def test_a_pause_is_for_a_later_day_and_ends_with_one_button(phone, shop):
    today = timezone.localdate()
    refused = phone.post(at(shop, "pause"), {"until": f"{today}"})
    phone.post(at(shop, "pause"), {"until": f"{today + timedelta(days=2):%d/%m/%Y}"})
    page = phone.get(at(shop))

    assert refused.status_code == 422
    assert f"{today + timedelta(days=2):%d/%m/%Y}" in page.content.decode()
    phone.post(at(shop, "open"))
    assert Seller.objects.get(pk=shop.pk).state == "open"


def test_the_poster_is_an_a5_page_with_the_address_of_the_shop(phone, shop, settings):
    answer = phone.get(at(shop, "poster.pdf"))

    assert answer["Content-Type"] == "application/pdf"
    assert b"/MediaBox [0 0 419.53 595.28]" in answer.content


def test_a_suspended_seller_takes_their_data_and_no_buyers_name_is_in_it(phone, shop):
    load_rates()
    goods = stall.product("Khô cá lóc", by=shop, price=120_000)
    order = buying.order_basket(buying.basket_of((goods, 2)))
    Seller.objects.filter(pk=shop.pk).update(state="suspended")

    answer = phone.get(at(shop, "data.zip"))
    pack = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    orders = list(csv.reader(io.StringIO(pack.read("orders.csv").decode("utf-8-sig"))))

    assert phone.get(at(shop, "data")).status_code == 200
    assert orders[1][1] == order.number
    assert orders[1][5:8] == ["Khô cá lóc", "2", "240000"]
    everything = b"".join(pack.read(name) for name in pack.namelist()).decode()
    assert "Nguyễn Văn Mẫu" not in everything
    assert "912345678" not in everything.replace(" ", "")
    assert "ấp Mẫu" not in everything


def test_the_data_of_another_seller_are_not_in_it(phone, shop):
    stall.product("Món của người khác", by=stall.seller("Người khác"))
    stall.product("Món của tôi", by=shop)

    answer = phone.get(at(shop, "data.zip"))
    pack = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    products = pack.read("products.csv").decode("utf-8-sig")

    assert "Món của tôi" in products
    assert "Món của người khác" not in products


def test_the_number_of_queries_of_the_data_does_not_grow(phone, shop, django_assert_max_num_queries):
    load_rates()
    for number in range(4):
        goods = stall.product(f"Món {number}", by=shop)
        buying.order_basket(buying.basket_of((goods, 1)))

    phone.get(at(shop))
    with django_assert_max_num_queries(9):
        b"".join(phone.get(at(shop, "data.zip")).streaming_content)
