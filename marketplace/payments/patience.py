"""How long the database may make us wait for a lock, and the rule that no provider is called while one is held."""

from django.db import connection

PATIENCE = "3s"


class NetworkUnderLock(AssertionError):
    """A provider was about to be called inside a transaction: payments.md I34."""


def be_patient(patience: str = PATIENCE) -> None:
    """Wait this long for a row, not for ever; call first inside a transaction. SQLite waits by its own time-out."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [patience])


def outside_transactions() -> None:
    """Raises NetworkUnderLock when a transaction of ours is open. The wrapper around a test case does not count."""
    if any(not getattr(block, "_from_testcase", False) for block in connection.atomic_blocks):
        raise NetworkUnderLock("no call to a provider inside a transaction")
