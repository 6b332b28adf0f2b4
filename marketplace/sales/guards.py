"""Triggers that make the database keep sale entries and releases as they were written, beside those of the ledger.

A later migration that alters these tables calls `remove` first and `install` last: SQLite rebuilds a table to alter it
and loses its triggers.
"""

WORDS = "Sale entries are append-only: take a sale back by another entry."
# What makes a row "the same one" to SQLite, whose INSERT OR REPLACE deletes without a trigger.
TABLES = {
    "sales_saleentry": (
        "id = NEW.id OR (kind = 'assess' AND NEW.kind = 'assess' AND parcel_line_id = NEW.parcel_line_id)"
        " OR (parcel_line_id IS NULL AND NEW.parcel_line_id IS NULL AND parcel_id = NEW.parcel_id AND kind = NEW.kind)"
    ),
    "sales_parcelrelease": "id = NEW.id OR parcel_id = NEW.parcel_id",
}
PRESENT = {
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A')",
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
}


def install(schema_editor) -> None:
    vendor = schema_editor.connection.vendor
    for _name, _table, statement in _triggers(vendor):
        schema_editor.execute(statement, params=None)


def remove(schema_editor) -> None:
    vendor = schema_editor.connection.vendor
    for name, table, _statement in _triggers(vendor):
        of_table = f" ON {table}" if vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{of_table}", params=None)


def missing(connection) -> list[str]:
    """The triggers that should be in this database and are not, or are switched off."""
    with connection.cursor() as cursor:
        cursor.execute(PRESENT[connection.vendor])
        found = {name for (name,) in cursor.fetchall()}
    return [name for name, _table, _statement in _triggers(connection.vendor) if name not in found]


def _triggers(vendor: str):
    """(name, table, statement). The functions on PostgreSQL are the ledger's."""
    for table, is_same in TABLES.items():
        if vendor == "postgresql":
            yield _on_postgresql(
                table, "kept", "BEFORE UPDATE OR DELETE", f"ROW EXECUTE FUNCTION ledger_refuse('{WORDS}')"
            )
            yield _on_postgresql(
                table, "not_emptied", "BEFORE TRUNCATE", "STATEMENT EXECUTE FUNCTION ledger_refuse_emptying()"
            )
        else:
            yield _on_sqlite(table, "not_changed", f"BEFORE UPDATE ON {table}")
            yield _on_sqlite(table, "not_removed", f"BEFORE DELETE ON {table}")
            same = f"EXISTS (SELECT 1 FROM {table} WHERE {is_same})"  # noqa: S608 names of our own, from above
            yield _on_sqlite(table, "not_replaced", f"BEFORE INSERT ON {table} WHEN {same}")


def _on_postgresql(table, what, when, each):
    name = f"{table}_is_{what}"
    return name, table, f"CREATE TRIGGER {name} {when} ON {table} FOR EACH {each}"


def _on_sqlite(table, what, when):
    name = f"{table}_is_{what}"
    return name, table, f"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
