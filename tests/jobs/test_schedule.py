"""When jobs are due, and mistakes in the list that are told at the start."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from marketplace.jobs.checks import check_schedule
from marketplace.jobs.models import Job
from marketplace.jobs.schedule import Entry, entries, register


def at(text: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(text))


@pytest.mark.parametrize(
    ("every", "now", "due"),
    [
        (30, "2026-11-21 23:59:50", "2026-11-22 00:00:20"),
        ("03:10", "2026-11-21 03:09:59", "2026-11-21 03:10:00"),
        ("03:10", "2026-11-21 03:10:00", "2026-11-22 03:10:00"),
        ("03:10", "2026-11-30 22:00:00", "2026-12-01 03:10:00"),
    ],
)
def test_a_job_is_due_after_its_seconds_or_at_its_time_of_day(every, now, due):
    assert Entry("x", "y", every).next_after(at(now)) == at(due)


@pytest.mark.parametrize(("every", "due"), [(60, "2026-11-21 12:01"), ("03:10", "2026-11-21 12:10")])
def test_a_failed_job_is_tried_again_in_ten_minutes_at_most(every, due):
    assert Entry("x", "y", every).retry_after(at("2026-11-21 12:00")) == at(due)


@pytest.mark.django_db
def test_a_new_job_is_due_at_once_and_a_nightly_one_at_night(scheduled):
    scheduled(first=60, second="03:10")

    register(at("2026-11-21 12:00"))

    assert dict(Job.objects.values_list("name", "next_due")) == {
        "first": at("2026-11-21 12:00"),
        "second": at("2026-11-22 03:10"),
    }


@pytest.mark.django_db
def test_registering_again_changes_nothing(scheduled):
    scheduled(first=60)
    register(at("2026-11-21 12:00"))
    Job.objects.update(next_due=at("2026-11-21 12:00:40"), failures=2)

    register(at("2026-11-21 12:00:30"))

    assert Job.objects.values_list("name", "next_due", "failures").get() == ("first", at("2026-11-21 12:00:40"), 2)


@pytest.mark.django_db
def test_a_shorter_interval_holds_at_once(scheduled):
    scheduled(first="03:10")
    register(at("2026-11-21 12:00"))
    scheduled(first=60)

    register(at("2026-11-21 12:00"))

    assert Job.objects.get().next_due == at("2026-11-21 12:01")


def test_the_schedule_of_the_shop_has_no_mistake():
    assert list(check_schedule()) == []
    assert {"send_messages", "prune_tasks", "rebuild_listings"} <= {entry.name for entry in entries()}
    assert all(isinstance(entry.every, str) or timedelta(seconds=entry.every) for entry in entries())


@pytest.mark.parametrize(
    ("line", "mistake"),
    [
        (("first", "tests.jobs.sweeps.no_such", 60), "jobs.E002"),
        (("first", "tests.no_such.first", 60), "jobs.E002"),
        (("first", "tests.jobs.sweeps.SWEEPS", 60), "jobs.E002"),
        (("first", "tests.jobs.sweeps.first", 0), "jobs.E003"),
        (("first", "tests.jobs.sweeps.first", "25:00"), "jobs.E003"),
        (("first", "tests.jobs.sweeps.first", "3"), "jobs.E003"),
    ],
)
def test_a_mistake_in_the_schedule_is_told_at_the_start(settings, line, mistake):
    settings.JOBS = [line]

    assert [found.id for found in check_schedule()] == [mistake]


def test_a_name_that_stands_twice_is_told(settings):
    settings.JOBS = [("first", "tests.jobs.sweeps.first", 60)] * 2

    assert [found.id for found in check_schedule()] == ["jobs.E001"]
