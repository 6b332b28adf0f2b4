"""What the box "Before publishing" and the report find, in the draft and on published pages."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image as Drawing
from wagtail.images import get_image_model

from catalogue.listing.models import Listing
from marketplace.editorial import models
from marketplace.editorial.checking.problems import problems_of
from tests.editorial_reach.planting import blocks
from tests.stall import product, seller

pytestmark = pytest.mark.django_db


def image(description=""):
    buffer = BytesIO()
    Drawing.new("RGB", (40, 30), "green").save(buffer, "PNG")
    file = SimpleUploadedFile("dong.png", buffer.getvalue(), "image/png")
    return get_image_model().objects.create(title="Đồng lúa", description=description, file=file)


def kinds(page) -> list[str]:
    return [problem.kind for problem in problems_of([page]).get(page.pk, [])]


@pytest.fixture
def story(tree):
    """In order in every way, and translated."""
    page = tree.story(landscape="pagoda")
    tree.story(language="en", of=page)
    return page


def with_blocks(page, *pairs):
    page.body = blocks(*pairs)
    return page


def test_a_page_in_order_has_no_problem(story):
    assert problems_of([story]) == {}


def test_a_title_of_61_letters_and_a_lead_of_161_are_too_long(story):
    story.title, story.lead = "a" * 60, "b" * 160
    assert kinds(story) == []

    story.title, story.lead = "a" * 61, "b" * 161
    assert kinds(story) == ["title", "lead"]


def test_a_page_without_a_picture_and_without_translation_says_so(tree):
    assert kinds(tree.story()) == ["picture", "translation"]


def test_a_draft_translation_is_none(tree):
    page = tree.story(landscape="pagoda")
    tree.story(language="en", of=page, live=False)

    assert kinds(page) == ["translation"]


def test_a_translation_that_is_planned_counts_as_told(tree):
    page = tree.story(landscape="pagoda")
    english = tree.story(language="en", of=page, live=False)
    english.go_live_at = timezone.now() + timedelta(days=3)
    english.save_revision(approved_go_live_at=english.go_live_at)

    assert kinds(page) == []


def test_pictures_without_a_description_are_found_wherever_they_stand(story):
    silent, told = image(), image("Đồng lúa mùa nước")
    story.image = silent
    picture = {"landscape": "", "image": silent.pk, "caption": "", "alt": "", "credit": ""}
    with_blocks(
        story,
        ("picture", picture),
        ("picture", picture | {"image": told.pk}),
        ("picture", picture | {"alt": "Ruộng"}),
        ("gallery", {"title": "", "pictures": [{"type": "item", "id": "x", "value": picture}]}),
        ("steps", {"title": "", "steps": [{"title": "Một", "text": "", "picture": picture}]}),
    )

    found = problems_of([story])[story.pk]

    assert [problem.kind for problem in found] == ["image.silent"] * 4
    assert ["1" in found[1].where, "4" in found[2].where, "5" in found[3].where] == [True] * 3
    assert "Đồng lúa" in found[0].words


def test_products_that_are_gone_or_sold_out_are_named(story):
    good, empty, gone = product("Mắm"), product("Khô", stock=0), product("Đường")
    Listing.objects.filter(pk=gone.pk).delete()
    shelf = {
        "title": "",
        "products": [{"type": "item", "id": str(one.pk), "value": one.pk} for one in (good, empty, gone)],
    }
    with_blocks(story, ("products", shelf), ("products", {"products": [987654]}))

    found = problems_of([story])[story.pk]

    assert [problem.kind for problem in found] == ["product.sold_out", "product.gone", "product.gone"]
    assert ["Khô" in found[0].words, "Đường" in found[1].words] == [True, True]


def test_closed_shops_and_unpublished_pages_are_found_in_blocks_and_in_links(story, tree):
    closed = seller("Hộ Đã Nghỉ", state="closed")
    hidden = tree.page(models.PlacePage, "dao", title="Đảo", live=False)
    with_blocks(
        story,
        ("producers", {"title": "", "sellers": [closed.pk], "count": 1}),
        ("places", {"title": "", "places": [hidden.pk], "count": 1}),
        ("text", f'<p><a linktype="page" id="{hidden.pk}">đảo</a> <a id="999999" linktype="page">mất</a></p>'),
        ("action", {"text": "", "label": "Đi", "page": hidden.pk, "url": ""}),
    )

    assert kinds(story) == ["seller.closed", "page.hidden", "page.hidden", "page.gone", "page.hidden"]


def test_campaigns_without_an_end_or_past_it_and_events_that_are_over_are_found(tree):
    now, today = timezone.now(), timezone.localdate()
    campaign = tree.page(models.CampaignPage, "tet", landscape="pagoda")
    tree.page(models.CampaignPage, "tet", language="en", of=campaign)
    event = tree.page(models.EventPage, "hoi", landscape="pagoda", starts_on=today - timedelta(days=1))
    tree.page(models.EventPage, "hoi", language="en", of=event)

    assert kinds(campaign) == ["days"]
    campaign.expire_at = now + timedelta(days=1)
    assert kinds(campaign) == []
    campaign.expire_at = now - timedelta(minutes=1)
    assert kinds(campaign) == ["days"]
    assert kinds(event) == ["days"]
    event.ends_on = today
    assert kinds(event) == []


def test_a_campaigns_own_products_and_a_routes_stops_are_looked_at(tree):
    sold_out = product("Khô", stock=0)
    closed = seller("Hộ Đã Nghỉ", state="closed")
    campaign = tree.page(models.CampaignPage, "tet", landscape="pagoda", expire_at=timezone.now() + timedelta(days=1))
    campaign.products.create(product=sold_out)
    campaign.save()
    route = tree.page(models.RoutePage, "mot-ngay", landscape="pagoda")
    route.stops.create(seller=closed)
    route.save()

    found = problems_of([campaign, route])

    assert [problem.kind for problem in found[campaign.pk]] == ["translation", "product.sold_out"]
    assert [problem.kind for problem in found[route.pk]] == ["translation", "seller.closed"]
    assert kinds(campaign) == ["translation", "product.sold_out"]


def test_the_number_of_queries_does_not_grow_with_pages_and_blocks(tree, django_assert_max_num_queries):
    pages = [tree.story(f"mot-{number}", landscape="pagoda") for number in range(12)]
    goods = [product(f"Món {number}", stock=0) for number in range(12)]
    for page, one in zip(pages, goods, strict=True):
        with_blocks(page, ("products", {"products": [one.pk]}), ("producers", {"sellers": [1], "count": 1}))

    with django_assert_max_num_queries(9):
        assert len(problems_of(pages)) == 12


def test_a_block_that_no_longer_exists_breaks_nothing(story):
    with_blocks(story, ("gone", {"a": 1}), ("facts", [{"name": "Giờ", "value": "Sáng"}]), ("products", None))

    assert kinds(story) == []


def test_the_box_tells_of_the_draft_not_of_the_published_page(story, desks):
    story.save_revision().publish()
    address = f"/cms/editing/checks/{story.pk}/"
    assert "<li>" not in desks["reviewer"].get(address).content.decode()

    story.title = "a" * 70
    story.save_revision()

    assert "70" in desks["reviewer"].get(address).content.decode()
    assert "70" in desks["reviewer"].get(f"/cms/pages/{story.pk}/edit/").content.decode()


def test_the_report_lists_published_pages_with_problems_only(tree, story, desks):
    story.save_revision().publish()
    bad = tree.story("xau", title="Trang xấu")
    tree.story("nhap", title="Trang nháp", live=False)

    text = desks["reviewer"].get("/cms/editing/problems/").content.decode()

    assert bad.title in text
    assert "Trang nháp" not in text
    assert f"/cms/pages/{story.pk}/edit/" not in text


def test_the_report_asks_as_often_for_many_pages_as_for_few(tree, desks, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    tree.story("mot")
    desks["reviewer"].get("/cms/editing/problems/")  # content types are remembered
    with CaptureQueriesContext(connection) as few:
        desks["reviewer"].get("/cms/editing/problems/")
    for number in range(15):
        tree.story(f"them-{number}")

    with django_assert_max_num_queries(len(few)):
        desks["reviewer"].get("/cms/editing/problems/")


def test_names_in_problems_are_shown_as_text(story, desks):
    odd = product("<b>Mắm</b>", stock=0)
    with_blocks(story, ("products", {"products": [odd.pk]})).save_revision()

    text = desks["reviewer"].get(f"/cms/editing/checks/{story.pk}/").content.decode()

    assert "&lt;b&gt;Mắm" in text
    assert "<b>Mắm" not in text


def test_a_campaign_without_a_picture_says_so_before_everything_else(tree):
    campaign = tree.page(models.CampaignPage, "tet", title="a" * 70, expire_at=timezone.now() + timedelta(days=1))

    assert kinds(campaign)[:2] == ["picture", "title"]


def test_a_published_page_planned_anew_says_until_when_it_stays_as_it_is(story):
    story.save_revision().publish()
    story.refresh_from_db()
    assert kinds(story) == []

    story.go_live_at = timezone.now() + timedelta(days=3)
    found = problems_of([story])[story.pk]

    assert [problem.kind for problem in found] == ["stays"]
    assert f"{timezone.localtime(story.go_live_at):%d/%m/%Y}" in found[0].words
    story.live = False
    assert kinds(story) == []


def planned(tree, slug, goods=(), **fields):
    """A campaign approved for tomorrow."""
    begin = timezone.now() + timedelta(days=1)
    page = tree.page(
        models.CampaignPage, slug, live=False, go_live_at=begin, expire_at=begin + timedelta(days=7), **fields
    )
    page.products = [models.CampaignProduct(product=one) for one in goods]
    page.save_revision().publish()
    return page


def test_the_report_reads_planned_pages_from_what_was_approved(tree, desks):
    page = planned(tree, "tet", [product("Khô", stock=0)], title="Tuần lễ khô")
    page.refresh_from_db()
    page.title = "Nháp về sau"
    page.save_revision()

    text = desks["reviewer"].get("/cms/editing/problems/").content.decode()

    assert "Tuần lễ khô" in text and "Nháp về sau" not in text
    assert "“Khô”" in text


def test_the_report_of_planned_pages_asks_as_often_for_many_as_for_few(tree, desks, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    planned(tree, "mot", [product("Khô", stock=0)])
    desks["reviewer"].get("/cms/editing/problems/")
    with CaptureQueriesContext(connection) as few:
        desks["reviewer"].get("/cms/editing/problems/")
    for number in range(5):
        planned(tree, f"them-{number}", [product(f"Món {number}", stock=0)])

    with django_assert_max_num_queries(len(few)):
        desks["reviewer"].get("/cms/editing/problems/")
