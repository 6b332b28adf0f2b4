"""What is told of a product and of a producer, without anyone linking twice."""

import pytest
from django.utils import translation

from marketplace.editorial.mentions import (
    about_product,
    about_seller,
    places_about,
    places_of_seller,
    stories_about,
    stories_of_commune,
    stories_of_seller,
)
from marketplace.editorial.models import PlacePage, StoryPage
from tests.stall import commune, product, seller

from .site import page, titles

pytestmark = pytest.mark.django_db


def fish_sauce(**more):
    return product("Nước mắm", by=seller("Nhà thùng", at=commune("31078", "Đặc khu Phú Quốc")), **more)


def test_a_product_finds_stories_that_name_it_its_producer_or_its_commune_the_nearest_first():
    sold = fish_sauce()
    maker = sold.stockrecords.get().partner.seller
    page(StoryPage, "Ủ cá", names=[sold], commune=maker.commune)
    page(StoryPage, "Người làm thùng", names=[maker])
    page(StoryPage, "Chuyện nơi khác", commune=commune("30469", "Xã Mỹ Đức"))

    assert titles(stories_about(sold)) == ["Ủ cá", "Người làm thùng"]


def test_a_story_of_the_commune_is_told_only_where_none_is_nearer():
    sold = fish_sauce()
    near = page(StoryPage, "Chuyện đảo", commune=commune("31078"))

    assert titles(stories_about(sold)) == ["Chuyện đảo"]
    page(StoryPage, "Ủ cá", names=[sold])
    assert titles(stories_about(sold)) == ["Ủ cá"]
    assert titles(stories_of_commune("31078")) == [near.title]


def test_a_product_and_its_producer_find_the_places_of_their_commune():
    sold = fish_sauce()
    page(PlacePage, "Đảo Phú Quốc", commune=commune("31078"))
    page(PlacePage, "Chợ nổi", names=[sold])
    page(PlacePage, "Núi Sam", commune=commune("30469", "Xã Mỹ Đức"))

    assert titles(places_about(sold)) == ["Chợ nổi", "Đảo Phú Quốc"]
    assert titles(places_of_seller(sold.stockrecords.get().partner.seller)) == ["Chợ nổi", "Đảo Phú Quốc"]


def test_a_story_of_a_product_is_a_story_of_its_producer_too():
    sold = fish_sauce()
    page(StoryPage, "Ủ cá", names=[sold])

    assert titles(stories_of_seller(sold.stockrecords.get().partner.seller)) == ["Ủ cá"]
    assert stories_of_seller(seller("Người khác", at=commune("30469", "Xã Mỹ Đức"))) == []


def test_a_rule_that_asks_for_a_commune_does_not_put_the_page_there():
    rule = {"title": "", "products": [], "commune": "31078"}
    sold = fish_sauce()
    page(StoryPage, "Tết").body = None
    told = page(StoryPage, "Hàng của đảo")
    told.body = [{"type": "products", "id": "r", "value": rule}]
    told.save()

    assert stories_about(sold) == []


def test_a_page_and_its_translation_are_one_and_each_reader_gets_their_own():
    sold = fish_sauce()
    told = page(StoryPage, "Ủ cá", names=[sold])
    page(StoryPage, "A year in the barrel", language="en", twin=told, names=[sold])

    assert titles(stories_about(sold)) == ["Ủ cá"]
    with translation.override("en"):
        cards = stories_about(sold)
        assert [(card.title, card.url, card.language) for card in cards] == [
            ("A year in the barrel", "/en/chuyen-ke/u-ca/", "")
        ]


def test_naming_a_product_in_one_language_is_enough_for_the_other():
    sold = fish_sauce()
    told = page(StoryPage, "Ủ cá", names=[sold])
    page(StoryPage, "A year in the barrel", language="en", twin=told)

    with translation.override("en"):
        assert titles(stories_about(sold)) == ["A year in the barrel"]


def test_what_is_not_translated_is_told_in_vietnamese_and_says_so():
    sold = fish_sauce()
    page(StoryPage, "Ủ cá", names=[sold])

    with translation.override("en"):
        (card,) = stories_about(sold)

    assert (card.title, card.url, card.language) == ("Ủ cá", "/en/chuyen-ke/u-ca/", "vi")


def test_a_draft_is_told_to_nobody():
    sold = fish_sauce()
    page(StoryPage, "Ủ cá", names=[sold], live=False)

    assert stories_about(sold) == []


@pytest.mark.parametrize("number", [1, 7])
def test_stories_and_places_of_a_product_take_two_queries_however_many(number, django_assert_num_queries):
    sold = fish_sauce()
    stories_about(sold)
    for n in range(number):
        page(StoryPage, f"Chuyện {n}", names=[sold])
        page(PlacePage, f"Nơi {n}", commune=commune("31078"))

    with django_assert_num_queries(2):
        about = about_product(sold)

    assert (len(about.stories), len(about.places)) == (min(number, 3), min(number, 3))
    with django_assert_num_queries(0):
        assert about_product(sold) == about


def test_what_was_kept_is_forgotten_when_a_page_is_published():
    sold = fish_sauce()
    maker = sold.stockrecords.get().partner.seller
    assert not about_product(sold)
    assert not about_seller(maker)

    page(StoryPage, "Ủ cá", names=[sold]).save_revision().publish()

    assert titles(about_product(sold).stories) == ["Ủ cá"]
    assert titles(about_seller(maker).stories) == ["Ủ cá"]


def test_a_product_that_nobody_tells_of_costs_one_query(django_assert_num_queries):
    sold = fish_sauce()
    stories_about(sold)

    with django_assert_num_queries(1):
        assert stories_about(sold) == []


def test_a_translation_that_is_still_a_draft_does_not_hide_the_page_that_is_told():
    sold = fish_sauce()
    told = page(StoryPage, "Ủ cá", names=[sold])
    page(StoryPage, "Not ready", language="en", twin=told, names=[sold], live=False)

    with translation.override("en"):
        assert titles(stories_about(sold)) == ["Ủ cá"]
