"""What the desk searches in, folded when it is written."""

from django.db import migrations, models
from django.db.models.functions import Concat, Lower


class Migration(migrations.Migration):
    dependencies = [("programmes", "0011_partners")]
    operations = [
        migrations.AddField(
            model_name="application",
            name="search_text",
            field=models.GeneratedField(
                db_persist=True, expression=Lower(Concat("company_name", models.Value(" "), "municipality")),
                output_field=models.TextField(),
            ),
        ),
    ]
