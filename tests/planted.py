"""What many tests of a file begin with, made once for the file: as TestCase.setUpTestData, for fixtures."""

import copy
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction
from django.utils import translation


@contextmanager
def planted(blocker, build: Callable) -> Iterator[Callable]:
    """For a fixture of scope "module": all that `build()` writes lies under the transactions of the tests.

    Yields a function that gives each test its own copy of what `build` returned. What `build` wanted done after its commit
    is not done, as in any test. Not for a file with tests that commit: see `nothing_planted`.
    """
    block = transaction.atomic()
    block._from_testcase = True  # Django's own mark: code that wants to be outermost may be, inside
    with blocker.unblock():
        block.__enter__()
    try:
        with blocker.unblock(), translation.override(settings.LANGUAGE_CODE):
            made = build()
            connection.run_on_commit.clear()
        yield lambda: copy.deepcopy(made)
    finally:
        with blocker.unblock():
            transaction.set_rollback(True)
            block.__exit__(None, None, None)


def nothing_planted() -> None:
    """Raises RuntimeError before a test that commits, where a file's fixture still holds its transaction open."""
    if connection.in_atomic_block:
        raise RuntimeError("a test that commits stands in a file whose fixture planted rows: move it to another file")
