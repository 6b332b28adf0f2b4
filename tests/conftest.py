"""The test databases: migrated once, copied for each worker, restored after each test that commits."""

import gc
import os
import shutil
from pathlib import Path

import pytest

from tests import engines
from tests.planted import nothing_planted

# Playwright's event loop lives in the main thread of a worker; Django would take every later query for an async one.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
POSTGRES_FOLDER = os.environ.get("SHOP_TEST_POSTGRES")
IS_CI = os.environ.get("CI") == "true"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """How `-n` deals out the tests. xdist's own groups have no effect under pytest 9.2, which names tests in another way."""
    from tests.dealing import DealRooms

    return DealRooms(config, log)


def pytest_collection_modifyitems(items):
    """Tests of the other engine are left to the other run (tests/run.py does both), and say so."""
    for item in items:
        wants_postgres = item.get_closest_marker("postgres") is not None
        if wants_postgres and not POSTGRES_FOLDER:
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL: `make test` starts a private one"))


def pytest_collection_finish():
    """What is loaded by now stays to the end: it need not be looked through for waste again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def browser_path():
    """Chromium, or a loud skip; under CI its absence is a failure."""
    path = next((p for p in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(p).exists()), None)
    if path is None:
        message = "needs Chromium: apt-get install chromium"
        pytest.fail(message) if IS_CI else pytest.skip(message)
    return path


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker):
    from django.db import connections
    from django.test import TransactionTestCase

    TransactionTestCase._fixture_teardown = lambda self: None  # the copy below is the flush; the ledger refuses one
    with django_db_blocker.unblock():
        connection = connections["default"]
        connection.close()
        connection.settings_dict["NAME"] = _copy_template()
    yield
    with django_db_blocker.unblock():
        connections["default"].close()


def _copy_template(template: Path | None = None) -> str:
    """The test's own database, as new; or, on SQLite, as it is in this file."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    if POSTGRES_FOLDER:
        name = f"shop_{worker}"
        engines.copied_postgres(POSTGRES_FOLDER, name)
        return name
    copy = engines.VAR / f"test-{worker}.sqlite3"
    for leftover in engines.VAR.glob(f"test-{worker}.sqlite3*"):
        leftover.unlink()
    shutil.copyfile(template or engines.migrated_sqlite(), copy)
    return str(copy)


def _commits(item) -> bool:
    marker = item.get_closest_marker("django_db")
    return bool(
        (marker and marker.kwargs.get("transaction")) or {"transactional_db", "live_server"} & set(item.fixturenames)
    )


def pytest_runtest_setup(item):
    if _commits(item):
        nothing_planted()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item):
    """After a test that commits the next one gets a fresh copy. A flush would empty what migrations put in, too."""
    result = yield  # all fixtures have ended
    if _commits(item):
        from django.db import connections
        from pytest_django.plugin import blocking_manager_key

        with item.config.stash[blocking_manager_key].unblock():
            connections["default"].close()
            _copy_template()
    return result


@pytest.fixture(autouse=True)
def _empty_cache():
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(autouse=True)
def _begin_in_vietnamese():
    """A request in English leaves its language behind in the thread: the next test begins as a fresh process would."""
    from django.conf import settings
    from django.utils import translation

    translation.activate(settings.LANGUAGE_CODE)
