"""The database itself refuses changes to tax files and to finished certificates."""

from django.db import migrations

from marketplace.sales.tax_months import guards


class Migration(migrations.Migration):
    dependencies = [("tax_months", "0001_initial"), ("ledger", "0002_guards")]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: guards.install(schema_editor),
            lambda apps, schema_editor: guards.remove(schema_editor),
        )
    ]
