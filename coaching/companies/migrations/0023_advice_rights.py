"""Rights as access.py declares them: companies_adviseradvice, companies_adviserquestion, guard_advice and others.

* companies_adviseradvice: h_coach may not add rows to it; declared is all columns
* companies_adviseradvice: h_coach may not read it; declared is all columns
* companies_adviseradvice: h_contact may not add rows to it; declared is all columns
* companies_adviseradvice: h_contact may not read it; declared is all columns
* companies_adviseradvice: h_system may not add rows to it; declared is all columns
* companies_adviseradvice: h_system may not read it; declared is all columns
* companies_adviseradvice: the trigger advice_stays is missing
* companies_adviseradvice: the composite key companies_adviseradvice_piece_id_same_tenant is missing: a row could name …
* companies_adviseradvice: the composite key companies_adviseradvice_question_id_same_tenant is missing: a row could na…
* companies_adviseradvice: the composite key companies_adviseradvice_replaces_id_same_tenant is missing: a row could na…
* companies_adviseradvice: the policy by which h_coach may add rows to it is missing: “(((((company_id)::text || ':'::t…
* companies_adviseradvice: the policy by which h_coach may read it is missing: “((company_id = ANY (( SELECT my_files()…
* companies_adviseradvice: the policy by which h_contact may add rows to it is missing: “((company_id = ANY (( SELECT m…
* companies_adviseradvice: the policy by which h_contact may read it is missing: “(company_id = ANY (( SELECT my_compan…
* companies_adviseradvice: the policy by which h_system may add rows to it is missing: “true”
* companies_adviseradvice: the policy by which h_system may read it is missing: “true”
* companies_adviseradvice: row-level security is off, and should be on
* companies_adviserquestion: h_coach may not read it; declared is all columns
* companies_adviserquestion: h_contact may not remove rows from it; declared is all columns
* companies_adviserquestion: h_contact may not add rows to it; declared is all columns
* companies_adviserquestion: h_contact may not read it; declared is all columns
* companies_adviserquestion: h_system may not remove rows from it; declared is all columns
* companies_adviserquestion: h_system may not add rows to it; declared is all columns
* companies_adviserquestion: h_system may not read it; declared is all columns
* companies_adviserquestion: h_system may not change it; declared is all columns
* companies_adviserquestion: the composite key companies_adviserquestion_piece_id_same_tenant is missing: a row could n…
* companies_adviserquestion: the policy by which h_coach may read it is missing: “((company_id = ANY (( SELECT my_files…
* companies_adviserquestion: the policy by which h_contact may remove rows from it is missing: “((company_id = ANY (( S…
* companies_adviserquestion: the policy by which h_contact may add rows to it is missing: “(((company_id = ANY (( SELEC…
* companies_adviserquestion: the policy by which h_contact may read it is missing: “(company_id = ANY (( SELECT my_comp…
* companies_adviserquestion: the policy by which h_system may remove rows from it is missing: “true”
* companies_adviserquestion: the policy by which h_system may add rows to it is missing: “true”
* companies_adviserquestion: the policy by which h_system may read it is missing: “true”
* companies_adviserquestion: the policy by which h_system may change it is missing: “true”
* companies_adviserquestion: row-level security is off, and should be on
* guard_advice(): may not be called by PUBLIC
* guard_advice(): the function is missing
* holder_of(uuid): may not be called by h_system
* holder_of(uuid): the function is missing
* my_advised(): may not be called by h_contact
* my_advised(): the function is missing
* my_advising(): may not be called by h_coach, h_system
* my_advising(): the function is missing
* my_employers(): may not be called by h_contact
* my_employers(): the function is missing
"""

from django.db import migrations

FORWARDS = [
    "ALTER TABLE companies_adviseradvice ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE companies_adviserquestion ENABLE ROW LEVEL SECURITY",
    """CREATE OR REPLACE FUNCTION guard_advice()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  IF current_user NOT LIKE 'h\\_%' THEN
    RETURN coalesce(NEW, OLD);
  END IF;
  IF TG_OP <> 'INSERT' THEN
    RAISE EXCEPTION 'advice stays as it was given' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW.replaces_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM companies_adviseradvice a WHERE a.id = NEW.replaces_id AND a.company_id = NEW.company_id
       AND a.author_id = NEW.author_id AND a.piece_id IS NOT DISTINCT FROM NEW.piece_id) THEN
    RAISE EXCEPTION 'advice replaces advice of the same adviser about the same thing' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW.question_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM companies_adviserquestion q WHERE q.id = NEW.question_id AND q.company_id = NEW.company_id
       AND q.asked_of_id = NEW.author_id AND q.discipline = NEW.discipline
       AND q.piece_id IS NOT DISTINCT FROM NEW.piece_id) THEN
    RAISE EXCEPTION 'advice answers what its adviser was asked' USING ERRCODE = 'insufficient_privilege';
  END IF;
  -- No hat says by itself when it was given.
  IF current_user <> 'h_system' THEN
    NEW.given_at := app_now();
  END IF;
  RETURN NEW;
END
$function$
""",
    "REVOKE ALL ON FUNCTION guard_advice() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION holder_of(p_mandate uuid)
 RETURNS SETOF bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT m.person_id FROM companies_mandate m WHERE m.id = p_mandate AND m.ended_at IS NULL
$function$
""",
    "REVOKE ALL ON FUNCTION holder_of(uuid) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_advised()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(DISTINCT m.company_id), '{}') FROM companies_membership m WHERE m.user_id = app_uid() AND m.role = 'prevention_adviser' AND m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today())
$function$
""",
    "REVOKE ALL ON FUNCTION my_advised() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_advising()
 RETURNS text[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- Advisers and the physician advise while their mandate runs, not while it is only read; a coach and an expert never.
SELECT coalesce(array_agg(DISTINCT m.company_id::text || ':' || m.discipline), '{}') FROM companies_mandate m
 WHERE m.person_id = app_uid() AND m.ended_at IS NULL AND m.begins_at <= app_now()
   AND m.discipline IN ('prevention_adviser', 'psychosocial_adviser', 'physician')
   AND (m.writes_until IS NULL OR m.writes_until > app_now())
$function$
""",
    "REVOKE ALL ON FUNCTION my_advising() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_employers()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(DISTINCT m.company_id), '{}') FROM companies_membership m WHERE m.user_id = app_uid() AND m.role = 'contact' AND m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today())
$function$
""",
    "REVOKE ALL ON FUNCTION my_employers() FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION guard_advice() TO PUBLIC",
    "GRANT EXECUTE ON FUNCTION holder_of(uuid) TO h_system",
    "GRANT EXECUTE ON FUNCTION my_advised() TO h_contact",
    "GRANT EXECUTE ON FUNCTION my_advising() TO h_coach, h_system",
    "GRANT EXECUTE ON FUNCTION my_employers() TO h_contact",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_filepiece_tenant_company') THEN ALTER TABLE companies_filepiece ADD CONSTRAINT companies_filepiece_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE companies_adviseradvice ADD CONSTRAINT companies_adviseradvice_piece_id_same_tenant FOREIGN KEY (piece_id, company_id) REFERENCES companies_filepiece(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_adviserquestion_tenant_company') THEN ALTER TABLE companies_adviserquestion ADD CONSTRAINT companies_adviserquestion_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE companies_adviseradvice ADD CONSTRAINT companies_adviseradvice_question_id_same_tenant FOREIGN KEY (question_id, company_id) REFERENCES companies_adviserquestion(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_adviseradvice_tenant_company') THEN ALTER TABLE companies_adviseradvice ADD CONSTRAINT companies_adviseradvice_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE companies_adviseradvice ADD CONSTRAINT companies_adviseradvice_replaces_id_same_tenant FOREIGN KEY (replaces_id, company_id) REFERENCES companies_adviseradvice(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_filepiece_tenant_company') THEN ALTER TABLE companies_filepiece ADD CONSTRAINT companies_filepiece_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE companies_adviserquestion ADD CONSTRAINT companies_adviserquestion_piece_id_same_tenant FOREIGN KEY (piece_id, company_id) REFERENCES companies_filepiece(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """CREATE TRIGGER advice_stays BEFORE INSERT OR UPDATE OR DELETE ON companies_adviseradvice FOR EACH ROW EXECUTE FUNCTION guard_advice()
""",
    """CREATE POLICY h_coach_insert ON companies_adviseradvice FOR INSERT TO h_coach WITH CHECK ((((company_id::text || ':' || discipline) = ANY ((SELECT my_advising())::text[])) AND (author_id = (SELECT app_uid()))) AND (((company_id = ANY ((SELECT my_files())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces())::uuid[]))) OR (piece_id IS NULL)))
""",
    """CREATE POLICY h_coach_select ON companies_adviseradvice FOR SELECT TO h_coach USING (((company_id = ANY ((SELECT my_files())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces())::uuid[]))) OR ((company_id = ANY ((SELECT my_guest_companies())::uuid[])) AND (author_id = (SELECT app_uid()))))
""",
    """CREATE POLICY h_contact_insert ON companies_adviseradvice FOR INSERT TO h_contact WITH CHECK (((company_id = ANY ((SELECT my_advised())::uuid[])) AND (author_id = (SELECT app_uid()))) AND (discipline = 'internal_adviser'))
""",
    """CREATE POLICY h_contact_select ON companies_adviseradvice FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    "CREATE POLICY h_system_insert ON companies_adviseradvice FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON companies_adviseradvice FOR SELECT TO h_system USING (true)",
    """CREATE POLICY h_coach_select ON companies_adviserquestion FOR SELECT TO h_coach USING (((company_id = ANY ((SELECT my_files())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces())::uuid[]))) OR ((company_id = ANY ((SELECT my_guest_companies())::uuid[])) AND (asked_of_id = (SELECT app_uid()))))
""",
    """CREATE POLICY h_contact_delete ON companies_adviserquestion FOR DELETE TO h_contact USING ((company_id = ANY ((SELECT my_employers())::uuid[])) OR ((company_id = ANY ((SELECT my_advised())::uuid[])) AND (asked_by_id = (SELECT app_uid()))))
""",
    """CREATE POLICY h_contact_insert ON companies_adviserquestion FOR INSERT TO h_contact WITH CHECK (((company_id = ANY ((SELECT my_employers())::uuid[])) OR (company_id = ANY ((SELECT my_advised())::uuid[]))) AND (asked_by_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_contact_select ON companies_adviserquestion FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    "CREATE POLICY h_system_delete ON companies_adviserquestion FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON companies_adviserquestion FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON companies_adviserquestion FOR SELECT TO h_system USING (true)",
    """CREATE POLICY h_system_update ON companies_adviserquestion FOR UPDATE TO h_system USING (true) WITH CHECK (true)
""",
    "GRANT INSERT ON companies_adviseradvice TO h_coach",
    "GRANT SELECT ON companies_adviseradvice TO h_coach",
    "GRANT INSERT ON companies_adviseradvice TO h_contact",
    "GRANT SELECT ON companies_adviseradvice TO h_contact",
    "GRANT INSERT ON companies_adviseradvice TO h_system",
    "GRANT SELECT ON companies_adviseradvice TO h_system",
    "GRANT SELECT ON companies_adviserquestion TO h_coach",
    "GRANT DELETE ON companies_adviserquestion TO h_contact",
    "GRANT INSERT ON companies_adviserquestion TO h_contact",
    "GRANT SELECT ON companies_adviserquestion TO h_contact",
    "GRANT DELETE ON companies_adviserquestion TO h_system",
    "GRANT INSERT ON companies_adviserquestion TO h_system",
    "GRANT SELECT ON companies_adviserquestion TO h_system",
    "GRANT UPDATE ON companies_adviserquestion TO h_system",
]
BACKWARDS = [
    "REVOKE UPDATE ON companies_adviserquestion FROM h_system",
    "REVOKE SELECT ON companies_adviserquestion FROM h_system",
    "REVOKE INSERT ON companies_adviserquestion FROM h_system",
    "REVOKE DELETE ON companies_adviserquestion FROM h_system",
    "REVOKE SELECT ON companies_adviserquestion FROM h_contact",
    "REVOKE INSERT ON companies_adviserquestion FROM h_contact",
    "REVOKE DELETE ON companies_adviserquestion FROM h_contact",
    "REVOKE SELECT ON companies_adviserquestion FROM h_coach",
    "REVOKE SELECT ON companies_adviseradvice FROM h_system",
    "REVOKE INSERT ON companies_adviseradvice FROM h_system",
    "REVOKE SELECT ON companies_adviseradvice FROM h_contact",
    "REVOKE INSERT ON companies_adviseradvice FROM h_contact",
    "REVOKE SELECT ON companies_adviseradvice FROM h_coach",
    "REVOKE INSERT ON companies_adviseradvice FROM h_coach",
    "DROP POLICY h_system_update ON companies_adviserquestion",
    "DROP POLICY h_system_select ON companies_adviserquestion",
    "DROP POLICY h_system_insert ON companies_adviserquestion",
    "DROP POLICY h_system_delete ON companies_adviserquestion",
    "DROP POLICY h_contact_select ON companies_adviserquestion",
    "DROP POLICY h_contact_insert ON companies_adviserquestion",
    "DROP POLICY h_contact_delete ON companies_adviserquestion",
    "DROP POLICY h_coach_select ON companies_adviserquestion",
    "DROP POLICY h_system_select ON companies_adviseradvice",
    "DROP POLICY h_system_insert ON companies_adviseradvice",
    "DROP POLICY h_contact_select ON companies_adviseradvice",
    "DROP POLICY h_contact_insert ON companies_adviseradvice",
    "DROP POLICY h_coach_select ON companies_adviseradvice",
    "DROP POLICY h_coach_insert ON companies_adviseradvice",
    "DROP TRIGGER advice_stays ON companies_adviseradvice",
    "ALTER TABLE companies_adviserquestion DROP CONSTRAINT companies_adviserquestion_piece_id_same_tenant",
    "ALTER TABLE companies_adviseradvice DROP CONSTRAINT companies_adviseradvice_replaces_id_same_tenant",
    "ALTER TABLE companies_adviseradvice DROP CONSTRAINT companies_adviseradvice_question_id_same_tenant",
    "ALTER TABLE companies_adviseradvice DROP CONSTRAINT companies_adviseradvice_piece_id_same_tenant",
    "DROP FUNCTION my_employers()",
    "DROP FUNCTION my_advising()",
    "DROP FUNCTION my_advised()",
    "DROP FUNCTION holder_of(uuid)",
    "DROP FUNCTION guard_advice()",
    "ALTER TABLE companies_adviserquestion DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE companies_adviseradvice DISABLE ROW LEVEL SECURITY",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0018_list_file_roles"),
        ("accounts", "0017_keys_of_mail"),
        ("companies", "0022_advice"),
        ("coaches", "0007_advisers"),
        ("riskanalysis", "0008_held_by_hand"),
        ("actionplans", "0013_brought_plans"),
        ("programmes", "0035_keys_of_mail"),
        ("modules", "0014_money_for_administrators"),
        ("trajectories", "0036_keys_of_mail"),
        ("insight", "0007_mandates"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
