"""Triggers that make the database keep tax files, and certificates once they have theirs, as the ledger's keep postings.

A later migration that alters these tables calls `remove` first and `install` last: SQLite rebuilds a table to alter it
and loses its triggers.
"""

FILES, CERTIFICATES = "tax_months_taxfile", "tax_months_withholdingcertificate"
WORDS = "Tax files and certificates are kept as they were made."
# (name, table, when). The functions on PostgreSQL are the ledger's.
ON_POSTGRESQL = [
    ("taxfile_is_kept", FILES, "BEFORE UPDATE OR DELETE", "ROW"),
    ("taxfile_is_not_emptied", FILES, "BEFORE TRUNCATE", "STATEMENT"),
    ("certificate_is_kept", CERTIFICATES, "BEFORE UPDATE", "ROW WHEN (OLD.file_id IS NOT NULL)"),
    ("certificate_is_not_removed", CERTIFICATES, "BEFORE DELETE", "ROW"),
    ("certificate_is_not_emptied", CERTIFICATES, "BEFORE TRUNCATE", "STATEMENT"),
]
# SQLite's INSERT OR REPLACE deletes without a trigger: hence the looks before an insert.
ON_SQLITE = [
    ("taxfile_is_not_changed", FILES, "BEFORE UPDATE", ""),
    ("taxfile_is_not_removed", FILES, "BEFORE DELETE", ""),
    (
        "taxfile_is_not_replaced",
        FILES,
        "BEFORE INSERT",
        "WHEN EXISTS (SELECT 1 FROM tax_months_taxfile WHERE id = NEW.id OR name = NEW.name)",
    ),
    ("certificate_is_not_changed", CERTIFICATES, "BEFORE UPDATE", "WHEN OLD.file_id IS NOT NULL"),
    ("certificate_is_not_removed", CERTIFICATES, "BEFORE DELETE", ""),
    (
        "certificate_is_not_replaced",
        CERTIFICATES,
        "BEFORE INSERT",
        "WHEN EXISTS (SELECT 1 FROM tax_months_withholdingcertificate WHERE id = NEW.id"
        " OR (year = NEW.year AND (seller_id = NEW.seller_id OR number = NEW.number)))",
    ),
]


def install(schema_editor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for name, table, event, each in ON_POSTGRESQL:
            function = "ledger_refuse_emptying()" if each == "STATEMENT" else f"ledger_refuse('{WORDS}')"
            _create(schema_editor, f"{name} {event} ON {table} FOR EACH {each} EXECUTE FUNCTION {function}")
    else:
        for name, table, event, condition in ON_SQLITE:
            body = f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
            _create(schema_editor, f"{name} {event} ON {table} {condition} {body}")


def remove(schema_editor) -> None:
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for name, table, *_rest in ON_POSTGRESQL if is_postgresql else ON_SQLITE:
        of_table = f" ON {table}" if is_postgresql else ""
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{of_table}", params=None)


def _create(schema_editor, trigger: str) -> None:
    schema_editor.execute(f"CREATE TRIGGER {trigger}", params=None)
