"""Triggers that make the database keep the ledger: nothing is changed, nothing removed, every posting sums to zero.

They hold against every client of the database. Lifting them is a deliberate act of the database's owner: on PostgreSQL
`SET session_replication_role = replica` (superuser only), on SQLite dropping the triggers. The tests need neither:
tests/conftest.py replaces the database instead of flushing it.

A later migration that alters these tables calls `remove` first and `install` last: SQLite rebuilds a table to alter
it and loses its triggers. `manage.py check_ledger` fails when one is missing.
"""

import re
from pathlib import Path

TRIGGER = re.compile(r"CREATE TRIGGER (\w+) .*? ON (\w+)", re.DOTALL)
PRESENT = {
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A')",
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
}


def install(schema_editor) -> None:
    for statement in _statements(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def remove(schema_editor) -> None:
    vendor = schema_editor.connection.vendor
    for name, table in _triggers(vendor):
        of_table = f" ON {table}" if vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{of_table}", params=None)


def missing(connection) -> list[str]:
    """The triggers that should be in this database and are not, or are switched off."""
    with connection.cursor() as cursor:
        cursor.execute(PRESENT[connection.vendor])
        found = {name for (name,) in cursor.fetchall()}
    return [name for name, _table in _triggers(connection.vendor) if name not in found]


def _triggers(vendor: str) -> list[tuple[str, str]]:
    """Each trigger with its table."""
    return [match.groups() for statement in _statements(vendor) if (match := TRIGGER.match(statement))]


def _statements(vendor: str) -> list[str]:
    """Blank lines stand between the statements of a file."""
    text = (Path(__file__).parent / f"{vendor}.sql").read_text(encoding="utf-8")
    return [part.strip() for part in text.split("\n\n") if part.strip()]
