"""Rights, keys, guards and narrow functions, as they stood when the history of migrations began anew (ADR 0067)."""

from django.db import migrations

FORWARDS = [
    "SET LOCAL check_function_bodies = off",  # they call each other, across apps too
    "ALTER TABLE riskanalysis_analysisunit ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE riskanalysis_aspectjudgement ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE riskanalysis_changecheck ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE riskanalysis_changeunit ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE riskanalysis_consultation ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE riskanalysis_finding ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE riskanalysis_plannedanalysis ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE riskanalysis_riskanalysis ENABLE ROW LEVEL SECURITY",
    """CREATE OR REPLACE FUNCTION analyses_for_body()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(a.id), '{}') FROM riskanalysis_riskanalysis a WHERE a.company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]) AND a.state IN ('draft_report', 'consulted', 'final', 'superseded')
$function$
""",
    "REVOKE ALL ON FUNCTION analyses_for_body() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION analyses_of_file(p_company uuid)
 RETURNS TABLE(version_no smallint, over boolean)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT a.version_no, a.state IN ('final', 'superseded') FROM riskanalysis_riskanalysis a
 WHERE a.company_id = p_company
   AND (current_setting('role', true) = 'h_system' OR p_company = ANY (my_companies('h_contact'))
        OR p_company = ANY (my_files_to_add()))
$function$
""",
    "REVOKE ALL ON FUNCTION analyses_of_file(uuid) FROM PUBLIC",
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
    "GRANT EXECUTE ON FUNCTION analyses_for_body() TO h_cpbw, h_system",
    "GRANT EXECUTE ON FUNCTION analyses_of_file(uuid) TO h_coach, h_contact, h_system",
    "GRANT EXECUTE ON FUNCTION analysis_runs(uuid,text,uuid[],text[],uuid) TO h_coach, h_contact, h_system",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'riskanalysis_riskanalysis_tenant_piece_company') THEN ALTER TABLE riskanalysis_riskanalysis ADD CONSTRAINT riskanalysis_riskanalysis_tenant_piece_company UNIQUE (id, piece_id, company_id); END IF; END $$
""",
    """ALTER TABLE riskanalysis_analysisunit ADD CONSTRAINT riskanalysis_analysisunit_analysis_id_same_tenant FOREIGN KEY (analysis_id, piece_id, company_id) REFERENCES riskanalysis_riskanalysis(id, piece_id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_workunit_tenant_company') THEN ALTER TABLE companies_workunit ADD CONSTRAINT companies_workunit_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE riskanalysis_analysisunit ADD CONSTRAINT riskanalysis_analysisunit_work_unit_id_same_tenant FOREIGN KEY (work_unit_id, company_id) REFERENCES companies_workunit(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'riskanalysis_riskanalysis_tenant_piece_company') THEN ALTER TABLE riskanalysis_riskanalysis ADD CONSTRAINT riskanalysis_riskanalysis_tenant_piece_company UNIQUE (id, piece_id, company_id); END IF; END $$
""",
    """ALTER TABLE riskanalysis_aspectjudgement ADD CONSTRAINT riskanalysis_aspectjudgement_analysis_id_same_tenant FOREIGN KEY (analysis_id, piece_id, company_id) REFERENCES riskanalysis_riskanalysis(id, piece_id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'riskanalysis_changecheck_tenant_company') THEN ALTER TABLE riskanalysis_changecheck ADD CONSTRAINT riskanalysis_changecheck_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE riskanalysis_changecheck ADD CONSTRAINT riskanalysis_changecheck_corrects_id_same_tenant FOREIGN KEY (corrects_id, company_id) REFERENCES riskanalysis_changecheck(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_filepiece_tenant_company') THEN ALTER TABLE companies_filepiece ADD CONSTRAINT companies_filepiece_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE riskanalysis_changecheck ADD CONSTRAINT riskanalysis_changecheck_piece_id_same_tenant FOREIGN KEY (piece_id, company_id) REFERENCES companies_filepiece(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'riskanalysis_changecheck_tenant_piece_company') THEN ALTER TABLE riskanalysis_changecheck ADD CONSTRAINT riskanalysis_changecheck_tenant_piece_company UNIQUE (id, piece_id, company_id); END IF; END $$
""",
    """ALTER TABLE riskanalysis_changeunit ADD CONSTRAINT riskanalysis_changeunit_change_id_same_tenant FOREIGN KEY (change_id, piece_id, company_id) REFERENCES riskanalysis_changecheck(id, piece_id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_workunit_tenant_company') THEN ALTER TABLE companies_workunit ADD CONSTRAINT companies_workunit_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE riskanalysis_changeunit ADD CONSTRAINT riskanalysis_changeunit_work_unit_id_same_tenant FOREIGN KEY (work_unit_id, company_id) REFERENCES companies_workunit(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'riskanalysis_riskanalysis_tenant_piece_company') THEN ALTER TABLE riskanalysis_riskanalysis ADD CONSTRAINT riskanalysis_riskanalysis_tenant_piece_company UNIQUE (id, piece_id, company_id); END IF; END $$
""",
    """ALTER TABLE riskanalysis_consultation ADD CONSTRAINT riskanalysis_consultation_analysis_id_same_tenant FOREIGN KEY (analysis_id, piece_id, company_id) REFERENCES riskanalysis_riskanalysis(id, piece_id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_workunit_tenant_company') THEN ALTER TABLE companies_workunit ADD CONSTRAINT companies_workunit_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE riskanalysis_consultation ADD CONSTRAINT riskanalysis_consultation_work_unit_id_same_tenant FOREIGN KEY (work_unit_id, company_id) REFERENCES companies_workunit(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'riskanalysis_riskanalysis_tenant_piece_company') THEN ALTER TABLE riskanalysis_riskanalysis ADD CONSTRAINT riskanalysis_riskanalysis_tenant_piece_company UNIQUE (id, piece_id, company_id); END IF; END $$
""",
    """ALTER TABLE riskanalysis_finding ADD CONSTRAINT riskanalysis_finding_analysis_id_same_tenant FOREIGN KEY (analysis_id, piece_id, company_id) REFERENCES riskanalysis_riskanalysis(id, piece_id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'riskanalysis_finding_tenant_company') THEN ALTER TABLE riskanalysis_finding ADD CONSTRAINT riskanalysis_finding_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE riskanalysis_finding ADD CONSTRAINT riskanalysis_finding_taken_from_id_same_tenant FOREIGN KEY (taken_from_id, company_id) REFERENCES riskanalysis_finding(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_workunit_tenant_company') THEN ALTER TABLE companies_workunit ADD CONSTRAINT companies_workunit_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE riskanalysis_finding ADD CONSTRAINT riskanalysis_finding_work_unit_id_same_tenant FOREIGN KEY (work_unit_id, company_id) REFERENCES companies_workunit(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'riskanalysis_riskanalysis_tenant_company') THEN ALTER TABLE riskanalysis_riskanalysis ADD CONSTRAINT riskanalysis_riskanalysis_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE riskanalysis_plannedanalysis ADD CONSTRAINT riskanalysis_plannedanalysis_analysis_id_same_tenant FOREIGN KEY (analysis_id, company_id) REFERENCES riskanalysis_riskanalysis(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_workunit_tenant_company') THEN ALTER TABLE companies_workunit ADD CONSTRAINT companies_workunit_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE riskanalysis_plannedanalysis ADD CONSTRAINT riskanalysis_plannedanalysis_work_unit_id_same_tenant FOREIGN KEY (work_unit_id, company_id) REFERENCES companies_workunit(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'riskanalysis_changecheck_tenant_company') THEN ALTER TABLE riskanalysis_changecheck ADD CONSTRAINT riskanalysis_changecheck_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE riskanalysis_riskanalysis ADD CONSTRAINT riskanalysis_riskanalysis_change_id_same_tenant FOREIGN KEY (change_id, company_id) REFERENCES riskanalysis_changecheck(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_establishmentunit_tenant_company') THEN ALTER TABLE companies_establishmentunit ADD CONSTRAINT companies_establishmentunit_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE riskanalysis_riskanalysis ADD CONSTRAINT riskanalysis_riskanalysis_establishment_id_same_tenant FOREIGN KEY (establishment_id, company_id) REFERENCES companies_establishmentunit(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_filepiece_tenant_company') THEN ALTER TABLE companies_filepiece ADD CONSTRAINT companies_filepiece_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE riskanalysis_riskanalysis ADD CONSTRAINT riskanalysis_riskanalysis_piece_id_same_tenant FOREIGN KEY (piece_id, company_id) REFERENCES companies_filepiece(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """CREATE TRIGGER keeps_piece BEFORE UPDATE OF piece_id, company_id ON riskanalysis_analysisunit FOR EACH ROW WHEN ((old.piece_id, old.company_id) IS DISTINCT FROM (new.piece_id, new.company_id)) EXECUTE FUNCTION guard_piece()
""",
    """CREATE TRIGGER keeps_piece BEFORE UPDATE OF piece_id, company_id ON riskanalysis_aspectjudgement FOR EACH ROW WHEN ((old.piece_id, old.company_id) IS DISTINCT FROM (new.piece_id, new.company_id)) EXECUTE FUNCTION guard_piece()
""",
    """CREATE TRIGGER keeps_piece BEFORE UPDATE OF piece_id, company_id ON riskanalysis_changecheck FOR EACH ROW WHEN ((old.piece_id, old.company_id) IS DISTINCT FROM (new.piece_id, new.company_id)) EXECUTE FUNCTION guard_piece()
""",
    """CREATE TRIGGER keeps_piece BEFORE UPDATE OF piece_id, company_id ON riskanalysis_changeunit FOR EACH ROW WHEN ((old.piece_id, old.company_id) IS DISTINCT FROM (new.piece_id, new.company_id)) EXECUTE FUNCTION guard_piece()
""",
    """CREATE TRIGGER keeps_piece BEFORE UPDATE OF piece_id, company_id ON riskanalysis_consultation FOR EACH ROW WHEN ((old.piece_id, old.company_id) IS DISTINCT FROM (new.piece_id, new.company_id)) EXECUTE FUNCTION guard_piece()
""",
    """CREATE TRIGGER keeps_piece BEFORE UPDATE OF piece_id, company_id ON riskanalysis_finding FOR EACH ROW WHEN ((old.piece_id, old.company_id) IS DISTINCT FROM (new.piece_id, new.company_id)) EXECUTE FUNCTION guard_piece()
""",
    """CREATE TRIGGER keeps_piece BEFORE UPDATE OF piece_id, company_id ON riskanalysis_riskanalysis FOR EACH ROW WHEN ((old.piece_id, old.company_id) IS DISTINCT FROM (new.piece_id, new.company_id)) EXECUTE FUNCTION guard_piece()
""",
    """CREATE POLICY h_coach_delete ON riskanalysis_analysisunit FOR DELETE TO h_coach USING (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    """CREATE POLICY h_coach_insert ON riskanalysis_analysisunit FOR INSERT TO h_coach WITH CHECK (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    """CREATE POLICY h_coach_select ON riskanalysis_analysisunit FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_files())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces())::uuid[])))
""",
    """CREATE POLICY h_coach_update ON riskanalysis_analysisunit FOR UPDATE TO h_coach USING (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating')))) WITH CHECK (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    """CREATE POLICY h_contact_delete ON riskanalysis_analysisunit FOR DELETE TO h_contact USING ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    """CREATE POLICY h_contact_insert ON riskanalysis_analysisunit FOR INSERT TO h_contact WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    """CREATE POLICY h_contact_select ON riskanalysis_analysisunit FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON riskanalysis_analysisunit FOR UPDATE TO h_contact USING ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating')))) WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    """CREATE POLICY h_cpbw_select ON riskanalysis_analysisunit FOR SELECT TO h_cpbw USING (analysis_id = ANY ((SELECT analyses_for_body())::uuid[]))
""",
    "CREATE POLICY h_system_delete ON riskanalysis_analysisunit FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON riskanalysis_analysisunit FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON riskanalysis_analysisunit FOR SELECT TO h_system USING (true)",
    """CREATE POLICY h_system_update ON riskanalysis_analysisunit FOR UPDATE TO h_system USING (true) WITH CHECK (true)
""",
    """CREATE POLICY h_coach_delete ON riskanalysis_aspectjudgement FOR DELETE TO h_coach USING (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    """CREATE POLICY h_coach_insert ON riskanalysis_aspectjudgement FOR INSERT TO h_coach WITH CHECK (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    """CREATE POLICY h_coach_select ON riskanalysis_aspectjudgement FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_files())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces())::uuid[])))
""",
    """CREATE POLICY h_coach_update ON riskanalysis_aspectjudgement FOR UPDATE TO h_coach USING (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating')))) WITH CHECK (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    """CREATE POLICY h_contact_delete ON riskanalysis_aspectjudgement FOR DELETE TO h_contact USING ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    """CREATE POLICY h_contact_insert ON riskanalysis_aspectjudgement FOR INSERT TO h_contact WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    """CREATE POLICY h_contact_select ON riskanalysis_aspectjudgement FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON riskanalysis_aspectjudgement FOR UPDATE TO h_contact USING ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating')))) WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    """CREATE POLICY h_cpbw_select ON riskanalysis_aspectjudgement FOR SELECT TO h_cpbw USING (analysis_id = ANY ((SELECT analyses_for_body())::uuid[]))
""",
    "CREATE POLICY h_system_delete ON riskanalysis_aspectjudgement FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON riskanalysis_aspectjudgement FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON riskanalysis_aspectjudgement FOR SELECT TO h_system USING (true)",
    """CREATE POLICY h_system_update ON riskanalysis_aspectjudgement FOR UPDATE TO h_system USING (true) WITH CHECK (true)
""",
    """CREATE POLICY h_coach_insert ON riskanalysis_changecheck FOR INSERT TO h_coach WITH CHECK (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (answered_by_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_coach_select ON riskanalysis_changecheck FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_files())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces())::uuid[])))
""",
    """CREATE POLICY h_contact_insert ON riskanalysis_changecheck FOR INSERT TO h_contact WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (answered_by_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_contact_select ON riskanalysis_changecheck FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_cpbw_select ON riskanalysis_changecheck FOR SELECT TO h_cpbw USING (company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]))
""",
    "CREATE POLICY h_system_delete ON riskanalysis_changecheck FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON riskanalysis_changecheck FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON riskanalysis_changecheck FOR SELECT TO h_system USING (true)",
    """CREATE POLICY h_system_update ON riskanalysis_changecheck FOR UPDATE TO h_system USING (true) WITH CHECK (true)
""",
    """CREATE POLICY h_coach_insert ON riskanalysis_changeunit FOR INSERT TO h_coach WITH CHECK (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM riskanalysis_changecheck c WHERE c.id = change_id AND c.answered_by_id = (SELECT app_uid()))))
""",
    """CREATE POLICY h_coach_select ON riskanalysis_changeunit FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_files())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces())::uuid[])))
""",
    """CREATE POLICY h_contact_insert ON riskanalysis_changeunit FOR INSERT TO h_contact WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_changecheck c WHERE c.id = change_id AND c.answered_by_id = (SELECT app_uid()))))
""",
    """CREATE POLICY h_contact_select ON riskanalysis_changeunit FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_cpbw_select ON riskanalysis_changeunit FOR SELECT TO h_cpbw USING (company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]))
""",
    "CREATE POLICY h_system_delete ON riskanalysis_changeunit FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON riskanalysis_changeunit FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON riskanalysis_changeunit FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON riskanalysis_changeunit FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_coach_delete ON riskanalysis_consultation FOR DELETE TO h_coach USING (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    """CREATE POLICY h_coach_insert ON riskanalysis_consultation FOR INSERT TO h_coach WITH CHECK (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    """CREATE POLICY h_coach_select ON riskanalysis_consultation FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_files())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces())::uuid[])))
""",
    """CREATE POLICY h_coach_update ON riskanalysis_consultation FOR UPDATE TO h_coach USING (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating')))) WITH CHECK (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    """CREATE POLICY h_contact_delete ON riskanalysis_consultation FOR DELETE TO h_contact USING ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    """CREATE POLICY h_contact_insert ON riskanalysis_consultation FOR INSERT TO h_contact WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    """CREATE POLICY h_contact_select ON riskanalysis_consultation FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON riskanalysis_consultation FOR UPDATE TO h_contact USING ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating')))) WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    "CREATE POLICY h_system_delete ON riskanalysis_consultation FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON riskanalysis_consultation FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON riskanalysis_consultation FOR SELECT TO h_system USING (true)",
    """CREATE POLICY h_system_update ON riskanalysis_consultation FOR UPDATE TO h_system USING (true) WITH CHECK (true)
""",
    """CREATE POLICY h_coach_delete ON riskanalysis_finding FOR DELETE TO h_coach USING (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    """CREATE POLICY h_coach_insert ON riskanalysis_finding FOR INSERT TO h_coach WITH CHECK (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    """CREATE POLICY h_coach_select ON riskanalysis_finding FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_files())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces())::uuid[])))
""",
    """CREATE POLICY h_coach_update ON riskanalysis_finding FOR UPDATE TO h_coach USING (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating')))) WITH CHECK (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    """CREATE POLICY h_contact_delete ON riskanalysis_finding FOR DELETE TO h_contact USING ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    """CREATE POLICY h_contact_insert ON riskanalysis_finding FOR INSERT TO h_contact WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    """CREATE POLICY h_contact_select ON riskanalysis_finding FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON riskanalysis_finding FOR UPDATE TO h_contact USING ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating')))) WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    """CREATE POLICY h_cpbw_select ON riskanalysis_finding FOR SELECT TO h_cpbw USING (analysis_id = ANY ((SELECT analyses_for_body())::uuid[]))
""",
    "CREATE POLICY h_system_delete ON riskanalysis_finding FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON riskanalysis_finding FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON riskanalysis_finding FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON riskanalysis_finding FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
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
    """CREATE POLICY h_coach_delete ON riskanalysis_riskanalysis FOR DELETE TO h_coach USING ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[])))
""",
    """CREATE POLICY h_coach_insert ON riskanalysis_riskanalysis FOR INSERT TO h_coach WITH CHECK ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[])))
""",
    """CREATE POLICY h_coach_select ON riskanalysis_riskanalysis FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_files())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces())::uuid[])))
""",
    """CREATE POLICY h_coach_update ON riskanalysis_riskanalysis FOR UPDATE TO h_coach USING ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) WITH CHECK ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[])))
""",
    """CREATE POLICY h_contact_delete ON riskanalysis_riskanalysis FOR DELETE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_insert ON riskanalysis_riskanalysis FOR INSERT TO h_contact WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_select ON riskanalysis_riskanalysis FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON riskanalysis_riskanalysis FOR UPDATE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_cpbw_select ON riskanalysis_riskanalysis FOR SELECT TO h_cpbw USING ((company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[])) AND (state IN ('draft_report', 'consulted', 'final', 'superseded')))
""",
    "CREATE POLICY h_system_delete ON riskanalysis_riskanalysis FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON riskanalysis_riskanalysis FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON riskanalysis_riskanalysis FOR SELECT TO h_system USING (true)",
    """CREATE POLICY h_system_update ON riskanalysis_riskanalysis FOR UPDATE TO h_system USING (true) WITH CHECK (true)
""",
    "GRANT DELETE ON riskanalysis_analysisunit TO h_coach",
    "GRANT INSERT ON riskanalysis_analysisunit TO h_coach",
    "GRANT SELECT ON riskanalysis_analysisunit TO h_coach",
    "GRANT UPDATE ON riskanalysis_analysisunit TO h_coach",
    "GRANT DELETE ON riskanalysis_analysisunit TO h_contact",
    "GRANT INSERT ON riskanalysis_analysisunit TO h_contact",
    "GRANT SELECT ON riskanalysis_analysisunit TO h_contact",
    "GRANT UPDATE ON riskanalysis_analysisunit TO h_contact",
    "GRANT SELECT ON riskanalysis_analysisunit TO h_cpbw",
    "GRANT DELETE ON riskanalysis_analysisunit TO h_system",
    "GRANT INSERT ON riskanalysis_analysisunit TO h_system",
    "GRANT SELECT ON riskanalysis_analysisunit TO h_system",
    "GRANT UPDATE ON riskanalysis_analysisunit TO h_system",
    "GRANT DELETE ON riskanalysis_aspectjudgement TO h_coach",
    "GRANT INSERT ON riskanalysis_aspectjudgement TO h_coach",
    "GRANT SELECT ON riskanalysis_aspectjudgement TO h_coach",
    "GRANT UPDATE ON riskanalysis_aspectjudgement TO h_coach",
    "GRANT DELETE ON riskanalysis_aspectjudgement TO h_contact",
    "GRANT INSERT ON riskanalysis_aspectjudgement TO h_contact",
    "GRANT SELECT ON riskanalysis_aspectjudgement TO h_contact",
    "GRANT UPDATE ON riskanalysis_aspectjudgement TO h_contact",
    "GRANT SELECT ON riskanalysis_aspectjudgement TO h_cpbw",
    "GRANT DELETE ON riskanalysis_aspectjudgement TO h_system",
    "GRANT INSERT ON riskanalysis_aspectjudgement TO h_system",
    "GRANT SELECT ON riskanalysis_aspectjudgement TO h_system",
    "GRANT UPDATE ON riskanalysis_aspectjudgement TO h_system",
    "GRANT INSERT ON riskanalysis_changecheck TO h_coach",
    "GRANT SELECT ON riskanalysis_changecheck TO h_coach",
    "GRANT INSERT ON riskanalysis_changecheck TO h_contact",
    "GRANT SELECT ON riskanalysis_changecheck TO h_contact",
    "GRANT SELECT ON riskanalysis_changecheck TO h_cpbw",
    "GRANT DELETE ON riskanalysis_changecheck TO h_system",
    "GRANT INSERT ON riskanalysis_changecheck TO h_system",
    "GRANT SELECT ON riskanalysis_changecheck TO h_system",
    "GRANT UPDATE ON riskanalysis_changecheck TO h_system",
    "GRANT INSERT ON riskanalysis_changeunit TO h_coach",
    "GRANT SELECT ON riskanalysis_changeunit TO h_coach",
    "GRANT INSERT ON riskanalysis_changeunit TO h_contact",
    "GRANT SELECT ON riskanalysis_changeunit TO h_contact",
    "GRANT SELECT ON riskanalysis_changeunit TO h_cpbw",
    "GRANT DELETE ON riskanalysis_changeunit TO h_system",
    "GRANT INSERT ON riskanalysis_changeunit TO h_system",
    "GRANT SELECT ON riskanalysis_changeunit TO h_system",
    "GRANT UPDATE ON riskanalysis_changeunit TO h_system",
    "GRANT DELETE ON riskanalysis_consultation TO h_coach",
    "GRANT INSERT ON riskanalysis_consultation TO h_coach",
    "GRANT SELECT ON riskanalysis_consultation TO h_coach",
    "GRANT UPDATE ON riskanalysis_consultation TO h_coach",
    "GRANT DELETE ON riskanalysis_consultation TO h_contact",
    "GRANT INSERT ON riskanalysis_consultation TO h_contact",
    "GRANT SELECT ON riskanalysis_consultation TO h_contact",
    "GRANT UPDATE ON riskanalysis_consultation TO h_contact",
    "GRANT DELETE ON riskanalysis_consultation TO h_system",
    "GRANT INSERT ON riskanalysis_consultation TO h_system",
    "GRANT SELECT ON riskanalysis_consultation TO h_system",
    "GRANT UPDATE ON riskanalysis_consultation TO h_system",
    "GRANT DELETE ON riskanalysis_finding TO h_coach",
    "GRANT INSERT ON riskanalysis_finding TO h_coach",
    "GRANT SELECT ON riskanalysis_finding TO h_coach",
    "GRANT UPDATE ON riskanalysis_finding TO h_coach",
    "GRANT DELETE ON riskanalysis_finding TO h_contact",
    "GRANT INSERT ON riskanalysis_finding TO h_contact",
    "GRANT SELECT ON riskanalysis_finding TO h_contact",
    "GRANT UPDATE ON riskanalysis_finding TO h_contact",
    "GRANT SELECT ON riskanalysis_finding TO h_cpbw",
    "GRANT DELETE ON riskanalysis_finding TO h_system",
    "GRANT INSERT ON riskanalysis_finding TO h_system",
    "GRANT SELECT ON riskanalysis_finding TO h_system",
    "GRANT UPDATE ON riskanalysis_finding TO h_system",
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
    "GRANT DELETE ON riskanalysis_riskanalysis TO h_coach",
    "GRANT INSERT ON riskanalysis_riskanalysis TO h_coach",
    "GRANT SELECT ON riskanalysis_riskanalysis TO h_coach",
    "GRANT UPDATE ON riskanalysis_riskanalysis TO h_coach",
    "GRANT DELETE ON riskanalysis_riskanalysis TO h_contact",
    "GRANT INSERT ON riskanalysis_riskanalysis TO h_contact",
    "GRANT SELECT ON riskanalysis_riskanalysis TO h_contact",
    "GRANT UPDATE ON riskanalysis_riskanalysis TO h_contact",
    "GRANT SELECT ON riskanalysis_riskanalysis TO h_cpbw",
    "GRANT DELETE ON riskanalysis_riskanalysis TO h_system",
    "GRANT INSERT ON riskanalysis_riskanalysis TO h_system",
    "GRANT SELECT ON riskanalysis_riskanalysis TO h_system",
    "GRANT UPDATE ON riskanalysis_riskanalysis TO h_system",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_access"),
        ("accounts", "0002_access"),
        ("companies", "0002_access"),
        ("coaches", "0002_access"),
        ("riskanalysis", "0001_initial"),
        ("actionplans", "0001_initial"),
        ("programmes", "0001_initial"),
        ("modules", "0001_initial"),
        ("trajectories", "0001_initial"),
        ("insight", "0001_initial"),
    ]
    operations = [migrations.RunSQL(FORWARDS)]
