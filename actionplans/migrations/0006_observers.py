"""Rights as access.py declares them: carried_out_measures.

* carried_out_measures(uuid): the function does something else than its file says
"""

from django.db import migrations

FORWARDS = [
    """CREATE OR REPLACE FUNCTION carried_out_measures(p_trajectory uuid)
 RETURNS bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT count(*) FROM actionplans_preventionmeasure m WHERE m.trajectory_id = p_trajectory AND m.state IN ('done', 'verified_effective', 'not_effective') AND (current_setting('role', true) = 'h_system' OR m.company_id = ANY (my_companies('h_contact')) OR m.trajectory_id = ANY (my_trajectories()) OR m.programme_id = ANY (my_judged()))
$function$
""",
]
BACKWARDS = [
    """CREATE OR REPLACE FUNCTION carried_out_measures(p_trajectory uuid)
 RETURNS bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$ SELECT count(*) FROM actionplans_preventionmeasure m WHERE m.trajectory_id = p_trajectory AND m.state IN ('done', 'verified_effective', 'not_effective') AND (current_setting('role', true) = 'h_system' OR m.company_id = ANY (my_companies('h_contact')) OR m.trajectory_id = ANY (my_trajectories()) OR m.programme_id = ANY (my_programmes())) $function$

""",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0011_observers"),
        ("accounts", "0010_seal_second_steps"),
        ("companies", "0006_roles_within_a_hat"),
        ("coaches", "0004_search_folded"),
        ("programmes", "0019_observers"),
        ("modules", "0010_observers"),
        ("trajectories", "0020_observers"),
        ("riskanalysis", "0005_names"),
        ("actionplans", "0005_names"),
        ("insight", "0003_warnings"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
