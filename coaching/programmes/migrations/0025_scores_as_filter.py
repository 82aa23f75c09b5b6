"""Rights as access.py declares them: scored_between.

* scored_between(uuid,numeric,numeric): may not be called by h_admin
* scored_between(uuid,numeric,numeric): the function is missing
"""

from django.db import migrations

FORWARDS = [
    """CREATE OR REPLACE FUNCTION scored_between(p_programme uuid, p_lowest numeric, p_highest numeric)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT a.application_id FROM programmes_assessment a
 WHERE a.programme_id = p_programme AND p_programme = ANY ((SELECT my_administered())::uuid[])
   AND a.submitted_at IS NOT NULL AND a.recused_at IS NULL
   AND NOT EXISTS (SELECT 1 FROM programmes_assessment o WHERE o.application_id = a.application_id
                    AND o.assessor_id = app_uid() AND o.submitted_at IS NULL AND o.recused_at IS NULL)
 GROUP BY a.application_id HAVING avg(a.total) BETWEEN p_lowest AND p_highest
$function$
""",
    "REVOKE ALL ON FUNCTION scored_between(uuid,numeric,numeric) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION scored_between(uuid,numeric,numeric) TO h_admin",
]
BACKWARDS = [
    "DROP FUNCTION scored_between(uuid,numeric,numeric)",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0013_mail_trouble"),
        ("accounts", "0011_numbers"),
        ("companies", "0006_roles_within_a_hat"),
        ("coaches", "0005_where_and_when"),
        ("programmes", "0024_texts_to_choose_rights"),
        ("modules", "0010_observers"),
        ("trajectories", "0023_figures_kept"),
        ("riskanalysis", "0005_names"),
        ("actionplans", "0008_advice_mark"),
        ("insight", "0004_observers"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
