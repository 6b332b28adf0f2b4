"""What editors put above the results of a search."""

import pytest
from django.utils import translation
from wagtail.contrib.search_promotions.models import Query, QueryDailyHits, SearchPromotion

from marketplace.editorial.promoting import promoted
from tests.stall import product

pytestmark = pytest.mark.django_db


def promote(words: str, **more):
    return SearchPromotion.objects.create(query=Query.get(words), **more)


@pytest.mark.parametrize("typed", ["mắm", "MẮM ", "mam", "  măm", "mắm!"])
def test_words_are_compared_without_tone_marks(tree, typed):
    story = tree.story(title="Chuyện mắm")
    promote("mắm", page=story, description="Đọc trước khi mua")

    assert promoted(typed) == [("/chuyen-ke/mam/", "Chuyện mắm", "Đọc trước khi mua")]


@pytest.mark.parametrize("typed", ["", "   ", "mắm cá", "khô", "%", None])
def test_other_words_show_nothing(tree, typed):
    promote("mắm", page=tree.story())

    assert promoted(typed) == []


def test_unpublished_pages_and_those_of_another_language_are_left_out(tree):
    promote("mắm", page=tree.story("nhap", live=False))
    promote("mam", page=tree.story("fish-sauce", language="en", title="Fish sauce"))

    assert promoted("mắm") == []
    with translation.override("en"):
        assert [(link.url, link.title) for link in promoted("mam")] == [("/en/chuyen-ke/fish-sauce/", "Fish sauce")]


def test_links_go_to_everybody_in_the_order_of_the_editors(tree):
    promote("quà", external_link_url="https://b.example/", external_link_text="Hai", sort_order=1)
    promote("quà", external_link_url="https://a.example/", external_link_text="Một", sort_order=0)

    assert [link.title for link in promoted("qua")] == ["Một", "Hai"]


def test_one_query_a_minute_and_no_row_is_written(tree, django_assert_num_queries):
    promote("mắm", page=tree.story())

    with django_assert_num_queries(1):
        promoted("mắm")
        promoted("khô")
        promoted("mắm")
    assert not QueryDailyHits.objects.exists()


def test_the_search_page_shows_them_above_the_results(tree, client):
    product("Mắm ruốc")
    promote("mắm", page=tree.story(title="Chuyện <mắm>"))

    text = client.get("/shop/search/?q=mam").content.decode()

    assert text.index("Chuyện &lt;mắm&gt;") < text.index("Mắm ruốc")
    assert "promoted" not in client.get("/shop/search/?q=khô").content.decode()


def test_a_page_that_is_withdrawn_or_renamed_is_not_promoted_for_a_minute_longer(tree):
    story = tree.story(title="Chuyện mắm")
    promote("mắm", page=story)
    assert [link.url for link in promoted("mắm")] == ["/chuyen-ke/mam/"]

    story.slug = "mam-ngon"
    story.save_revision().publish()
    renamed = promoted("mắm")
    story.unpublish()

    assert [link.url for link in renamed] == ["/chuyen-ke/mam-ngon/"]
    assert promoted("mắm") == []
