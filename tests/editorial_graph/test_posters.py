"""Posters of places and producers."""

from io import BytesIO

import pytest
from django.contrib.auth.models import Permission
from django.utils import translation
from pypdf import PdfReader

from marketplace.editorial.models import PlacePage
from marketplace.editorial.posters.buttons import in_the_header, in_the_list
from marketplace.editorial.posters.making import poster_of
from marketplace.printing.tasted import Size, TastedPoster, Wording, tasted_pdf
from marketplace.selling.shop_page.taking import tasted_poster_of
from tests.stall import commune, seller

from .site import home, page

from datetime import UTC, datetime  # isort: skip

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)


def poster(**more):
    said = {
        "first": Wording("Bạn vừa nếm gì?", "Đảo Phú Quốc", "Chĩa máy ảnh vào đây"),
        "second": Wording("What did you taste?", "Phu Quoc island", "Point your camera here"),
        "where": "Đặc khu Phú Quốc, An Giang",
        "link": "https://cho.example/at/7/",
        "shown_link": "cho.example/at/7/",
        "operator": "Chợ OCOP",
    }
    return TastedPoster(**{**said, **more})


def read(made: bytes):
    (sheet,) = PdfReader(BytesIO(made)).pages
    return sheet


@pytest.mark.parametrize(("size", "millimetres"), [(Size.A4, (210, 297)), (Size.CARD, (105, 148))])
def test_a_poster_is_one_sheet_with_vietnamese_before_english(size, millimetres):
    sheet = read(tasted_pdf(poster(), size, made_at=NOON))

    assert tuple(round(float(side) / 72 * 25.4) for side in sheet.mediabox[2:]) == millimetres
    text = sheet.extract_text()
    order = [
        "Bạn vừa nếm gì?",
        "What did you taste?",
        "Đảo Phú Quốc",
        "Phu Quoc island",
        "Chĩa máy",
        "Point your",
        "cho.example/at/7/",
    ]
    assert sorted(order, key=text.index) == order


def test_the_same_poster_gives_the_same_bytes():
    assert tasted_pdf(poster(), Size.CARD, made_at=NOON) == tasted_pdf(poster(), Size.CARD, made_at=NOON)


def test_a_name_that_is_the_same_in_both_languages_stands_once():
    same = Wording("What did you taste?", "Đảo Phú Quốc", "Point your camera here")

    assert read(tasted_pdf(poster(second=same), Size.CARD, made_at=NOON)).extract_text().count("Đảo Phú Quốc") == 1


def test_a_name_without_end_is_cut_and_stays_within_its_band():
    long = Wording("Bạn vừa nếm gì?", "Hợp tác xã " * 40, "Chĩa máy ảnh vào đây")

    text = read(tasted_pdf(poster(first=long), Size.CARD, made_at=NOON)).extract_text()

    assert "…" in text
    assert text.count("Hợp tác xã") < 20


@pytest.mark.django_db
def test_the_code_of_a_place_names_its_vietnamese_page_whichever_version_is_printed(settings):
    settings.SITE_URL = "https://cho.example"
    place = page(PlacePage, "Đảo Phú Quốc", commune=commune("31078", "Đặc khu Phú Quốc"))
    english = page(PlacePage, "Phu Quoc island", language="en", twin=place)

    with translation.override("en"):
        made = poster_of(english)

    assert (made.link, made.shown_link) == (f"https://cho.example/at/{place.pk}/", f"cho.example/at/{place.pk}/")
    assert (made.first.title, made.second.title) == ("Đảo Phú Quốc", "Phu Quoc island")
    assert made.second.question == "What did you taste here?"
    assert made.first.question != made.second.question


@pytest.mark.django_db
def test_the_code_of_a_producer_leads_to_their_goods_in_any_language(settings):
    settings.SITE_URL = "https://cho.example"
    maker = seller("Nhà thùng")

    with translation.override("en"):
        made = tasted_poster_of(maker)

    assert made.link == f"https://cho.example/at/s/{maker.slug}/"
    assert made.first.title == made.second.title == "Nhà thùng"


@pytest.fixture
def reader_of_cms(django_user_model, db):
    made = django_user_model.objects.create_user(
        email="khach@example.vn", full_name="Khách", password="mua-nuoc-noi-7", is_staff=True
    )
    made.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return made


@pytest.fixture
def chief(django_user_model, db):
    return django_user_model.objects.create_superuser(
        email="truong@example.vn", full_name="Trưởng", password="mua-nuoc-noi-7"
    )


@pytest.mark.django_db
def test_who_may_edit_a_place_finds_both_posters_in_the_list_and_above_the_page(chief):
    place = page(PlacePage, "Chợ nổi")

    addresses = [f"/cms/posters/{place.pk}/a4.pdf", f"/cms/posters/{place.pk}/card.pdf"]
    assert [button.url for button in in_the_list(place, chief)] == addresses
    assert [button.url for button in in_the_header(place, chief, "edit")] == addresses
    assert list(in_the_list(home(), chief)) == []


@pytest.mark.django_db
def test_who_may_not_edit_it_sees_no_button_and_gets_no_poster(client, reader_of_cms):
    place = page(PlacePage, "Chợ nổi")
    client.force_login(reader_of_cms)

    assert list(in_the_list(place, reader_of_cms)) == []
    assert client.get(f"/cms/posters/{place.pk}/a4.pdf").status_code != 200


@pytest.mark.django_db
def test_a_poster_opens_as_a_pdf_and_a_size_that_is_none_is_not_found(client, chief):
    place = page(PlacePage, "Chợ nổi")
    client.force_login(chief)

    answer = client.get(f"/cms/posters/{place.pk}/card.pdf")

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF")
    assert client.get(f"/cms/posters/{place.pk}/a9.pdf").status_code == 404
