"""Rights as access.py declares them: route_behind.

* route_behind(uuid): may not be called by h_admin, h_coach, h_contact, h_system
* route_behind(uuid): the function is missing
"""

from django.db import migrations

FORWARDS = [
    """CREATE OR REPLACE FUNCTION route_behind(p_trajectory uuid)
 RETURNS TABLE(analysed boolean, put_to_body boolean, in_force boolean)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce((SELECT a.state IN ('final', 'superseded') FROM riskanalysis_riskanalysis a
                  WHERE a.trajectory_id = t.id ORDER BY a.created_at DESC LIMIT 1), false),
       coalesce(plan.state IN ('active', 'adopted', 'advised', 'closed', 'evaluated', 'submitted_to_body'), false),
       coalesce(plan.state IN ('active', 'adopted', 'closed', 'evaluated'), false)
  FROM trajectories_trajectory t
  LEFT JOIN LATERAL (SELECT p.state FROM actionplans_annualactionplan p
                      WHERE p.trajectory_id = t.id ORDER BY p.year DESC, p.version_no DESC LIMIT 1) plan ON true
 WHERE t.id = p_trajectory
   AND (current_setting('role', true) = 'h_system' OR t.company_id = ANY (my_companies('h_contact'))
        OR t.id = ANY (my_trajectories()) OR t.programme_id = ANY (my_judged()))
$function$
""",
    "REVOKE ALL ON FUNCTION route_behind(uuid) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION route_behind(uuid) TO h_admin, h_coach, h_contact, h_system",
]
BACKWARDS = [
    "DROP FUNCTION route_behind(uuid)",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0013_mail_trouble"),
        ("accounts", "0011_numbers"),
        ("companies", "0006_roles_within_a_hat"),
        ("coaches", "0005_where_and_when"),
        ("programmes", "0022_proposals_counted"),
        ("modules", "0010_observers"),
        ("trajectories", "0023_figures_kept"),
        ("riskanalysis", "0005_names"),
        ("actionplans", "0008_advice_mark"),
        ("insight", "0004_observers"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
