"""Runners as real processes: killed in the middle, ended politely, two at the same time."""

import signal
from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.jobs.models import Job

from .conftest import eventually
from .sweeps import lines


def test_a_job_of_a_runner_killed_in_the_middle_is_taken_over(process, log):
    killed = process("run_jobs", "--loop", sweeps={"slow": 3600}, SWEEP_SECONDS="60", SWEEP_LEASE="4")
    eventually(lambda: lines(log, "slow begins"))
    killed.kill()
    killed.wait()
    left = Job.objects.get()
    assert left.runner.split(":")[1] == str(killed.pid)

    Job.objects.update(lease_until=timezone.now() + timedelta(seconds=8))
    free_from = Job.objects.get().lease_until
    heir = process("run_jobs", "--loop", sweeps={"slow": 3600}, SWEEP_SECONDS="0.1")
    ((heir_pid, _ended),) = eventually(lambda: lines(log, "slow ends"))

    assert heir_pid == heir.pid
    (first_pid, _began), (second_pid, taken_over_at) = lines(log, "slow begins")
    assert (first_pid, second_pid) == (killed.pid, heir.pid)
    assert taken_over_at >= free_from.timestamp()
    eventually(lambda: Job.objects.filter(runner="", lease_until=None).exists())
    assert Job.objects.get().next_due > timezone.now() + timedelta(minutes=50)


def test_a_runner_asked_to_end_finishes_its_job_and_begins_no_other(process, log):
    sweeps = {"slow": 3600, "first": 3600}
    runner = process("run_jobs", "--loop", sweeps=sweeps, SWEEP_SECONDS="2")
    eventually(lambda: lines(log, "slow begins"))

    runner.send_signal(signal.SIGTERM)
    told, _ = runner.communicate(timeout=30)

    assert runner.returncode == 0, told
    assert told.splitlines()[-1] == "The jobs have ended."
    assert (len(lines(log, "slow ends")), len(lines(log, "first"))) == (1, 0)
    assert Job.objects.filter(name="slow", runner="", lease_until=None).exists()


@pytest.mark.postgres
def test_two_runners_run_a_job_once_per_interval(process, log):
    sweeps = {"slow": 1, "first": 2}
    runners = [process("run_jobs", "--loop", sweeps=sweeps, SWEEP_SECONDS="0.3") for _ in range(2)]

    eventually(lambda: len(lines(log, "slow begins")) >= 8 and len(lines(log, "first")) >= 4)
    for runner in runners:
        runner.send_signal(signal.SIGTERM)
    assert [runner.wait(30) for runner in runners] == [0, 0]

    begun = [moment for _, moment in lines(log, "slow begins")]
    ended = [moment for _, moment in lines(log, "slow ends")]
    assert all(begin - end >= 0.99 for end, begin in zip(ended, begun[1:], strict=False))
    first = [moment for _, moment in lines(log, "first")]
    assert all(later - earlier >= 1.99 for earlier, later in zip(first, first[1:], strict=False))
