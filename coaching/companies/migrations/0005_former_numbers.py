"""A company that goes on under another enterprise number keeps the ones it had."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("companies", "0004_leave_body")]
    operations = [
        migrations.AddField(
            "company",
            "former_numbers",
            django.contrib.postgres.fields.ArrayField(
                models.CharField(max_length=10), blank=True, default=list, editable=False, size=None
            ),
        ),
        # Companies are also founded by SQL (`found_company`), which knows no default of Django.
        migrations.RunSQL(
            "ALTER TABLE companies_company ALTER COLUMN former_numbers SET DEFAULT '{}'",
            "ALTER TABLE companies_company ALTER COLUMN former_numbers DROP DEFAULT",
        ),
    ]
