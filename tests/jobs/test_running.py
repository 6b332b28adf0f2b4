"""What is due runs once, one failing job harms no other, and one runner at a time has a job."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from marketplace.jobs import leasing
from marketplace.jobs.models import Job
from marketplace.jobs.running import run, run_due
from marketplace.jobs.schedule import entries, register

from . import sweeps

MINUTE = timedelta(minutes=1)


def ran(log) -> list[str]:
    return [line.rsplit(" ", 2)[0] for line in log.read_text().splitlines()] if log.exists() else []


@pytest.mark.django_db
def test_what_is_due_runs_in_the_order_of_the_schedule_and_not_again_before_its_time(scheduled, log):
    scheduled(second=60, first=60)
    register(timezone.now())

    assert run_due(runner="a") == {"second": True, "first": True}
    assert run_due(runner="a") == {}

    assert ran(log) == ["second", "first"]
    job = Job.objects.get(name="first")
    assert (job.runner, job.lease_until, job.last_result, job.last_error, job.failures) == ("", None, "3", "", 0)
    assert job.last_started <= job.last_finished <= timezone.now()
    assert job.next_due - job.last_finished < timedelta(seconds=61)
    assert job.next_due > timezone.now() + timedelta(seconds=50)


@pytest.mark.django_db
def test_a_job_runs_again_when_its_time_has_come(scheduled, log):
    scheduled(first=60)
    register(timezone.now())
    run_due(runner="a")
    Job.objects.update(next_due=timezone.now())

    assert run_due(runner="a") == {"first": True}


@pytest.mark.django_db
def test_a_failing_job_stops_no_other_and_its_fault_stays_on_its_row(scheduled, log, caplog):
    scheduled(broken="03:10", first=60)
    register(timezone.now())
    Job.objects.update(next_due=timezone.now())

    assert run_due(runner="a") == {"broken": False, "first": True}

    job = Job.objects.get(name="broken")
    assert (job.last_error, job.failures, job.runner, job.lease_until) == (
        "ValueError: the gateway said no", 1, "", None
    )  # fmt: skip
    assert job.last_failed == job.last_finished
    assert job.next_due <= timezone.now() + timedelta(minutes=10)
    assert [record.message for record in caplog.records] == ["Job broken failed"]
    assert "the gateway said no" in caplog.text


@pytest.mark.django_db
def test_a_job_that_goes_well_again_forgets_its_fault(scheduled, settings):
    scheduled(broken=60)
    register(timezone.now())
    run_due(runner="a")
    run_due(runner="a", at_once=True)
    assert Job.objects.get().failures == 2
    settings.JOBS = [("broken", "tests.jobs.sweeps.first", 60)]

    run_due(runner="a", at_once=True)

    assert Job.objects.values_list("failures", "last_error", "last_result").get() == (0, "", "3")
    assert Job.objects.get().last_failed is not None


@pytest.mark.django_db
def test_only_the_named_jobs_run_due_or_not(scheduled, log):
    scheduled(first="03:10", second="03:10")
    register(timezone.now())

    assert run_due(runner="a", only=["second"]) == {}
    assert run_due(runner="a", only=["second"], at_once=True) == {"second": True}
    assert ran(log) == ["second"]


@pytest.mark.django_db
def test_a_job_in_other_hands_is_left_alone_even_at_once(scheduled, log):
    scheduled(first=60)
    register(timezone.now())
    Job.objects.update(runner="b", lease_until=timezone.now() + MINUTE)

    assert run_due(runner="a") == {}
    assert run_due(runner="a", at_once=True) == {}
    assert run(entries()[0], runner="a", at_once=True) is None
    assert ran(log) == []


@pytest.mark.django_db
def test_a_job_whose_runner_died_is_taken_over_after_its_lease(scheduled, log, caplog):
    scheduled(first=60)
    register(timezone.now())
    Job.objects.update(runner="b", lease_until=timezone.now() - timedelta(seconds=1))

    assert run_due(runner="a") == {"first": True}
    assert caplog.messages == ["Job first is taken over: b ended in the middle of it"]


@pytest.mark.django_db
def test_a_runner_that_comes_late_changes_nothing_of_the_one_that_took_over(scheduled, caplog):
    scheduled(first=60)
    now = timezone.now()
    register(now)
    entry = entries()[0]
    assert leasing.claim(entry, runner="late", now=now)
    assert leasing.claim(entry, runner="next", now=now + timedelta(minutes=2))

    leasing.succeed(entry, runner="late", result=1)

    assert Job.objects.values_list("runner", "last_result").get() == ("next", "")
    assert caplog.messages[-1] == "Job first took longer than its lease and is in other hands"


@pytest.mark.django_db
def test_whoever_is_stopped_ends_between_two_jobs(scheduled, log):
    scheduled(first=60, second=60)
    register(timezone.now())

    assert run_due(runner="a", stopping=lambda: ran(log) == ["first"]) == {"first": True}


@pytest.mark.django_db(transaction=True)
def test_a_living_runner_renews_its_lease(scheduled, settings, monkeypatch):
    scheduled(slow=60)
    settings.JOB_LEASE_SECONDS = 0.8
    monkeypatch.setenv("SWEEP_SECONDS", "1.6")
    register(timezone.now())
    seen = []
    monkeypatch.setattr(sweeps, "slow", lambda slow=sweeps.slow: (slow(), seen.append(Job.objects.get())))

    run_due(runner="a")

    assert seen[0].lease_until > timezone.now()
    assert seen[0].lease_until - seen[0].last_started > timedelta(seconds=1.6)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_many_runners_at_the_same_moment_one_has_the_job(scheduled, log):
    scheduled(first=60, second=60)
    for round_ in range(20):
        register(timezone.now())
        Job.objects.update(next_due=timezone.now())
        start = threading.Barrier(8)

        def try_it(number, start=start):
            start.wait()
            try:
                return run(entries()[0], runner=f"runner {number}")
            finally:
                connection.close()

        with ThreadPoolExecutor(8) as pool:
            outcome = list(pool.map(try_it, range(8)))

        assert sorted(outcome, key=str) == [None] * 7 + [True], round_
    assert len(ran(log)) == 20
