from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("payments", "0005_account_given_at")]

    operations = [
        migrations.AlterField(
            model_name="attention",
            name="reason",
            field=models.CharField(
                choices=[
                    ("amount_mismatch", "The provider speaks of another amount"),
                    ("double_payment", "Paid twice"),
                    ("late_payment", "Paid after the order ended"),
                    ("underpaid", "Too little was transferred"),
                    ("overpaid", "Too much was transferred"),
                    ("unmatched", "A transfer that fits no order"),
                    ("external_refund", "Refunded outside the shop"),
                    ("refund_failed", "A refund failed"),
                    ("dispute", "The card holder disputes the payment"),
                    ("risk", "The card provider sees a risk"),
                    ("no_tax_rule", "No tax rule for this sale"),
                    ("cod_mismatch", "The carrier's statement differs"),
                    ("return_asked", "The buyer asks for a return"),
                    ("lost", "Lost or damaged on the way"),
                    ("visit_silent", "Nobody says whether the guest came"),
                ],
                max_length=20,
                verbose_name="reason",
            ),
        ),
    ]
