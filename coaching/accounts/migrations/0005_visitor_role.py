"""A role for visitors with a secret link."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_alter_invitation_role"),
    ]

    operations = [
        migrations.AlterField(
            model_name="invitation",
            name="role",
            field=models.CharField(
                choices=[
                    ("contact", "company contact"),
                    ("prevention_adviser", "prevention adviser"),
                    ("measure_owner", "measure owner"),
                    ("employer_bench", "consultation body, employer's delegation"),
                    ("worker_bench", "consultation body, workers' delegation"),
                    ("secretary", "secretary of the consultation body"),
                    ("coach", "coach"),
                    ("administrator", "programme administrator"),
                    ("assessor", "assessor"),
                    ("observer", "programme observer"),
                    ("partner", "partner"),
                    ("staff", "platform staff"),
                    ("applicant", "person who applies"),
                    ("visitor", "visitor"),
                ],
                max_length=30,
                verbose_name="role",
            ),
        ),
    ]
