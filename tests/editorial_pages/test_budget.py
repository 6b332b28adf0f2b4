"""A page costs the same however long it is: at most one query for each sort of thing, also with every block three times."""

from types import SimpleNamespace

import pytest
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from catalogue.seasons.models import Produce
from marketplace.editorial.arranging import DEFAULTS, FILL, arranged
from marketplace.editorial.blocks import HomeBlocks, PlainBlocks, TellingBlocks
from marketplace.editorial.models import StoryPage
from tests.stall import certificate, commune, product, province, seller

pytestmark = pytest.mark.django_db
# Listings, tallies, producers, stories, places, linked pages, photographs, produce.
SORTS_OF_THINGS = 8


@pytest.fixture
def market(place, write):
    """A round of every block with things of its own: market(n) -> blocks."""
    here = commune("31078", "Đặc khu Phú Quốc", latitude=10.2, longitude=103.96)
    this_month = 1 << (timezone.localdate().month - 1)

    def blocks(n: int) -> list[tuple]:
        image = get_image_model().objects.create(title=f"Ảnh {n}", file=get_test_image_file(f"{n}.png"))
        host = seller(f"Hộ {n}", at=here)
        goods = product(f"Món {n}", by=host, months=this_month)
        certificate(goods)
        spot = place(f"noi-{n}", f"Nơi {n}", commune=here, latitude=10.0 + n / 10, longitude=105.0)
        story = write(StoryPage, f"chuyen-{n}", f"Chuyện {n}")
        mango = Produce.objects.create(name=f"Xoài {n}", province=province(), months=this_month)
        photo, link = {"image": image.pk}, f'<p><a linktype="page" id="{spot.pk}">tới</a></p>'
        return [
            ("search", {"headline": f"Chào {n}", "picture": photo}),
            ("text", link),
            ("picture", photo),
            ("gallery", {"pictures": [photo, {"landscape": "pagoda"}]}),
            ("quote", {"text": f"Lời {n}"}),
            ("steps", {"steps": [{"title": "Một", "text": link, "picture": photo}]}),
            ("facts", [{"name": "Vé", "value": "100"}]),
            ("deadlines", [{"matter": "Hỏi", "first_answer": "1 ngày", "solved": "3 ngày"}]),
            ("season", {}),
            ("certified", {}),
            ("shelf", {"products": [goods.pk]}),
            ("products", {"seller": host.pk, "commune": "31078", "stars": "3", "in_season": True}),
            ("communes", {}),
            ("sets", {}),
            ("producers", {"sellers": [host.pk]}),
            ("producers", {}),
            ("stories", {"stories": [story.pk]}),
            ("stories", {}),
            ("places", {"places": [spot.pk]}),
            ("places", {"commune": "31078"}),
            ("places", {}),
            ("season_bar", {"produce": mango.pk}),
            ("hours", {"times": [{"days": ["0"], "opens": "07:00", "closes": "11:00"}]}),
            ("map", {"places": [spot.pk]}),
            ("map", {"commune": "31078"}),
            ("video", {"url": "https://www.youtube.com/watch?v=x", "title": "Phim", "picture": photo}),
            ("action", {"label": "Đi", "page": story.pk}),
        ]

    return blocks


def body(blocks) -> SimpleNamespace:
    return SimpleNamespace(raw_data=[{"type": k, "value": v, "id": f"b{n}"} for n, (k, v) in enumerate(blocks)])


def test_every_block_of_the_editor_is_known_and_tried_here(market):
    offered = {name for stream in (HomeBlocks, PlainBlocks, TellingBlocks) for name in stream.base_blocks}

    assert offered == set(FILL)
    assert {kind for kind, _value in market(1)} == offered
    assert offered - set(DEFAULTS) == {"text", "facts", "deadlines"}


def test_every_block_three_times_costs_one_query_for_each_sort_of_thing(market, django_assert_num_queries):
    blocks = [block for n in (1, 2, 3) for block in market(n)]
    arranged(body(blocks))

    with django_assert_num_queries(SORTS_OF_THINGS):
        sections = arranged(body(blocks))

    assert [section.kind for section in sections] == [kind for kind, _value in blocks]


def test_a_page_with_every_block_three_times_costs_what_one_with_each_once_costs(market, write, cost):
    told = [[block for block in market(n) if block[0] in TellingBlocks.base_blocks] for n in (1, 2, 3)]
    write(StoryPage, "ngan", "Ngắn", body=told[0])
    write(StoryPage, "dai", "Dài", body=[block for blocks in told for block in blocks])

    few, _text = cost("/chuyen-ke/ngan/")
    many, text = cost("/chuyen-ke/dai/")

    assert 1 <= few == many <= 18
    assert text.count('class="how-to"') == 3
    for n in (1, 2, 3):
        assert f"Món {n}" in text


def test_the_home_page_with_every_block_three_times_stays_within_its_budget(market, arrange, cost):
    home = [[block for block in market(n) if block[0] in HomeBlocks.base_blocks] for n in (1, 2, 3)]
    arrange(*home[0], *home[1][1:], *home[2][1:])

    number, text = cost("/")

    assert 1 <= number <= 11
    assert text.count("Món 3") >= 2


def test_text_alone_costs_nothing(pages, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert len(arranged(body([("text", "<p>Chữ</p>"), ("quote", {"text": "Lời"})]))) == 2
