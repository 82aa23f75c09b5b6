"""Rights as access.py declares them: programmes_savedview, scores_to_sort_by.

* programmes_savedview: h_coach may not remove rows from it; declared is all columns
* programmes_savedview: h_coach may not add rows to it; declared is all columns
* programmes_savedview: h_coach may not read it; declared is all columns
* programmes_savedview: h_coach may not change it; declared is all columns
* programmes_savedview: h_contact may not remove rows from it; declared is all columns
* programmes_savedview: h_contact may not add rows to it; declared is all columns
* programmes_savedview: h_contact may not read it; declared is all columns
* programmes_savedview: h_contact may not change it; declared is all columns
* programmes_savedview: h_cpbw may not remove rows from it; declared is all columns
* programmes_savedview: h_cpbw may not add rows to it; declared is all columns
* programmes_savedview: h_cpbw may not read it; declared is all columns
* programmes_savedview: h_cpbw may not change it; declared is all columns
* programmes_savedview: the policy by which h_coach may remove rows from it is missing: “(((company_id = ANY (( SELECT …
* programmes_savedview: the policy by which h_coach may add rows to it is missing: “(((company_id = ANY (( SELECT my_gu…
* programmes_savedview: the policy by which h_coach may read it is missing: “(((company_id = ANY (( SELECT my_guest_com…
* programmes_savedview: the policy by which h_coach may change it is missing: “(((company_id = ANY (( SELECT my_guest_c…
* programmes_savedview: the policy by which h_contact may remove rows from it is missing: “((company_id = ANY (( SELECT…
* programmes_savedview: the policy by which h_contact may add rows to it is missing: “((company_id = ANY (( SELECT my_c…
* programmes_savedview: the policy by which h_contact may read it is missing: “((company_id = ANY (( SELECT my_companie…
* programmes_savedview: the policy by which h_contact may change it is missing: “((company_id = ANY (( SELECT my_compan…
* programmes_savedview: the policy by which h_cpbw may remove rows from it is missing: “((company_id = ANY (( SELECT my…
* programmes_savedview: the policy by which h_cpbw may add rows to it is missing: “((company_id = ANY (( SELECT my_comp…
* programmes_savedview: the policy by which h_cpbw may read it is missing: “((company_id = ANY (( SELECT my_companies('…
* programmes_savedview: the policy by which h_cpbw may change it is missing: “((company_id = ANY (( SELECT my_companies…
* scores_to_sort_by(uuid): may not be called by h_admin
* scores_to_sort_by(uuid): the function is missing
"""

from django.db import migrations

FORWARDS = [
    """CREATE OR REPLACE FUNCTION scores_to_sort_by(p_programme uuid)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(jsonb_object_agg(s.application_id, s.average), '{}') FROM (
SELECT a.application_id, avg(a.total) AS average FROM programmes_assessment a
 WHERE a.programme_id = p_programme AND p_programme = ANY ((SELECT my_administered())::uuid[])
   AND a.submitted_at IS NOT NULL AND a.recused_at IS NULL
   AND NOT EXISTS (SELECT 1 FROM programmes_assessment o WHERE o.application_id = a.application_id
                    AND o.assessor_id = app_uid() AND o.submitted_at IS NULL AND o.recused_at IS NULL)
 GROUP BY a.application_id) s
$function$
""",
    "REVOKE ALL ON FUNCTION scores_to_sort_by(uuid) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION scores_to_sort_by(uuid) TO h_admin",
    """CREATE POLICY h_coach_delete ON programmes_savedview FOR DELETE TO h_coach USING (((company_id = ANY ((SELECT my_guest_companies())::uuid[])) AND (NOT shared AND owner_id = (SELECT app_uid()))) OR ((programme_id IS NULL AND company_id IS NULL) AND (NOT shared AND owner_id = (SELECT app_uid()))))
""",
    """CREATE POLICY h_coach_insert ON programmes_savedview FOR INSERT TO h_coach WITH CHECK (((company_id = ANY ((SELECT my_guest_companies())::uuid[])) AND (NOT shared AND owner_id = (SELECT app_uid()))) OR ((programme_id IS NULL AND company_id IS NULL) AND (NOT shared AND owner_id = (SELECT app_uid()))))
""",
    """CREATE POLICY h_coach_select ON programmes_savedview FOR SELECT TO h_coach USING (((company_id = ANY ((SELECT my_guest_companies())::uuid[])) AND (NOT shared AND owner_id = (SELECT app_uid()))) OR ((programme_id IS NULL AND company_id IS NULL) AND (NOT shared AND owner_id = (SELECT app_uid()))))
""",
    """CREATE POLICY h_coach_update ON programmes_savedview FOR UPDATE TO h_coach USING (((company_id = ANY ((SELECT my_guest_companies())::uuid[])) AND (NOT shared AND owner_id = (SELECT app_uid()))) OR ((programme_id IS NULL AND company_id IS NULL) AND (NOT shared AND owner_id = (SELECT app_uid())))) WITH CHECK (((company_id = ANY ((SELECT my_guest_companies())::uuid[])) AND (NOT shared AND owner_id = (SELECT app_uid()))) OR ((programme_id IS NULL AND company_id IS NULL) AND (NOT shared AND owner_id = (SELECT app_uid()))))
""",
    """CREATE POLICY h_contact_delete ON programmes_savedview FOR DELETE TO h_contact USING ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (NOT shared AND owner_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_contact_insert ON programmes_savedview FOR INSERT TO h_contact WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (NOT shared AND owner_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_contact_select ON programmes_savedview FOR SELECT TO h_contact USING ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (NOT shared AND owner_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_contact_update ON programmes_savedview FOR UPDATE TO h_contact USING ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (NOT shared AND owner_id = (SELECT app_uid()))) WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (NOT shared AND owner_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_cpbw_delete ON programmes_savedview FOR DELETE TO h_cpbw USING ((company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[])) AND (NOT shared AND owner_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_cpbw_insert ON programmes_savedview FOR INSERT TO h_cpbw WITH CHECK ((company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[])) AND (NOT shared AND owner_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_cpbw_select ON programmes_savedview FOR SELECT TO h_cpbw USING ((company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[])) AND (NOT shared AND owner_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_cpbw_update ON programmes_savedview FOR UPDATE TO h_cpbw USING ((company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[])) AND (NOT shared AND owner_id = (SELECT app_uid()))) WITH CHECK ((company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[])) AND (NOT shared AND owner_id = (SELECT app_uid())))
""",
    "GRANT DELETE ON programmes_savedview TO h_coach",
    "GRANT INSERT ON programmes_savedview TO h_coach",
    "GRANT SELECT ON programmes_savedview TO h_coach",
    "GRANT UPDATE ON programmes_savedview TO h_coach",
    "GRANT DELETE ON programmes_savedview TO h_contact",
    "GRANT INSERT ON programmes_savedview TO h_contact",
    "GRANT SELECT ON programmes_savedview TO h_contact",
    "GRANT UPDATE ON programmes_savedview TO h_contact",
    "GRANT DELETE ON programmes_savedview TO h_cpbw",
    "GRANT INSERT ON programmes_savedview TO h_cpbw",
    "GRANT SELECT ON programmes_savedview TO h_cpbw",
    "GRANT UPDATE ON programmes_savedview TO h_cpbw",
]
BACKWARDS = [
    "REVOKE UPDATE ON programmes_savedview FROM h_cpbw",
    "REVOKE SELECT ON programmes_savedview FROM h_cpbw",
    "REVOKE INSERT ON programmes_savedview FROM h_cpbw",
    "REVOKE DELETE ON programmes_savedview FROM h_cpbw",
    "REVOKE UPDATE ON programmes_savedview FROM h_contact",
    "REVOKE SELECT ON programmes_savedview FROM h_contact",
    "REVOKE INSERT ON programmes_savedview FROM h_contact",
    "REVOKE DELETE ON programmes_savedview FROM h_contact",
    "REVOKE UPDATE ON programmes_savedview FROM h_coach",
    "REVOKE SELECT ON programmes_savedview FROM h_coach",
    "REVOKE INSERT ON programmes_savedview FROM h_coach",
    "REVOKE DELETE ON programmes_savedview FROM h_coach",
    "DROP POLICY h_cpbw_update ON programmes_savedview",
    "DROP POLICY h_cpbw_select ON programmes_savedview",
    "DROP POLICY h_cpbw_insert ON programmes_savedview",
    "DROP POLICY h_cpbw_delete ON programmes_savedview",
    "DROP POLICY h_contact_update ON programmes_savedview",
    "DROP POLICY h_contact_select ON programmes_savedview",
    "DROP POLICY h_contact_insert ON programmes_savedview",
    "DROP POLICY h_contact_delete ON programmes_savedview",
    "DROP POLICY h_coach_update ON programmes_savedview",
    "DROP POLICY h_coach_select ON programmes_savedview",
    "DROP POLICY h_coach_insert ON programmes_savedview",
    "DROP POLICY h_coach_delete ON programmes_savedview",
    "DROP FUNCTION scores_to_sort_by(uuid)",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_access"),
        ("accounts", "0004_access"),
        ("companies", "0006_access"),
        ("coaches", "0002_access"),
        ("riskanalysis", "0003_access"),
        ("actionplans", "0009_access"),
        ("programmes", "0003_kept_views_of_places"),
        ("modules", "0002_access"),
        ("trajectories", "0002_access"),
        ("insight", "0002_access"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
