"""A campaign begins and ends by itself; readers see it within a minute."""

from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from catalogue.listing import faceting
from marketplace.editorial import models
from marketplace.editorial.page_forms import coming_week
from marketplace.editorial.scheduling import publish_due
from tests.stall import product

from .conftest import campaign_form, new_campaign_address

pytestmark = pytest.mark.django_db
ADDRESS = "/chien-dich/tuan-le-duong-thot-not/"


def at(days: float) -> str:
    return f"{timezone.localtime() + timedelta(days=days):%Y-%m-%d %H:%M}"


@pytest.fixture
def planned(tree, desks):
    """Approved for tomorrow, eight days long."""
    goods = [product(f"Món {n}") for n in range(8)]
    form = campaign_form(goods, go_live_at=at(1), expire_at=at(9), **{"action-publish": "1"})
    answer = desks["chief"].post(new_campaign_address(tree), form)
    assert answer.status_code == 302
    return models.CampaignPage.objects.get()


def turn(page, **times):
    """As if the clock had gone on: the stored times are moved back."""
    for name, days in times.items():
        value = timezone.now() + timedelta(days=days)
        revision = page.latest_revision
        if name == "go_live_at":
            type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=value)
        revision.content[name] = value.isoformat()
        revision.save(update_fields=["content"])
        models.CampaignPage.objects.filter(pk=page.pk).update(**{name: value})


def test_before_its_day_nobody_sees_it_and_the_job_leaves_it(planned, client):
    publish_due()

    planned.refresh_from_db()
    assert planned.live is False
    assert client.get(ADDRESS).status_code == 404


def test_on_its_day_the_job_publishes_it_with_all_products_and_forgets_kept_pages(planned, client):
    turn(planned, go_live_at=-0.01)
    before = cache.get(faceting.EPOCH_KEY, 0)

    publish_due()

    page = client.get(ADDRESS)
    assert page.status_code == 200
    assert page.content.decode().count("Món ") >= 8
    assert cache.get(faceting.EPOCH_KEY, 0) > before


def test_at_its_end_the_job_withdraws_it_and_the_address_says_that_it_is_over(planned, client):
    turn(planned, go_live_at=-2)
    publish_due()
    turn(planned, expire_at=-0.01)
    before = cache.get(faceting.EPOCH_KEY, 0)

    publish_due()

    planned.refresh_from_db()
    assert (planned.live, planned.expired) == (False, True)
    assert client.get(ADDRESS).status_code == 410
    assert cache.get(faceting.EPOCH_KEY, 0) > before


def test_a_second_run_of_the_job_changes_nothing(planned):
    turn(planned, go_live_at=-0.01)
    publish_due()
    published = models.CampaignPage.objects.get().last_published_at

    publish_due()

    assert models.CampaignPage.objects.get().last_published_at == published


def test_the_job_stands_on_the_schedule():
    from marketplace.jobs.schedule import entries

    assert {entry.name: entry.function for entry in entries()}["publish_pages"] is publish_due


def test_a_new_campaign_proposes_the_coming_week(tree, desks):
    form = desks["chief"].get(new_campaign_address(tree)).context["form"]

    assert (form.initial["go_live_at"], form.initial["expire_at"]) == coming_week()


@pytest.mark.parametrize(
    ("today", "begin", "end"),
    [
        ("2026-11-22", "2026-11-23 00:00", "2026-11-29 23:59"),  # a Sunday
        ("2026-11-23", "2026-11-30 00:00", "2026-12-06 23:59"),  # on a Monday the next one
        ("2026-12-30", "2027-01-04 00:00", "2027-01-10 23:59"),
    ],
)
def test_the_coming_week_is_monday_to_sunday(today, begin, end):
    week = coming_week(datetime.fromisoformat(today).date())

    assert [f"{timezone.localtime(time):%Y-%m-%d %H:%M}" for time in week] == [begin, end]


def test_a_campaign_approved_by_the_reviewer_waits_for_its_day_too(tree, desks):
    form = campaign_form([product("Mắm")], go_live_at=at(1), expire_at=at(3), **{"action-submit": "1"})
    desks["author"].post(new_campaign_address(tree), form)
    page = models.CampaignPage.objects.get()

    desks["reviewer"].post(f"/cms/pages/workflow/action/{page.pk}/approve/{page.current_workflow_task_state.pk}/")

    page.refresh_from_db()
    assert (page.live, page.approved_schedule) == (False, True)
    turn(page, go_live_at=-0.01)
    publish_due()
    page.refresh_from_db()
    assert page.live is True


def test_planned_and_running_campaigns_stand_on_the_first_page(planned, desks, tree, django_assert_num_queries):
    from marketplace.editorial.staff_home import planned as rows

    running = tree.page(models.CampaignPage, "tet", title="Chợ Tết", expire_at=timezone.now() + timedelta(days=3))

    text = desks["author"].get("/cms/").content.decode()

    assert planned.title in text and running.title in text
    with django_assert_num_queries(2):
        assert [(row.title, row.is_running) for row in rows()] == [("Chợ Tết", True), (planned.title, False)]
