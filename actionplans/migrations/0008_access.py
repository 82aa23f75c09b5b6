"""Rights as access.py declares them: actionplans_yearevaluation, pieces_for_body.

* actionplans_yearevaluation: h_coach may not remove rows from it; declared is all columns
* actionplans_yearevaluation: h_coach may not add rows to it; declared is all columns
* actionplans_yearevaluation: h_coach may not read it; declared is all columns
* actionplans_yearevaluation: h_coach may not change it; declared is all columns
* actionplans_yearevaluation: h_contact may not remove rows from it; declared is all columns
* actionplans_yearevaluation: h_contact may not add rows to it; declared is all columns
* actionplans_yearevaluation: h_contact may not read it; declared is all columns
* actionplans_yearevaluation: h_contact may not change it; declared is all columns
* actionplans_yearevaluation: h_cpbw may not read it; declared is all columns
* actionplans_yearevaluation: h_system may not remove rows from it; declared is all columns
* actionplans_yearevaluation: h_system may not add rows to it; declared is all columns
* actionplans_yearevaluation: h_system may not read it; declared is all columns
* actionplans_yearevaluation: h_system may not change it; declared is all columns
* actionplans_yearevaluation: the trigger keeps_piece is missing
* actionplans_yearevaluation: the trigger stays_as_agreed is missing
* actionplans_yearevaluation: the composite key actionplans_yearevaluation_date_done_id_same_tenant is missing: a row c…
* actionplans_yearevaluation: the composite key actionplans_yearevaluation_piece_id_same_tenant is missing: a row could…
* actionplans_yearevaluation: the policy by which h_coach may remove rows from it is missing: “((company_id = ANY (( SE…
* actionplans_yearevaluation: the policy by which h_coach may add rows to it is missing: “((company_id = ANY (( SELECT …
* actionplans_yearevaluation: the policy by which h_coach may read it is missing: “((company_id = ANY (( SELECT my_file…
* actionplans_yearevaluation: the policy by which h_coach may change it is missing: “((company_id = ANY (( SELECT my_fi…
* actionplans_yearevaluation: the policy by which h_contact may remove rows from it is missing: “(company_id = ANY (( S…
* actionplans_yearevaluation: the policy by which h_contact may add rows to it is missing: “(company_id = ANY (( SELECT…
* actionplans_yearevaluation: the policy by which h_contact may read it is missing: “(company_id = ANY (( SELECT my_com…
* actionplans_yearevaluation: the policy by which h_contact may change it is missing: “(company_id = ANY (( SELECT my_c…
* actionplans_yearevaluation: the policy by which h_cpbw may read it is missing: “((company_id = ANY (( SELECT my_compa…
* actionplans_yearevaluation: the policy by which h_system may remove rows from it is missing: “true”
* actionplans_yearevaluation: the policy by which h_system may add rows to it is missing: “true”
* actionplans_yearevaluation: the policy by which h_system may read it is missing: “true”
* actionplans_yearevaluation: the policy by which h_system may change it is missing: “true”
* actionplans_yearevaluation: row-level security is off, and should be on
* pieces_for_body(): the function does something else than its file says
"""

from django.db import migrations

FORWARDS = [
    "ALTER TABLE actionplans_yearevaluation ENABLE ROW LEVEL SECURITY",
    """CREATE OR REPLACE FUNCTION pieces_for_body()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(found.piece_id), '{}') FROM (
  SELECT a.piece_id FROM riskanalysis_riskanalysis a
   WHERE a.company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]) AND a.state IN ('draft_report', 'consulted', 'final', 'superseded')
  UNION ALL
  SELECT p.piece_id FROM actionplans_globalpreventionplan p
   WHERE p.company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]) AND p.state NOT IN ('draft', 'internal_review')
  UNION ALL
  SELECT p.piece_id FROM actionplans_annualactionplan p
   WHERE p.company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]) AND p.state NOT IN ('draft', 'internal_review')
  UNION ALL
  SELECT e.piece_id FROM actionplans_yearevaluation e
   WHERE e.company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]) AND e.told_at IS NOT NULL
) AS found
$function$
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_datedone_tenant_company') THEN ALTER TABLE companies_datedone ADD CONSTRAINT companies_datedone_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE actionplans_yearevaluation ADD CONSTRAINT actionplans_yearevaluation_date_done_id_same_tenant FOREIGN KEY (date_done_id, company_id) REFERENCES companies_datedone(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_filepiece_tenant_company') THEN ALTER TABLE companies_filepiece ADD CONSTRAINT companies_filepiece_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE actionplans_yearevaluation ADD CONSTRAINT actionplans_yearevaluation_piece_id_same_tenant FOREIGN KEY (piece_id, company_id) REFERENCES companies_filepiece(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """CREATE TRIGGER keeps_piece BEFORE UPDATE OF piece_id, company_id ON actionplans_yearevaluation FOR EACH ROW WHEN ((old.piece_id, old.company_id) IS DISTINCT FROM (new.piece_id, new.company_id)) EXECUTE FUNCTION guard_piece()
""",
    """CREATE TRIGGER stays_as_agreed BEFORE UPDATE OF sources, adviser, without_adviser, works, changes, evaluated_on ON actionplans_yearevaluation FOR EACH ROW WHEN (((old.told_at IS NOT NULL AND new.told_at IS NOT NULL) AND (old.sources, old.adviser, old.without_adviser, old.works, old.changes, old.evaluated_on) IS DISTINCT FROM (new.sources, new.adviser, new.without_adviser, new.works, new.changes, new.evaluated_on))) EXECUTE FUNCTION keep_agreed()
""",
    """CREATE POLICY h_coach_delete ON actionplans_yearevaluation FOR DELETE TO h_coach USING ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[])))
""",
    """CREATE POLICY h_coach_insert ON actionplans_yearevaluation FOR INSERT TO h_coach WITH CHECK ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[])))
""",
    """CREATE POLICY h_coach_select ON actionplans_yearevaluation FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_files())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces())::uuid[])))
""",
    """CREATE POLICY h_coach_update ON actionplans_yearevaluation FOR UPDATE TO h_coach USING ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) WITH CHECK ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[])))
""",
    """CREATE POLICY h_contact_delete ON actionplans_yearevaluation FOR DELETE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_insert ON actionplans_yearevaluation FOR INSERT TO h_contact WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_select ON actionplans_yearevaluation FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON actionplans_yearevaluation FOR UPDATE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_cpbw_select ON actionplans_yearevaluation FOR SELECT TO h_cpbw USING ((company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[])) AND (told_at IS NOT NULL))
""",
    "CREATE POLICY h_system_delete ON actionplans_yearevaluation FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON actionplans_yearevaluation FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON actionplans_yearevaluation FOR SELECT TO h_system USING (true)",
    """CREATE POLICY h_system_update ON actionplans_yearevaluation FOR UPDATE TO h_system USING (true) WITH CHECK (true)
""",
    "GRANT DELETE ON actionplans_yearevaluation TO h_coach",
    "GRANT INSERT ON actionplans_yearevaluation TO h_coach",
    "GRANT SELECT ON actionplans_yearevaluation TO h_coach",
    "GRANT UPDATE ON actionplans_yearevaluation TO h_coach",
    "GRANT DELETE ON actionplans_yearevaluation TO h_contact",
    "GRANT INSERT ON actionplans_yearevaluation TO h_contact",
    "GRANT SELECT ON actionplans_yearevaluation TO h_contact",
    "GRANT UPDATE ON actionplans_yearevaluation TO h_contact",
    "GRANT SELECT ON actionplans_yearevaluation TO h_cpbw",
    "GRANT DELETE ON actionplans_yearevaluation TO h_system",
    "GRANT INSERT ON actionplans_yearevaluation TO h_system",
    "GRANT SELECT ON actionplans_yearevaluation TO h_system",
    "GRANT UPDATE ON actionplans_yearevaluation TO h_system",
]
BACKWARDS = [
    "REVOKE UPDATE ON actionplans_yearevaluation FROM h_system",
    "REVOKE SELECT ON actionplans_yearevaluation FROM h_system",
    "REVOKE INSERT ON actionplans_yearevaluation FROM h_system",
    "REVOKE DELETE ON actionplans_yearevaluation FROM h_system",
    "REVOKE SELECT ON actionplans_yearevaluation FROM h_cpbw",
    "REVOKE UPDATE ON actionplans_yearevaluation FROM h_contact",
    "REVOKE SELECT ON actionplans_yearevaluation FROM h_contact",
    "REVOKE INSERT ON actionplans_yearevaluation FROM h_contact",
    "REVOKE DELETE ON actionplans_yearevaluation FROM h_contact",
    "REVOKE UPDATE ON actionplans_yearevaluation FROM h_coach",
    "REVOKE SELECT ON actionplans_yearevaluation FROM h_coach",
    "REVOKE INSERT ON actionplans_yearevaluation FROM h_coach",
    "REVOKE DELETE ON actionplans_yearevaluation FROM h_coach",
    "DROP POLICY h_system_update ON actionplans_yearevaluation",
    "DROP POLICY h_system_select ON actionplans_yearevaluation",
    "DROP POLICY h_system_insert ON actionplans_yearevaluation",
    "DROP POLICY h_system_delete ON actionplans_yearevaluation",
    "DROP POLICY h_cpbw_select ON actionplans_yearevaluation",
    "DROP POLICY h_contact_update ON actionplans_yearevaluation",
    "DROP POLICY h_contact_select ON actionplans_yearevaluation",
    "DROP POLICY h_contact_insert ON actionplans_yearevaluation",
    "DROP POLICY h_contact_delete ON actionplans_yearevaluation",
    "DROP POLICY h_coach_update ON actionplans_yearevaluation",
    "DROP POLICY h_coach_select ON actionplans_yearevaluation",
    "DROP POLICY h_coach_insert ON actionplans_yearevaluation",
    "DROP POLICY h_coach_delete ON actionplans_yearevaluation",
    "DROP TRIGGER stays_as_agreed ON actionplans_yearevaluation",
    "DROP TRIGGER keeps_piece ON actionplans_yearevaluation",
    "ALTER TABLE actionplans_yearevaluation DROP CONSTRAINT actionplans_yearevaluation_piece_id_same_tenant",
    "ALTER TABLE actionplans_yearevaluation DROP CONSTRAINT actionplans_yearevaluation_date_done_id_same_tenant",
    """CREATE OR REPLACE FUNCTION pieces_for_body()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(found.piece_id), '{}') FROM (
  SELECT a.piece_id FROM riskanalysis_riskanalysis a
   WHERE a.company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]) AND a.state IN ('draft_report', 'consulted', 'final', 'superseded')
  UNION ALL
  SELECT p.piece_id FROM actionplans_globalpreventionplan p
   WHERE p.company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]) AND p.state NOT IN ('draft', 'internal_review')
  UNION ALL
  SELECT p.piece_id FROM actionplans_annualactionplan p
   WHERE p.company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]) AND p.state NOT IN ('draft', 'internal_review')
) AS found
$function$

""",
    "ALTER TABLE actionplans_yearevaluation DISABLE ROW LEVEL SECURITY",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_access"),
        ("accounts", "0002_access"),
        ("companies", "0004_evaluation_piece"),
        ("coaches", "0002_access"),
        ("riskanalysis", "0003_access"),
        ("actionplans", "0007_evaluation"),
        ("programmes", "0002_access"),
        ("modules", "0002_access"),
        ("trajectories", "0002_access"),
        ("insight", "0002_access"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
