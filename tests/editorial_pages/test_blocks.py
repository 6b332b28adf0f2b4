"""Blocks on a page: what each shows, and that what is gone leaves neither a hole nor a heading."""

import re

import pytest
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from catalogue.listing.models import Listing
from catalogue.seasons.models import Produce
from marketplace.editorial.models import StoryPage
from tests.stall import commune, product, province, seller

pytestmark = pytest.mark.django_db


def titles(text: str) -> list[str]:
    return re.findall(r'<li class="card">.*?<a href="[^"]+">([^<]+)</a>', text, re.DOTALL)


def cards(text: str) -> list[str]:
    """Names on the cards of pages."""
    return re.findall(r'<li class="story-card">.*?<h3><a [^>]*>([^<]+)', text, re.DOTALL)


def photograph(title="Ảnh"):
    return get_image_model().objects.create(
        title=title, description="Đồng lúa", file=get_test_image_file(f"{title}.png")
    )


def test_a_picture_has_its_words_its_caption_and_whose_it_is(tell):
    block = {"landscape": "pagoda", "image": None, "alt": "Chùa bên hồ sen", "caption": "Buổi sớm", "credit": "Lê Minh"}

    text = tell(("picture", block))

    assert 'alt="Chùa bên hồ sen (minh họa)"' in text
    assert "Buổi sớm · Hình: Lê Minh" in text


def test_a_photograph_keeps_the_words_of_the_editor_else_its_own(tell):
    image = photograph()

    text = tell(("picture", {"image": image.pk, "alt": "Người gặt"}), ("picture", {"image": image.pk}))

    assert 'alt="Người gặt"' in text
    assert 'alt="Đồng lúa"' in text


def test_a_gallery_is_a_grid_without_the_pictures_that_were_deleted(tell):
    gone = photograph()
    number = gone.pk
    gone.delete()
    pictures = [
        {"landscape": "pagoda", "caption": "Một"},
        {"image": number, "caption": "Hai"},
        {"landscape": "rice-fields"},
    ]

    text = tell(
        ("gallery", {"title": "Cảnh", "pictures": pictures}),
        ("gallery", {"title": "Trống", "pictures": [{"image": number}]}),
    )

    assert text.split('class="gallery"')[1].split("</ul>")[0].count("<figure") == 2
    assert "Hai" not in text
    assert "Trống" not in text


def test_a_picture_that_was_deleted_leaves_no_caption(tell):
    assert "Buổi sớm" not in tell(("picture", {"image": 999, "caption": "Buổi sớm"}))


def test_steps_are_numbered_and_may_have_pictures(tell):
    steps = [
        {"title": "Lót đáy", "text": "<p>Hai lớp <b>giấy</b>.</p>", "picture": {"landscape": "pagoda"}},
        {"title": "Chèn góc", "text": "", "picture": None},
    ]

    text = tell(("steps", {"title": "Gói hàng", "steps": steps}))

    block = text.split('<ol class="how-to">')[1].split("</ol>")[0]
    assert re.findall(r"<h3>([^<]+)", block) == ["Lót đáy", "Chèn góc"]
    assert "<p>Hai lớp <b>giấy</b>.</p>" in block
    assert block.count("<figure") == 1


def test_opening_hours_are_a_plain_table(tell):
    times = [{"days": ["0", "1"], "opens": "07:00", "closes": "11:00"}]

    text = tell(
        ("hours", {"title": "Giờ mở", "times": times, "note": "Nghỉ Tết"}),
        ("hours", {"title": "Không giờ", "times": []}),
    )

    rows = re.findall(r'<tr><th scope="row">([^<]+)</th><td>([^<]+)', text)
    assert rows[0] == ("Thứ Hai đến Thứ Ba", "07:00–11:00")
    assert rows[1][0] == "Thứ Tư đến Chủ Nhật"
    assert "Nghỉ Tết" in text
    assert "Không giờ" not in text


def test_a_season_bar_shows_the_months_of_the_produce(tell):
    mango = Produce.objects.create(name="Xoài", province=province(), months=0b000000111000)
    gone = Produce.objects.create(name="Cá linh", province=province(), months=1)
    number = gone.pk
    gone.delete()

    text = tell(
        ("season_bar", {"produce": mango.pk, "title": ""}), ("season_bar", {"produce": number, "title": "Mùa cá"})
    )

    assert re.findall(r'class="is-ripe[^"]*">(\d+)', text) == ["4", "5", "6"]
    assert "Mùa: Xoài" in text
    assert "Mùa cá" not in text


def test_the_bar_of_an_english_page_names_the_produce_in_english(tell):
    mango = Produce.objects.create(name="Xoài", name_en="Mango", province=province(), months=0b000000111000)
    plum = Produce.objects.create(name="Hồng quân", province=province(), months=0b000000111000)

    text = tell(
        ("season_bar", {"produce": mango.pk, "title": ""}),
        ("season_bar", {"produce": plum.pk, "title": ""}),
        language="en",
    )

    assert "Mango" in text and "Xoài" not in text
    assert "Hồng quân" in text


def test_a_video_is_a_link_that_loads_nothing_from_elsewhere(tell):
    video = {
        "url": "https://www.youtube.com/watch?v=x",
        "title": "Mùa lúa",
        "minutes": 4,
        "picture": {"landscape": "rice-fields"},
    }

    text = tell(("video", video), ("video", {"url": "javascript:alert(1)", "title": "Xấu"}))

    assert re.findall(r'(?:src|srcset)="(?:https?:)?//', text) == []
    assert '<a class="video" href="https://www.youtube.com/watch?v=x" rel="noopener noreferrer external">' in text
    assert "mở ở youtube.com" in text
    assert "Xấu" not in text
    assert "<iframe" not in text


def test_a_button_leads_to_a_page_an_address_of_ours_or_elsewhere(tell, place):
    spot = place("tra-su", "Trà Sư")

    text = tell(
        ("action", {"label": "Đi xem", "page": spot.pk, "url": ""}),
        ("action", {"label": "Mua", "page": None, "url": "/shop/?group=VI"}),
        ("action", {"label": "Tỉnh", "page": None, "url": "https://angiang.gov.vn/"}),
        ("action", {"label": "Xấu", "page": None, "url": "javascript:alert(1)"}),
        ("action", {"label": "Lạc", "page": None, "url": "//xau.example/"}),
    )

    assert re.findall(r'<a class="button" href="([^"]+)"( rel="[^"]+")?', text) == [
        ("/dia-diem/tra-su/", ""),
        ("/shop/?group=VI", ""),
        ("https://angiang.gov.vn/", ' rel="noopener noreferrer"'),
    ]


def test_a_button_to_a_withdrawn_page_is_no_button(tell, place):
    spot = place("tra-su", "Trà Sư")
    spot.unpublish()

    assert "Đi xem" not in tell(("action", {"text": "Muốn đi?", "label": "Đi xem", "page": spot.pk, "url": ""}))


def test_a_button_written_for_vietnamese_leads_an_english_reader_to_english_pages(tell, place):
    spot = place("tra-su", "Trà Sư")

    text = tell(
        ("action", {"label": "Go", "page": spot.pk}),
        ("action", {"label": "Buy", "url": "/shop/?group=VI"}),
        language="en",
    )

    assert '<a class="button" href="/en/dia-diem/tra-su/" hreflang="vi">' in text
    assert 'href="/en/shop/?group=VI"' in text


def test_a_link_inside_a_text_follows_the_reader_and_dies_with_its_page(tell, place):
    told, gone = place("tra-su", "Trà Sư"), place("mat", "Mất")
    gone.unpublish()
    html = f'<p><a linktype="page" id="{told.pk}">tới rừng</a> và <a id="{gone.pk}" linktype="page">nơi kia</a></p>'

    text = tell(("text", html))

    assert '<a href="/dia-diem/tra-su/">tới rừng</a>' in text
    assert "<a>nơi kia</a>" in text


def test_a_shelf_by_producer_leads_on_to_all_of_that_producer(tell):
    host = seller("Hộ Cô Ba")
    product("Mắm", by=host)
    product("Muối")

    text = tell(("products", {"title": "Của Cô Ba", "products": [], "seller": host.pk, "count": 4}))

    assert titles(text) == ["Mắm"]
    assert f'href="/shop/?seller={Listing.objects.get(title="Mắm").seller_slug}"' in text


def test_products_that_are_gone_leave_no_hole_and_their_heading_goes_with_the_last(tell):
    left, gone = product("Mắm"), product("Muối")
    Listing.objects.filter(pk=gone.pk).delete()

    text = tell(
        ("products", {"title": "Còn", "products": [gone.pk, left.pk]}),
        ("products", {"title": "Hết", "products": [gone.pk]}),
    )

    assert titles(text) == ["Mắm"]
    assert "Hết" not in text


def test_a_producer_who_closed_leaves_no_hole_and_is_not_replaced_by_another(tell):
    host, closed = seller("Hộ Cô Ba"), seller("Đã nghỉ", state="closed")

    text = tell(
        ("producers", {"title": "Ai làm", "sellers": [closed.pk, host.pk], "count": 2}),
        ("producers", {"title": "Ai nghỉ", "sellers": [closed.pk], "count": 2}),
    )

    assert re.findall(r'<li class="seller-card">.*?<a href="[^"]+">([^<]+)', text, re.DOTALL) == ["Hộ Cô Ba"]
    assert "Ai nghỉ" not in text


def test_places_are_those_chosen_those_of_a_commune_or_the_newest(tell, place):
    here = commune("31078", "Đặc khu Phú Quốc")
    one, two, gone = place("mot", "Một"), place("hai", "Hai", commune=here), place("mat", "Mất")
    gone.unpublish()

    text = tell(
        ("places", {"title": "Chọn", "places": [two.pk, gone.pk, one.pk]}),
        ("places", {"title": "Ở xã", "places": [], "commune": "31078", "count": 3}),
        ("places", {"title": "Mới", "places": [], "count": 1}),
        ("places", {"title": "Không còn", "places": [gone.pk]}),
    )

    assert cards(text) == ["Hai", "Một", "Hai", "Hai"]
    assert "Không còn" not in text


def test_chosen_pages_follow_the_order_and_the_language_of_the_reader(tell, place):
    told, untold = place("tra-su", "Rừng tràm"), place("chua", "Chưa dịch")
    place("tra-su", "Cajuput forest", language="en", of=told)

    text = tell(("places", {"title": "Go", "places": [untold.pk, told.pk]}), language="en")

    assert cards(text) == ["Chưa dịch", "Cajuput forest"]
    assert "Only in Vietnamese" in text


def test_a_page_withdrawn_in_vietnamese_is_not_replaced_by_its_english_version(tell, place):
    told = place("tra-su", "Rừng tràm")
    place("tra-su", "Cajuput forest", language="en", of=told)
    told.unpublish()

    assert "Cajuput" not in tell(("places", {"title": "Đi đâu", "places": [told.pk]}))


def test_stories_that_were_withdrawn_take_their_heading_with_them(tell, write):
    gone = write(StoryPage, "mat", "Mất")
    gone.unpublish()

    assert "Đọc nữa" not in tell(("stories", {"title": "Đọc nữa", "stories": [gone.pk]}))


def test_a_map_shows_the_chosen_places_or_a_commune_and_without_points_nothing(tell, place):
    here = commune("31078", "Đặc khu Phú Quốc", latitude=10.2, longitude=103.96)
    spot, nowhere = place("tra-su", "Trà Sư", latitude=10.58, longitude=105.06), place("dau", "Không rõ")
    place("bai", "Bãi biển", commune=here)
    seller("Hộ Cô Ba", at=here)

    text = tell(
        ("map", {"title": "Bản đồ một", "places": [spot.pk]}),
        ("map", {"title": "Bản đồ hai", "places": [], "commune": "31078"}),
        ("map", {"title": "Bản đồ ba", "places": [nowhere.pk]}),
    )

    maps = [re.findall(r'<span><a href="[^"]+">([^<]+)', part) for part in text.split('<h2 id="s-')[1:]]
    assert maps == [["Trà Sư"], ["Bãi biển", "Hộ Cô Ba"]]
    assert "Bản đồ ba" not in text


def test_a_block_of_a_kind_that_is_no_more_is_left_out(pages):
    from types import SimpleNamespace

    from marketplace.editorial.arranging import arranged

    body = SimpleNamespace(
        raw_data=[{"type": "carousel", "value": {}}, {"type": "text", "value": "<p>Chữ</p>", "id": "a"}]
    )

    assert [section.kind for section in arranged(body)] == ["text"]


def test_nothing_on_a_page_with_every_block_has_a_style_of_its_own(tell, place):
    text = tell(("gallery", {"pictures": [{"landscape": "pagoda"}]}), ("steps", {"steps": [{"title": "Một"}]}))

    assert "style=" not in text
    assert "<script" not in text
