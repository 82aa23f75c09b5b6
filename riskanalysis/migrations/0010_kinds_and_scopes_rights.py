"""Rights as access.py declares them: analysis_runs, riskanalysis_plannedanalysis, riskanalysis_riskanalysis.

* analysis_runs(uuid,text,uuid[],text[],uuid): may not be called by h_coach, h_contact, h_system
* analysis_runs(uuid,text,uuid[],text[],uuid): the function is missing
* riskanalysis_plannedanalysis: h_coach may not add rows to it; declared is all columns
* riskanalysis_plannedanalysis: h_coach may not read it; declared is all columns
* riskanalysis_plannedanalysis: h_coach may not change it; declared is all columns
* riskanalysis_plannedanalysis: h_contact may not add rows to it; declared is all columns
* riskanalysis_plannedanalysis: h_contact may not read it; declared is all columns
* riskanalysis_plannedanalysis: h_contact may not change it; declared is all columns
* riskanalysis_plannedanalysis: h_cpbw may not read it; declared is all columns
* riskanalysis_plannedanalysis: h_system may not remove rows from it; declared is all columns
* riskanalysis_plannedanalysis: h_system may not add rows to it; declared is all columns
* riskanalysis_plannedanalysis: h_system may not read it; declared is all columns
* riskanalysis_plannedanalysis: h_system may not change it; declared is all columns
* riskanalysis_plannedanalysis: the composite key riskanalysis_plannedanalysis_analysis_id_same_tenant is missing: a ro…
* riskanalysis_plannedanalysis: the composite key riskanalysis_plannedanalysis_work_unit_id_same_tenant is missing: a r…
* riskanalysis_plannedanalysis: the policy by which h_coach may add rows to it is missing: “(company_id = ANY (( SELECT…
* riskanalysis_plannedanalysis: the policy by which h_coach may read it is missing: “(company_id = ANY (( SELECT my_gue…
* riskanalysis_plannedanalysis: the policy by which h_coach may change it is missing: “(company_id = ANY (( SELECT my_f…
* riskanalysis_plannedanalysis: the policy by which h_contact may add rows to it is missing: “(company_id = ANY (( SELE…
* riskanalysis_plannedanalysis: the policy by which h_contact may read it is missing: “(company_id = ANY (( SELECT my_c…
* riskanalysis_plannedanalysis: the policy by which h_contact may change it is missing: “(company_id = ANY (( SELECT my…
* riskanalysis_plannedanalysis: the policy by which h_cpbw may read it is missing: “(company_id = ANY (( SELECT my_comp…
* riskanalysis_plannedanalysis: the policy by which h_system may remove rows from it is missing: “true”
* riskanalysis_plannedanalysis: the policy by which h_system may add rows to it is missing: “true”
* riskanalysis_plannedanalysis: the policy by which h_system may read it is missing: “true”
* riskanalysis_plannedanalysis: the policy by which h_system may change it is missing: “true”
* riskanalysis_plannedanalysis: row-level security is off, and should be on
* riskanalysis_riskanalysis: the composite key riskanalysis_riskanalysis_establishment_id_same_tenant is missing: a row…
"""

from django.db import migrations

FORWARDS = [
    "ALTER TABLE riskanalysis_plannedanalysis ENABLE ROW LEVEL SECURITY",
    """CREATE OR REPLACE FUNCTION analysis_runs(p_company uuid, p_kind text, p_rows uuid[], p_parts text[], p_but uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- Nothing in p_rows is everybody, nothing in p_parts all sub-factors; so in what is open.
SELECT EXISTS (
  SELECT FROM riskanalysis_riskanalysis a
    LEFT JOIN LATERAL (
      SELECT coalesce(array_agg(u.work_unit_id), '{}') AS units FROM riskanalysis_analysisunit u WHERE u.analysis_id = a.id
    ) AS looked ON true
    LEFT JOIN LATERAL (
      SELECT array_remove(looked.units || a.establishment_id, NULL) AS keys
    ) AS rows ON true
   WHERE a.company_id = p_company AND a.kind = p_kind AND a.state NOT IN ('final', 'superseded')
     AND a.id IS DISTINCT FROM p_but
     AND (p_kind = 'whole' OR (
       (cardinality(a.parts) = 0 OR cardinality(p_parts) = 0 OR a.parts::text[] && p_parts)
       AND (cardinality(rows.keys) = 0 OR cardinality(p_rows) = 0 OR rows.keys && p_rows)))
) AND (current_setting('role', true) = 'h_system' OR p_company = ANY (my_companies('h_contact'))
       OR p_company = ANY (my_files_to_add()))
$function$
""",
    "REVOKE ALL ON FUNCTION analysis_runs(uuid,text,uuid[],text[],uuid) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION analysis_runs(uuid,text,uuid[],text[],uuid) TO h_coach, h_contact, h_system",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'riskanalysis_riskanalysis_tenant_company') THEN ALTER TABLE riskanalysis_riskanalysis ADD CONSTRAINT riskanalysis_riskanalysis_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE riskanalysis_plannedanalysis ADD CONSTRAINT riskanalysis_plannedanalysis_analysis_id_same_tenant FOREIGN KEY (analysis_id, company_id) REFERENCES riskanalysis_riskanalysis(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_workunit_tenant_company') THEN ALTER TABLE companies_workunit ADD CONSTRAINT companies_workunit_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE riskanalysis_plannedanalysis ADD CONSTRAINT riskanalysis_plannedanalysis_work_unit_id_same_tenant FOREIGN KEY (work_unit_id, company_id) REFERENCES companies_workunit(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_establishmentunit_tenant_company') THEN ALTER TABLE companies_establishmentunit ADD CONSTRAINT companies_establishmentunit_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE riskanalysis_riskanalysis ADD CONSTRAINT riskanalysis_riskanalysis_establishment_id_same_tenant FOREIGN KEY (establishment_id, company_id) REFERENCES companies_establishmentunit(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """CREATE POLICY h_coach_insert ON riskanalysis_plannedanalysis FOR INSERT TO h_coach WITH CHECK (company_id = ANY ((SELECT my_files_to_add())::uuid[]))
""",
    """CREATE POLICY h_coach_select ON riskanalysis_plannedanalysis FOR SELECT TO h_coach USING (company_id = ANY ((SELECT my_guest_companies())::uuid[]))
""",
    """CREATE POLICY h_coach_update ON riskanalysis_plannedanalysis FOR UPDATE TO h_coach USING (company_id = ANY ((SELECT my_files_to_add())::uuid[])) WITH CHECK (company_id = ANY ((SELECT my_files_to_add())::uuid[]))
""",
    """CREATE POLICY h_contact_insert ON riskanalysis_plannedanalysis FOR INSERT TO h_contact WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_select ON riskanalysis_plannedanalysis FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON riskanalysis_plannedanalysis FOR UPDATE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_cpbw_select ON riskanalysis_plannedanalysis FOR SELECT TO h_cpbw USING (company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]))
""",
    "CREATE POLICY h_system_delete ON riskanalysis_plannedanalysis FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON riskanalysis_plannedanalysis FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON riskanalysis_plannedanalysis FOR SELECT TO h_system USING (true)",
    """CREATE POLICY h_system_update ON riskanalysis_plannedanalysis FOR UPDATE TO h_system USING (true) WITH CHECK (true)
""",
    "GRANT INSERT ON riskanalysis_plannedanalysis TO h_coach",
    "GRANT SELECT ON riskanalysis_plannedanalysis TO h_coach",
    "GRANT UPDATE ON riskanalysis_plannedanalysis TO h_coach",
    "GRANT INSERT ON riskanalysis_plannedanalysis TO h_contact",
    "GRANT SELECT ON riskanalysis_plannedanalysis TO h_contact",
    "GRANT UPDATE ON riskanalysis_plannedanalysis TO h_contact",
    "GRANT SELECT ON riskanalysis_plannedanalysis TO h_cpbw",
    "GRANT DELETE ON riskanalysis_plannedanalysis TO h_system",
    "GRANT INSERT ON riskanalysis_plannedanalysis TO h_system",
    "GRANT SELECT ON riskanalysis_plannedanalysis TO h_system",
    "GRANT UPDATE ON riskanalysis_plannedanalysis TO h_system",
]
BACKWARDS = [
    "REVOKE UPDATE ON riskanalysis_plannedanalysis FROM h_system",
    "REVOKE SELECT ON riskanalysis_plannedanalysis FROM h_system",
    "REVOKE INSERT ON riskanalysis_plannedanalysis FROM h_system",
    "REVOKE DELETE ON riskanalysis_plannedanalysis FROM h_system",
    "REVOKE SELECT ON riskanalysis_plannedanalysis FROM h_cpbw",
    "REVOKE UPDATE ON riskanalysis_plannedanalysis FROM h_contact",
    "REVOKE SELECT ON riskanalysis_plannedanalysis FROM h_contact",
    "REVOKE INSERT ON riskanalysis_plannedanalysis FROM h_contact",
    "REVOKE UPDATE ON riskanalysis_plannedanalysis FROM h_coach",
    "REVOKE SELECT ON riskanalysis_plannedanalysis FROM h_coach",
    "REVOKE INSERT ON riskanalysis_plannedanalysis FROM h_coach",
    "DROP POLICY h_system_update ON riskanalysis_plannedanalysis",
    "DROP POLICY h_system_select ON riskanalysis_plannedanalysis",
    "DROP POLICY h_system_insert ON riskanalysis_plannedanalysis",
    "DROP POLICY h_system_delete ON riskanalysis_plannedanalysis",
    "DROP POLICY h_cpbw_select ON riskanalysis_plannedanalysis",
    "DROP POLICY h_contact_update ON riskanalysis_plannedanalysis",
    "DROP POLICY h_contact_select ON riskanalysis_plannedanalysis",
    "DROP POLICY h_contact_insert ON riskanalysis_plannedanalysis",
    "DROP POLICY h_coach_update ON riskanalysis_plannedanalysis",
    "DROP POLICY h_coach_select ON riskanalysis_plannedanalysis",
    "DROP POLICY h_coach_insert ON riskanalysis_plannedanalysis",
    "ALTER TABLE riskanalysis_riskanalysis DROP CONSTRAINT riskanalysis_riskanalysis_establishment_id_same_tenant",
    "ALTER TABLE riskanalysis_plannedanalysis DROP CONSTRAINT riskanalysis_plannedanalysis_work_unit_id_same_tenant",
    "ALTER TABLE riskanalysis_plannedanalysis DROP CONSTRAINT riskanalysis_plannedanalysis_analysis_id_same_tenant",
    "DROP FUNCTION analysis_runs(uuid,text,uuid[],text[],uuid)",
    "ALTER TABLE riskanalysis_plannedanalysis DISABLE ROW LEVEL SECURITY",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0018_list_file_roles"),
        ("accounts", "0017_keys_of_mail"),
        ("companies", "0021_not_for_everybody"),
        ("coaches", "0007_advisers"),
        ("riskanalysis", "0009_kinds_and_scopes"),
        ("actionplans", "0013_brought_plans"),
        ("programmes", "0035_keys_of_mail"),
        ("modules", "0014_money_for_administrators"),
        ("trajectories", "0036_keys_of_mail"),
        ("insight", "0007_mandates"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
