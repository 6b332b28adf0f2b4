"""What really happens in the admin when an editor writes in Vietnamese and somebody translates later."""

import pytest
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from marketplace.editorial import models

pytestmark = pytest.mark.django_db
NOTICE = "This page is in Vietnamese only."


@pytest.fixture
def editor(client, django_user_model):
    person = django_user_model.objects.create_superuser(
        email="bientap@example.vn", full_name="Biên Tập", password="mua-nuoc-noi-7"
    )
    client.force_login(person)
    return client


def form(title: str, *, slug="mam", button="action-publish") -> dict:
    fields = {
        "title": title,
        "slug": slug,
        "lead": "Một câu.",
        "subject": "product",
        "landscape": "",
        "image": "",
        "commune": "",
    }
    rows = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    body = streamfield([("text", rich_text("<p>Ủ cả năm.</p>"))])
    return nested_form_data({**fields, "body": body, "comments": rows}) | {button: "1"}


def send(editor, address: str, data: dict) -> None:
    answer = editor.post(address, data, HTTP_SEC_FETCH_SITE="same-origin")
    assert answer.status_code == 302, answer.context["form"].errors


def english(client) -> str:
    return client.get("/en/chuyen-ke/mam/").content.decode()


def test_from_the_first_word_to_the_translation_and_back(editor, tree, client):
    index = tree.lists["vi"][models.StoryIndexPage]

    send(editor, f"/cms/pages/add/editorial/storypage/{index.pk}/", form("Nháp", button="action-save"))
    page = models.StoryPage.objects.get()
    assert client.get("/en/chuyen-ke/mam/").status_code == 404

    send(editor, f"/cms/pages/{page.pk}/edit/", form("Nước mắm"))
    assert "Nước mắm" in english(client)
    assert NOTICE in english(client)
    assert models.StoryPage.objects.count() == 1, "no page in English is made by itself"

    send(editor, f"/cms/pages/{page.pk}/edit/", form("Nước mắm nhĩ"))
    assert "Nước mắm nhĩ" in english(client)

    editor.post(
        f"/cms/translation/submit/page/{page.pk}/",
        {"locales": [tree.homes["en"].locale_id]},
        HTTP_SEC_FETCH_SITE="same-origin",
    )
    translation = models.StoryPage.objects.get(locale__language_code="en")
    assert not translation.live
    assert NOTICE in english(client)

    send(editor, f"/cms/pages/{translation.pk}/edit/", form("Fish sauce"))
    assert "Fish sauce" in english(client)
    assert NOTICE not in english(client)

    editor.post(f"/cms/pages/{translation.pk}/unpublish/", HTTP_SEC_FETCH_SITE="same-origin")
    assert "Nước mắm nhĩ" in english(client)
    assert NOTICE in english(client)

    editor.post(f"/cms/pages/{page.pk}/delete/", HTTP_SEC_FETCH_SITE="same-origin")
    assert client.get("/en/chuyen-ke/mam/").status_code == 404
    assert not Page.objects.filter(alias_of__isnull=False).exists()


def test_a_preview_is_in_the_language_of_its_page_and_has_no_notice(editor, tree):
    story = tree.story("mam", title="Nước mắm")
    told = tree.story("mam", language="en", of=story, title="Fish sauce")

    for page, language, title in ((story, "vi", "Nước mắm"), (told, "en", "Fish sauce")):
        page.save_revision()
        shown = editor.get(f"/cms/pages/{page.pk}/view_draft/").content.decode()

        assert f'<html lang="{language}">' in shown
        assert title in shown
        assert "told-in" not in shown


def test_a_page_is_found_in_the_list_of_what_can_be_translated(editor, tree):
    story = tree.story("mam")

    shown = editor.get(f"/cms/pages/{story.pk}/edit/").content.decode()

    assert f"/cms/translation/submit/page/{story.pk}/" in shown
