"""On PostgreSQL: a trigram index, so that the search for a word reads few rows. SQLite has none and needs none at its size."""

from django.db import migrations

CREATE = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX IF NOT EXISTS listing_text_folded_trgm ON listing_listing USING gin (text_folded gin_trgm_ops)",
    "CREATE INDEX IF NOT EXISTS certificate_search_trgm ON certification_certificate USING gin (search_text gin_trgm_ops)",
)
DROP = ("DROP INDEX IF EXISTS listing_text_folded_trgm", "DROP INDEX IF EXISTS certificate_search_trgm")


def run(statements):
    def apply(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement)

    return apply


class Migration(migrations.Migration):
    dependencies = [("listing", "0001_initial"), ("certification", "0001_initial")]
    operations = [migrations.RunPython(run(CREATE), run(DROP))]
