"""Both engines really run what was enqueued in a transaction, and nothing that was rolled back."""

import uuid
import zlib
from datetime import timedelta

import pytest
import redis
from django.db import connection, transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from marketplace.jobs import housekeeping, queue_work
from marketplace.jobs.enqueueing import after_commit
from marketplace.settings.background import redis_queues, tasks_on

from .conftest import eventually
from .sweeps import lines, write_number


class Trouble(Exception):
    """Rolls a test's transaction back."""


def enqueue_and_roll_back(number):
    with pytest.raises(Trouble), transaction.atomic():
        after_commit(write_number, number)
        raise Trouble


def run_one_of_two(log):
    enqueue_and_roll_back(1)
    with transaction.atomic():
        after_commit(write_number, 2)
        assert DBTaskResult.objects.count() == 0

    assert queue_work.work_off() == 1

    assert (len(lines(log, "task 1")), len(lines(log, "task 2"))) == (0, 1)
    assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL
    assert queue_work.work_off() == 0


@pytest.mark.django_db(transaction=True)
def test_the_database_runs_what_was_committed_only(on_database_queue, log):
    run_one_of_two(log)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_postgresql_runs_what_was_committed_only(on_database_queue, log):
    assert connection.vendor == "postgresql"
    run_one_of_two(log)


@pytest.mark.django_db(transaction=True)
def test_redis_runs_what_was_committed_only(redis_url, settings, process, log):
    settings.TASKS, settings.RQ_QUEUES = tasks_on("redis"), redis_queues(redis_url)
    enqueue_and_roll_back(1)
    with transaction.atomic():
        after_commit(write_number, 2)

    worker = process("work", "--burst", TASKS_ENGINE="redis", TASKS_REDIS_URL=redis_url)
    told, _ = worker.communicate(timeout=60)

    assert worker.returncode == 0, told
    assert (len(lines(log, "task 1")), len(lines(log, "task 2"))) == (0, 1), told


@pytest.mark.django_db(transaction=True)
def test_what_waits_in_redis_is_json(redis_url, settings):
    settings.TASKS, settings.RQ_QUEUES = tasks_on("redis"), redis_queues(redis_url)
    server = redis.Redis.from_url(redis_url)
    server.flushall()

    after_commit(write_number, 7)

    kept = [server.hget(key, "data") for key in server.keys("rq:job:*")]
    server.flushall()
    assert [zlib.decompress(data) for data in kept] == [b'["tests.jobs.sweeps.write_number", null, [7], {}]']


@pytest.mark.django_db(transaction=True)
def test_a_queue_that_is_away_harms_no_request(settings, caplog):
    settings.TASKS, settings.RQ_QUEUES = tasks_on("redis"), redis_queues("unix:///tmp/no-such-redis.sock")

    with transaction.atomic():
        after_commit(write_number, 2)

    assert "no-such-redis.sock" in caplog.text


@pytest.mark.django_db
def test_a_task_takes_ids_only():
    with pytest.raises(TypeError):
        after_commit(write_number, timezone.now())


@pytest.mark.django_db(transaction=True)
def test_one_command_is_the_whole_background(on_database_queue, process, log):
    runner = process("run_jobs", "--loop", sweeps={"first": 60})
    eventually(lambda: lines(log, "first"))
    write_number.enqueue(5)

    ((worked_in, _),) = eventually(lambda: lines(log, "task 5"))

    assert worked_in == runner.pid


@pytest.mark.parametrize(
    ("attempts", "status"), [(1, TaskResultStatus.READY), (3, TaskResultStatus.FAILED)]
)  # fmt: skip
@pytest.mark.django_db
def test_a_task_whose_worker_died_is_tried_three_times(attempts, status):
    started = timezone.now() - timedelta(minutes=61)
    task = queued(status=TaskResultStatus.RUNNING, started_at=started, worker_ids=["w"] * attempts)
    fresh = queued(status=TaskResultStatus.RUNNING, started_at=started + timedelta(minutes=2), worker_ids=["w"])

    assert housekeeping.put_back_abandoned_tasks() == 1

    task.refresh_from_db()
    fresh.refresh_from_db()
    assert (task.status, fresh.status) == (status, TaskResultStatus.RUNNING)


@pytest.mark.django_db
def test_finished_tasks_are_kept_for_two_weeks():
    now = timezone.now()
    queued(status=TaskResultStatus.SUCCESSFUL, finished_at=now - timedelta(days=15))
    queued(status=TaskResultStatus.FAILED, finished_at=now - timedelta(days=15))
    kept = [queued(status=TaskResultStatus.SUCCESSFUL, finished_at=now - timedelta(days=13)), queued()]

    assert housekeeping.prune_tasks() == 2

    assert set(DBTaskResult.objects.all()) == set(kept)


def queued(**fields) -> DBTaskResult:
    plain = {"args_kwargs": {"args": [1], "kwargs": {}}, "task_path": write_number.module_path}
    return DBTaskResult.objects.create(
        id=uuid.uuid4(), backend_name="default", run_after=None, **plain, **fields
    )  # fmt: skip
