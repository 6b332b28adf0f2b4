"""Stories, the goods in them, and the way back from a product to its stories."""

import json

import pytest
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext

from marketplace.editorial.models import StoryPage
from tests.stall import commune, product

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(pages):
    return StoryPage.objects.get(slug="nuoc-mam-phu-quoc", locale__language_code="vi")


def tell(story, *blocks):
    story.body = json.dumps([{"type": kind, "value": value, "id": f"b{n}"} for n, (kind, value) in enumerate(blocks)])
    story.save_revision().publish()


def test_a_story_shows_its_goods_its_place_and_a_picture(client, pages, story):
    story.commune = commune("31078", "Đặc khu Phú Quốc")
    tell(
        story,
        ("text", "<p>Ủ cả năm.</p>"),
        ("products", {"title": "Có ở chợ", "products": [product("Nước mắm nhĩ").pk]}),
    )

    text = client.get("/chuyen-ke/nuoc-mam-phu-quoc/").content.decode()

    assert "Ủ cả năm." in text
    assert "Nước mắm nhĩ" in text
    assert "/shop/?commune=31078" in text
    assert "illustrations/landscapes/island-pier.png.640.webp" in text
    assert '"@type": "Article"' in text


def test_a_story_costs_the_same_with_one_product_or_twelve(client, story, django_assert_num_queries):
    tell(story, ("products", {"title": "", "products": [product("Một").pk]}))
    client.get("/chuyen-ke/nuoc-mam-phu-quoc/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/chuyen-ke/nuoc-mam-phu-quoc/")
        number = len(queries)

    tell(story, ("products", {"title": "", "products": [product(f"Món {n}").pk for n in range(12)]}))
    client.get("/chuyen-ke/nuoc-mam-phu-quoc/")

    with django_assert_num_queries(number):
        assert client.get("/chuyen-ke/nuoc-mam-phu-quoc/").content.decode().count('<li class="card">') == 12


def test_templates_ask_for_stories_by_tag(story):
    told = product("Nước mắm")
    tell(story, ("products", {"title": "", "products": [told.pk]}))

    template = Template(
        "{% load stories %}{% stories_about product as found %}{% for s in found %}{{ s.title }}{% endfor %}"
    )

    assert template.render(Context({"product": told})) == story.title


def test_the_list_of_stories_shows_them_all_newest_first(client, pages):
    text = client.get("/chuyen-ke/").content.decode()

    assert text.count('class="story-card"') == 8
    assert client.get("/chuyen-ke/?page=abc").status_code == 200
    assert client.get("/chuyen-ke/?page=9999").status_code == 200


def test_a_story_without_translation_names_only_its_own_language(client, story):
    StoryPage.objects.get(slug=story.slug, locale__language_code="en").unpublish()

    text = client.get("/chuyen-ke/nuoc-mam-phu-quoc/").content.decode()

    assert 'rel="alternate" hreflang="vi"' in text
    assert 'rel="alternate" hreflang="en"' not in text
    assert "This page is in Vietnamese only." in client.get("/en/chuyen-ke/nuoc-mam-phu-quoc/").content.decode()


def test_what_an_editor_types_cannot_leave_the_structured_data(client, story):
    story.title = "</script><script>alert(1)</script>"
    story.save_revision().publish()

    text = client.get("/chuyen-ke/nuoc-mam-phu-quoc/").content.decode()

    assert "<script>alert" not in text
