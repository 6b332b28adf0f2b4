"""The database itself refuses changes to sale entries and releases."""

from django.db import migrations

from marketplace.sales import guards


class Migration(migrations.Migration):
    dependencies = [("sales", "0001_initial"), ("ledger", "0002_guards")]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: guards.install(schema_editor),
            lambda apps, schema_editor: guards.remove(schema_editor),
        )
    ]
