"""The home page: what its sections show, in which order, in how many queries."""

import json
import re

import pytest
from django.utils import timezone

from catalogue.listing.models import Listing
from catalogue.seasons.models import Produce
from marketplace.editorial.landscapes import LANDSCAPES
from marketplace.editorial.models import HomePage, StoryPage
from tests.stall import certificate, commune, product, province, seller

pytestmark = pytest.mark.django_db
THIS_MONTH = 1 << (timezone.localdate().month - 1)
OTHER_MONTH = 1 << (timezone.localdate().month % 12)


def titles(text: str, heading: str) -> list[str]:
    """Names on the cards of the section with this heading."""
    section = next(part for part in text.split("<section")[1:] if heading in part)
    return re.findall(r'<li class="card">.*?<a href="[^"]+">([^<]+)</a>', section, re.DOTALL)


def home(client, path="/"):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("path", ["/", "/en/"])
@pytest.mark.parametrize("number", [30, 300])
def test_the_home_page_costs_at_most_eight_queries_however_many_products(
    client, pages, django_assert_max_num_queries, number, path
):
    shops = [seller(f"Hộ {place}", at=commune(f"{30000 + place}", f"Xã {place}")) for place in range(8)]
    first = product("Khô", by=shops[0], months=THIS_MONTH)
    certificate(first)
    row = Listing.objects.get()
    made = [product(f"Món {n}", by=shops[n % 8], months=THIS_MONTH) for n in range(29)]
    grow(row, made, number)

    with django_assert_max_num_queries(8):
        text = home(client, path)

    assert text.count('<li class="card">') == 9


def grow(row, made, number):
    """More products by copying rows: what the home page reads are the rows."""
    Product = made[0].__class__
    copies = [
        Product(title=f"Chép {n}", slug=f"chep-{n}", structure="standalone", product_class=made[0].product_class)
        for n in range(number - 30)
    ]
    for copied in Product.objects.bulk_create(copies):
        row.pk, row.product, row.stars, row.title = copied.pk, copied, 0, copied.title
        row._state.adding = True
        row.save(force_insert=True)


def test_in_season_shows_only_what_is_in_season_this_month(client, pages):
    product("Xoài đang chín", months=THIS_MONTH)
    product("Xoài chưa tới", months=OTHER_MONTH)
    product("Khóm quanh năm", months=0b111111111111)
    product("Muối không mùa")

    assert titles(home(client), "Đang vào mùa") == ["Xoài đang chín"]


def test_ripe_produce_is_named_even_when_nobody_sells_it(client, pages):
    Produce.objects.create(name="Bông điên điển", province=province(), months=THIS_MONTH)
    Produce.objects.create(name="Cá linh non", province=province(), months=OTHER_MONTH)
    Produce.objects.create(name="Khóm quanh năm", province=province(), months=0b111111111111)

    text = home(client)

    assert "Bông điên điển" in text
    assert "Cá linh non" not in text
    assert "Khóm quanh năm" not in text


def test_visitors_read_the_english_names_of_what_is_ripe(client, pages):
    Produce.objects.create(name="Bông điên điển", name_en="Sesbania flowers", province=province(), months=THIS_MONTH)
    Produce.objects.create(name="Cá linh non", province=province(), months=THIS_MONTH)

    text = client.get("/en/").content.decode()

    assert "Sesbania flowers" in text and "Bông điên điển" not in text
    assert "Cá linh non" in text


def test_newly_certified_shows_valid_certificates_the_latest_first(client, pages):
    for title, days in (("Ba tháng", 90), ("Hôm qua", 1), ("Hết hạn", 1500)):
        certificate(product(title), issued_days_ago=days)
    certificate(product("Bị thu hồi"), issued_days_ago=2, state="revoked")
    product("Không giấy")

    assert titles(home(client), "Vừa được chứng nhận") == ["Hôm qua", "Ba tháng"]


def test_communes_are_counted_and_lead_to_their_goods(client, pages):
    here, there = seller(at=commune()), seller(at=commune("31078", "Đặc khu Phú Quốc"))
    product("Một", by=here)
    product("Hai", by=there)
    product("Ba", by=there)

    text = home(client)

    rows = re.findall(r'<a href="([^"]+)"><span>([^<]+) <small>[^<]*</small></span><span class="number">(\d+)', text)
    assert rows == [("/shop/?commune=31078", "Đặc khu Phú Quốc", "2"), ("/shop/?commune=30469", "Xã Mỹ Đức", "1")]


def test_alcohol_is_nowhere_on_the_home_page(client, pages):
    product("Rượu nếp", set_code="II.1a", facts={"is_alcohol": True}, months=THIS_MONTH)

    text = home(client)

    assert "Rượu nếp" not in text
    assert "set=II.1a" not in text


def test_a_shelf_keeps_the_editors_order_and_has_no_hole_for_what_is_gone(client, arrange):
    first, hidden, deleted, last = (product(title) for title in ("Đầu", "Ẩn", "Xóa", "Cuối"))
    arrange(("shelf", {"title": "Kệ", "products": [last.pk, hidden.pk, deleted.pk, first.pk], "count": 8}))

    hidden.is_public = False
    hidden.save()
    Listing.objects.filter(pk=hidden.pk).delete()
    deleted.delete()

    assert titles(home(client), "Kệ") == ["Cuối", "Đầu"]


def test_a_shelf_without_products_leaves_no_heading(client, arrange):
    arrange(("shelf", {"title": "Kệ trống", "products": [], "set_code": "V.3", "count": 8}))

    assert "Kệ trống" not in home(client)


@pytest.mark.parametrize(
    ("rule", "shown", "address"),
    [
        ({"set_code": "I.4a"}, ["Mắm"], "/shop/?set=I.4a"),
        ({"commune": "31078"}, ["Tiêu"], "/shop/?commune=31078"),
        ({"stars": "4"}, ["Năm sao"], "/shop/?stars=5&amp;stars=4"),
        ({"in_season": True}, ["Xoài"], "/shop/?season=now"),
    ],
)
def test_a_shelf_is_filled_by_its_rule_and_leads_on(client, arrange, rule, shown, address):
    product("Mắm", set_code="I.4a")
    product("Tiêu", by=seller(at=commune("31078", "Đặc khu Phú Quốc")))
    certificate(product("Năm sao"), stars=5)
    certificate(product("Ba sao"), stars=3)
    product("Xoài", months=THIS_MONTH)
    arrange(("shelf", {"title": "Kệ", "products": [], "count": 8, **rule}))

    text = home(client)

    assert titles(text, "Kệ") == shown
    assert address in text


def test_producers_are_those_chosen_or_else_the_last_to_open(client, arrange):
    old = seller("Mở lâu", opened_at=timezone.now() - timezone.timedelta(days=30))
    new = seller("Mới mở", opened_at=timezone.now())
    closed = seller("Đã nghỉ", state="closed", opened_at=timezone.now())

    arrange(("producers", {"title": "Ai", "sellers": [], "count": 1}))
    assert "Mới mở" in home(client)
    assert "Mở lâu" not in home(client)

    arrange(("producers", {"title": "Ai", "sellers": [closed.pk, old.pk, new.pk], "count": 1}))
    text = home(client)
    assert "Đã nghỉ" not in text
    assert text.index("Mở lâu") < text.index("Mới mở")


def test_stories_are_told_in_the_language_of_the_page(client, pages):
    assert "Mật ong rừng tràm: mùa bông nở giữa rừng ngập" in home(client)
    assert "Cajuput honey: when the flooded forest blooms" in home(client, "/en/")


def test_a_story_chosen_in_vietnamese_is_told_in_english_on_the_english_page(client, pages):
    story = StoryPage.objects.get(slug="duong-thot-not-bay-nui", locale__language_code="vi")
    english = HomePage.objects.get(locale__language_code="en")
    english.body = json.dumps(
        [{"type": "stories", "value": {"title": "One", "stories": [story.pk], "count": 1}, "id": "a"}]
    )
    english.save_revision().publish()

    assert "Palm sugar of the Seven Mountains" in home(client, "/en/")


def test_a_withdrawn_story_leaves_the_home_page(client, pages):
    StoryPage.objects.get(slug="mat-ong-rung-tram", locale__language_code="vi").unpublish()

    assert "Mật ong rừng tràm" not in home(client)


def test_search_comes_first_with_one_heading_and_a_landscape(client, pages):
    text = home(client)

    assert re.findall(r"<h1[^>]*>([^<]+)</h1>", text) == ["Hôm nay chợ mình có gì ngon?"]
    assert text.count('role="search"') == 1
    assert "illustrations/landscapes/home-hero.png.960.avif 960w" in text


def test_a_home_page_without_search_still_has_a_heading_and_the_header_search(client, arrange):
    arrange(("text", "<p>Chợ nghỉ Tết.</p>"))

    text = home(client)

    assert text.count("<h1") == 1
    assert "site-search" in text
    assert "Chợ nghỉ Tết." in text


def test_machines_read_who_we_are_and_how_to_search(client, pages):
    text = home(client, "/en/")

    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)[1])
    site, organisation = data["@graph"]
    assert (
        site["potentialAction"]["target"]["urlTemplate"]
        == "http://127.0.0.1:8000/en/shop/search/?q={search_term_string}"
    )
    assert organisation["name"] == "Chợ OCOP"
    assert (
        'property="og:image" content="http://127.0.0.1:8000/media/illustrations/landscapes/home-hero.png.share.jpg"'
        in text
    )


def test_an_old_block_that_lacks_a_field_does_not_break_the_page(client, arrange):
    arrange(("shelf", {"title": "Kệ"}), ("search", {"headline": "Chào"}), ("stories", {}))

    assert "Chào" in home(client)


def test_every_landscape_has_a_drawing(settings):
    drawn = {path.stem for path in (settings.BASE_DIR / "media" / "illustrations" / "landscapes").glob("*.svg")}

    assert set(LANDSCAPES) == drawn
