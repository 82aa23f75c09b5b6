"""Rights as access.py declares them: companies_filepiece, companies_mandate, my_files and others.

* companies_filepiece: h_coach may not remove rows from it; declared is all columns
* companies_filepiece: h_coach may not add rows to it; declared is all columns
* companies_filepiece: h_coach may not read it; declared is all columns
* companies_filepiece: h_contact may not remove rows from it; declared is all columns
* companies_filepiece: h_contact may not add rows to it; declared is all columns
* companies_filepiece: h_contact may not read it; declared is all columns
* companies_filepiece: h_contact may not change it; declared is all columns
* companies_filepiece: h_cpbw may not read it; declared is all columns
* companies_filepiece: h_system may not remove rows from it; declared is all columns
* companies_filepiece: h_system may not add rows to it; declared is all columns
* companies_filepiece: h_system may not read it; declared is all columns
* companies_filepiece: h_system may not change it; declared is all columns
* companies_filepiece: the composite key companies_filepiece_builds_on_id_same_tenant is missing: a row could name a pa…
* companies_filepiece: the policy by which h_coach may remove rows from it is missing: “((company_id = ANY (( SELECT my…
* companies_filepiece: the policy by which h_coach may add rows to it is missing: “((company_id = ANY (( SELECT my_file…
* companies_filepiece: the policy by which h_coach may read it is missing: “((company_id = ANY (( SELECT my_files() AS …
* companies_filepiece: the policy by which h_contact may remove rows from it is missing: “(company_id = ANY (( SELECT m…
* companies_filepiece: the policy by which h_contact may add rows to it is missing: “(company_id = ANY (( SELECT my_com…
* companies_filepiece: the policy by which h_contact may read it is missing: “(company_id = ANY (( SELECT my_companies(…
* companies_filepiece: the policy by which h_contact may change it is missing: “(company_id = ANY (( SELECT my_companie…
* companies_filepiece: the policy by which h_cpbw may read it is missing: “(company_id = ANY (( SELECT my_companies('h_…
* companies_filepiece: the policy by which h_system may remove rows from it is missing: “true”
* companies_filepiece: the policy by which h_system may add rows to it is missing: “true”
* companies_filepiece: the policy by which h_system may read it is missing: “true”
* companies_filepiece: the policy by which h_system may change it is missing: “true”
* companies_filepiece: row-level security is off, and should be on
* companies_mandate: h_coach may not read it; declared is all columns
* companies_mandate: h_contact may not add rows to it; declared is all columns
* companies_mandate: h_contact may not read it; declared is all columns
* companies_mandate: h_contact may not change it; declared is ended_at, ended_by_id, reads_until, writes_until
* companies_mandate: h_cpbw may not read it; declared is all columns
* companies_mandate: h_system may not remove rows from it; declared is all columns
* companies_mandate: h_system may not add rows to it; declared is all columns
* companies_mandate: h_system may not read it; declared is all columns
* companies_mandate: h_system may not change it; declared is all columns
* companies_mandate: the policy by which h_coach may read it is missing: “(person_id = ( SELECT app_uid() AS app_uid))”
* companies_mandate: the policy by which h_contact may add rows to it is missing: “((company_id = ANY (( SELECT my_mand…
* companies_mandate: the policy by which h_contact may read it is missing: “(company_id = ANY (( SELECT my_companies('h…
* companies_mandate: the policy by which h_contact may change it is missing: “(company_id = ANY (( SELECT my_mandates()…
* companies_mandate: the policy by which h_cpbw may read it is missing: “(company_id = ANY (( SELECT my_companies('h_cp…
* companies_mandate: the policy by which h_system may remove rows from it is missing: “true”
* companies_mandate: the policy by which h_system may add rows to it is missing: “true”
* companies_mandate: the policy by which h_system may read it is missing: “true”
* companies_mandate: the policy by which h_system may change it is missing: “true”
* companies_mandate: row-level security is off, and should be on
* my_files(): may not be called by h_coach, h_system
* my_files(): the function is missing
* my_files_to_add(): may not be called by h_coach, h_system
* my_files_to_add(): the function is missing
* my_files_to_write(): may not be called by h_coach, h_system
* my_files_to_write(): the function is missing
* my_guest_companies(): may not be called by h_coach, h_system
* my_guest_companies(): the function is missing
* my_pieces(): may not be called by h_coach, h_system
* my_pieces(): the function is missing
* my_pieces_to_write(): may not be called by h_coach, h_system
* my_pieces_to_write(): the function is missing
* people_in_piece(uuid): may not be called by h_admin, h_coach, h_contact, h_cpbw, h_partner, h_person, h_staff, h_system
* people_in_piece(uuid): the function is missing
"""

from django.db import migrations

FORWARDS = [
    "ALTER TABLE companies_filepiece ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE companies_mandate ENABLE ROW LEVEL SECURITY",
    """CREATE OR REPLACE FUNCTION my_files()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(DISTINCT m.company_id), '{}') FROM companies_mandate m
 WHERE m.person_id = app_uid() AND m.ended_at IS NULL AND m.begins_at <= app_now() AND m.since IS NULL
   AND (m.reads_until IS NULL OR m.reads_until > app_now())
$function$
""",
    "REVOKE ALL ON FUNCTION my_files() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_files_to_add()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- Files in which something new may be made: whole ones, and those whose mandate runs from a day on.
SELECT coalesce(array_agg(DISTINCT m.company_id), '{}') FROM companies_mandate m
 WHERE m.person_id = app_uid() AND m.ended_at IS NULL AND m.begins_at <= app_now()
   AND (m.writes_until IS NULL OR m.writes_until > app_now())
$function$
""",
    "REVOKE ALL ON FUNCTION my_files_to_add() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_files_to_write()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(DISTINCT m.company_id), '{}') FROM companies_mandate m
 WHERE m.person_id = app_uid() AND m.ended_at IS NULL AND m.begins_at <= app_now() AND m.since IS NULL
   AND (m.writes_until IS NULL OR m.writes_until > app_now())
$function$
""",
    "REVOKE ALL ON FUNCTION my_files_to_write() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_guest_companies()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- Companies in whose file one works or still reads, whichever mandate one has.
SELECT coalesce(array_agg(DISTINCT m.company_id), '{}') FROM companies_mandate m
 WHERE m.person_id = app_uid() AND m.ended_at IS NULL AND m.begins_at <= app_now()
   AND (m.reads_until IS NULL OR m.reads_until > app_now())
$function$
""",
    "REVOKE ALL ON FUNCTION my_guest_companies() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_pieces()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- What was made while a limited mandate ran, and whatever that builds on.
WITH RECURSIVE mine AS (
  SELECT p.id, p.builds_on_id FROM companies_mandate m JOIN companies_filepiece p ON p.company_id = m.company_id
   WHERE m.person_id = app_uid() AND m.ended_at IS NULL AND m.begins_at <= app_now() AND m.since IS NOT NULL
     AND (m.reads_until IS NULL OR m.reads_until > app_now())
     AND p.made_at >= m.since AND (m.writes_until IS NULL OR p.made_at <= m.writes_until)
  UNION
  SELECT p.id, p.builds_on_id FROM mine JOIN companies_filepiece p ON p.id = mine.builds_on_id
)
SELECT coalesce(array_agg(DISTINCT mine.id), '{}') FROM mine
$function$
""",
    "REVOKE ALL ON FUNCTION my_pieces() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_pieces_to_write()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(DISTINCT p.id), '{}')
  FROM companies_mandate m JOIN companies_filepiece p ON p.company_id = m.company_id
 WHERE m.person_id = app_uid() AND m.ended_at IS NULL AND m.begins_at <= app_now() AND m.since IS NOT NULL
   AND (m.writes_until IS NULL OR m.writes_until > app_now()) AND p.made_at >= m.since
$function$
""",
    "REVOKE ALL ON FUNCTION my_pieces_to_write() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION people_in_piece(p_piece uuid)
 RETURNS SETOF bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- Who from outside works in a piece of a file, told to who has to do with its company.
SELECT DISTINCT m.person_id FROM companies_filepiece p JOIN companies_mandate m ON m.company_id = p.company_id
 WHERE p.id = p_piece AND (m.since IS NULL OR p.made_at >= m.since) AND m.ended_at IS NULL AND m.begins_at <= app_now()
   AND (m.writes_until IS NULL OR m.writes_until > app_now())
   AND (current_setting('role', true) = 'h_system' OR p.company_id = ANY (my_companies('h_contact'))
        OR p.company_id = ANY (my_companies('h_cpbw')) OR p.company_id = ANY (my_guest_companies()))
$function$
""",
    "REVOKE ALL ON FUNCTION people_in_piece(uuid) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION my_files() TO h_coach, h_system",
    "GRANT EXECUTE ON FUNCTION my_files_to_add() TO h_coach, h_system",
    "GRANT EXECUTE ON FUNCTION my_files_to_write() TO h_coach, h_system",
    "GRANT EXECUTE ON FUNCTION my_guest_companies() TO h_coach, h_system",
    "GRANT EXECUTE ON FUNCTION my_pieces() TO h_coach, h_system",
    "GRANT EXECUTE ON FUNCTION my_pieces_to_write() TO h_coach, h_system",
    """GRANT EXECUTE ON FUNCTION people_in_piece(uuid) TO h_admin, h_coach, h_contact, h_cpbw, h_partner, h_person, h_staff, h_system
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_filepiece_tenant_company') THEN ALTER TABLE companies_filepiece ADD CONSTRAINT companies_filepiece_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE companies_filepiece ADD CONSTRAINT companies_filepiece_builds_on_id_same_tenant FOREIGN KEY (builds_on_id, company_id) REFERENCES companies_filepiece(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """CREATE POLICY h_coach_delete ON companies_filepiece FOR DELETE TO h_coach USING ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (id = ANY ((SELECT my_pieces_to_write())::uuid[])))
""",
    """CREATE POLICY h_coach_insert ON companies_filepiece FOR INSERT TO h_coach WITH CHECK ((company_id = ANY ((SELECT my_files_to_add())::uuid[])) AND (((builds_on_id IS NULL) OR (company_id = ANY ((SELECT my_files())::uuid[]))) OR (builds_on_id = ANY ((SELECT my_pieces())::uuid[]))))
""",
    """CREATE POLICY h_coach_select ON companies_filepiece FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_files())::uuid[])) OR (id = ANY ((SELECT my_pieces())::uuid[])))
""",
    """CREATE POLICY h_contact_delete ON companies_filepiece FOR DELETE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_insert ON companies_filepiece FOR INSERT TO h_contact WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_select ON companies_filepiece FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON companies_filepiece FOR UPDATE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_cpbw_select ON companies_filepiece FOR SELECT TO h_cpbw USING (company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]))
""",
    "CREATE POLICY h_system_delete ON companies_filepiece FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON companies_filepiece FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON companies_filepiece FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON companies_filepiece FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    "CREATE POLICY h_coach_select ON companies_mandate FOR SELECT TO h_coach USING (person_id = (SELECT app_uid()))",
    """CREATE POLICY h_contact_insert ON companies_mandate FOR INSERT TO h_contact WITH CHECK ((((company_id = ANY ((SELECT my_mandates())::uuid[])) AND (given_by_id = (SELECT app_uid()))) AND (person_id <> (SELECT app_uid()))) AND (ended_at IS NULL))
""",
    """CREATE POLICY h_contact_select ON companies_mandate FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON companies_mandate FOR UPDATE TO h_contact USING (company_id = ANY ((SELECT my_mandates())::uuid[])) WITH CHECK (company_id = ANY ((SELECT my_mandates())::uuid[]))
""",
    """CREATE POLICY h_cpbw_select ON companies_mandate FOR SELECT TO h_cpbw USING (company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]))
""",
    "CREATE POLICY h_system_delete ON companies_mandate FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON companies_mandate FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON companies_mandate FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON companies_mandate FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    "GRANT DELETE ON companies_filepiece TO h_coach",
    "GRANT INSERT ON companies_filepiece TO h_coach",
    "GRANT SELECT ON companies_filepiece TO h_coach",
    "GRANT DELETE ON companies_filepiece TO h_contact",
    "GRANT INSERT ON companies_filepiece TO h_contact",
    "GRANT SELECT ON companies_filepiece TO h_contact",
    "GRANT UPDATE ON companies_filepiece TO h_contact",
    "GRANT SELECT ON companies_filepiece TO h_cpbw",
    "GRANT DELETE ON companies_filepiece TO h_system",
    "GRANT INSERT ON companies_filepiece TO h_system",
    "GRANT SELECT ON companies_filepiece TO h_system",
    "GRANT UPDATE ON companies_filepiece TO h_system",
    "GRANT SELECT ON companies_mandate TO h_coach",
    "GRANT INSERT ON companies_mandate TO h_contact",
    "GRANT SELECT ON companies_mandate TO h_contact",
    "GRANT UPDATE (ended_at, ended_by_id, reads_until, writes_until) ON companies_mandate TO h_contact",
    "GRANT SELECT ON companies_mandate TO h_cpbw",
    "GRANT DELETE ON companies_mandate TO h_system",
    "GRANT INSERT ON companies_mandate TO h_system",
    "GRANT SELECT ON companies_mandate TO h_system",
    "GRANT UPDATE ON companies_mandate TO h_system",
]
BACKWARDS = [
    "REVOKE UPDATE ON companies_mandate FROM h_system",
    "REVOKE SELECT ON companies_mandate FROM h_system",
    "REVOKE INSERT ON companies_mandate FROM h_system",
    "REVOKE DELETE ON companies_mandate FROM h_system",
    "REVOKE SELECT ON companies_mandate FROM h_cpbw",
    "REVOKE UPDATE (ended_at, ended_by_id, reads_until, writes_until) ON companies_mandate FROM h_contact",
    "REVOKE SELECT ON companies_mandate FROM h_contact",
    "REVOKE INSERT ON companies_mandate FROM h_contact",
    "REVOKE SELECT ON companies_mandate FROM h_coach",
    "REVOKE UPDATE ON companies_filepiece FROM h_system",
    "REVOKE SELECT ON companies_filepiece FROM h_system",
    "REVOKE INSERT ON companies_filepiece FROM h_system",
    "REVOKE DELETE ON companies_filepiece FROM h_system",
    "REVOKE SELECT ON companies_filepiece FROM h_cpbw",
    "REVOKE UPDATE ON companies_filepiece FROM h_contact",
    "REVOKE SELECT ON companies_filepiece FROM h_contact",
    "REVOKE INSERT ON companies_filepiece FROM h_contact",
    "REVOKE DELETE ON companies_filepiece FROM h_contact",
    "REVOKE SELECT ON companies_filepiece FROM h_coach",
    "REVOKE INSERT ON companies_filepiece FROM h_coach",
    "REVOKE DELETE ON companies_filepiece FROM h_coach",
    "DROP POLICY h_system_update ON companies_mandate",
    "DROP POLICY h_system_select ON companies_mandate",
    "DROP POLICY h_system_insert ON companies_mandate",
    "DROP POLICY h_system_delete ON companies_mandate",
    "DROP POLICY h_cpbw_select ON companies_mandate",
    "DROP POLICY h_contact_update ON companies_mandate",
    "DROP POLICY h_contact_select ON companies_mandate",
    "DROP POLICY h_contact_insert ON companies_mandate",
    "DROP POLICY h_coach_select ON companies_mandate",
    "DROP POLICY h_system_update ON companies_filepiece",
    "DROP POLICY h_system_select ON companies_filepiece",
    "DROP POLICY h_system_insert ON companies_filepiece",
    "DROP POLICY h_system_delete ON companies_filepiece",
    "DROP POLICY h_cpbw_select ON companies_filepiece",
    "DROP POLICY h_contact_update ON companies_filepiece",
    "DROP POLICY h_contact_select ON companies_filepiece",
    "DROP POLICY h_contact_insert ON companies_filepiece",
    "DROP POLICY h_contact_delete ON companies_filepiece",
    "DROP POLICY h_coach_select ON companies_filepiece",
    "DROP POLICY h_coach_insert ON companies_filepiece",
    "DROP POLICY h_coach_delete ON companies_filepiece",
    "ALTER TABLE companies_filepiece DROP CONSTRAINT companies_filepiece_builds_on_id_same_tenant",
    "DROP FUNCTION people_in_piece(uuid)",
    "DROP FUNCTION my_pieces_to_write()",
    "DROP FUNCTION my_pieces()",
    "DROP FUNCTION my_guest_companies()",
    "DROP FUNCTION my_files_to_write()",
    "DROP FUNCTION my_files_to_add()",
    "DROP FUNCTION my_files()",
    "ALTER TABLE companies_mandate DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE companies_filepiece DISABLE ROW LEVEL SECURITY",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0016_pieces"),
        ("accounts", "0013_returned_mail"),
        ("companies", "0008_file"),
        ("coaches", "0005_where_and_when"),
        ("riskanalysis", "0006_file"),
        ("actionplans", "0010_file"),
        ("programmes", "0031_register_as_it_is"),
        ("modules", "0013_date_wishes"),
        ("trajectories", "0031_mandates"),
        ("insight", "0006_answer"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
