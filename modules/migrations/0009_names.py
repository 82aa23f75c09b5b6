"""The names of ADR 0029. Tables and columns keep theirs: policies, grants, triggers and functions stand untouched."""

import django.db.models.deletion
from django.db import migrations, models

from coaching.core.tenancy.renaming import renamed

VISITORS_TRAIL = (
    "ALTER POLICY h_respondent_insert ON core_auditevent WITH CHECK"
    " (actor_id IS NULL AND subject_type IN ('modules.moduleuptake', '%s') AND company_id IS NULL)"
)


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0010_own_deeds"),
        ("modules", "0008_search_folded"),
        ("trajectories", "0019_names"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameModel(
                    old_name="ModuleSession",
                    new_name="Gathering",
                ),
                migrations.AlterModelTable(
                    name="gathering",
                    table="modules_modulesession",
                ),
                migrations.RenameModel(
                    old_name="SessionPlace",
                    new_name="GatheringPlace",
                ),
                migrations.AlterModelTable(
                    name="gatheringplace",
                    table="modules_sessionplace",
                ),
                migrations.RenameField(
                    model_name="gatheringplace",
                    old_name="session",
                    new_name="gathering",
                ),
                migrations.RemoveConstraint(
                    model_name="gatheringplace",
                    name="place_once",
                ),
                migrations.RemoveIndex(
                    model_name="gatheringplace",
                    name="place_session",
                ),
                migrations.AlterField(
                    model_name="gatheringplace",
                    name="gathering",
                    field=models.ForeignKey(
                        db_column="session_id",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="modules.gathering",
                    ),
                ),
                migrations.AddIndex(
                    model_name="gatheringplace",
                    index=models.Index(fields=["gathering", "state", "asked_at"], name="place_session"),
                ),
                migrations.AddConstraint(
                    model_name="gatheringplace",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state", "cancelled"), _negated=True),
                        fields=("gathering", "email"),
                        name="place_once",
                    ),
                ),
            ],
        ),
        renamed(
            models={"modules.modulesession": "modules.gathering", "modules.sessionplace": "modules.gatheringplace"},
            events={
                "session.planned": "gathering.planned",
                "session.changed": "gathering.changed",
                "session.cancelled": "gathering.cancelled",
            },
            mails={
                "modules.session_moved": "modules.gathering_moved",
                "modules.session_cancelled": "modules.gathering_cancelled",
                "modules.session_soon": "modules.gathering_soon",
            },
        ),
        # the one policy that names a model in words
        migrations.RunSQL(VISITORS_TRAIL % "modules.gatheringplace", VISITORS_TRAIL % "modules.sessionplace"),
    ]
