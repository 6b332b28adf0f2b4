"""Loading the first pages: complete, in both languages, and safe to run again."""

import pytest
from django.core.management import call_command
from wagtail.models import Locale, Page, PageLogEntry, Revision, Site

from marketplace.editorial.models import HomePage, StoryPage
from tests.stall import product

pytestmark = pytest.mark.django_db


def test_a_new_shop_has_pages_in_both_languages_at_the_same_addresses(pages, client):
    for path in ("/", "/chuyen-ke/", "/chuyen-ke/xoai-cat-hoa-loc/", "/thanh-toan/", "/don-vi-van-hanh/"):
        assert client.get(path).status_code == 200
        assert client.get(f"/en{path}").status_code == 200


def test_the_languages_are_translations_of_one_another(pages):
    english = pages.get_translation(Locale.objects.get(language_code="en"))

    assert english.title == "OCOP market"
    assert StoryPage.objects.get(slug="xoai-cat-hoa-loc", locale__language_code="vi").get_translations().count() == 1


def test_the_site_stands_at_its_address_and_the_welcome_page_is_gone(pages, settings):
    site = Site.objects.get(is_default_site=True)

    assert (site.hostname, site.port, site.root_page_id) == ("127.0.0.1", 8000, pages.pk)
    assert Page.objects.filter(depth=2).count() == 2


def test_a_second_run_changes_nothing(pages, capsys):
    before = (Page.objects.count(), Revision.objects.count(), PageLogEntry.objects.count(), Site.objects.count())

    call_command("load_pages")

    assert (
        Page.objects.count(),
        Revision.objects.count(),
        PageLogEntry.objects.count(),
        Site.objects.count(),
    ) == before
    assert "0 created, 28 already there" in capsys.readouterr().out


def test_what_editors_changed_is_left_alone(pages):
    pages.title = "Chợ quê tôi"
    pages.save_revision().publish()

    call_command("load_pages")

    assert HomePage.objects.get(pk=pages.pk).title == "Chợ quê tôi"


def test_stories_show_the_products_that_are_there(client, pages):
    for story in StoryPage.objects.all():
        story.delete()
    product("Đường thốt nốt Bảy Núi", set_code="I.4b")
    product("Đường phèn", set_code="I.4b")

    call_command("load_pages")
    text = client.get("/chuyen-ke/duong-thot-not-bay-nui/").content.decode()

    assert "Đường thốt nốt Bảy Núi" in text
    assert "Đường phèn" not in text
