"""Order by the listing's own key: by "product" every query joined Oscar's table to sort by its date."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("listing", "0002_trigram_index")]
    operations = [
        migrations.AlterModelOptions(
            name="listing",
            options={"ordering": ["-rank_score", "pk"], "verbose_name": "listing", "verbose_name_plural": "listings"},
        ),
    ]
