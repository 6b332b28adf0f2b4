"""Addresses of pages come from titles without tone marks; a changed one leads on, in both languages."""

import pytest
from wagtail.contrib.redirects.models import Redirect

from marketplace.editorial import models
from marketplace.editorial.page_forms import slug_input, slug_of

from .conftest import new_story_address, story_form

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Đường thốt nốt Bảy Núi", "duong-thot-not-bay-nui"),
        ("Hoà – Hòa, ÂU CƠ & 5 sao!", "hoa-hoa-au-co-5-sao"),
        ("Ng\u01b0\u01a1\u0300i giu\u031b\u0303 lu\u031b\u0309a", "nguoi-giu-lua"),
        ("日本", ""),
        ("a" * 200, "a" * 80),
    ],
)
def test_a_slug_has_no_tone_marks(title, slug):
    assert slug_of(title) == slug


def test_a_page_made_without_the_editors_script_gets_its_address_from_the_title(tree, desks):
    desks["author"].post(new_story_address(tree), story_form(title="Lò đường Đồng Tháp"))

    assert models.StoryPage.objects.get().slug == "lo-duong-dong-thap"


def test_two_pages_of_the_same_title_get_two_addresses(tree, desks):
    for _number in range(3):
        desks["author"].post(new_story_address(tree), story_form(title="Mắm"))

    assert sorted(models.StoryPage.objects.values_list("slug", flat=True)) == ["mam", "mam-2", "mam-3"]


def test_a_page_made_in_a_program_gets_its_address_in_the_same_way(tree):
    page = models.StoryPage(title="Đồng Tháp", lead="Một câu.", locale=tree.homes["vi"].locale)

    tree.lists["vi"][models.StoryIndexPage].add_child(instance=page)

    assert page.slug == "dong-thap"


def test_marks_typed_into_the_address_are_taken_off(tree, desks):
    desks["author"].post(new_story_address(tree), story_form(title="X", slug="Đặc sản"))

    assert models.StoryPage.objects.get().slug == "dac-san"


def test_the_editors_script_is_told_every_vietnamese_letter():
    import json
    import re
    import unicodedata

    letters = {
        c
        for c in map(chr, range(0xC0, 0x1EFA))
        if unicodedata.decomposition(c) and re.fullmatch(r"[a-z]-?", slug_of(c))
    }
    vietnamese = {
        c for c in letters if c.lower() in "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
    } | {"đ", "Đ"}
    rules = json.loads(slug_input.attrs["data-w-slug-formatters-value"])

    for letter in vietnamese:
        told = letter
        for (pattern, _flags), bare in rules:
            told = re.sub(pattern, bare, told)
        assert told == slug_of(letter), letter


@pytest.mark.parametrize(("language", "prefix"), [("vi", ""), ("en", "/en")])
def test_a_changed_address_leads_on_in_every_language(
    tree, desks, client, language, prefix, django_capture_on_commit_callbacks
):
    story = tree.story("cu", language=language)
    story.save_revision().publish()
    form = story_form(title=story.title, slug="moi", **{"action-publish": "1"})

    with django_capture_on_commit_callbacks(execute=True):
        desks["chief"].post(f"/cms/pages/{story.pk}/edit/", form)

    assert client.get(f"{prefix}/chuyen-ke/moi/").status_code == 200
    answer = client.get(f"{prefix}/chuyen-ke/cu/")
    assert (answer.status_code, answer.url) == (301, f"{prefix}/chuyen-ke/moi/")


def test_the_chief_makes_a_redirect_by_hand(tree, desks, client):
    desks["chief"].post(
        "/cms/redirects/add/",
        {"old_path": "/tet-2025", "site": "", "is_permanent": "on", "redirect_link": "https://example.vn/tet/"},
    )

    assert Redirect.objects.get().old_path == "/tet-2025"
    assert client.get("/tet-2025/").url == "https://example.vn/tet/"
