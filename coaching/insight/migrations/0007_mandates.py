"""Rights as access.py declares them: plans_adopted.

* plans_adopted(uuid): the function does something else than its file says
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
SELECT h.trajectory_id, min(p.adopted_at AT TIME ZONE 'Europe/Brussels')::date
  FROM trajectories_helped h JOIN actionplans_globalpreventionplan p ON p.piece_id = h.piece_id
 WHERE h.programme_id = p_programme AND p.adopted_at IS NOT NULL
   AND (current_setting('role', true) = 'h_system' OR p_programme = ANY (my_programmes()))
 GROUP BY h.trajectory_id
$function$
""",
]
BACKWARDS = [
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
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0016_pieces"),
        ("accounts", "0013_returned_mail"),
        ("companies", "0009_mandates"),
        ("coaches", "0005_where_and_when"),
        ("riskanalysis", "0007_mandates"),
        ("actionplans", "0011_mandates"),
        ("programmes", "0031_register_as_it_is"),
        ("modules", "0013_date_wishes"),
        ("trajectories", "0032_mandates"),
        ("insight", "0006_answer"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
