"""Another coach for a file, an introductory talk, and a coach who leaves."""

from django.db import migrations, models

from coaching.core.ground.roles import Hat
from coaching.core.tenancy.security import definer_function

# How many open files and questions a coach has, in all programmes: a figure, for whoever lets them go.
OPEN_FILES = definer_function(
    "open_files_of(p_coach uuid)",
    "bigint",
    "SELECT (SELECT count(*) FROM trajectories_trajectory t WHERE t.coach_id = p_coach "
    "AND t.state NOT IN ('closed', 'stopped')) "
    "+ (SELECT count(*) FROM trajectories_coachrequest r WHERE r.coach_id = p_coach AND r.state = 'open')",
    [Hat.ADMIN, Hat.SYSTEM],
)
# A coach leaves the platform when no file of theirs is open anywhere; only a programme that had them may say so.
RETIRE = """
CREATE FUNCTION retire_coach(p_coach uuid) RETURNS boolean LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, public AS $fn$
  WITH gone AS (
    UPDATE coaches_coach k SET state = 'left', version = k.version + 1
     WHERE k.id = p_coach AND k.state <> 'left'
       AND NOT EXISTS (SELECT 1 FROM trajectories_trajectory t WHERE t.coach_id = k.id AND t.state NOT IN ('closed', 'stopped'))
       AND NOT EXISTS (SELECT 1 FROM trajectories_coachrequest r WHERE r.coach_id = k.id AND r.state = 'open')
       AND NOT EXISTS (SELECT 1 FROM programmes_accreditation a WHERE a.coach_id = k.id AND a.ended_on IS NULL)
       AND (EXISTS (SELECT 1 FROM programmes_accreditation a WHERE a.coach_id = k.id AND a.programme_id = ANY (my_administered()))
            OR EXISTS (SELECT 1 FROM trajectories_trajectory t WHERE t.coach_id = k.id AND t.programme_id = ANY (my_administered()))
            OR EXISTS (SELECT 1 FROM trajectories_coachrequest r WHERE r.coach_id = k.id AND r.programme_id = ANY (my_administered())))
    RETURNING 1)
  SELECT EXISTS (SELECT 1 FROM gone) $fn$;
REVOKE ALL ON FUNCTION retire_coach(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION retire_coach(uuid) TO h_admin;
"""


class Migration(migrations.Migration):
    dependencies = [("trajectories", "0011_trail_and_post_by_key"), ("programmes", "0009_accreditation")]
    operations = [
        migrations.AddField("coachrequest", "is_change", models.BooleanField(default=False)),
        migrations.AddField(
            "coachrequest", "reason", models.TextField(blank=True, default="", verbose_name="why another coach"),
            preserve_default=False,
        ),
        migrations.AddField("coachrequest", "talk_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "coachrequest", "talk_where",
            models.CharField(blank=True, default="", max_length=200, verbose_name="where, or the link"),
            preserve_default=False,
        ),
        migrations.AddField("trajectory", "coach_wanted_at", models.DateTimeField(null=True)),
        migrations.RunSQL(OPEN_FILES, "DROP FUNCTION open_files_of(uuid)"),
        migrations.RunSQL(RETIRE, "DROP FUNCTION retire_coach(uuid)"),
    ]
