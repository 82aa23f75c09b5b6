"""Rights, keys, guards and narrow functions, as they stood when the history of migrations began anew (ADR 0067)."""

from django.db import migrations

FORWARDS = [
    "SET LOCAL check_function_bodies = off",  # they call each other, across apps too
    "ALTER TABLE insight_importrun ENABLE ROW LEVEL SECURITY",
    """CREATE OR REPLACE FUNCTION plans_adopted(p_programme uuid)
 RETURNS TABLE(trajectory_id uuid, adopted_on date)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- Per trajectory of a programme the day on which its first five-year plan was adopted: for lead times, no word of the plan.
SELECT h.trajectory_id, min(p.adopted_at AT TIME ZONE 'Europe/Brussels')::date
  FROM trajectories_helped h JOIN actionplans_globalpreventionplan p ON p.piece_id = h.piece_id
 WHERE h.programme_id = p_programme AND p.adopted_at IS NOT NULL
   AND (current_setting('role', true) = 'h_system' OR p_programme = ANY (my_programmes()))
 GROUP BY h.trajectory_id
$function$
""",
    "REVOKE ALL ON FUNCTION plans_adopted(uuid) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION plans_adopted(uuid) TO h_admin, h_observer, h_system",
    """CREATE POLICY h_observer_insert ON core_document FOR INSERT TO h_observer WITH CHECK (((programme_id = ANY ((SELECT my_programmes())::uuid[])) AND (kind IN ('programme-report', 'programme-answer'))) AND (created_by_id = (SELECT app_uid()) AND subject_type = 'programmes.programme' AND subject_id = programme_id AND company_id IS NULL AND trajectory_id IS NULL AND audience = 'h_admin h_observer' AND state = 'queued' AND file = '' AND data ->> 'template' IN ('insight/pdf/programme_report.html', 'insight/pdf/answer.html')))
""",
    """CREATE POLICY h_observer_select ON core_document FOR SELECT TO h_observer USING ((programme_id = ANY ((SELECT my_programmes())::uuid[])) AND (kind IN ('programme-report', 'programme-answer')))
""",
    """CREATE POLICY h_person_insert ON core_document FOR INSERT TO h_person WITH CHECK (kind = 'application-copy' AND position('h_person' in audience) > 0 AND subject_id IN (SELECT a.id FROM programmes_application a WHERE a.applicant_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_person_select ON core_document FOR SELECT TO h_person USING (kind = 'application-copy' AND position('h_person' in audience) > 0 AND subject_id IN (SELECT a.id FROM programmes_application a WHERE a.applicant_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_admin_insert ON insight_importrun FOR INSERT TO h_admin WITH CHECK (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    """CREATE POLICY h_admin_select ON insight_importrun FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    "CREATE POLICY h_system_delete ON insight_importrun FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON insight_importrun FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON insight_importrun FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON insight_importrun FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    "GRANT INSERT ON core_document TO h_observer",
    "GRANT SELECT ON core_document TO h_observer",
    "GRANT INSERT ON core_document TO h_person",
    "GRANT SELECT ON core_document TO h_person",
    "GRANT INSERT ON insight_importrun TO h_admin",
    """GRANT SELECT (attempts, created_at, created_by_id, error, file_name, finished_at, form_token, id, problem_count, problems, programme_id, rehearsal, rows, sha256, state, warning_count, warnings, written) ON insight_importrun TO h_admin
""",
    "GRANT DELETE ON insight_importrun TO h_system",
    "GRANT INSERT ON insight_importrun TO h_system",
    "GRANT SELECT ON insight_importrun TO h_system",
    "GRANT UPDATE ON insight_importrun TO h_system",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_access"),
        ("accounts", "0002_access"),
        ("companies", "0002_access"),
        ("coaches", "0002_access"),
        ("riskanalysis", "0002_access"),
        ("actionplans", "0002_access"),
        ("programmes", "0002_access"),
        ("modules", "0002_access"),
        ("trajectories", "0002_access"),
        ("insight", "0001_initial"),
    ]
    operations = [migrations.RunSQL(FORWARDS)]
