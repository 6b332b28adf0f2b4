"""Sees every write to the database while somebody knocks, and what the tables held before and after."""

import hashlib
import re
from contextlib import contextmanager

from django.apps import apps
from django.db import connection

# What a refused visit may write: the session of who asked, and the empty basket that the head of a page counts.
INNOCENT = ("django_session", "basket_basket")
_TABLE = re.compile(r'^\s*(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|UPDATE|DELETE\s+FROM)\s+"?([a-z0-9_]+)"?', re.IGNORECASE)


@contextmanager
def no_writes():
    """Fails when a statement inside changes any table but those."""
    written = []

    def watch(execute, sql, params, many, context):
        found = _TABLE.match(sql)
        if found and found.group(1) not in INNOCENT:
            written.append(sql[:200])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield written
    assert not written, written


def rows() -> dict[str, tuple[int, str]]:
    """Table -> number of rows and a digest of them: what must be the same after a whole walk."""
    found, stored_tables = {}, set(connection.introspection.table_names())  # tests make models without a table, too
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if not model._meta.managed or table in INNOCENT or table not in stored_tables:
            continue
        stored = list(model._base_manager.order_by("pk").values_list())
        found[table] = (len(stored), hashlib.sha256(repr(stored).encode()).hexdigest())
    return found
