"""The names of ADR 0029. Tables and columns keep theirs: policies, grants, triggers and functions stand untouched."""

from django.db import migrations

from coaching.core.tenancy.renaming import renamed


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0010_own_deeds"),
        ("trajectories", "0018_roles_within_a_hat"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameModel(
                    old_name="Session",
                    new_name="CoachingSession",
                ),
                migrations.AlterModelTable(
                    name="coachingsession",
                    table="trajectories_session",
                ),
            ],
        ),
        renamed(models={"trajectories.session": "trajectories.coachingsession"}),
    ]
