"""Rights as access.py declares them: core_document, plans_adopted.

* core_document: the policy by which h_observer may add rows to it says “((programme_id = ANY (( SELECT my_programmes()…
* core_document: the policy by which h_observer may read it says “((programme_id = ANY (( SELECT my_programmes() AS my_…
* plans_adopted(uuid): may not be called by h_admin, h_observer, h_system
* plans_adopted(uuid): the function is missing
"""

from django.db import migrations

FORWARDS = [
    """CREATE OR REPLACE FUNCTION plans_adopted(p_programme uuid)
 RETURNS TABLE(trajectory_id uuid, adopted_on date)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- Per trajectory of a programme the day on which its first five-year plan was adopted: for lead times, no word of the plan.
SELECT p.trajectory_id, min(p.adopted_at AT TIME ZONE 'Europe/Brussels')::date
  FROM actionplans_globalpreventionplan p
 WHERE p.programme_id = p_programme AND p.adopted_at IS NOT NULL
   AND (current_setting('role', true) = 'h_system' OR p_programme = ANY (my_programmes()))
 GROUP BY p.trajectory_id
$function$
""",
    "REVOKE ALL ON FUNCTION plans_adopted(uuid) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION plans_adopted(uuid) TO h_admin, h_observer, h_system",
    "DROP POLICY h_observer_insert ON core_document",
    """CREATE POLICY h_observer_insert ON core_document FOR INSERT TO h_observer WITH CHECK (((programme_id = ANY ((SELECT my_programmes())::uuid[])) AND (kind IN ('programme-report', 'programme-answer'))) AND (created_by_id = (SELECT app_uid()) AND subject_type = 'programmes.programme' AND subject_id = programme_id AND company_id IS NULL AND trajectory_id IS NULL AND audience = 'h_admin h_observer' AND state = 'queued' AND file = '' AND data ->> 'template' IN ('insight/pdf/programme_report.html', 'insight/pdf/answer.html')))
""",
    "DROP POLICY h_observer_select ON core_document",
    """CREATE POLICY h_observer_select ON core_document FOR SELECT TO h_observer USING ((programme_id = ANY ((SELECT my_programmes())::uuid[])) AND (kind IN ('programme-report', 'programme-answer')))
""",
]
BACKWARDS = [
    "DROP POLICY h_observer_select ON core_document",
    """CREATE POLICY h_observer_select ON core_document FOR SELECT TO h_observer USING (((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])) AND ((kind)::text = 'programme-report'::text)))
""",
    "DROP POLICY h_observer_insert ON core_document",
    """CREATE POLICY h_observer_insert ON core_document FOR INSERT TO h_observer WITH CHECK (((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])) AND ((kind)::text = 'programme-report'::text) AND ((created_by_id = ( SELECT app_uid() AS app_uid)) AND ((subject_type)::text = 'programmes.programme'::text) AND (subject_id = programme_id) AND (company_id IS NULL) AND (trajectory_id IS NULL) AND ((audience)::text = 'h_admin h_observer'::text) AND ((state)::text = 'queued'::text) AND ((file)::text = ''::text) AND ((data ->> 'template'::text) = 'insight/pdf/programme_report.html'::text))))
""",
    "DROP FUNCTION plans_adopted(uuid)",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0013_mail_trouble"),
        ("accounts", "0011_numbers"),
        ("companies", "0006_roles_within_a_hat"),
        ("coaches", "0005_where_and_when"),
        ("programmes", "0028_lists_sorted"),
        ("modules", "0011_uptakes_sorted"),
        ("trajectories", "0025_lists_sorted"),
        ("riskanalysis", "0005_names"),
        ("actionplans", "0009_route"),
        ("insight", "0005_faults_that_wait"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
