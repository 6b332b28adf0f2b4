"""A page without a translation is shown in Vietnamese under English addresses, and says so."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.editorial import models

pytestmark = pytest.mark.django_db
NOTICE = "This page is in Vietnamese only."
HOST = "http://127.0.0.1:8000"
KINDS = [
    *("storypage", "placepage", "routepage", "eventpage", "campaignpage", "guidepage", "plainpage", "askpage"),
]  # fmt: skip


def head_of(text: str) -> str:
    return text[: text.index("</head>")]


def alternates(text: str) -> dict[str, str]:
    return dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', head_of(text)))


def canonical(text: str) -> str:
    return re.search(r'<link rel="canonical" href="([^"]+)">', text)[1]


def switches(text: str) -> dict[str, str]:
    return dict(re.findall(r'<a href="([^"]+)" rel="nofollow" lang="([^"]+)"', text))


@pytest.mark.parametrize("kind", KINDS)
def test_an_untranslated_page_is_shown_in_english_with_a_notice(client, tree, kind):
    address = tree.of_every_kind()[kind]

    answer = client.get(f"/en{address}")
    text = answer.content.decode()

    assert answer.status_code == 200
    assert answer.headers["Content-Language"] == "en"
    assert f"Tên {kind}" in text
    assert text.count(NOTICE) == 1
    assert canonical(text) == HOST + address
    assert alternates(text) == {}


@pytest.mark.parametrize("kind", KINDS)
def test_the_told_part_names_its_language_and_the_notice_does_not(client, tree, kind):
    address = tree.of_every_kind()[kind]

    text = client.get(f"/en{address}").content.decode()
    main = text[text.index("<main") : text.index("</main>")]
    before, told = main.split('lang="vi"', 1)

    assert '<html lang="en">' in text
    assert NOTICE in before
    assert f"Tên {kind}" in told


def test_a_translated_page_has_no_notice_and_names_its_languages(client, tree):
    story = tree.story("mam", title="Nước mắm")
    tree.story("mam", language="en", of=story, title="Fish sauce")

    text = client.get("/en/chuyen-ke/mam/").content.decode()

    assert "Fish sauce" in text
    assert "only." not in text[text.index("<main") : text.index("</main>")]
    assert canonical(text) == f"{HOST}/en/chuyen-ke/mam/"
    assert alternates(text) == {
        "vi": f"{HOST}/chuyen-ke/mam/",
        "en": f"{HOST}/en/chuyen-ke/mam/",
        "x-default": f"{HOST}/chuyen-ke/mam/",
    }


def test_children_of_an_untranslated_list_do_not_go_missing(client, tree):
    tree.story("mam", title="Nước mắm")
    tree.lists["en"][models.StoryIndexPage].delete()

    assert client.get("/en/chuyen-ke/mam/").status_code == 200
    shown = client.get("/en/chuyen-ke/").content.decode()
    assert "Danh sách chuyen-ke" in shown
    assert "Nước mắm" in shown
    assert NOTICE in shown


def test_what_is_told_nowhere_is_missing_in_every_language(client, tree):
    story = tree.story("mam")
    story.unpublish()

    assert client.get("/en/chuyen-ke/mam/").status_code == 404
    assert client.get("/en/khong-co/").status_code == 404
    assert client.get("/khong-co/").status_code == 404


def test_english_only_pages_stay_english_and_their_switch_leads_home(client, tree):
    story = tree.story("mam")
    tree.story("mam", language="en", of=story, title="Fish sauce")
    story.unpublish()

    text = client.get("/en/chuyen-ke/mam/").content.decode()

    assert client.get("/chuyen-ke/mam/").status_code == 404
    assert {language: address for address, language in switches(text).items()}["vi"] == "/language/vi/?next=%2F"


def test_the_language_switch_leads_to_the_same_page_whatever_its_address(client, tree):
    story = tree.story("mam", title="Nước mắm")
    tree.story("fish-sauce", language="en", of=story, title="Fish sauce")

    to_english = next(a for a, code in switches(client.get("/chuyen-ke/mam/").content.decode()).items() if code == "en")
    english = client.get(to_english, follow=True)
    to_vietnamese = next(a for a, code in switches(english.content.decode()).items() if code == "vi")
    vietnamese = client.get(to_vietnamese, follow=True)

    assert english.redirect_chain == [("/en/chuyen-ke/fish-sauce/", 302)]
    assert "Fish sauce" in english.content.decode()
    assert vietnamese.redirect_chain == [("/chuyen-ke/mam/", 302)]
    assert "Nước mắm" in vietnamese.content.decode()


def test_the_switch_of_an_untranslated_page_leads_there_and_back(client, tree):
    tree.story("mam", title="Nước mắm")

    for code, address in (("en", "/en/chuyen-ke/mam/"), ("vi", "/chuyen-ke/mam/")):
        shown = client.get(address if code == "vi" else "/chuyen-ke/mam/").content.decode()
        other = "en" if code == "vi" else code
        link = next(a for a, language in switches(shown).items() if language == other)
        assert client.get(link).url == f"/{other}/chuyen-ke/mam/"


def test_the_vietnamese_address_under_english_leads_to_the_translation(client, tree):
    story = tree.story("mam")
    tree.story("fish-sauce", language="en", of=story)

    answer = client.get("/en/chuyen-ke/mam/?page=2")

    assert (answer.status_code, answer.url) == (302, "/en/chuyen-ke/fish-sauce/?page=2")


def test_the_calendar_of_an_untranslated_event_is_there_too(client, tree):
    address = tree.of_every_kind()["eventpage"]
    event = models.EventPage.objects.get()

    assert client.get(f"/en{address}calendar.ics").headers["Content-Type"] == "text/calendar; charset=utf-8"

    tree.page(models.EventPage, "port-fair", language="en", of=event, starts_on=event.starts_on)
    assert client.get(f"/en{address}calendar.ics").url == "/en/le-hoi/port-fair/calendar.ics"


@pytest.mark.parametrize(("model", "slug"), [(models.StoryPage, "chuyen-ke"), (models.PlacePage, "dia-diem")])
def test_english_lists_show_untranslated_pages_and_mark_them(client, tree, model, slug):
    told = tree.page(model, "mot", title="Đã dịch")
    tree.page(model, "mot", language="en", of=told, title="Translated")
    tree.page(model, "hai", title="Chưa dịch")

    text = client.get(f"/en/{slug}/").content.decode()
    main = text[text.index("<main") :]
    vietnamese = client.get(f"/{slug}/").content.decode()

    assert "Translated" in main
    assert "Đã dịch" not in main
    assert "Chưa dịch" in main
    assert main.count("in Vietnamese") == 1
    assert f'href="/en/{slug}/hai/"' in main
    assert "Translated" not in vietnamese
    assert "Đã dịch" in vietnamese
    assert "Chưa dịch" in vietnamese


def test_lists_and_pages_cost_the_same_however_much_is_untranslated(client, tree):
    tree.story("mam-0")
    numbers = []
    for slugs in ([], [f"mam-{n}" for n in range(1, 9)]):
        for slug in slugs:
            tree.story(slug)
        for address in ("/en/chuyen-ke/", "/en/chuyen-ke/mam-0/"):
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            numbers.append(len(queries))

    assert numbers[:2] == numbers[2:]
    assert max(numbers) <= 16


def test_rules_of_the_house_stand_in_the_english_foot_even_untranslated(client, tree):
    tree.page(models.PlainPage, "doi-tra", purpose="returns", title="Đổi trả")
    from marketplace.editorial.plain_pages import forget

    forget(["vi", "en"])
    foot = client.get("/en/shop/").content.decode().split("<footer", 1)[1]

    assert 'href="/en/doi-tra/"' in foot
    assert "Đổi trả" in foot
