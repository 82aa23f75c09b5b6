"""The names of ADR 0029. Tables and columns keep theirs: policies, grants, triggers and functions stand untouched."""

from django.db import migrations

from coaching.core.tenancy.renaming import renamed


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0010_own_deeds"),
        ("modules", "0009_names"),
        ("riskanalysis", "0004_roles_within_a_hat"),
        ("trajectories", "0019_names"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameModel(
                    old_name="Consultation",
                    new_name="AnalysisTalk",
                ),
                migrations.AlterModelTable(
                    name="analysistalk",
                    table="riskanalysis_consultation",
                ),
            ],
        ),
        renamed(
            models={"riskanalysis.consultation": "riskanalysis.analysistalk"},
            events={
                "riskanalysis.consultation_added": "riskanalysis.talk_added",
                "riskanalysis.consultation_edited": "riskanalysis.talk_edited",
                "riskanalysis.consultation_deleted": "riskanalysis.talk_deleted",
            },
        ),
    ]
