"""A printed code leads to what can be read: a version that is still shown, in its own language, and never to a draft."""

import pytest
from wagtail.models import Page

from marketplace.editorial.models import PlacePage
from tests.stall import commune

from .site import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def island():
    place = page(PlacePage, "Đảo Phú Quốc", commune=commune("31078", "Đặc khu Phú Quốc"))
    place.save_revision().publish()
    return place


def opened(client, place, prefix=""):
    return client.get(f"{prefix}/at/{place.pk}/", headers={"accept-language": "vi"})


def test_a_code_whose_page_is_withdrawn_leads_to_the_english_one_at_its_own_address(client, island):
    page(PlacePage, "Phu Quoc island", language="en", twin=island)
    island.unpublish()

    answer = opened(client, island)

    url = answer.context["at"].url
    assert url == "/en/dia-diem/dao-phu-quoc/"
    assert client.get(url).status_code == 200
    assert f'<a href="{url}" hreflang="en" lang="en">Phu Quoc island</a>' in answer.content.decode()


def test_an_untranslated_place_is_named_in_its_language_to_english_readers(client, island):
    text = opened(client, island, "/en").content.decode()

    assert '<a href="/en/dia-diem/dao-phu-quoc/" hreflang="vi" lang="vi">Đảo Phú Quốc</a>' in text


def test_a_version_in_a_language_that_is_no_more_is_not_shown(client, island):
    page(PlacePage, "កោះ", language="km", twin=island)
    island.unpublish()

    answer = opened(client, island)

    assert answer.status_code == 200
    assert answer.context["at"].is_shown is False and answer.context["at"].title == "Đảo Phú Quốc"


def test_a_place_that_was_never_published_has_no_code(client):
    draft = page(PlacePage, "Bản nháp", live=False)

    assert opened(client, draft).status_code == 404


def test_a_draft_translation_does_not_lend_its_title_to_a_withdrawn_place(client, island):
    draft = page(PlacePage, "Secret draft", language="en", twin=island, live=False)
    Page.objects.filter(pk=draft.pk).update(first_published_at=None)
    island.unpublish()

    answer = opened(client, draft)

    assert answer.status_code == 200
    assert answer.context["at"].title == "Đảo Phú Quốc"
