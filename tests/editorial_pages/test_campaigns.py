"""Campaigns: goods first, until when, and what remains of one that has ended."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from catalogue.listing.models import Listing
from marketplace.editorial.models import CampaignPage, CampaignProduct
from marketplace.editorial.scheduling import publish_due
from tests.stall import product

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(write):
    def written(slug="tet", title="Quà Tết", *, goods=(), ends_in=30, **more):
        ends = timezone.now() + timedelta(days=ends_in) if ends_in is not None else None
        rows = {"products": [CampaignProduct(product=good) for good in goods]}
        return write(CampaignPage, slug, title, rows=rows, expire_at=ends, **more)

    return written


def end(page, *, live=False):
    CampaignPage.objects.filter(pk=page.pk).update(
        expire_at=timezone.now() - timedelta(minutes=1), live=live, expired=not live
    )


def on_home(text: str) -> list[str]:
    section = text.split('aria-labelledby="s-campaigns"')
    return re.findall(r"<h3><a [^>]*>([^<]+)", section[1].split("</section>")[0]) if len(section) > 1 else []


def test_a_campaign_shows_its_goods_first_in_the_order_chosen_without_holes(campaign, read):
    first, hidden, last = product("Đầu"), product("Ẩn"), product("Cuối")
    campaign(goods=[last, hidden, first], body=[("text", "<p>Gói sẵn trong tuần.</p>")])
    Listing.objects.filter(pk=hidden.pk).delete()

    text = read("/chien-dich/tet/")

    assert re.findall(r'<li class="card">.*?<a href="[^"]+">([^<]+)</a>', text, re.DOTALL) == ["Cuối", "Đầu"]
    assert text.index("Cuối") < text.index("Gói sẵn trong tuần.")


def test_a_campaign_tells_from_when_to_when(campaign, read):
    page = campaign()
    ends = timezone.make_aware(timezone.datetime(2030, 12, 14, 0, 0))
    begins = timezone.make_aware(timezone.datetime(2026, 11, 16, 8, 0))
    CampaignPage.objects.filter(pk=page.pk).update(go_live_at=begins, expire_at=ends)

    assert re.search(r"Từ Thứ Hai,? 16/11/2026 đến Thứ Sáu,? 13/12/2030", read("/chien-dich/tet/"))


@pytest.mark.parametrize("live", [True, False])
def test_an_ended_campaign_is_gone_and_points_to_what_runs_now(campaign, read, client, live):
    ended = campaign(goods=[product("Mứt")])
    campaign("xoai", "Mùa xoài")
    end(ended, live=live)

    text = read("/chien-dich/tet/", 410)

    assert "Quà Tết" in text
    assert "Mứt" not in text
    assert '<a href="/chien-dich/xoai/">Mùa xoài</a>' in text
    assert '<meta name="robots" content="noindex">' in text
    assert "Quà Tết" not in read("/chien-dich/").split("<main")[1]
    assert client.get("/en/chien-dich/tet/").status_code == 410


def test_an_ended_campaign_with_nothing_after_it_leads_to_the_market(campaign, read):
    end(campaign())

    text = read("/chien-dich/tet/", 410).split("<main")[1]

    assert '<a class="button" href="/shop/">' in text


def test_a_draft_with_a_past_end_and_a_withdrawn_campaign_are_not_told(campaign, client):
    draft, withdrawn = campaign("nhap", "Bản nháp"), campaign("rut", "Đã rút")
    end(draft)
    CampaignPage.objects.filter(pk=draft.pk).update(first_published_at=None)
    withdrawn.unpublish()

    assert client.get("/chien-dich/nhap/").status_code == 404
    assert client.get("/chien-dich/rut/").status_code == 404


def test_at_most_two_running_campaigns_stand_on_the_home_page_what_ends_first_at_the_top(campaign, read):
    campaign("ba", "Ba", ends_in=30)
    campaign("mot", "Một", ends_in=10)
    campaign("hai", "Hai", ends_in=20)
    campaign("kin", "Kín", ends_in=5, is_on_home=False)
    end(campaign("xong", "Xong"), live=True)

    text = read("/")

    assert on_home(text) == ["Một", "Hai"]
    assert (
        text.index('class="welcome')
        < text.index('"s-campaigns"')
        < text.index("Đang vào mùa" if "Đang vào mùa" in text else "</main>")
    )


def test_a_home_page_without_a_running_campaign_has_no_heading_for_it(pages, read):
    assert on_home(read("/")) == []
    assert "s-campaigns" not in read("/")


def test_running_campaigns_stay_within_the_eight_queries_of_the_home_page(campaign, cost):
    bare, _text = cost("/")
    campaign()
    campaign("xoai", "Mùa xoài", ends_in=40)

    number, text = cost("/")

    assert on_home(text) == ["Quà Tết", "Mùa xoài"]
    assert 1 <= number == bare <= 8


def test_the_list_of_campaigns_says_when_none_is_on(pages, read):
    assert '<a href="/shop/">' in read("/chien-dich/").split("<main")[1]


def end_by_the_clock(page):
    end(page, live=True)
    publish_due()


def fresh_dates(page, *, is_approved):
    """What the chief of the editors does to an ended campaign: next year again, as a draft or approved."""
    page = CampaignPage.objects.get(pk=page.pk)
    page.go_live_at, page.expire_at = timezone.now() + timedelta(days=300), timezone.now() + timedelta(days=330)
    page.save()  # as the editor does with a page that is not live
    revision = page.save_revision()
    if is_approved:
        revision.publish()
    return revision


@pytest.mark.parametrize("is_approved", [True, False])
def test_an_ended_campaign_with_new_dates_is_over_until_they_come(campaign, read, client, is_approved):
    ended = campaign(goods=[product("Mứt")])
    end_by_the_clock(ended)
    fresh_dates(ended, is_approved=is_approved)

    text = read("/chien-dich/tet/", 410).split("<main")[1]

    assert "Quà Tết" in text and "Mứt" not in text
    assert str(CampaignPage.objects.get(pk=ended.pk).expire_at.year) not in text
    assert client.get("/en/chien-dich/tet/").status_code == 410


def test_an_ended_campaign_whose_new_dates_were_called_off_again_stays_over(campaign, read):
    ended = campaign()
    end_by_the_clock(ended)
    revision = fresh_dates(ended, is_approved=True)
    revision.approved_go_live_at = None  # "cancel scheduled publish" does this
    revision.save()

    assert "Quà Tết" in read("/chien-dich/tet/", 410)


def test_an_ended_campaign_opens_when_its_new_dates_come_and_ends_again(campaign, read):
    ended = campaign()
    end_by_the_clock(ended)
    revision = fresh_dates(ended, is_approved=True)
    past = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"], revision.approved_go_live_at = past.isoformat(), past
    revision.save()
    publish_due()

    assert "Quà Tết" in read("/chien-dich/tet/")

    end_by_the_clock(ended)
    read("/chien-dich/tet/", 410)


def test_a_campaign_that_was_withdrawn_by_hand_is_not_called_over_before_it_begins_anew(campaign, client):
    page = campaign()
    CampaignPage.objects.get(pk=page.pk).unpublish()
    fresh_dates(page, is_approved=True)

    assert CampaignPage.objects.get(pk=page.pk).approved_schedule
    assert client.get("/chien-dich/tet/").status_code == 404


def test_a_campaign_that_was_never_open_is_not_told_before_it_begins(campaign, client):
    page = campaign(live=False, go_live_at=timezone.now() + timedelta(days=3))

    assert CampaignPage.objects.get(pk=page.pk).approved_schedule
    assert client.get("/chien-dich/tet/").status_code == 404


def test_an_editor_sees_an_ended_campaign_with_new_dates_as_it_will_be(campaign, admin_client):
    ended = campaign(goods=[product("Mứt")])
    end_by_the_clock(ended)
    fresh_dates(ended, is_approved=False)

    text = admin_client.get(f"/cms/pages/{ended.pk}/view_draft/").content.decode().split("<main")[1]

    assert "Mứt" in text
    assert text.count('<p class="runs">') == 1


def test_an_editor_sees_when_a_campaign_runs_before_it_was_ever_open(campaign, admin_client):
    page = campaign(live=False, go_live_at=timezone.now() + timedelta(days=3))
    page.save_revision()

    text = admin_client.get(f"/cms/pages/{page.pk}/view_draft/").content.decode().split("<main")[1]

    assert text.count('<p class="runs">') == 1
