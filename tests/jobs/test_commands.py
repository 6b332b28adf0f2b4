"""What the operator types and reads."""

from io import StringIO

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from environ import Env

from marketplace.jobs.models import Job
from marketplace.settings.background import redis_queues, tasks_on
from marketplace.settings.required import refuse_what_is_missing
from tests.settings.test_production import COMPLETE, Given


def typed(*words) -> str:
    answer = StringIO()
    call_command(*words, stdout=answer)
    return answer.getvalue()


@pytest.mark.django_db
def test_once_tells_what_ran_and_ends(scheduled):
    scheduled(first=60, second="03:10")

    assert typed("run_jobs", "--once") == "first: done\n"
    assert typed("run_jobs", "--once") == ""
    assert typed("run_jobs", "--once", "--now", "second") == "second: done\n"


@pytest.mark.django_db
def test_once_fails_when_a_job_did_and_the_list_says_why(scheduled):
    scheduled(broken=60, first=60, second="03:10")

    with pytest.raises(CommandError):
        typed("run_jobs", "--once")

    rows = [line.split() for line in typed("run_jobs", "--list").splitlines()]
    assert [row[0] for row in rows] == ["job", "broken", "first", "second"]
    assert rows[1][1:3] == ["60", "s"]
    assert rows[1][-6:] == ["1", "ValueError:", "the", "gateway", "said", "no"]
    assert rows[2][-2:] == ["0", "3"]
    assert rows[3][1] == "03:10"


@pytest.mark.django_db
def test_the_list_knows_jobs_that_have_not_run(scheduled):
    scheduled(first=60)

    assert typed("run_jobs", "--list").splitlines()[1].endswith("has not run yet")
    assert Job.objects.count() == 0


@pytest.mark.django_db
def test_a_job_that_does_not_exist_is_named(scheduled):
    scheduled(first=60)

    with pytest.raises(CommandError, match="No such job: frist"):
        typed("run_jobs", "--once", "frist")


def test_without_a_queue_there_is_no_worker(settings):
    settings.TASKS_ENGINE = "immediate"

    with pytest.raises(CommandError, match="no queue"):
        typed("work")


@pytest.mark.django_db
def test_support_sees_the_jobs_and_changes_nothing(scheduled, admin_client):
    scheduled(broken=60)
    with pytest.raises(CommandError):
        typed("run_jobs", "--once")
    job = Job.objects.get()

    assert "ValueError: the gateway said no" in admin_client.get("/admin/jobs/job/").content.decode()
    page = f"/admin/jobs/job/{job.pk}/change/"
    assert admin_client.get(page).status_code == 200
    assert admin_client.post(page, {"name": "x"}).status_code == 403
    assert admin_client.get("/admin/jobs/job/add/").status_code == 403
    assert admin_client.post(f"/admin/jobs/job/{job.pk}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("engine", ["immediate", "celery", ""])
def test_production_refuses_an_engine_that_works_in_the_request(engine):
    with pytest.raises(ImproperlyConfigured, match="TASKS_ENGINE must be database or redis"):
        refuse_what_is_missing(Given(COMPLETE | {"TASKS_ENGINE": engine}))


def test_production_asks_for_the_redis_of_the_tasks():
    with pytest.raises(ImproperlyConfigured, match="TASKS_REDIS_URL is missing"):
        refuse_what_is_missing(Given(COMPLETE | {"TASKS_ENGINE": "redis"}))

    refuse_what_is_missing(Given(COMPLETE | {"TASKS_ENGINE": "redis", "TASKS_REDIS_URL": "redis://host:6379/2"}))


def test_an_unknown_engine_is_refused_everywhere():
    with pytest.raises(ImproperlyConfigured, match="one of database, redis, immediate"):
        tasks_on("celery")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("redis://host:6379/2", "redis://host:6379/2?socket_connect_timeout=2"),
        ("unix:///run/redis.sock?db=2", "unix:///run/redis.sock?db=2&socket_connect_timeout=2"),
        ("redis://host?socket_connect_timeout=9", "redis://host?socket_connect_timeout=9"),
    ],
)
def test_no_request_waits_long_for_a_redis_that_is_gone(address, expected):
    assert redis_queues(address)["default"]["URL"] == expected


def test_the_engine_is_the_database_unless_somebody_chose():
    assert Env().str("TASKS_ENGINE", default="database") == "database"
