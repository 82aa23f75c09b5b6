"""Which trajectories are mine as a coach; from a company's slug to my relation with it."""

from django.db import migrations

from coaching.core.ground.roles import HUMAN_HATS, Hat
from coaching.core.tenancy.security import definer_function

ACTIVE = "m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today())"
# A coach's own trajectories: accepted, and theirs until another coach takes over. Stopped ones are gone from sight.
OWN = "t.coach_id = ANY ((SELECT my_coach_ids())::uuid[]) AND t.state <> 'stopped'"

MY_TRAJECTORIES = definer_function(
    "my_trajectories()",
    "uuid[]",
    f"SELECT coalesce(array_agg(t.id), '{{}}') FROM trajectories_trajectory t WHERE {OWN}",
    [Hat.COACH, Hat.SYSTEM],
)
# … plus those that ask me to be their coach: enough to answer the request, not to read the file.
MY_REQUESTED = definer_function(
    "my_requested_trajectories()",
    "uuid[]",
    f"SELECT coalesce(array_agg(x.id), '{{}}') FROM (SELECT t.id FROM trajectories_trajectory t WHERE {OWN} "
    "UNION SELECT r.trajectory_id FROM trajectories_coachrequest r "
    "WHERE r.coach_id = ANY ((SELECT my_coach_ids())::uuid[]) AND r.state = 'open') x",
    [Hat.COACH, Hat.SYSTEM],
)
MY_COACH_COMPANIES = definer_function(
    "my_coach_companies()",
    "uuid[]",
    "SELECT coalesce(array_agg(DISTINCT t.company_id), '{}') FROM trajectories_trajectory t "
    "WHERE t.id = ANY ((SELECT my_requested_trajectories())::uuid[])",
    [Hat.COACH, Hat.SYSTEM],
)
COACH_OF = definer_function(
    "coach_of(p_trajectory uuid)",
    "SETOF bigint",
    "SELECT k.user_id FROM trajectories_trajectory t JOIN coaches_coach k ON k.id = t.coach_id WHERE t.id = p_trajectory",
    [*HUMAN_HATS, Hat.SYSTEM],
)
# Companies that a coach has or has been asked for: for honest availability in the directory.
COACH_LOADS = definer_function(
    "coach_loads()",
    "TABLE (coach_id uuid, load bigint)",
    "SELECT x.coach_id, count(*) FROM (SELECT t.coach_id, t.id FROM trajectories_trajectory t "
    "WHERE t.coach_id IS NOT NULL AND t.state NOT IN ('closed', 'stopped') "
    "UNION SELECT r.coach_id, r.trajectory_id FROM trajectories_coachrequest r WHERE r.state = 'open') x GROUP BY 1",
    [Hat.PUBLIC, *HUMAN_HATS, Hat.SYSTEM],
)
COMPANY_PLACE = definer_function(
    "find_company_place(p_slug text, p_user bigint, p_wanted text)",
    "TABLE (id uuid, slug text, name text, hat text, roles text[], has_mandate boolean, hats text[])",
    f"""
    WITH rel AS (
      SELECT c.id, c.slug, c.name, m.role::text AS role, company_role_hat(m.role) AS hat, m.has_mandate
        FROM companies_company c JOIN companies_membership m ON m.company_id = c.id
       WHERE c.slug = p_slug AND m.user_id = p_user AND {ACTIVE}
      UNION ALL
      SELECT c.id, c.slug, c.name, 'coach', 'h_coach', false
        FROM companies_company c JOIN trajectories_trajectory t ON t.company_id = c.id
        JOIN coaches_coach k ON k.id = t.coach_id
       WHERE c.slug = p_slug AND k.user_id = p_user AND k.state <> 'left' AND t.state <> 'stopped'
    ), chosen AS (
      SELECT hat FROM rel ORDER BY (hat = p_wanted) DESC, array_position(ARRAY['h_contact', 'h_coach', 'h_cpbw'], hat)
       LIMIT 1
    )
    SELECT rel.id, rel.slug::text, rel.name::text, rel.hat, array_agg(DISTINCT rel.role), bool_or(rel.has_mandate),
           (SELECT array_agg(DISTINCT r.hat) FROM rel r)
      FROM rel JOIN chosen ON chosen.hat = rel.hat GROUP BY 1, 2, 3, 4
    """,
    [],
    logins=["w_web", "w_worker"],
)


class Migration(migrations.Migration):
    dependencies = [("trajectories", "0001_initial"), ("programmes", "0002_functions")]
    operations = [
        migrations.RunSQL(MY_TRAJECTORIES, "DROP FUNCTION my_trajectories()"),
        migrations.RunSQL(MY_REQUESTED, "DROP FUNCTION my_requested_trajectories()"),
        migrations.RunSQL(MY_COACH_COMPANIES, "DROP FUNCTION my_coach_companies()"),
        migrations.RunSQL(COACH_OF, "DROP FUNCTION coach_of(uuid)"),
        migrations.RunSQL(COACH_LOADS, "DROP FUNCTION coach_loads()"),
        migrations.RunSQL(COMPANY_PLACE, "DROP FUNCTION find_company_place(text, bigint, text)"),
    ]
