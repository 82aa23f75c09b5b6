"""Rights as access.py declares them: actionplans_indicator, actionplans_indicatorvalue, actionplans_objective and others.

* actionplans_indicator: h_coach may not add rows to it; declared is all columns
* actionplans_indicator: h_coach may not read it; declared is all columns
* actionplans_indicator: h_coach may not change it; declared is all columns
* actionplans_indicator: h_contact may not add rows to it; declared is all columns
* actionplans_indicator: h_contact may not read it; declared is all columns
* actionplans_indicator: h_contact may not change it; declared is all columns
* actionplans_indicator: h_cpbw may not read it; declared is all columns
* actionplans_indicator: h_system may not remove rows from it; declared is all columns
* actionplans_indicator: h_system may not add rows to it; declared is all columns
* actionplans_indicator: h_system may not read it; declared is all columns
* actionplans_indicator: h_system may not change it; declared is all columns
* actionplans_indicator: the policy by which h_coach may add rows to it is missing: “((company_id = ANY (( SELECT my_fi…
* actionplans_indicator: the policy by which h_coach may read it is missing: “((company_id = ANY (( SELECT my_files() A…
* actionplans_indicator: the policy by which h_coach may change it is missing: “((company_id = ANY (( SELECT my_files_t…
* actionplans_indicator: the policy by which h_contact may add rows to it is missing: “((company_id = ANY (( SELECT my_…
* actionplans_indicator: the policy by which h_contact may read it is missing: “(company_id = ANY (( SELECT my_companie…
* actionplans_indicator: the policy by which h_contact may change it is missing: “(company_id = ANY (( SELECT my_compan…
* actionplans_indicator: the policy by which h_cpbw may read it is missing: “(id = ANY (( SELECT indicators_for_body() …
* actionplans_indicator: the policy by which h_system may remove rows from it is missing: “true”
* actionplans_indicator: the policy by which h_system may add rows to it is missing: “true”
* actionplans_indicator: the policy by which h_system may read it is missing: “true”
* actionplans_indicator: the policy by which h_system may change it is missing: “true”
* actionplans_indicator: row-level security is off, and should be on
* actionplans_indicatorvalue: h_coach may not add rows to it; declared is all columns
* actionplans_indicatorvalue: h_coach may not read it; declared is all columns
* actionplans_indicatorvalue: h_contact may not add rows to it; declared is all columns
* actionplans_indicatorvalue: h_contact may not read it; declared is all columns
* actionplans_indicatorvalue: h_cpbw may not read it; declared is all columns
* actionplans_indicatorvalue: h_system may not remove rows from it; declared is all columns
* actionplans_indicatorvalue: h_system may not add rows to it; declared is all columns
* actionplans_indicatorvalue: h_system may not read it; declared is all columns
* actionplans_indicatorvalue: h_system may not change it; declared is all columns
* actionplans_indicatorvalue: the composite key actionplans_indicatorvalue_corrects_id_same_tenant is missing: a row co…
* actionplans_indicatorvalue: the composite key actionplans_indicatorvalue_indicator_id_same_tenant is missing: a row c…
* actionplans_indicatorvalue: the composite key actionplans_indicatorvalue_work_unit_id_same_tenant is missing: a row c…
* actionplans_indicatorvalue: the policy by which h_coach may add rows to it is missing: “(((company_id = ANY (( SELECT…
* actionplans_indicatorvalue: the policy by which h_coach may read it is missing: “((company_id = ANY (( SELECT my_file…
* actionplans_indicatorvalue: the policy by which h_contact may add rows to it is missing: “((company_id = ANY (( SELEC…
* actionplans_indicatorvalue: the policy by which h_contact may read it is missing: “(company_id = ANY (( SELECT my_com…
* actionplans_indicatorvalue: the policy by which h_cpbw may read it is missing: “(indicator_id = ANY (( SELECT indicat…
* actionplans_indicatorvalue: the policy by which h_system may remove rows from it is missing: “true”
* actionplans_indicatorvalue: the policy by which h_system may add rows to it is missing: “true”
* actionplans_indicatorvalue: the policy by which h_system may read it is missing: “true”
* actionplans_indicatorvalue: the policy by which h_system may change it is missing: “true”
* actionplans_indicatorvalue: row-level security is off, and should be on
* actionplans_objective: the composite key actionplans_objective_measured_by_id_same_tenant is missing: a row could nam…
* actionplans_objective: the policy by which h_coach may remove rows from it says “(((company_id = ANY (( SELECT my_fil…
* actionplans_objective: the policy by which h_coach may add rows to it says “(((company_id = ANY (( SELECT my_files_to…
* actionplans_objective: the policy by which h_coach may change it says “(((company_id = ANY (( SELECT my_files_to_writ…
* actionplans_preventionmeasure: the composite key actionplans_preventionmeasure_measured_by_id_same_tenant is missing:…
* actionplans_preventionmeasure: the policy by which h_coach may remove rows from it says “((company_id = ANY (( SELECT…
* actionplans_preventionmeasure: the policy by which h_coach may add rows to it says “((company_id = ANY (( SELECT my_f…
* actionplans_preventionmeasure: the policy by which h_coach may change it says “((company_id = ANY (( SELECT my_files_…
* indicators_for_body(): may not be called by h_cpbw, h_system
* indicators_for_body(): the function is missing
* my_indicators(): may not be called by h_coach, h_system
* my_indicators(): the function is missing
* my_indicators_to_write(): may not be called by h_coach, h_system
* my_indicators_to_write(): the function is missing
"""

from django.db import migrations

FORWARDS = [
    "ALTER TABLE actionplans_indicator ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE actionplans_indicatorvalue ENABLE ROW LEVEL SECURITY",
    """CREATE OR REPLACE FUNCTION indicators_for_body()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- What a plan names that the own consultation body has.
SELECT coalesce(array_agg(DISTINCT found.id), '{}') FROM (
  SELECT o.measured_by_id AS id FROM actionplans_objective o
   WHERE o.measured_by_id IS NOT NULL AND o.plan_id = ANY ((SELECT global_plans_for_body())::uuid[])
  UNION ALL
  SELECT m.measured_by_id FROM actionplans_preventionmeasure m
   WHERE m.measured_by_id IS NOT NULL AND m.plan_id = ANY ((SELECT annual_plans_for_body())::uuid[])
) AS found
$function$
""",
    "REVOKE ALL ON FUNCTION indicators_for_body() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_indicators()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- With a limited mandate: what a plan in one's pieces names, and what was made while it ran.
SELECT coalesce(array_agg(DISTINCT found.id), '{}') FROM (
  SELECT o.measured_by_id AS id FROM actionplans_objective o
   WHERE o.measured_by_id IS NOT NULL AND o.piece_id = ANY ((SELECT my_pieces())::uuid[])
  UNION ALL
  SELECT m.measured_by_id FROM actionplans_preventionmeasure m
   WHERE m.measured_by_id IS NOT NULL AND m.piece_id = ANY ((SELECT my_pieces())::uuid[])
  UNION ALL
  SELECT i.id FROM companies_mandate d JOIN actionplans_indicator i ON i.company_id = d.company_id AND i.made_at >= d.since
   WHERE d.person_id = app_uid() AND d.ended_at IS NULL AND d.begins_at <= app_now() AND d.since IS NOT NULL
     AND (d.reads_until IS NULL OR d.reads_until > app_now()) AND (d.writes_until IS NULL OR i.made_at <= d.writes_until)
) AS found
$function$
""",
    "REVOKE ALL ON FUNCTION my_indicators() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_indicators_to_write()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- With a limited mandate that still writes: what a plan that one writes names, and what was made since it began.
SELECT coalesce(array_agg(DISTINCT found.id), '{}') FROM (
  SELECT o.measured_by_id AS id FROM actionplans_objective o
   WHERE o.measured_by_id IS NOT NULL AND o.piece_id = ANY ((SELECT my_pieces_to_write())::uuid[])
  UNION ALL
  SELECT m.measured_by_id FROM actionplans_preventionmeasure m
   WHERE m.measured_by_id IS NOT NULL AND m.piece_id = ANY ((SELECT my_pieces_to_write())::uuid[])
  UNION ALL
  SELECT i.id FROM companies_mandate d JOIN actionplans_indicator i ON i.company_id = d.company_id AND i.made_at >= d.since
   WHERE d.person_id = app_uid() AND d.ended_at IS NULL AND d.begins_at <= app_now() AND d.since IS NOT NULL
     AND d.discipline <> 'physician' AND (d.writes_until IS NULL OR d.writes_until > app_now())
) AS found
$function$
""",
    "REVOKE ALL ON FUNCTION my_indicators_to_write() FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION indicators_for_body() TO h_cpbw, h_system",
    "GRANT EXECUTE ON FUNCTION my_indicators() TO h_coach, h_system",
    "GRANT EXECUTE ON FUNCTION my_indicators_to_write() TO h_coach, h_system",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'actionplans_indicatorvalue_tenant_indicator_company') THEN ALTER TABLE actionplans_indicatorvalue ADD CONSTRAINT actionplans_indicatorvalue_tenant_indicator_company UNIQUE (id, indicator_id, company_id); END IF; END $$
""",
    """ALTER TABLE actionplans_indicatorvalue ADD CONSTRAINT actionplans_indicatorvalue_corrects_id_same_tenant FOREIGN KEY (corrects_id, indicator_id, company_id) REFERENCES actionplans_indicatorvalue(id, indicator_id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'actionplans_indicator_tenant_company') THEN ALTER TABLE actionplans_indicator ADD CONSTRAINT actionplans_indicator_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE actionplans_indicatorvalue ADD CONSTRAINT actionplans_indicatorvalue_indicator_id_same_tenant FOREIGN KEY (indicator_id, company_id) REFERENCES actionplans_indicator(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_workunit_tenant_company') THEN ALTER TABLE companies_workunit ADD CONSTRAINT companies_workunit_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE actionplans_indicatorvalue ADD CONSTRAINT actionplans_indicatorvalue_work_unit_id_same_tenant FOREIGN KEY (work_unit_id, company_id) REFERENCES companies_workunit(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'actionplans_indicator_tenant_company') THEN ALTER TABLE actionplans_indicator ADD CONSTRAINT actionplans_indicator_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE actionplans_objective ADD CONSTRAINT actionplans_objective_measured_by_id_same_tenant FOREIGN KEY (measured_by_id, company_id) REFERENCES actionplans_indicator(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'actionplans_indicator_tenant_company') THEN ALTER TABLE actionplans_indicator ADD CONSTRAINT actionplans_indicator_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE actionplans_preventionmeasure ADD CONSTRAINT actionplans_preventionmeasure_measured_by_id_same_tenant FOREIGN KEY (measured_by_id, company_id) REFERENCES actionplans_indicator(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """CREATE POLICY h_coach_insert ON actionplans_indicator FOR INSERT TO h_coach WITH CHECK ((company_id = ANY ((SELECT my_files_to_add())::uuid[])) AND (made_by_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_coach_select ON actionplans_indicator FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_files())::uuid[])) OR (id = ANY ((SELECT my_indicators())::uuid[])))
""",
    """CREATE POLICY h_coach_update ON actionplans_indicator FOR UPDATE TO h_coach USING ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (id = ANY ((SELECT my_indicators_to_write())::uuid[]))) WITH CHECK ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (id = ANY ((SELECT my_indicators_to_write())::uuid[])))
""",
    """CREATE POLICY h_contact_insert ON actionplans_indicator FOR INSERT TO h_contact WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (made_by_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_contact_select ON actionplans_indicator FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON actionplans_indicator FOR UPDATE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_cpbw_select ON actionplans_indicator FOR SELECT TO h_cpbw USING (id = ANY ((SELECT indicators_for_body())::uuid[]))
""",
    "CREATE POLICY h_system_delete ON actionplans_indicator FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON actionplans_indicator FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON actionplans_indicator FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON actionplans_indicator FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_coach_insert ON actionplans_indicatorvalue FOR INSERT TO h_coach WITH CHECK (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (indicator_id = ANY ((SELECT my_indicators_to_write())::uuid[]))) AND (entered_by_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_coach_select ON actionplans_indicatorvalue FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_files())::uuid[])) OR (indicator_id = ANY ((SELECT my_indicators())::uuid[])))
""",
    """CREATE POLICY h_contact_insert ON actionplans_indicatorvalue FOR INSERT TO h_contact WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (entered_by_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_contact_select ON actionplans_indicatorvalue FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_cpbw_select ON actionplans_indicatorvalue FOR SELECT TO h_cpbw USING (indicator_id = ANY ((SELECT indicators_for_body())::uuid[]))
""",
    "CREATE POLICY h_system_delete ON actionplans_indicatorvalue FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON actionplans_indicatorvalue FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON actionplans_indicatorvalue FOR SELECT TO h_system USING (true)",
    """CREATE POLICY h_system_update ON actionplans_indicatorvalue FOR UPDATE TO h_system USING (true) WITH CHECK (true)
""",
    "DROP POLICY h_coach_delete ON actionplans_objective",
    """CREATE POLICY h_coach_delete ON actionplans_objective FOR DELETE TO h_coach USING ((((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = plan_id AND p.state IN ('draft', 'internal_review', 'advised')))) AND (((measured_by_id IS NULL) OR (company_id = ANY ((SELECT my_files_to_write())::uuid[]))) OR (measured_by_id = ANY ((SELECT my_indicators())::uuid[]))))
""",
    "DROP POLICY h_coach_insert ON actionplans_objective",
    """CREATE POLICY h_coach_insert ON actionplans_objective FOR INSERT TO h_coach WITH CHECK ((((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = plan_id AND p.state IN ('draft', 'internal_review', 'advised')))) AND (((measured_by_id IS NULL) OR (company_id = ANY ((SELECT my_files_to_write())::uuid[]))) OR (measured_by_id = ANY ((SELECT my_indicators())::uuid[]))))
""",
    "DROP POLICY h_coach_update ON actionplans_objective",
    """CREATE POLICY h_coach_update ON actionplans_objective FOR UPDATE TO h_coach USING ((((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = plan_id AND p.state IN ('draft', 'internal_review', 'advised')))) AND (((measured_by_id IS NULL) OR (company_id = ANY ((SELECT my_files_to_write())::uuid[]))) OR (measured_by_id = ANY ((SELECT my_indicators())::uuid[])))) WITH CHECK ((((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = plan_id AND p.state IN ('draft', 'internal_review', 'advised')))) AND (((measured_by_id IS NULL) OR (company_id = ANY ((SELECT my_files_to_write())::uuid[]))) OR (measured_by_id = ANY ((SELECT my_indicators())::uuid[]))))
""",
    "DROP POLICY h_coach_delete ON actionplans_preventionmeasure",
    """CREATE POLICY h_coach_delete ON actionplans_preventionmeasure FOR DELETE TO h_coach USING (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (((measured_by_id IS NULL) OR (company_id = ANY ((SELECT my_files_to_write())::uuid[]))) OR (measured_by_id = ANY ((SELECT my_indicators())::uuid[]))))
""",
    "DROP POLICY h_coach_insert ON actionplans_preventionmeasure",
    """CREATE POLICY h_coach_insert ON actionplans_preventionmeasure FOR INSERT TO h_coach WITH CHECK (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (((measured_by_id IS NULL) OR (company_id = ANY ((SELECT my_files_to_write())::uuid[]))) OR (measured_by_id = ANY ((SELECT my_indicators())::uuid[]))))
""",
    "DROP POLICY h_coach_update ON actionplans_preventionmeasure",
    """CREATE POLICY h_coach_update ON actionplans_preventionmeasure FOR UPDATE TO h_coach USING (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (((measured_by_id IS NULL) OR (company_id = ANY ((SELECT my_files_to_write())::uuid[]))) OR (measured_by_id = ANY ((SELECT my_indicators())::uuid[])))) WITH CHECK (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (((measured_by_id IS NULL) OR (company_id = ANY ((SELECT my_files_to_write())::uuid[]))) OR (measured_by_id = ANY ((SELECT my_indicators())::uuid[]))))
""",
    "GRANT INSERT ON actionplans_indicator TO h_coach",
    "GRANT SELECT ON actionplans_indicator TO h_coach",
    "GRANT UPDATE ON actionplans_indicator TO h_coach",
    "GRANT INSERT ON actionplans_indicator TO h_contact",
    "GRANT SELECT ON actionplans_indicator TO h_contact",
    "GRANT UPDATE ON actionplans_indicator TO h_contact",
    "GRANT SELECT ON actionplans_indicator TO h_cpbw",
    "GRANT DELETE ON actionplans_indicator TO h_system",
    "GRANT INSERT ON actionplans_indicator TO h_system",
    "GRANT SELECT ON actionplans_indicator TO h_system",
    "GRANT UPDATE ON actionplans_indicator TO h_system",
    "GRANT INSERT ON actionplans_indicatorvalue TO h_coach",
    "GRANT SELECT ON actionplans_indicatorvalue TO h_coach",
    "GRANT INSERT ON actionplans_indicatorvalue TO h_contact",
    "GRANT SELECT ON actionplans_indicatorvalue TO h_contact",
    "GRANT SELECT ON actionplans_indicatorvalue TO h_cpbw",
    "GRANT DELETE ON actionplans_indicatorvalue TO h_system",
    "GRANT INSERT ON actionplans_indicatorvalue TO h_system",
    "GRANT SELECT ON actionplans_indicatorvalue TO h_system",
    "GRANT UPDATE ON actionplans_indicatorvalue TO h_system",
]
BACKWARDS = [
    "REVOKE UPDATE ON actionplans_indicatorvalue FROM h_system",
    "REVOKE SELECT ON actionplans_indicatorvalue FROM h_system",
    "REVOKE INSERT ON actionplans_indicatorvalue FROM h_system",
    "REVOKE DELETE ON actionplans_indicatorvalue FROM h_system",
    "REVOKE SELECT ON actionplans_indicatorvalue FROM h_cpbw",
    "REVOKE SELECT ON actionplans_indicatorvalue FROM h_contact",
    "REVOKE INSERT ON actionplans_indicatorvalue FROM h_contact",
    "REVOKE SELECT ON actionplans_indicatorvalue FROM h_coach",
    "REVOKE INSERT ON actionplans_indicatorvalue FROM h_coach",
    "REVOKE UPDATE ON actionplans_indicator FROM h_system",
    "REVOKE SELECT ON actionplans_indicator FROM h_system",
    "REVOKE INSERT ON actionplans_indicator FROM h_system",
    "REVOKE DELETE ON actionplans_indicator FROM h_system",
    "REVOKE SELECT ON actionplans_indicator FROM h_cpbw",
    "REVOKE UPDATE ON actionplans_indicator FROM h_contact",
    "REVOKE SELECT ON actionplans_indicator FROM h_contact",
    "REVOKE INSERT ON actionplans_indicator FROM h_contact",
    "REVOKE UPDATE ON actionplans_indicator FROM h_coach",
    "REVOKE SELECT ON actionplans_indicator FROM h_coach",
    "REVOKE INSERT ON actionplans_indicator FROM h_coach",
    "DROP POLICY h_coach_update ON actionplans_preventionmeasure",
    """CREATE POLICY h_coach_update ON actionplans_preventionmeasure FOR UPDATE TO h_coach USING (((company_id = ANY (( SELECT my_files_to_write() AS my_files_to_write)::uuid[])) OR (piece_id = ANY (( SELECT my_pieces_to_write() AS my_pieces_to_write)::uuid[])))) WITH CHECK (((company_id = ANY (( SELECT my_files_to_write() AS my_files_to_write)::uuid[])) OR (piece_id = ANY (( SELECT my_pieces_to_write() AS my_pieces_to_write)::uuid[]))))
""",
    "DROP POLICY h_coach_insert ON actionplans_preventionmeasure",
    """CREATE POLICY h_coach_insert ON actionplans_preventionmeasure FOR INSERT TO h_coach WITH CHECK (((company_id = ANY (( SELECT my_files_to_write() AS my_files_to_write)::uuid[])) OR (piece_id = ANY (( SELECT my_pieces_to_write() AS my_pieces_to_write)::uuid[]))))
""",
    "DROP POLICY h_coach_delete ON actionplans_preventionmeasure",
    """CREATE POLICY h_coach_delete ON actionplans_preventionmeasure FOR DELETE TO h_coach USING (((company_id = ANY (( SELECT my_files_to_write() AS my_files_to_write)::uuid[])) OR (piece_id = ANY (( SELECT my_pieces_to_write() AS my_pieces_to_write)::uuid[]))))
""",
    "DROP POLICY h_coach_update ON actionplans_objective",
    """CREATE POLICY h_coach_update ON actionplans_objective FOR UPDATE TO h_coach USING ((((company_id = ANY (( SELECT my_files_to_write() AS my_files_to_write)::uuid[])) OR (piece_id = ANY (( SELECT my_pieces_to_write() AS my_pieces_to_write)::uuid[]))) AND (EXISTS ( SELECT 1
   FROM actionplans_globalpreventionplan p
  WHERE ((p.id = actionplans_objective.plan_id) AND ((p.state)::text = ANY ((ARRAY['draft'::character varying, 'internal_review'::character varying, 'advised'::character varying])::text[]))))))) WITH CHECK ((((company_id = ANY (( SELECT my_files_to_write() AS my_files_to_write)::uuid[])) OR (piece_id = ANY (( SELECT my_pieces_to_write() AS my_pieces_to_write)::uuid[]))) AND (EXISTS ( SELECT 1
   FROM actionplans_globalpreventionplan p
  WHERE ((p.id = actionplans_objective.plan_id) AND ((p.state)::text = ANY ((ARRAY['draft'::character varying, 'internal_review'::character varying, 'advised'::character varying])::text[])))))))
""",
    "DROP POLICY h_coach_insert ON actionplans_objective",
    """CREATE POLICY h_coach_insert ON actionplans_objective FOR INSERT TO h_coach WITH CHECK ((((company_id = ANY (( SELECT my_files_to_write() AS my_files_to_write)::uuid[])) OR (piece_id = ANY (( SELECT my_pieces_to_write() AS my_pieces_to_write)::uuid[]))) AND (EXISTS ( SELECT 1
   FROM actionplans_globalpreventionplan p
  WHERE ((p.id = actionplans_objective.plan_id) AND ((p.state)::text = ANY ((ARRAY['draft'::character varying, 'internal_review'::character varying, 'advised'::character varying])::text[])))))))
""",
    "DROP POLICY h_coach_delete ON actionplans_objective",
    """CREATE POLICY h_coach_delete ON actionplans_objective FOR DELETE TO h_coach USING ((((company_id = ANY (( SELECT my_files_to_write() AS my_files_to_write)::uuid[])) OR (piece_id = ANY (( SELECT my_pieces_to_write() AS my_pieces_to_write)::uuid[]))) AND (EXISTS ( SELECT 1
   FROM actionplans_globalpreventionplan p
  WHERE ((p.id = actionplans_objective.plan_id) AND ((p.state)::text = ANY ((ARRAY['draft'::character varying, 'internal_review'::character varying, 'advised'::character varying])::text[])))))))
""",
    "DROP POLICY h_system_update ON actionplans_indicatorvalue",
    "DROP POLICY h_system_select ON actionplans_indicatorvalue",
    "DROP POLICY h_system_insert ON actionplans_indicatorvalue",
    "DROP POLICY h_system_delete ON actionplans_indicatorvalue",
    "DROP POLICY h_cpbw_select ON actionplans_indicatorvalue",
    "DROP POLICY h_contact_select ON actionplans_indicatorvalue",
    "DROP POLICY h_contact_insert ON actionplans_indicatorvalue",
    "DROP POLICY h_coach_select ON actionplans_indicatorvalue",
    "DROP POLICY h_coach_insert ON actionplans_indicatorvalue",
    "DROP POLICY h_system_update ON actionplans_indicator",
    "DROP POLICY h_system_select ON actionplans_indicator",
    "DROP POLICY h_system_insert ON actionplans_indicator",
    "DROP POLICY h_system_delete ON actionplans_indicator",
    "DROP POLICY h_cpbw_select ON actionplans_indicator",
    "DROP POLICY h_contact_update ON actionplans_indicator",
    "DROP POLICY h_contact_select ON actionplans_indicator",
    "DROP POLICY h_contact_insert ON actionplans_indicator",
    "DROP POLICY h_coach_update ON actionplans_indicator",
    "DROP POLICY h_coach_select ON actionplans_indicator",
    "DROP POLICY h_coach_insert ON actionplans_indicator",
    """ALTER TABLE actionplans_preventionmeasure DROP CONSTRAINT actionplans_preventionmeasure_measured_by_id_same_tenant
""",
    "ALTER TABLE actionplans_objective DROP CONSTRAINT actionplans_objective_measured_by_id_same_tenant",
    "ALTER TABLE actionplans_indicatorvalue DROP CONSTRAINT actionplans_indicatorvalue_work_unit_id_same_tenant",
    "ALTER TABLE actionplans_indicatorvalue DROP CONSTRAINT actionplans_indicatorvalue_indicator_id_same_tenant",
    "ALTER TABLE actionplans_indicatorvalue DROP CONSTRAINT actionplans_indicatorvalue_corrects_id_same_tenant",
    "DROP FUNCTION my_indicators_to_write()",
    "DROP FUNCTION my_indicators()",
    "DROP FUNCTION indicators_for_body()",
    "ALTER TABLE actionplans_indicatorvalue DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE actionplans_indicator DISABLE ROW LEVEL SECURITY",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_access"),
        ("accounts", "0002_access"),
        ("companies", "0003_access"),
        ("coaches", "0002_access"),
        ("riskanalysis", "0003_access"),
        ("actionplans", "0004_values"),
        ("programmes", "0002_access"),
        ("modules", "0002_access"),
        ("trajectories", "0002_access"),
        ("insight", "0002_access"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
