"""Rights as access.py declares them: actionplans_advicemark, actionplans_annualactionplan, actionplans_benchadvice and others.

* actionplans_advicemark: the composite key actionplans_advicemark_review_id_same_tenant is missing: a row could name a…
* actionplans_annualactionplan: the composite key actionplans_annualactionplan_amended_from_id_same_tenant is missing: …
* actionplans_annualactionplan: the composite key actionplans_annualactionplan_global_plan_id_same_tenant is missing: a…
* actionplans_annualactionplan: the composite key actionplans_annualactionplan_piece_id_same_tenant is missing: a row c…
* actionplans_annualactionplan: the policy by which h_coach may remove rows from it is missing: “((company_id = ANY (( …
* actionplans_annualactionplan: the policy by which h_coach may add rows to it is missing: “((company_id = ANY (( SELEC…
* actionplans_annualactionplan: the policy by which h_coach may read it is missing: “((company_id = ANY (( SELECT my_fi…
* actionplans_annualactionplan: the policy by which h_coach may change it is missing: “((company_id = ANY (( SELECT my_…
* actionplans_benchadvice: the composite key actionplans_benchadvice_review_id_same_tenant is missing: a row could name…
* actionplans_benchadvice: the policy by which h_coach may read it is missing: “((company_id = ANY (( SELECT my_files()…
* actionplans_bodyreview: the composite key actionplans_bodyreview_annual_plan_id_same_tenant is missing: a row could n…
* actionplans_bodyreview: the composite key actionplans_bodyreview_global_plan_id_same_tenant is missing: a row could n…
* actionplans_bodyreview: the policy by which h_coach may read it is missing: “((company_id = ANY (( SELECT my_files() …
* actionplans_findingwithoutobjective: the composite key actionplans_findingwithoutobjective_finding_id_same_tenant is …
* actionplans_findingwithoutobjective: the composite key actionplans_findingwithoutobjective_plan_id_same_tenant is mis…
* actionplans_findingwithoutobjective: the policy by which h_coach may remove rows from it is missing: “(((company_id =…
* actionplans_findingwithoutobjective: the policy by which h_coach may add rows to it is missing: “(((company_id = ANY …
* actionplans_findingwithoutobjective: the policy by which h_coach may read it is missing: “((company_id = ANY (( SELEC…
* actionplans_findingwithoutobjective: the policy by which h_coach may change it is missing: “(((company_id = ANY (( SE…
* actionplans_globalpreventionplan: the composite key actionplans_globalpreventionplan_amended_from_id_same_tenant is m…
* actionplans_globalpreventionplan: the composite key actionplans_globalpreventionplan_analysis_id_same_tenant is missi…
* actionplans_globalpreventionplan: the composite key actionplans_globalpreventionplan_piece_id_same_tenant is missing:…
* actionplans_globalpreventionplan: the policy by which h_coach may remove rows from it is missing: “((company_id = ANY…
* actionplans_globalpreventionplan: the policy by which h_coach may add rows to it is missing: “((company_id = ANY (( S…
* actionplans_globalpreventionplan: the policy by which h_coach may read it is missing: “((company_id = ANY (( SELECT m…
* actionplans_globalpreventionplan: the policy by which h_coach may change it is missing: “((company_id = ANY (( SELECT…
* actionplans_measurenote: the composite key actionplans_measurenote_measure_id_same_tenant is missing: a row could nam…
* actionplans_measurenote: the policy by which h_coach may remove rows from it is missing: “((company_id = ANY (( SELEC…
* actionplans_measurenote: the policy by which h_coach may add rows to it is missing: “((company_id = ANY (( SELECT my_…
* actionplans_measurenote: the policy by which h_coach may read it is missing: “((company_id = ANY (( SELECT my_files()…
* actionplans_measurenote: the policy by which h_coach may change it is missing: “((company_id = ANY (( SELECT my_files…
* actionplans_objective: the composite key actionplans_objective_plan_id_same_tenant is missing: a row could name a par…
* actionplans_objective: the policy by which h_coach may remove rows from it is missing: “(((company_id = ANY (( SELECT…
* actionplans_objective: the policy by which h_coach may add rows to it is missing: “(((company_id = ANY (( SELECT my_f…
* actionplans_objective: the policy by which h_coach may read it is missing: “((company_id = ANY (( SELECT my_files() A…
* actionplans_objective: the policy by which h_coach may change it is missing: “(((company_id = ANY (( SELECT my_files_…
* actionplans_objectivefinding: the composite key actionplans_objectivefinding_finding_id_same_tenant is missing: a row…
* actionplans_objectivefinding: the composite key actionplans_objectivefinding_objective_id_same_tenant is missing: a r…
* actionplans_objectivefinding: the policy by which h_coach may remove rows from it is missing: “(((company_id = ANY ((…
* actionplans_objectivefinding: the policy by which h_coach may add rows to it is missing: “(((company_id = ANY (( SELE…
* actionplans_objectivefinding: the policy by which h_coach may read it is missing: “((company_id = ANY (( SELECT my_fi…
* actionplans_objectivefinding: the policy by which h_coach may change it is missing: “(((company_id = ANY (( SELECT my…
* actionplans_plansection: the composite key actionplans_plansection_plan_id_same_tenant is missing: a row could name a…
* actionplans_plansection: the policy by which h_coach may remove rows from it is missing: “(((company_id = ANY (( SELE…
* actionplans_plansection: the policy by which h_coach may add rows to it is missing: “(((company_id = ANY (( SELECT my…
* actionplans_plansection: the policy by which h_coach may read it is missing: “((company_id = ANY (( SELECT my_files()…
* actionplans_plansection: the policy by which h_coach may change it is missing: “(((company_id = ANY (( SELECT my_file…
* actionplans_preventionmeasure: the composite key actionplans_preventionmeasure_carried_from_id_same_tenant is missing…
* actionplans_preventionmeasure: the composite key actionplans_preventionmeasure_objective_id_same_tenant is missing: a…
* actionplans_preventionmeasure: the composite key actionplans_preventionmeasure_plan_id_same_tenant is missing: a row …
* actionplans_preventionmeasure: the policy by which h_coach may remove rows from it is missing: “((company_id = ANY ((…
* actionplans_preventionmeasure: the policy by which h_coach may add rows to it is missing: “((company_id = ANY (( SELE…
* actionplans_preventionmeasure: the policy by which h_coach may read it is missing: “((company_id = ANY (( SELECT my_f…
* actionplans_preventionmeasure: the policy by which h_coach may change it is missing: “((company_id = ANY (( SELECT my…
* actionplans_remark: the composite key actionplans_remark_review_id_same_tenant is missing: a row could name a parent …
* actionplans_remark: the policy by which h_coach may read it is missing: “((company_id = ANY (( SELECT my_files() AS m…
* plans_of_file(uuid): may not be called by h_coach, h_contact, h_system
* plans_of_file(uuid): the function is missing
"""

from django.db import migrations

FORWARDS = [
    """CREATE OR REPLACE FUNCTION plans_of_file(p_company uuid)
 RETURNS TABLE(yearly boolean, year smallint, version_no smallint, over boolean)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
WITH told AS (
  SELECT true WHERE current_setting('role', true) = 'h_system' OR p_company = ANY (my_companies('h_contact'))
                 OR p_company = ANY (my_files_to_add()))
SELECT false, p.start_year, p.version_no, p.state IN ('amended', 'expired', 'closed')
  FROM actionplans_globalpreventionplan p, told WHERE p.company_id = p_company
UNION ALL
SELECT true, p.year, p.version_no, p.state IN ('amended', 'expired', 'closed')
  FROM actionplans_annualactionplan p, told WHERE p.company_id = p_company
$function$
""",
    "REVOKE ALL ON FUNCTION plans_of_file(uuid) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION plans_of_file(uuid) TO h_coach, h_contact, h_system",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'actionplans_bodyreview_tenant_piece_company') THEN ALTER TABLE actionplans_bodyreview ADD CONSTRAINT actionplans_bodyreview_tenant_piece_company UNIQUE (id, piece_id, company_id); END IF; END $$
""",
    """ALTER TABLE actionplans_advicemark ADD CONSTRAINT actionplans_advicemark_review_id_same_tenant FOREIGN KEY (review_id, piece_id, company_id) REFERENCES actionplans_bodyreview(id, piece_id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'actionplans_annualactionplan_tenant_company') THEN ALTER TABLE actionplans_annualactionplan ADD CONSTRAINT actionplans_annualactionplan_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE actionplans_annualactionplan ADD CONSTRAINT actionplans_annualactionplan_amended_from_id_same_tenant FOREIGN KEY (amended_from_id, company_id) REFERENCES actionplans_annualactionplan(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'actionplans_globalpreventionplan_tenant_company') THEN ALTER TABLE actionplans_globalpreventionplan ADD CONSTRAINT actionplans_globalpreventionplan_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE actionplans_annualactionplan ADD CONSTRAINT actionplans_annualactionplan_global_plan_id_same_tenant FOREIGN KEY (global_plan_id, company_id) REFERENCES actionplans_globalpreventionplan(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_filepiece_tenant_company') THEN ALTER TABLE companies_filepiece ADD CONSTRAINT companies_filepiece_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE actionplans_annualactionplan ADD CONSTRAINT actionplans_annualactionplan_piece_id_same_tenant FOREIGN KEY (piece_id, company_id) REFERENCES companies_filepiece(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'actionplans_bodyreview_tenant_piece_company') THEN ALTER TABLE actionplans_bodyreview ADD CONSTRAINT actionplans_bodyreview_tenant_piece_company UNIQUE (id, piece_id, company_id); END IF; END $$
""",
    """ALTER TABLE actionplans_benchadvice ADD CONSTRAINT actionplans_benchadvice_review_id_same_tenant FOREIGN KEY (review_id, piece_id, company_id) REFERENCES actionplans_bodyreview(id, piece_id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'actionplans_annualactionplan_tenant_piece_company') THEN ALTER TABLE actionplans_annualactionplan ADD CONSTRAINT actionplans_annualactionplan_tenant_piece_company UNIQUE (id, piece_id, company_id); END IF; END $$
""",
    """ALTER TABLE actionplans_bodyreview ADD CONSTRAINT actionplans_bodyreview_annual_plan_id_same_tenant FOREIGN KEY (annual_plan_id, piece_id, company_id) REFERENCES actionplans_annualactionplan(id, piece_id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'actionplans_globalpreventionplan_tenant_piece_company') THEN ALTER TABLE actionplans_globalpreventionplan ADD CONSTRAINT actionplans_globalpreventionplan_tenant_piece_company UNIQUE (id, piece_id, company_id); END IF; END $$
""",
    """ALTER TABLE actionplans_bodyreview ADD CONSTRAINT actionplans_bodyreview_global_plan_id_same_tenant FOREIGN KEY (global_plan_id, piece_id, company_id) REFERENCES actionplans_globalpreventionplan(id, piece_id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'riskanalysis_finding_tenant_company') THEN ALTER TABLE riskanalysis_finding ADD CONSTRAINT riskanalysis_finding_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE actionplans_findingwithoutobjective ADD CONSTRAINT actionplans_findingwithoutobjective_finding_id_same_tenant FOREIGN KEY (finding_id, company_id) REFERENCES riskanalysis_finding(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'actionplans_globalpreventionplan_tenant_piece_company') THEN ALTER TABLE actionplans_globalpreventionplan ADD CONSTRAINT actionplans_globalpreventionplan_tenant_piece_company UNIQUE (id, piece_id, company_id); END IF; END $$
""",
    """ALTER TABLE actionplans_findingwithoutobjective ADD CONSTRAINT actionplans_findingwithoutobjective_plan_id_same_tenant FOREIGN KEY (plan_id, piece_id, company_id) REFERENCES actionplans_globalpreventionplan(id, piece_id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'actionplans_globalpreventionplan_tenant_company') THEN ALTER TABLE actionplans_globalpreventionplan ADD CONSTRAINT actionplans_globalpreventionplan_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE actionplans_globalpreventionplan ADD CONSTRAINT actionplans_globalpreventionplan_amended_from_id_same_tenant FOREIGN KEY (amended_from_id, company_id) REFERENCES actionplans_globalpreventionplan(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'riskanalysis_riskanalysis_tenant_company') THEN ALTER TABLE riskanalysis_riskanalysis ADD CONSTRAINT riskanalysis_riskanalysis_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE actionplans_globalpreventionplan ADD CONSTRAINT actionplans_globalpreventionplan_analysis_id_same_tenant FOREIGN KEY (analysis_id, company_id) REFERENCES riskanalysis_riskanalysis(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_filepiece_tenant_company') THEN ALTER TABLE companies_filepiece ADD CONSTRAINT companies_filepiece_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE actionplans_globalpreventionplan ADD CONSTRAINT actionplans_globalpreventionplan_piece_id_same_tenant FOREIGN KEY (piece_id, company_id) REFERENCES companies_filepiece(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'actionplans_preventionmeasure_tenant_piece_company') THEN ALTER TABLE actionplans_preventionmeasure ADD CONSTRAINT actionplans_preventionmeasure_tenant_piece_company UNIQUE (id, piece_id, company_id); END IF; END $$
""",
    """ALTER TABLE actionplans_measurenote ADD CONSTRAINT actionplans_measurenote_measure_id_same_tenant FOREIGN KEY (measure_id, piece_id, company_id) REFERENCES actionplans_preventionmeasure(id, piece_id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'actionplans_globalpreventionplan_tenant_piece_company') THEN ALTER TABLE actionplans_globalpreventionplan ADD CONSTRAINT actionplans_globalpreventionplan_tenant_piece_company UNIQUE (id, piece_id, company_id); END IF; END $$
""",
    """ALTER TABLE actionplans_objective ADD CONSTRAINT actionplans_objective_plan_id_same_tenant FOREIGN KEY (plan_id, piece_id, company_id) REFERENCES actionplans_globalpreventionplan(id, piece_id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'riskanalysis_finding_tenant_company') THEN ALTER TABLE riskanalysis_finding ADD CONSTRAINT riskanalysis_finding_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE actionplans_objectivefinding ADD CONSTRAINT actionplans_objectivefinding_finding_id_same_tenant FOREIGN KEY (finding_id, company_id) REFERENCES riskanalysis_finding(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'actionplans_objective_tenant_piece_company') THEN ALTER TABLE actionplans_objective ADD CONSTRAINT actionplans_objective_tenant_piece_company UNIQUE (id, piece_id, company_id); END IF; END $$
""",
    """ALTER TABLE actionplans_objectivefinding ADD CONSTRAINT actionplans_objectivefinding_objective_id_same_tenant FOREIGN KEY (objective_id, piece_id, company_id) REFERENCES actionplans_objective(id, piece_id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'actionplans_globalpreventionplan_tenant_piece_company') THEN ALTER TABLE actionplans_globalpreventionplan ADD CONSTRAINT actionplans_globalpreventionplan_tenant_piece_company UNIQUE (id, piece_id, company_id); END IF; END $$
""",
    """ALTER TABLE actionplans_plansection ADD CONSTRAINT actionplans_plansection_plan_id_same_tenant FOREIGN KEY (plan_id, piece_id, company_id) REFERENCES actionplans_globalpreventionplan(id, piece_id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'actionplans_preventionmeasure_tenant_company') THEN ALTER TABLE actionplans_preventionmeasure ADD CONSTRAINT actionplans_preventionmeasure_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE actionplans_preventionmeasure ADD CONSTRAINT actionplans_preventionmeasure_carried_from_id_same_tenant FOREIGN KEY (carried_from_id, company_id) REFERENCES actionplans_preventionmeasure(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'actionplans_objective_tenant_company') THEN ALTER TABLE actionplans_objective ADD CONSTRAINT actionplans_objective_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE actionplans_preventionmeasure ADD CONSTRAINT actionplans_preventionmeasure_objective_id_same_tenant FOREIGN KEY (objective_id, company_id) REFERENCES actionplans_objective(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'actionplans_annualactionplan_tenant_piece_company') THEN ALTER TABLE actionplans_annualactionplan ADD CONSTRAINT actionplans_annualactionplan_tenant_piece_company UNIQUE (id, piece_id, company_id); END IF; END $$
""",
    """ALTER TABLE actionplans_preventionmeasure ADD CONSTRAINT actionplans_preventionmeasure_plan_id_same_tenant FOREIGN KEY (plan_id, piece_id, company_id) REFERENCES actionplans_annualactionplan(id, piece_id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'actionplans_bodyreview_tenant_piece_company') THEN ALTER TABLE actionplans_bodyreview ADD CONSTRAINT actionplans_bodyreview_tenant_piece_company UNIQUE (id, piece_id, company_id); END IF; END $$
""",
    """ALTER TABLE actionplans_remark ADD CONSTRAINT actionplans_remark_review_id_same_tenant FOREIGN KEY (review_id, piece_id, company_id) REFERENCES actionplans_bodyreview(id, piece_id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """CREATE POLICY h_coach_delete ON actionplans_annualactionplan FOR DELETE TO h_coach USING ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[])))
""",
    """CREATE POLICY h_coach_insert ON actionplans_annualactionplan FOR INSERT TO h_coach WITH CHECK ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[])))
""",
    """CREATE POLICY h_coach_select ON actionplans_annualactionplan FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_files())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces())::uuid[])))
""",
    """CREATE POLICY h_coach_update ON actionplans_annualactionplan FOR UPDATE TO h_coach USING ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) WITH CHECK ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[])))
""",
    """CREATE POLICY h_coach_select ON actionplans_benchadvice FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_files())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces())::uuid[])))
""",
    """CREATE POLICY h_coach_select ON actionplans_bodyreview FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_files())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces())::uuid[])))
""",
    """CREATE POLICY h_coach_delete ON actionplans_findingwithoutobjective FOR DELETE TO h_coach USING (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = plan_id AND p.state IN ('draft', 'internal_review', 'advised'))))
""",
    """CREATE POLICY h_coach_insert ON actionplans_findingwithoutobjective FOR INSERT TO h_coach WITH CHECK (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = plan_id AND p.state IN ('draft', 'internal_review', 'advised'))))
""",
    """CREATE POLICY h_coach_select ON actionplans_findingwithoutobjective FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_files())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces())::uuid[])))
""",
    """CREATE POLICY h_coach_update ON actionplans_findingwithoutobjective FOR UPDATE TO h_coach USING (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = plan_id AND p.state IN ('draft', 'internal_review', 'advised')))) WITH CHECK (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = plan_id AND p.state IN ('draft', 'internal_review', 'advised'))))
""",
    """CREATE POLICY h_coach_delete ON actionplans_globalpreventionplan FOR DELETE TO h_coach USING ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[])))
""",
    """CREATE POLICY h_coach_insert ON actionplans_globalpreventionplan FOR INSERT TO h_coach WITH CHECK ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[])))
""",
    """CREATE POLICY h_coach_select ON actionplans_globalpreventionplan FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_files())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces())::uuid[])))
""",
    """CREATE POLICY h_coach_update ON actionplans_globalpreventionplan FOR UPDATE TO h_coach USING ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) WITH CHECK ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[])))
""",
    """CREATE POLICY h_coach_delete ON actionplans_measurenote FOR DELETE TO h_coach USING ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[])))
""",
    """CREATE POLICY h_coach_insert ON actionplans_measurenote FOR INSERT TO h_coach WITH CHECK ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[])))
""",
    """CREATE POLICY h_coach_select ON actionplans_measurenote FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_files())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces())::uuid[])))
""",
    """CREATE POLICY h_coach_update ON actionplans_measurenote FOR UPDATE TO h_coach USING ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) WITH CHECK ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[])))
""",
    """CREATE POLICY h_coach_delete ON actionplans_objective FOR DELETE TO h_coach USING (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = plan_id AND p.state IN ('draft', 'internal_review', 'advised'))))
""",
    """CREATE POLICY h_coach_insert ON actionplans_objective FOR INSERT TO h_coach WITH CHECK (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = plan_id AND p.state IN ('draft', 'internal_review', 'advised'))))
""",
    """CREATE POLICY h_coach_select ON actionplans_objective FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_files())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces())::uuid[])))
""",
    """CREATE POLICY h_coach_update ON actionplans_objective FOR UPDATE TO h_coach USING (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = plan_id AND p.state IN ('draft', 'internal_review', 'advised')))) WITH CHECK (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = plan_id AND p.state IN ('draft', 'internal_review', 'advised'))))
""",
    """CREATE POLICY h_coach_delete ON actionplans_objectivefinding FOR DELETE TO h_coach USING (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = (SELECT o.plan_id FROM actionplans_objective o WHERE o.id = objective_id) AND p.state IN ('draft', 'internal_review', 'advised'))))
""",
    """CREATE POLICY h_coach_insert ON actionplans_objectivefinding FOR INSERT TO h_coach WITH CHECK (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = (SELECT o.plan_id FROM actionplans_objective o WHERE o.id = objective_id) AND p.state IN ('draft', 'internal_review', 'advised'))))
""",
    """CREATE POLICY h_coach_select ON actionplans_objectivefinding FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_files())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces())::uuid[])))
""",
    """CREATE POLICY h_coach_update ON actionplans_objectivefinding FOR UPDATE TO h_coach USING (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = (SELECT o.plan_id FROM actionplans_objective o WHERE o.id = objective_id) AND p.state IN ('draft', 'internal_review', 'advised')))) WITH CHECK (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = (SELECT o.plan_id FROM actionplans_objective o WHERE o.id = objective_id) AND p.state IN ('draft', 'internal_review', 'advised'))))
""",
    """CREATE POLICY h_coach_delete ON actionplans_plansection FOR DELETE TO h_coach USING (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = plan_id AND p.state IN ('draft', 'internal_review', 'advised'))))
""",
    """CREATE POLICY h_coach_insert ON actionplans_plansection FOR INSERT TO h_coach WITH CHECK (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = plan_id AND p.state IN ('draft', 'internal_review', 'advised'))))
""",
    """CREATE POLICY h_coach_select ON actionplans_plansection FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_files())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces())::uuid[])))
""",
    """CREATE POLICY h_coach_update ON actionplans_plansection FOR UPDATE TO h_coach USING (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = plan_id AND p.state IN ('draft', 'internal_review', 'advised')))) WITH CHECK (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = plan_id AND p.state IN ('draft', 'internal_review', 'advised'))))
""",
    """CREATE POLICY h_coach_delete ON actionplans_preventionmeasure FOR DELETE TO h_coach USING ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[])))
""",
    """CREATE POLICY h_coach_insert ON actionplans_preventionmeasure FOR INSERT TO h_coach WITH CHECK ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[])))
""",
    """CREATE POLICY h_coach_select ON actionplans_preventionmeasure FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_files())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces())::uuid[])))
""",
    """CREATE POLICY h_coach_update ON actionplans_preventionmeasure FOR UPDATE TO h_coach USING ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) WITH CHECK ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[])))
""",
    """CREATE POLICY h_coach_select ON actionplans_remark FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_files())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces())::uuid[])))
""",
]
BACKWARDS = [
    "DROP POLICY h_coach_select ON actionplans_remark",
    "DROP POLICY h_coach_update ON actionplans_preventionmeasure",
    "DROP POLICY h_coach_select ON actionplans_preventionmeasure",
    "DROP POLICY h_coach_insert ON actionplans_preventionmeasure",
    "DROP POLICY h_coach_delete ON actionplans_preventionmeasure",
    "DROP POLICY h_coach_update ON actionplans_plansection",
    "DROP POLICY h_coach_select ON actionplans_plansection",
    "DROP POLICY h_coach_insert ON actionplans_plansection",
    "DROP POLICY h_coach_delete ON actionplans_plansection",
    "DROP POLICY h_coach_update ON actionplans_objectivefinding",
    "DROP POLICY h_coach_select ON actionplans_objectivefinding",
    "DROP POLICY h_coach_insert ON actionplans_objectivefinding",
    "DROP POLICY h_coach_delete ON actionplans_objectivefinding",
    "DROP POLICY h_coach_update ON actionplans_objective",
    "DROP POLICY h_coach_select ON actionplans_objective",
    "DROP POLICY h_coach_insert ON actionplans_objective",
    "DROP POLICY h_coach_delete ON actionplans_objective",
    "DROP POLICY h_coach_update ON actionplans_measurenote",
    "DROP POLICY h_coach_select ON actionplans_measurenote",
    "DROP POLICY h_coach_insert ON actionplans_measurenote",
    "DROP POLICY h_coach_delete ON actionplans_measurenote",
    "DROP POLICY h_coach_update ON actionplans_globalpreventionplan",
    "DROP POLICY h_coach_select ON actionplans_globalpreventionplan",
    "DROP POLICY h_coach_insert ON actionplans_globalpreventionplan",
    "DROP POLICY h_coach_delete ON actionplans_globalpreventionplan",
    "DROP POLICY h_coach_update ON actionplans_findingwithoutobjective",
    "DROP POLICY h_coach_select ON actionplans_findingwithoutobjective",
    "DROP POLICY h_coach_insert ON actionplans_findingwithoutobjective",
    "DROP POLICY h_coach_delete ON actionplans_findingwithoutobjective",
    "DROP POLICY h_coach_select ON actionplans_bodyreview",
    "DROP POLICY h_coach_select ON actionplans_benchadvice",
    "DROP POLICY h_coach_update ON actionplans_annualactionplan",
    "DROP POLICY h_coach_select ON actionplans_annualactionplan",
    "DROP POLICY h_coach_insert ON actionplans_annualactionplan",
    "DROP POLICY h_coach_delete ON actionplans_annualactionplan",
    "ALTER TABLE actionplans_remark DROP CONSTRAINT actionplans_remark_review_id_same_tenant",
    "ALTER TABLE actionplans_preventionmeasure DROP CONSTRAINT actionplans_preventionmeasure_plan_id_same_tenant",
    """ALTER TABLE actionplans_preventionmeasure DROP CONSTRAINT actionplans_preventionmeasure_objective_id_same_tenant
""",
    """ALTER TABLE actionplans_preventionmeasure DROP CONSTRAINT actionplans_preventionmeasure_carried_from_id_same_tenant
""",
    "ALTER TABLE actionplans_plansection DROP CONSTRAINT actionplans_plansection_plan_id_same_tenant",
    "ALTER TABLE actionplans_objectivefinding DROP CONSTRAINT actionplans_objectivefinding_objective_id_same_tenant",
    "ALTER TABLE actionplans_objectivefinding DROP CONSTRAINT actionplans_objectivefinding_finding_id_same_tenant",
    "ALTER TABLE actionplans_objective DROP CONSTRAINT actionplans_objective_plan_id_same_tenant",
    "ALTER TABLE actionplans_measurenote DROP CONSTRAINT actionplans_measurenote_measure_id_same_tenant",
    """ALTER TABLE actionplans_globalpreventionplan DROP CONSTRAINT actionplans_globalpreventionplan_piece_id_same_tenant
""",
    """ALTER TABLE actionplans_globalpreventionplan DROP CONSTRAINT actionplans_globalpreventionplan_analysis_id_same_tenant
""",
    """ALTER TABLE actionplans_globalpreventionplan DROP CONSTRAINT actionplans_globalpreventionplan_amended_from_id_same_tenant
""",
    """ALTER TABLE actionplans_findingwithoutobjective DROP CONSTRAINT actionplans_findingwithoutobjective_plan_id_same_tenant
""",
    """ALTER TABLE actionplans_findingwithoutobjective DROP CONSTRAINT actionplans_findingwithoutobjective_finding_id_same_tenant
""",
    "ALTER TABLE actionplans_bodyreview DROP CONSTRAINT actionplans_bodyreview_global_plan_id_same_tenant",
    "ALTER TABLE actionplans_bodyreview DROP CONSTRAINT actionplans_bodyreview_annual_plan_id_same_tenant",
    "ALTER TABLE actionplans_benchadvice DROP CONSTRAINT actionplans_benchadvice_review_id_same_tenant",
    "ALTER TABLE actionplans_annualactionplan DROP CONSTRAINT actionplans_annualactionplan_piece_id_same_tenant",
    """ALTER TABLE actionplans_annualactionplan DROP CONSTRAINT actionplans_annualactionplan_global_plan_id_same_tenant
""",
    """ALTER TABLE actionplans_annualactionplan DROP CONSTRAINT actionplans_annualactionplan_amended_from_id_same_tenant
""",
    "ALTER TABLE actionplans_advicemark DROP CONSTRAINT actionplans_advicemark_review_id_same_tenant",
    "DROP FUNCTION plans_of_file(uuid)",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0016_pieces"),
        ("accounts", "0013_returned_mail"),
        ("companies", "0009_mandates"),
        ("coaches", "0005_where_and_when"),
        ("riskanalysis", "0007_mandates"),
        ("actionplans", "0010_file"),
        ("programmes", "0031_register_as_it_is"),
        ("modules", "0013_date_wishes"),
        ("trajectories", "0031_mandates"),
        ("insight", "0006_answer"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
