"""Rights as access.py declares them: companies_company, companies_datedone, employer_says and others.

* companies_company: the trigger grace_is_bound is missing
* companies_datedone: the policy by which h_coach may change it says “(company_id = ANY (( SELECT my_files_to_add() AS …
* companies_datedone: the policy by which h_contact may change it says “(company_id = ANY (( SELECT my_companies('h_con…
* employer_says(): may not be called by PUBLIC
* employer_says(): the function is missing
* keep_agreed(): may not be called by PUBLIC
* keep_agreed(): the function is missing
"""

from django.db import migrations

FORWARDS = [
    """CREATE OR REPLACE FUNCTION employer_says()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  -- The company's own row has no company_id.
  about uuid := coalesce((to_jsonb(NEW) ->> 'company_id')::uuid, (to_jsonb(NEW) ->> 'id')::uuid);
BEGIN
  IF current_user NOT LIKE 'h\\_%' OR current_user = 'h_system' THEN
    RETURN NEW;
  END IF;
  IF current_user = 'h_contact' AND about = ANY (my_mandates()) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '%: who may bind the employer says this', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$function$
""",
    "REVOKE ALL ON FUNCTION employer_says() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION keep_agreed()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  IF current_user NOT LIKE 'h\\_%' OR current_user = 'h_system' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '%: what others agreed to or were shown is not rewritten', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$function$
""",
    "REVOKE ALL ON FUNCTION keep_agreed() FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION employer_says() TO PUBLIC",
    "GRANT EXECUTE ON FUNCTION keep_agreed() TO PUBLIC",
    """CREATE TRIGGER grace_is_bound BEFORE UPDATE OF grace_days ON companies_company FOR EACH ROW WHEN (new.grace_days IS DISTINCT FROM old.grace_days) EXECUTE FUNCTION employer_says()
""",
    "DROP POLICY h_coach_update ON companies_datedone",
    """CREATE POLICY h_coach_update ON companies_datedone FOR UPDATE TO h_coach USING (company_id = ANY ((SELECT my_files_to_add())::uuid[])) WITH CHECK ((company_id = ANY ((SELECT my_files_to_add())::uuid[])) AND (withdrawn_by_id = (SELECT app_uid())))
""",
    "DROP POLICY h_contact_update ON companies_datedone",
    """CREATE POLICY h_contact_update ON companies_datedone FOR UPDATE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (withdrawn_by_id = (SELECT app_uid())))
""",
]
BACKWARDS = [
    "DROP POLICY h_contact_update ON companies_datedone",
    """CREATE POLICY h_contact_update ON companies_datedone FOR UPDATE TO h_contact USING ((company_id = ANY (( SELECT my_companies('h_contact'::text) AS my_companies)::uuid[]))) WITH CHECK ((company_id = ANY (( SELECT my_companies('h_contact'::text) AS my_companies)::uuid[])))
""",
    "DROP POLICY h_coach_update ON companies_datedone",
    """CREATE POLICY h_coach_update ON companies_datedone FOR UPDATE TO h_coach USING ((company_id = ANY (( SELECT my_files_to_add() AS my_files_to_add)::uuid[]))) WITH CHECK ((company_id = ANY (( SELECT my_files_to_add() AS my_files_to_add)::uuid[])))
""",
    "DROP TRIGGER grace_is_bound ON companies_company",
    "DROP FUNCTION keep_agreed()",
    "DROP FUNCTION employer_says()",
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
        ("insight", "0002_access"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
