"""Rights as access.py declares them: companies_filepiece, companies_mandate, guard_mandate and others.

* companies_filepiece: h_contact may change it (all columns); that is not declared
* companies_filepiece: the policy by which h_coach may add rows to it says “((company_id = ANY (( SELECT my_files_to_ad…
* companies_filepiece: the policy by which h_contact may add rows to it says “(company_id = ANY (( SELECT my_companies(…
* companies_filepiece: the policy by which h_contact may change it is in the database and not declared: “(company_id = …
* companies_mandate: the trigger stays_ended is missing
* companies_mandate: the policy by which h_contact may change it says “(company_id = ANY (( SELECT my_mandates() AS my_…
* guard_mandate(): may not be called by PUBLIC
* guard_mandate(): the function is missing
* guard_piece(): may not be called by PUBLIC
* guard_piece(): the function is missing
"""

from django.db import migrations

FORWARDS = [
    """CREATE OR REPLACE FUNCTION guard_mandate()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  IF current_user NOT LIKE 'h\\_%' OR current_user = 'h_system' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a mandate that has ended stays ended' USING ERRCODE = 'insufficient_privilege';
END
$function$
""",
    "REVOKE ALL ON FUNCTION guard_mandate() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION guard_piece()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  IF current_user NOT LIKE 'h\\_%' OR current_user = 'h_system' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'what was made in one piece of a file stays in it' USING ERRCODE = 'insufficient_privilege';
END
$function$
""",
    "REVOKE ALL ON FUNCTION guard_piece() FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION guard_mandate() TO PUBLIC",
    "GRANT EXECUTE ON FUNCTION guard_piece() TO PUBLIC",
    """CREATE TRIGGER stays_ended BEFORE UPDATE ON companies_mandate FOR EACH ROW WHEN (old.ended_at IS NOT NULL) EXECUTE FUNCTION guard_mandate()
""",
    "DROP POLICY h_coach_insert ON companies_filepiece",
    """CREATE POLICY h_coach_insert ON companies_filepiece FOR INSERT TO h_coach WITH CHECK (((company_id = ANY ((SELECT my_files_to_add())::uuid[])) AND (made_by_id = (SELECT app_uid()))) AND (((builds_on_id IS NULL) OR (company_id = ANY ((SELECT my_files())::uuid[]))) OR (builds_on_id = ANY ((SELECT my_pieces())::uuid[]))))
""",
    "DROP POLICY h_contact_insert ON companies_filepiece",
    """CREATE POLICY h_contact_insert ON companies_filepiece FOR INSERT TO h_contact WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (made_by_id = (SELECT app_uid())))
""",
    "DROP POLICY h_contact_update ON companies_filepiece",
    "DROP POLICY h_contact_update ON companies_mandate",
    """CREATE POLICY h_contact_update ON companies_mandate FOR UPDATE TO h_contact USING (company_id = ANY ((SELECT my_mandates())::uuid[])) WITH CHECK ((company_id = ANY ((SELECT my_mandates())::uuid[])) AND (((person_id <> (SELECT app_uid())) AND (ended_at IS NULL)) OR ((ended_by_id = (SELECT app_uid())) AND (ended_at IS NOT NULL))))
""",
    "REVOKE UPDATE ON companies_filepiece FROM h_contact",
]
BACKWARDS = [
    "GRANT UPDATE ON companies_filepiece TO h_contact",
    "DROP POLICY h_contact_update ON companies_mandate",
    """CREATE POLICY h_contact_update ON companies_mandate FOR UPDATE TO h_contact USING ((company_id = ANY (( SELECT my_mandates() AS my_mandates)::uuid[]))) WITH CHECK ((company_id = ANY (( SELECT my_mandates() AS my_mandates)::uuid[])))
""",
    """CREATE POLICY h_contact_update ON companies_filepiece FOR UPDATE TO h_contact USING ((company_id = ANY (( SELECT my_companies('h_contact'::text) AS my_companies)::uuid[]))) WITH CHECK ((company_id = ANY (( SELECT my_companies('h_contact'::text) AS my_companies)::uuid[])))
""",
    "DROP POLICY h_contact_insert ON companies_filepiece",
    """CREATE POLICY h_contact_insert ON companies_filepiece FOR INSERT TO h_contact WITH CHECK ((company_id = ANY (( SELECT my_companies('h_contact'::text) AS my_companies)::uuid[])))
""",
    "DROP POLICY h_coach_insert ON companies_filepiece",
    """CREATE POLICY h_coach_insert ON companies_filepiece FOR INSERT TO h_coach WITH CHECK (((company_id = ANY (( SELECT my_files_to_add() AS my_files_to_add)::uuid[])) AND ((builds_on_id IS NULL) OR (company_id = ANY (( SELECT my_files() AS my_files)::uuid[])) OR (builds_on_id = ANY (( SELECT my_pieces() AS my_pieces)::uuid[])))))
""",
    "DROP TRIGGER stays_ended ON companies_mandate",
    "DROP FUNCTION guard_piece()",
    "DROP FUNCTION guard_mandate()",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0017_list_files"),
        ("accounts", "0015_guests"),
        ("companies", "0015_opening_rights"),
        ("coaches", "0006_writing"),
        ("riskanalysis", "0007_mandates"),
        ("actionplans", "0011_mandates"),
        ("programmes", "0033_founded"),
        ("modules", "0014_money_for_administrators"),
        ("trajectories", "0033_prevention_roles_rights"),
        ("insight", "0007_mandates"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
