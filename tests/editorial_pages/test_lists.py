"""Lists of pages: filter by kind, groups, leaves; how readers find them from every page."""

import re

import pytest

from marketplace.editorial.models import GuidePage, PlacePage, StoryPage

pytestmark = pytest.mark.django_db


def main(text: str) -> str:
    return text.split("<main")[1].split("</main>")[0]


def cards(text: str) -> list[str]:
    return re.findall(r'<li class="story-card">.*?<h[23]><a [^>]*>([^<]+)', main(text), re.DOTALL)


def kinds(text: str) -> list[tuple]:
    return re.findall(r'<a class="chip" href="(\?[^"]*)"( aria-current="true")?>([^<]+) <small>(\d+)', main(text))


def test_places_are_filtered_by_kind_with_links(place, read):
    place("rung", "Rừng", kind="nature")
    place("cho", "Chợ nổi", kind="market")
    place("nui", "Núi", kind="nature")

    assert cards(read("/dia-diem/")) == ["Chợ nổi", "Núi", "Rừng"]
    text = read("/dia-diem/?kind=nature")

    assert cards(text) == ["Núi", "Rừng"]
    assert [(url, bool(is_on), number) for url, is_on, _name, number in kinds(text)] == [
        ("?", False, "3"),
        ("?kind=nature", True, "2"),
        ("?kind=market", False, "1"),
    ]


@pytest.mark.parametrize("asked", ["khong-co", "%00", "nature'--", "", "nature&page=99"])
def test_an_unknown_kind_shows_everything_or_nothing_breaks(place, read, asked):
    place("rung", "Rừng", kind="nature")

    assert cards(read(f"/dia-diem/?kind={asked}")) == ["Rừng"]


def test_one_kind_alone_needs_no_filter(place, read):
    place("rung", "Rừng")

    assert kinds(read("/dia-diem/")) == []


def test_a_second_leaf_keeps_the_kind(place, read):
    for n in range(13):
        place(f"rung-{n:02}", f"Rừng {n:02}", kind="nature")
    place("cho", "Chợ", kind="market")

    text = read("/dia-diem/?kind=nature")

    assert 'href="?page=2&amp;kind=nature"' in text
    assert cards(read("/dia-diem/?kind=nature&page=2")) == ["Rừng 12"]


def test_a_place_told_in_vietnamese_alone_stands_in_the_english_list_and_says_so(place, read):
    told = place("rung", "Rừng")
    place("rung", "Forest", language="en", of=told)
    place("cho", "Chợ nổi")

    text = read("/en/dia-diem/")

    assert sorted(cards(text)) == ["Chợ nổi", "Forest"]
    assert '<a href="/en/dia-diem/cho/" lang="vi" hreflang="vi">Chợ nổi</a>' in text
    assert text.count("Only in Vietnamese") == 1


def test_guides_stand_by_those_they_are_for(pages, write, read):
    GuidePage.objects.all().delete()
    write(GuidePage, "goi", "Gói hàng", audience="sellers")
    write(GuidePage, "sao", "Đọc sao", audience="shoppers")

    text = main(read("/cam-nang/"))

    assert re.findall(r"<h[23][^>]*>(?:<a [^>]*>)?([^<]+)", text) == [
        "Cho người mua",
        "Đọc sao",
        "Cho người bán",
        "Gói hàng",
    ]


def test_an_empty_list_says_so(pages, read):
    assert "Trang đầu tiên còn đang viết" in main(read("/tuyen-di/"))


def test_a_list_costs_the_same_with_one_page_or_twelve(place, cost):
    place("rung", "Rừng", kind="nature")
    place("cho", "Chợ", kind="market")
    few, _text = cost("/dia-diem/")
    for n in range(10):
        place(f"noi-{n}", f"Nơi {n}")

    many, text = cost("/dia-diem/")

    assert len(cards(text)) == 12
    assert 1 <= few == many <= 10


def test_header_and_foot_lead_to_lists_that_have_something_and_to_the_map(pages, place, write, read):
    StoryPage.objects.all().delete()
    before = read("/shop/")
    place("rung", "Rừng")
    write(StoryPage, "chuyen", "Chuyện")

    text = read("/shop/")

    assert '<a href="/dia-diem/">' not in before
    for part in (text.split("<main")[0], text.split('<footer class="site-footer"')[1]):
        for path in ("/dia-diem/", "/chuyen-ke/", "/map/"):
            assert f'<a href="{path}">' in part
        assert '<a href="/le-hoi/">' not in part


def test_the_links_of_every_page_cost_one_query_until_a_page_is_published(pages, place, django_assert_num_queries):
    from marketplace.editorial.plain_pages import plain_links
    from marketplace.page_frame import reading_links

    with django_assert_num_queries(1):
        plain_links()
        reading_links()
    with django_assert_num_queries(0):
        before = [url for _name, url in reading_links()]

    place("rung", "Rừng")

    assert "/dia-diem/" not in before
    assert "/dia-diem/" in [url for _name, url in reading_links()]


def test_a_place_tells_when_to_go_how_to_get_there_and_what_to_taste(place, read):
    place(
        "rung", "Rừng", best_months=0b111100000000, best_time="Khi nước lên", getting_there="Theo tỉnh lộ 948.",
        taste="Cá linh", former_place="Tịnh Biên", latitude=10.583, longitude=105.058, source_url="https://angiang.gov.vn/rung",
    )  # fmt: skip

    text = main(read("/dia-diem/rung/"))

    assert re.findall(r'class="is-ripe[^"]*">(\d+)', text) == ["9", "10", "11", "12"]
    for words in (
        "Khi nước lên",
        "Theo tỉnh lộ 948.",
        "Cá linh",
        "Tịnh Biên",
        "10.583, 105.058",
        "https://angiang.gov.vn/rung",
    ):
        assert words in text
    assert re.findall(r'<nav class="breadcrumbs".*?</nav>', text)[0].count("<li>") == 3


def test_other_pages_of_the_same_kind_follow_each(place, read):
    place("rung", "Rừng")
    place("cho", "Chợ nổi")

    others = main(read("/dia-diem/rung/")).split('aria-labelledby="others"')[1]

    assert "Chợ nổi" in others
    assert "Rừng" not in others


def test_every_kind_of_page_is_a_page_of_its_own(pages):
    from marketplace.editorial.models import INDEXES, TELLING

    templates = [model.template for model in (*INDEXES, *TELLING)]

    assert PlacePage.template == "editorial/place.html"
    assert all(name in TEMPLATES for name in templates), templates


TEMPLATES = {
    *(f"editorial/{name}.html" for name in ("story", "place", "route", "event", "campaign", "guide")),
    *(f"editorial/{name}.html" for name in ("index", "place_index", "campaign_index")),
}
