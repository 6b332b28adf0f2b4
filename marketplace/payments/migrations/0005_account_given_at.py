from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("payments", "0004_transfers")]

    operations = [
        migrations.AddField(
            model_name="refund",
            name="account_given_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="account given"),
        ),
    ]
