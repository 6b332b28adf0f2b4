"""Loading the first pages: complete, in both languages, safe to run again, and nothing of a province that is not its own."""

import json
from collections import Counter
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Locale, Page, PageLogEntry, ReferenceIndex, Revision, Site

from catalogue.certification.models import GeographicalIndication
from marketplace.demo.pages import stories
from marketplace.editorial.loading import (
    homes,
    html,
    index_of,
    products_named,
    put_page,
    sections,
    sellers_named,
    telling,
    written,
)
from marketplace.editorial.models import (
    AskPage,
    CampaignIndexPage,
    CampaignPage,
    EventPage,
    HomePage,
    PlacePage,
    PlainPage,
    RoutePage,
    StoryIndexPage,
    StoryPage,
)
from tests.stall import commune, product, province, seller

pytestmark = pytest.mark.django_db

LISTS = ("chuyen-ke", "dia-diem", "tuyen-di", "le-hoi", "chien-dich", "cam-nang")


def everything():
    models = (Page, Revision, PageLogEntry, Site, ReferenceIndex, Group)
    return {model: list(model.objects.order_by("pk").values_list()) for model in models}


def test_a_new_shop_has_pages_in_both_languages_at_the_same_addresses(pages, client):
    guides = [guide["slug"] for guide in written("guides")["guides"]]
    plain = [page["slug"] for page in written("plain_pages")["pages"]]

    assert len(guides) >= 4
    for path in ("", "hoi-dap/", *(f"{slug}/" for slug in (*LISTS, *plain)), *(f"cam-nang/{slug}/" for slug in guides)):
        assert client.get(f"/{path}").status_code == 200, path
        assert client.get(f"/en/{path}").status_code == 200, path


def test_what_a_shop_must_show_is_there_and_says_that_it_is_a_sample(pages):
    for language in ("vi", "en"):
        shown = PlainPage.objects.live().filter(locale__language_code=language)

        assert {"operator", "regulation", "terms", "privacy", "returns"} <= set(shown.values_list("purpose", flat=True))
        assert set(shown.values_list("is_sample", flat=True)) == {True}


def test_a_real_province_gets_no_places_events_routes_and_campaigns_of_others(pages):
    assert [model.objects.count() for model in (PlacePage, EventPage, RoutePage, CampaignPage)] == [0, 0, 0, 0]


def test_the_languages_are_translations_of_one_another(pages):
    english = pages.get_translation(Locale.objects.get(language_code="en"))

    assert english.title == "OCOP market"
    for page in Page.objects.descendant_of(pages).exclude(depth=2):
        assert page.get_translations().get().slug == page.slug


def test_the_site_stands_at_its_address_and_the_welcome_page_is_gone(pages, settings):
    site = Site.objects.get(is_default_site=True)

    assert (site.hostname, site.port, site.root_page_id) == ("127.0.0.1", 8000, pages.pk)
    assert Page.objects.filter(depth=2).count() == 2


def test_a_second_run_changes_nothing(pages, capsys):
    before = everything()

    call_command("load_pages")

    assert everything() == before
    assert capsys.readouterr().out.startswith("pages: 0 created, ")


def test_what_editors_changed_is_left_alone(pages):
    pages.title = "Chợ quê tôi"
    pages.save_revision().publish()

    call_command("load_pages")

    assert HomePage.objects.get(pk=pages.pk).title == "Chợ quê tôi"


def test_a_page_that_editors_renamed_is_not_made_again(pages):
    for page in PlainPage.objects.filter(slug="thanh-toan"):
        page.slug = "tra-tien"
        page.save_revision().publish()

    call_command("load_pages")

    assert PlainPage.objects.filter(slug="thanh-toan").count() == 0
    assert PlainPage.objects.filter(purpose="payment").count() == 2


def test_a_list_that_editors_renamed_stays_the_only_one(pages):
    index = StoryIndexPage.objects.child_of(pages).get()
    index.slug = "chuyen"
    index.save_revision().publish()

    found = index_of(pages, StoryIndexPage, "chuyen-ke", {"title": "Chuyện"}, Counter())

    assert found.pk == index.pk


def test_the_form_asks_what_about_what_who_and_how_to_reach(pages):
    ask = AskPage.objects.get(locale__language_code="vi")

    questions = [(field.clean_name, field.field_type, field.required) for field in ask.form_fields.all()]

    assert questions == [
        ("topic", "dropdown", True),
        ("message", "multiline", True),
        ("name", "singleline", True),
        ("reach", "singleline", True),
    ]
    assert len(ask.form_fields.get(clean_name="topic").choices.splitlines()) == 5


def test_a_question_that_is_sent_waits_for_its_answer(pages, client):
    topic = AskPage.objects.get(locale__language_code="vi").form_fields.get(clean_name="topic").choices.splitlines()[0]
    sent = {"topic": topic, "message": "Khóm mùa nào ngon?", "name": "Sáu", "reach": "0900000099"}

    answer = client.post("/hoi-dap/", sent, follow=True)

    (kept,) = AskPage.objects.get(locale__language_code="vi").get_submission_class().objects.all()
    assert answer.status_code == 200
    assert kept.form_data == sent
    assert kept.answered_at is None


def test_stories_show_the_products_that_are_there_and_products_know_their_stories(client, pages):
    for story in StoryPage.objects.all():
        story.delete()
    sugar = product("Đường thốt nốt Bảy Núi", set_code="I.4b")
    product("Đường phèn", set_code="I.4b")

    stories.load(homes())
    text = client.get("/chuyen-ke/duong-thot-not-bay-nui/").content.decode()

    assert "Đường thốt nốt Bảy Núi" in text
    assert "Đường phèn" not in text
    told_by = {int(pk) for pk in ReferenceIndex.get_references_to(sugar).values_list("object_id", flat=True)}
    assert told_by == set(StoryPage.objects.filter(slug="duong-thot-not-bay-nui").values_list("pk", flat=True))


def test_a_page_that_goes_live_later_waits_for_its_day(pages):
    index, counts = CampaignIndexPage.objects.child_of(pages).get(), Counter()
    soon, later = timezone.now() - timedelta(days=1), timezone.now() + timedelta(days=7)

    running = put_page(index, CampaignPage, "dang", {"title": "Đang", "lead": "Một câu.", "go_live_at": soon}, counts)
    waiting = put_page(index, CampaignPage, "sap", {"title": "Sắp", "lead": "Một câu.", "go_live_at": later}, counts)

    assert [CampaignPage.objects.get(pk=page.pk).live for page in (running, waiting)] == [True, False]
    assert waiting.scheduled_revision.approved_go_live_at == later


def test_fields_of_a_page_that_exists_are_not_even_made(pages):
    counts = Counter()

    found = put_page(pages, PlainPage, "thanh-toan", lambda: pytest.fail("asked"), counts)

    assert (found.slug, counts) == ("thanh-toan", {"unchanged": 1})


def test_products_are_found_by_words_without_tone_marks_in_the_order_of_the_words(db):
    honey, sauce = product("Mật ong rừng tràm"), product("Nước mắm Phú Quốc")
    product("Mật ong hoa nhãn", is_public=False)

    assert products_named(["nuoc mam", "mật ong", "không có món này"]) == [sauce.pk, honey.pk]
    assert products_named(["mật ong", "nước mắm"], 1) == [honey.pk]


def test_shops_are_found_by_address_or_by_words_while_they_are_open(db):
    first, second = seller("Lò đường Bảy Núi"), seller("Nhà thùng Dương Đông")
    seller("Lò rèn đã nghỉ", state="closed")

    assert sellers_named(["dương đông", first.slug, "lò rèn", "ai đó"]) == [second.pk, first.pk]


def test_a_text_without_its_goods_its_commune_and_its_registration_is_still_a_page(db):
    entry = {
        "slug": "x",
        "landscape": "pagoda",
        "commune": "99999",
        "products": ["không có"],
        "indications": ["không có"],
        "seasons": ["không có"],
        "vi": {"title": "T", "lead": "L", "text": "Một.\n\n## Hai\n\nBa.", "shelf": "Kệ", "seasons": ["Mùa"]},
    }

    fields = telling(entry, "vi")

    assert fields["commune_id"] is None
    assert [block["type"] for block in json.loads(fields["body"])] == ["text", "text"]


def test_a_registration_says_its_number_only_where_it_is_known(db):
    commune("31078", "Đặc khu Phú Quốc")
    place = province()
    common = {"province": place, "old_province": "Kiên Giang"}
    GeographicalIndication.objects.create(
        name="Nước mắm", kind="GI", registration_no="00001", registered_text="2001", **common
    )
    GeographicalIndication.objects.create(name="Khóm", kind="", **common)
    words = {"title": "T", "lead": "L", "text": "Một.", "shelf": ""}
    entry = {"landscape": "pagoda", "indications": ["Nước mắm", "Khóm"], "vi": words, "en": words}

    told = {language: json.loads(telling(entry, language)["body"])[-1]["value"] for language in ("vi", "en")}

    assert told["vi"][0] == {"name": "Nước mắm", "value": "Chỉ dẫn địa lý được bảo hộ. Số 00001. Từ 2001."}
    assert told["en"][1] == {
        "name": "Khóm",
        "value": "Registered; our source does not say in which form. Our source gives no number.",
    }


def test_plain_text_becomes_paragraphs_headings_and_lists_and_nothing_else():
    assert html("Một\ndòng & hai.\n\n## Đầu\n\n- a\n- <b>") == (
        "<p>Một dòng &amp; hai.</p><h2>Đầu</h2><ul><li>a</li><li>&lt;b&gt;</li></ul>"
    )
    assert sections("Một.\n\n## Hai\n\nBa.\n\n## Bốn\nNăm.") == [
        "<p>Một.</p>",
        "<h2>Hai</h2><p>Ba.</p>",
        "<h2>Bốn</h2><p>Năm.</p>",
    ]
