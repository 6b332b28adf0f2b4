"""Plain pages: the rules of the house, honest about being samples, found by their purpose."""

import pytest
from django.template import Context, Template

from marketplace.editorial.models import PlainPage, Purpose
from marketplace.editorial.plain_pages import plain_link, plain_links

pytestmark = pytest.mark.django_db


def test_every_purpose_has_a_page_in_both_languages(pages):
    for language in ("vi", "en"):
        found = PlainPage.objects.live().filter(locale__language_code=language)
        assert {page.purpose for page in found} == set(Purpose.values)
        assert all(page.is_sample for page in found)


def test_a_sample_says_so_and_is_not_for_search_engines(client, pages):
    page = PlainPage.objects.get(slug="khieu-nai", locale__language_code="vi")
    sample = client.get("/khieu-nai/").content.decode()
    page.is_sample = False
    page.save_revision().publish()
    real = client.get("/khieu-nai/").content.decode()

    assert "notice warning" in sample
    assert '<meta name="robots" content="noindex">' in sample
    assert "notice warning" not in real
    assert "noindex" not in real


def test_complaints_show_the_deadlines_as_a_table(client, pages):
    text = client.get("/khieu-nai/").content.decode()

    assert text.count("<tr>") == 6
    assert "24 giờ" in text
    assert "10 ngày làm việc" in text


def test_personal_data_are_told_in_eight_points(client, pages):
    for address in ("/du-lieu-ca-nhan/", "/en/du-lieu-ca-nhan/"):
        article = client.get(address).content.decode().split("<article")[1].split("</article>")[0]
        assert article.count("<h2>") == 8


def test_links_are_kept_until_a_page_is_published(pages, django_assert_num_queries):
    assert plain_link("returns").url == "/doi-tra/"
    with django_assert_num_queries(0):
        assert len(plain_links()) == 9

    PlainPage.objects.get(slug="doi-tra", locale__language_code="vi").unpublish()

    assert plain_link("returns") is None
    assert len(plain_links()) == 8


def test_templates_ask_for_the_links_by_tag(pages):
    template = Template(
        '{% load plain_pages %}{% plain_pages as pages %}{{ pages|length }} {% plain_page "terms" as page %}{{ page.url }}'
    )

    assert template.render(Context()) == "9 /dieu-khoan/"
