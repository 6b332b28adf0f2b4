from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, unique=True, verbose_name="name")),
                ("next_due", models.DateTimeField(verbose_name="next due")),
                ("last_started", models.DateTimeField(blank=True, null=True, verbose_name="last started")),
                ("last_finished", models.DateTimeField(blank=True, null=True, verbose_name="last finished")),
                ("last_result", models.CharField(blank=True, max_length=200, verbose_name="last result")),
                ("last_failed", models.DateTimeField(blank=True, null=True, verbose_name="last failed")),
                ("last_error", models.TextField(blank=True, verbose_name="last error")),
                ("failures", models.PositiveIntegerField(default=0, verbose_name="failures in a row")),
                ("runner", models.CharField(blank=True, max_length=120, verbose_name="runner")),
                ("lease_until", models.DateTimeField(blank=True, null=True, verbose_name="runner has it until")),
            ],
            options={
                "verbose_name": "job",
                "verbose_name_plural": "jobs",
                "ordering": ["name"],
            },
        ),
    ]
