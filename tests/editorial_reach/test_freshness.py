"""Editorial pages are kept for anonymous readers, and the next reader sees what was published, withdrawn or changed."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.editorial import models
from marketplace.editorial.scheduling import publish_due
from tests.stall import certificate, product

from .planting import blocks

pytestmark = pytest.mark.django_db
STORY = "/chuyen-ke/mam/"


@pytest.fixture
def reader(settings):
    """An anonymous reader of a shop that keeps pages; the minute of keeping never ends within a test."""
    settings.PAGE_CACHE_SECONDS = 60
    return Client()


def text(reader, address: str) -> str:
    return reader.get(address).content.decode()


def is_kept(reader, address: str) -> bool:
    """Whether the second of two readers costs no query."""
    reader.get(address)
    with CaptureQueriesContext(connection) as queries:
        reader.get(address)
    return len(queries) == 0


def publish(page, **fields):
    page = type(page).objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return page


def test_all_pages_lists_and_the_map_are_kept(reader, tree):
    tree.story("mam")
    addresses = [
        *tree.of_every_kind().values(),
        *("/", "/en/", "/chuyen-ke/", "/chuyen-ke/?page=2", "/dia-diem/?kind=island", "/dia-diem/?kind=island&page=1"),
        *("/map/", "/map/?show=market", "/map/?show=market&province=91", "/en/map/?province=91"),
        *("/en/chuyen-ke/mam/", "/sitemap.xml", "/sitemap-pages.xml", "/robots.txt"),
    ]

    assert [address for address in addresses if not is_kept(reader, address)] == []


def test_a_kept_answer_carries_every_header_of_the_first(reader, tree):
    tree.story("mam")
    event = tree.page(models.EventPage, "hoi", starts_on=date(2026, 12, 5))
    for address in (STORY, "/en" + STORY, f"/le-hoi/{event.slug}/calendar.ics", "/sitemap-pages.xml"):
        first, second = reader.get(address), reader.get(address)

        assert dict(second.headers) == dict(first.headers)
        assert second.content == first.content
    assert first.headers["X-Robots-Tag"] == "noindex, noodp, noarchive"


def test_a_calendar_file_stays_a_file_to_save(reader, tree):
    tree.page(models.EventPage, "hoi", starts_on=date(2026, 12, 5))
    reader.get("/le-hoi/hoi/calendar.ics")

    kept = reader.get("/le-hoi/hoi/calendar.ics")

    assert kept.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert kept.headers["Content-Disposition"] == 'attachment; filename="hoi.ics"'


def test_a_new_day_is_in_the_calendar_file_of_the_next_reader(reader, tree):
    event = tree.page(models.EventPage, "hoi", starts_on=date(2026, 12, 5))
    assert "20261205" in text(reader, "/le-hoi/hoi/calendar.ics")

    publish(event, starts_on=date(2026, 12, 6))

    assert "20261206" in text(reader, "/le-hoi/hoi/calendar.ics")


def test_what_is_published_is_seen_by_the_next_reader(reader, tree):
    story = tree.story("mam", title="Tên cũ")
    assert "Tên cũ" in text(reader, STORY)
    assert "Tên cũ" in text(reader, "/chuyen-ke/")

    publish(story, title="Tên mới")

    assert "Tên mới" in text(reader, STORY)
    assert "Tên mới" in text(reader, "/chuyen-ke/")
    assert "Tên mới" in text(reader, "/en/chuyen-ke/")


def test_a_draft_changes_nothing_for_readers(reader, tree):
    story = tree.story("mam", title="Tên cũ")
    text(reader, STORY)

    story.title = "Tên nháp"
    story.save_revision()

    assert is_kept(reader, STORY)
    assert "Tên nháp" not in text(reader, STORY)


def test_what_is_withdrawn_or_deleted_is_gone_for_the_next_reader(reader, tree):
    withdrawn, deleted = tree.story("mam", title="Chuyện mắm"), tree.story("muoi", title="Muối hột")
    for address in (STORY, "/chuyen-ke/muoi/", "/chuyen-ke/", "/en" + STORY):
        assert reader.get(address).status_code == 200

    withdrawn.unpublish()
    deleted.delete()

    assert reader.get(STORY).status_code == 404
    assert reader.get("/en" + STORY).status_code == 404
    assert reader.get("/chuyen-ke/muoi/").status_code == 404
    assert "Chuyện mắm" not in text(reader, "/chuyen-ke/")
    assert "Muối hột" not in text(reader, "/chuyen-ke/")


def test_what_begins_and_ends_by_the_clock_is_seen_by_the_next_reader(reader, tree):
    campaign = tree.page(models.CampaignPage, "tet", live=False, title="Chợ Tết")
    campaign.go_live_at = timezone.now() + timedelta(days=1)
    campaign.expire_at = timezone.now() + timedelta(days=2)
    campaign.save_revision().publish()
    assert reader.get("/chien-dich/tet/").status_code == 404
    assert "Chợ Tết" not in text(reader, "/chien-dich/")

    past = timezone.now() - timedelta(minutes=1)
    scheduled = campaign.latest_revision
    scheduled.content["go_live_at"], scheduled.approved_go_live_at = past.isoformat(), past
    scheduled.save()
    publish_due()

    assert reader.get("/chien-dich/tet/").status_code == 200
    assert "Chợ Tết" in text(reader, "/chien-dich/")

    models.CampaignPage.objects.filter(pk=campaign.pk).update(expire_at=past)
    publish_due()

    assert reader.get("/chien-dich/tet/").status_code == 410
    assert "Chợ Tết" not in text(reader, "/chien-dich/")


def test_what_has_moved_or_got_another_address_is_found_there_by_the_next_reader(
    reader, tree, django_capture_on_commit_callbacks
):
    rules = tree.page(models.PlainPage, "doi-tra", title="Đổi trả")
    story = tree.story("mam", title="Nước mắm")
    for address in ("/doi-tra/", STORY, "/chuyen-ke/"):
        assert reader.get(address).status_code == 200

    with django_capture_on_commit_callbacks(execute=True):
        publish(story, slug="nuoc-mam")
        rules.move(tree.lists["vi"][models.GuideIndexPage], pos="last-child")

    assert 'href="/chuyen-ke/nuoc-mam/"' in text(reader, "/chuyen-ke/")
    for old, new in ((STORY, "/chuyen-ke/nuoc-mam/"), ("/doi-tra/", "/cam-nang/doi-tra/")):
        assert (reader.get(old).status_code, reader.get(old).url) == (301, new)
        assert reader.get(new).status_code == 200


def test_a_translation_replaces_the_notice_for_the_next_reader(reader, tree):
    story = tree.story("mam", title="Nước mắm")
    assert "This page is in Vietnamese only." in text(reader, "/en" + STORY)
    assert "in Vietnamese" in text(reader, "/en/chuyen-ke/")
    assert 'hreflang="en" href="http' not in text(reader, STORY)

    english = story.copy_for_translation(tree.homes["en"].locale)
    assert "This page is in Vietnamese only." in text(reader, "/en" + STORY)
    publish(english, title="Fish sauce")

    assert "This page is in Vietnamese only." not in text(reader, "/en" + STORY)
    assert "Fish sauce" in text(reader, "/en/chuyen-ke/")
    assert "in Vietnamese" not in text(reader, "/en/chuyen-ke/")
    assert 'hreflang="en" href="http' in text(reader, STORY)
    assert "/en" + STORY in text(reader, "/sitemap-pages.xml")


@pytest.fixture
def goods(tree):
    """A product on the shelf of a story."""
    made = product("Nước mắm nhĩ", price=100_000, stock=5)
    tree.story("mam", body=blocks(("products", {"title": "", "products": [made.pk]})))
    return made


def test_a_new_price_is_seen_in_a_story_by_the_next_reader(reader, goods, django_capture_on_commit_callbacks):
    assert "100.000" in text(reader, STORY)
    record = get_model("partner", "StockRecord").objects.get(product=goods)

    with django_capture_on_commit_callbacks(execute=True):
        record.price = 125_000
        record.save()

    assert "125.000" in text(reader, STORY)
    assert "100.000" not in text(reader, STORY)


def test_what_is_sold_out_says_so_to_the_next_reader(reader, goods, django_capture_on_commit_callbacks):
    assert "Tạm hết" not in text(reader, STORY)
    record = get_model("partner", "StockRecord").objects.get(product=goods)

    with django_capture_on_commit_callbacks(execute=True):
        record.num_in_stock = 0
        record.save()

    assert "Tạm hết" in text(reader, STORY)


def test_new_stars_are_seen_by_the_next_reader(reader, goods, django_capture_on_commit_callbacks):
    assert "OCOP 4 sao" not in text(reader, STORY)

    with django_capture_on_commit_callbacks(execute=True):
        certificate(goods, stars=4)

    assert "OCOP 4 sao" in text(reader, STORY)


def test_a_product_that_is_withdrawn_leaves_the_story_of_the_next_reader(
    reader, goods, django_capture_on_commit_callbacks
):
    assert "Nước mắm nhĩ" in text(reader, STORY)

    with django_capture_on_commit_callbacks(execute=True):
        goods.is_public = False
        goods.save()

    assert "Nước mắm nhĩ" not in text(reader, STORY)


def test_what_is_missing_over_or_elsewhere_is_not_kept(reader, tree):
    story = tree.story("mam")
    tree.story("fish-sauce", language="en", of=story)
    tree.page(models.CampaignPage, "tet", live=False, expired=True, expire_at=timezone.now() - timedelta(days=1))

    for address, status in (("/chuyen-ke/khong/", 404), ("/chien-dich/tet/", 410), ("/en" + STORY, 302)):
        assert reader.get(address).status_code == status
        assert not is_kept(reader, address)


def test_what_is_sent_or_asked_in_an_unknown_way_is_neither_kept_nor_answered_from_what_is_kept(reader, tree):
    address = tree.of_every_kind()["askpage"]
    kept = reader.get(address).content

    sent = reader.post(address, {}, HTTP_SEC_FETCH_SITE="same-origin")
    again = reader.get(address).content

    assert sent.content != kept
    assert again == kept
    assert not is_kept(reader, f"{address}?sent=1")
    assert not is_kept(reader, f"{address}?utm_source=zalo")


def test_a_shopper_with_a_basket_or_a_ward_gets_pages_of_their_own(reader, tree):
    tree.story("mam")
    reader.get(STORY)

    for name in ("sessionid", "ward", "is_adult"):
        shopper = Client()
        shopper.cookies[name] = "30469"
        assert not is_kept(shopper, STORY)


def test_languages_do_not_answer_for_one_another(reader, tree):
    story = tree.story("mam", title="Nước mắm")
    tree.story("mam", language="en", of=story, title="Fish sauce")

    for _time in range(2):
        assert "Nước mắm" in text(reader, STORY)
        assert "Fish sauce" in text(reader, "/en" + STORY)
    assert reader.get("/en" + STORY).headers["Content-Language"] == "en"
