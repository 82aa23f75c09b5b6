"""Rights, keys, guards and narrow functions, as they stood when the history of migrations began anew (ADR 0067)."""

from django.db import migrations

FORWARDS = [
    "SET LOCAL check_function_bodies = off",  # they call each other, across apps too
    "ALTER TABLE actionplans_advicemark ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE actionplans_annualactionplan ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE actionplans_benchadvice ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE actionplans_bodyreview ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE actionplans_findingwithoutobjective ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE actionplans_globalpreventionplan ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE actionplans_measurenote ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE actionplans_objective ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE actionplans_objectivefinding ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE actionplans_plansection ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE actionplans_preventionmeasure ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE actionplans_remark ENABLE ROW LEVEL SECURITY",
    """CREATE OR REPLACE FUNCTION annual_plans_for_body()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(p.id), '{}') FROM actionplans_annualactionplan p WHERE p.company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]) AND p.state NOT IN ('draft', 'internal_review')
$function$
""",
    "REVOKE ALL ON FUNCTION annual_plans_for_body() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION dates_of_plans(p_companies uuid[])
 RETURNS TABLE(company_id uuid, yearly boolean, first_day date, put_on date, put boolean, agreed boolean)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
WITH told AS (
  SELECT key FROM unnest(p_companies) AS key
   WHERE current_setting('role', true) = 'h_system' OR key = ANY (my_companies('h_contact'))
      OR key = ANY (my_companies('h_cpbw')) OR key = ANY (my_guest_companies()))
SELECT p.company_id, false, make_date(p.start_year, p.start_month, 1),
       (p.submitted_at AT TIME ZONE 'Europe/Brussels')::date,
       p.state NOT IN ('draft', 'internal_review'), p.state IN ('adopted', 'active', 'expired')
  FROM actionplans_globalpreventionplan p JOIN told ON told.key = p.company_id
UNION ALL
-- The plan's own first day where it has one; else that of the service year which begins in its year.
SELECT p.company_id, true, COALESCE((to_jsonb(p) ->> 'first_day')::date, make_date(p.year, c.year_starts, 1)),
       (p.submitted_at AT TIME ZONE 'Europe/Brussels')::date,
       p.state NOT IN ('draft', 'internal_review'), p.state IN ('adopted', 'active', 'evaluated', 'closed')
  FROM actionplans_annualactionplan p JOIN told ON told.key = p.company_id
  JOIN companies_company c ON c.id = p.company_id
$function$
""",
    "REVOKE ALL ON FUNCTION dates_of_plans(uuid[]) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION employer_answers()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  IF current_user NOT LIKE 'h\\_%' OR current_user = 'h_system' THEN
    RETURN NEW;
  END IF;
  IF current_user = 'h_contact' AND NEW.company_id = ANY (my_mandates()) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'who may bind the employer answers' USING ERRCODE = 'insufficient_privilege';
END
$function$
""",
    "REVOKE ALL ON FUNCTION employer_answers() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION global_plans_for_body()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(p.id), '{}') FROM actionplans_globalpreventionplan p WHERE p.company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]) AND p.state NOT IN ('draft', 'internal_review')
$function$
""",
    "REVOKE ALL ON FUNCTION global_plans_for_body() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION keep_what_was_said()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
      IF current_user = 'h_cpbw' OR current_user = 'h_contact' AND OLD.state IN ('closed', 'withdrawn') THEN
        RAISE EXCEPTION 'the consultation is past that' USING ERRCODE = 'insufficient_privilege';
      END IF;
      RETURN NEW;
    END
$function$
""",
    "REVOKE ALL ON FUNCTION keep_what_was_said() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION keep_words_of_author()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
      IF current_user = 'h_contact' AND OLD.author_id IS NOT NULL THEN
        RAISE EXCEPTION 'the words of a remark are its author''s' USING ERRCODE = 'insufficient_privilege';
      END IF;
      RETURN NEW;
    END
$function$
""",
    "REVOKE ALL ON FUNCTION keep_words_of_author() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION periods_of_file(p_company uuid)
 RETURNS TABLE(yearly boolean, first_day date, version_no smallint, over boolean)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
WITH told AS (
  SELECT true WHERE current_setting('role', true) = 'h_system' OR p_company = ANY (my_companies('h_contact'))
                 OR p_company = ANY (my_files_to_add()))
SELECT false, make_date(p.start_year, p.start_month, 1), p.version_no, p.state IN ('amended', 'expired', 'closed')
  FROM actionplans_globalpreventionplan p, told WHERE p.company_id = p_company
UNION ALL
SELECT true, p.first_day, p.version_no, p.state IN ('amended', 'expired', 'closed')
  FROM actionplans_annualactionplan p, told WHERE p.company_id = p_company
$function$
""",
    "REVOKE ALL ON FUNCTION periods_of_file(uuid) FROM PUBLIC",
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
    "REVOKE ALL ON FUNCTION pieces_for_body() FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION annual_plans_for_body() TO h_cpbw, h_system",
    "GRANT EXECUTE ON FUNCTION dates_of_plans(uuid[]) TO h_coach, h_contact, h_cpbw, h_system",
    "GRANT EXECUTE ON FUNCTION employer_answers() TO PUBLIC",
    "GRANT EXECUTE ON FUNCTION global_plans_for_body() TO h_cpbw, h_system",
    "GRANT EXECUTE ON FUNCTION keep_what_was_said() TO PUBLIC",
    "GRANT EXECUTE ON FUNCTION keep_words_of_author() TO PUBLIC",
    "GRANT EXECUTE ON FUNCTION periods_of_file(uuid) TO h_coach, h_contact, h_system",
    "GRANT EXECUTE ON FUNCTION pieces_for_body() TO h_cpbw, h_system",
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
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'actionplans_globalpreventionplan_tenant_company') THEN ALTER TABLE actionplans_globalpreventionplan ADD CONSTRAINT actionplans_globalpreventionplan_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE actionplans_globalpreventionplan ADD CONSTRAINT actionplans_globalpreventionplan_renews_id_same_tenant FOREIGN KEY (renews_id, company_id) REFERENCES actionplans_globalpreventionplan(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'actionplans_preventionmeasure_tenant_piece_company') THEN ALTER TABLE actionplans_preventionmeasure ADD CONSTRAINT actionplans_preventionmeasure_tenant_piece_company UNIQUE (id, piece_id, company_id); END IF; END $$
""",
    """ALTER TABLE actionplans_measurenote ADD CONSTRAINT actionplans_measurenote_measure_id_same_tenant FOREIGN KEY (measure_id, piece_id, company_id) REFERENCES actionplans_preventionmeasure(id, piece_id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'actionplans_globalpreventionplan_tenant_piece_company') THEN ALTER TABLE actionplans_globalpreventionplan ADD CONSTRAINT actionplans_globalpreventionplan_tenant_piece_company UNIQUE (id, piece_id, company_id); END IF; END $$
""",
    """ALTER TABLE actionplans_objective ADD CONSTRAINT actionplans_objective_plan_id_same_tenant FOREIGN KEY (plan_id, piece_id, company_id) REFERENCES actionplans_globalpreventionplan(id, piece_id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'actionplans_objective_tenant_company') THEN ALTER TABLE actionplans_objective ADD CONSTRAINT actionplans_objective_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE actionplans_objective ADD CONSTRAINT actionplans_objective_renewed_from_id_same_tenant FOREIGN KEY (renewed_from_id, company_id) REFERENCES actionplans_objective(id, company_id) DEFERRABLE INITIALLY DEFERRED
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
    """CREATE TRIGGER keeps_piece BEFORE UPDATE OF piece_id, company_id ON actionplans_advicemark FOR EACH ROW WHEN ((old.piece_id, old.company_id) IS DISTINCT FROM (new.piece_id, new.company_id)) EXECUTE FUNCTION guard_piece()
""",
    """CREATE TRIGGER keeps_piece BEFORE UPDATE OF piece_id, company_id ON actionplans_annualactionplan FOR EACH ROW WHEN ((old.piece_id, old.company_id) IS DISTINCT FROM (new.piece_id, new.company_id)) EXECUTE FUNCTION guard_piece()
""",
    """CREATE TRIGGER keeps_piece BEFORE UPDATE OF piece_id, company_id ON actionplans_benchadvice FOR EACH ROW WHEN ((old.piece_id, old.company_id) IS DISTINCT FROM (new.piece_id, new.company_id)) EXECUTE FUNCTION guard_piece()
""",
    """CREATE TRIGGER employer_answers BEFORE UPDATE OF answer, answer_text ON actionplans_bodyreview FOR EACH ROW WHEN ((old.answer, old.answer_text) IS DISTINCT FROM (new.answer, new.answer_text)) EXECUTE FUNCTION employer_answers()
""",
    """CREATE TRIGGER keep_what_was_said BEFORE UPDATE ON actionplans_bodyreview FOR EACH ROW WHEN (old.state NOT IN ('documents_sent', 'discussed', 'open_remarks', 'service_advice')) EXECUTE FUNCTION keep_what_was_said()
""",
    """CREATE TRIGGER keeps_piece BEFORE UPDATE OF piece_id, company_id ON actionplans_bodyreview FOR EACH ROW WHEN ((old.piece_id, old.company_id) IS DISTINCT FROM (new.piece_id, new.company_id)) EXECUTE FUNCTION guard_piece()
""",
    """CREATE TRIGGER keeps_piece BEFORE UPDATE OF piece_id, company_id ON actionplans_findingwithoutobjective FOR EACH ROW WHEN ((old.piece_id, old.company_id) IS DISTINCT FROM (new.piece_id, new.company_id)) EXECUTE FUNCTION guard_piece()
""",
    """CREATE TRIGGER keeps_piece BEFORE UPDATE OF piece_id, company_id ON actionplans_globalpreventionplan FOR EACH ROW WHEN ((old.piece_id, old.company_id) IS DISTINCT FROM (new.piece_id, new.company_id)) EXECUTE FUNCTION guard_piece()
""",
    """CREATE TRIGGER keeps_piece BEFORE UPDATE OF piece_id, company_id ON actionplans_measurenote FOR EACH ROW WHEN ((old.piece_id, old.company_id) IS DISTINCT FROM (new.piece_id, new.company_id)) EXECUTE FUNCTION guard_piece()
""",
    """CREATE TRIGGER keeps_piece BEFORE UPDATE OF piece_id, company_id ON actionplans_objective FOR EACH ROW WHEN ((old.piece_id, old.company_id) IS DISTINCT FROM (new.piece_id, new.company_id)) EXECUTE FUNCTION guard_piece()
""",
    """CREATE TRIGGER keeps_piece BEFORE UPDATE OF piece_id, company_id ON actionplans_objectivefinding FOR EACH ROW WHEN ((old.piece_id, old.company_id) IS DISTINCT FROM (new.piece_id, new.company_id)) EXECUTE FUNCTION guard_piece()
""",
    """CREATE TRIGGER keeps_piece BEFORE UPDATE OF piece_id, company_id ON actionplans_plansection FOR EACH ROW WHEN ((old.piece_id, old.company_id) IS DISTINCT FROM (new.piece_id, new.company_id)) EXECUTE FUNCTION guard_piece()
""",
    """CREATE TRIGGER keeps_piece BEFORE UPDATE OF piece_id, company_id ON actionplans_preventionmeasure FOR EACH ROW WHEN ((old.piece_id, old.company_id) IS DISTINCT FROM (new.piece_id, new.company_id)) EXECUTE FUNCTION guard_piece()
""",
    """CREATE TRIGGER employer_answers BEFORE UPDATE OF reply, reply_text ON actionplans_remark FOR EACH ROW WHEN ((old.reply, old.reply_text) IS DISTINCT FROM (new.reply, new.reply_text)) EXECUTE FUNCTION employer_answers()
""",
    """CREATE TRIGGER keep_words_of_author BEFORE UPDATE ON actionplans_remark FOR EACH ROW WHEN (((new.text IS DISTINCT FROM old.text) OR (new.about IS DISTINCT FROM old.about))) EXECUTE FUNCTION keep_words_of_author()
""",
    """CREATE TRIGGER keeps_piece BEFORE UPDATE OF piece_id, company_id ON actionplans_remark FOR EACH ROW WHEN ((old.piece_id, old.company_id) IS DISTINCT FROM (new.piece_id, new.company_id)) EXECUTE FUNCTION guard_piece()
""",
    """CREATE POLICY h_cpbw_insert ON actionplans_advicemark FOR INSERT TO h_cpbw WITH CHECK ((company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[])) AND (user_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_cpbw_select ON actionplans_advicemark FOR SELECT TO h_cpbw USING ((company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[])) AND (user_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_cpbw_update ON actionplans_advicemark FOR UPDATE TO h_cpbw USING ((company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[])) AND (user_id = (SELECT app_uid()))) WITH CHECK ((company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[])) AND (user_id = (SELECT app_uid())))
""",
    "CREATE POLICY h_system_delete ON actionplans_advicemark FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON actionplans_advicemark FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON actionplans_advicemark FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON actionplans_advicemark FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_coach_delete ON actionplans_annualactionplan FOR DELETE TO h_coach USING ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[])))
""",
    """CREATE POLICY h_coach_insert ON actionplans_annualactionplan FOR INSERT TO h_coach WITH CHECK ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[])))
""",
    """CREATE POLICY h_coach_select ON actionplans_annualactionplan FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_files())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces())::uuid[])))
""",
    """CREATE POLICY h_coach_update ON actionplans_annualactionplan FOR UPDATE TO h_coach USING ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) WITH CHECK ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[])))
""",
    """CREATE POLICY h_contact_delete ON actionplans_annualactionplan FOR DELETE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_insert ON actionplans_annualactionplan FOR INSERT TO h_contact WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_select ON actionplans_annualactionplan FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON actionplans_annualactionplan FOR UPDATE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_cpbw_select ON actionplans_annualactionplan FOR SELECT TO h_cpbw USING ((company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[])) AND (state NOT IN ('draft', 'internal_review')))
""",
    """CREATE POLICY h_cpbw_update ON actionplans_annualactionplan FOR UPDATE TO h_cpbw USING ((company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[])) AND (state NOT IN ('draft', 'internal_review'))) WITH CHECK ((company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[])) AND (state NOT IN ('draft', 'internal_review')))
""",
    "CREATE POLICY h_system_delete ON actionplans_annualactionplan FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON actionplans_annualactionplan FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON actionplans_annualactionplan FOR SELECT TO h_system USING (true)",
    """CREATE POLICY h_system_update ON actionplans_annualactionplan FOR UPDATE TO h_system USING (true) WITH CHECK (true)
""",
    """CREATE POLICY h_coach_select ON actionplans_benchadvice FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_files())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces())::uuid[])))
""",
    """CREATE POLICY h_contact_insert ON actionplans_benchadvice FOR INSERT TO h_contact WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_select ON actionplans_benchadvice FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_cpbw_insert ON actionplans_benchadvice FOR INSERT TO h_cpbw WITH CHECK (company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]))
""",
    """CREATE POLICY h_cpbw_select ON actionplans_benchadvice FOR SELECT TO h_cpbw USING (company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]))
""",
    "CREATE POLICY h_system_delete ON actionplans_benchadvice FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON actionplans_benchadvice FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON actionplans_benchadvice FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON actionplans_benchadvice FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_coach_select ON actionplans_bodyreview FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_files())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces())::uuid[])))
""",
    """CREATE POLICY h_contact_insert ON actionplans_bodyreview FOR INSERT TO h_contact WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_select ON actionplans_bodyreview FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON actionplans_bodyreview FOR UPDATE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_cpbw_select ON actionplans_bodyreview FOR SELECT TO h_cpbw USING ((company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[])) AND (state <> 'scheduled'))
""",
    """CREATE POLICY h_cpbw_update ON actionplans_bodyreview FOR UPDATE TO h_cpbw USING ((company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[])) AND (state <> 'scheduled')) WITH CHECK ((company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[])) AND (state <> 'scheduled'))
""",
    "CREATE POLICY h_system_delete ON actionplans_bodyreview FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON actionplans_bodyreview FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON actionplans_bodyreview FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON actionplans_bodyreview FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_coach_delete ON actionplans_findingwithoutobjective FOR DELETE TO h_coach USING (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = plan_id AND p.state IN ('draft', 'internal_review', 'advised'))))
""",
    """CREATE POLICY h_coach_insert ON actionplans_findingwithoutobjective FOR INSERT TO h_coach WITH CHECK (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = plan_id AND p.state IN ('draft', 'internal_review', 'advised'))))
""",
    """CREATE POLICY h_coach_select ON actionplans_findingwithoutobjective FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_files())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces())::uuid[])))
""",
    """CREATE POLICY h_coach_update ON actionplans_findingwithoutobjective FOR UPDATE TO h_coach USING (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = plan_id AND p.state IN ('draft', 'internal_review', 'advised')))) WITH CHECK (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = plan_id AND p.state IN ('draft', 'internal_review', 'advised'))))
""",
    """CREATE POLICY h_contact_delete ON actionplans_findingwithoutobjective FOR DELETE TO h_contact USING ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = plan_id AND p.state IN ('draft', 'internal_review', 'advised'))))
""",
    """CREATE POLICY h_contact_insert ON actionplans_findingwithoutobjective FOR INSERT TO h_contact WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = plan_id AND p.state IN ('draft', 'internal_review', 'advised'))))
""",
    """CREATE POLICY h_contact_select ON actionplans_findingwithoutobjective FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON actionplans_findingwithoutobjective FOR UPDATE TO h_contact USING ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = plan_id AND p.state IN ('draft', 'internal_review', 'advised')))) WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = plan_id AND p.state IN ('draft', 'internal_review', 'advised'))))
""",
    "CREATE POLICY h_system_delete ON actionplans_findingwithoutobjective FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON actionplans_findingwithoutobjective FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON actionplans_findingwithoutobjective FOR SELECT TO h_system USING (true)",
    """CREATE POLICY h_system_update ON actionplans_findingwithoutobjective FOR UPDATE TO h_system USING (true) WITH CHECK (true)
""",
    """CREATE POLICY h_coach_delete ON actionplans_globalpreventionplan FOR DELETE TO h_coach USING ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[])))
""",
    """CREATE POLICY h_coach_insert ON actionplans_globalpreventionplan FOR INSERT TO h_coach WITH CHECK ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[])))
""",
    """CREATE POLICY h_coach_select ON actionplans_globalpreventionplan FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_files())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces())::uuid[])))
""",
    """CREATE POLICY h_coach_update ON actionplans_globalpreventionplan FOR UPDATE TO h_coach USING ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) WITH CHECK ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[])))
""",
    """CREATE POLICY h_contact_delete ON actionplans_globalpreventionplan FOR DELETE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_insert ON actionplans_globalpreventionplan FOR INSERT TO h_contact WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_select ON actionplans_globalpreventionplan FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON actionplans_globalpreventionplan FOR UPDATE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_cpbw_select ON actionplans_globalpreventionplan FOR SELECT TO h_cpbw USING ((company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[])) AND (state NOT IN ('draft', 'internal_review')))
""",
    """CREATE POLICY h_cpbw_update ON actionplans_globalpreventionplan FOR UPDATE TO h_cpbw USING ((company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[])) AND (state NOT IN ('draft', 'internal_review'))) WITH CHECK ((company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[])) AND (state NOT IN ('draft', 'internal_review')))
""",
    "CREATE POLICY h_system_delete ON actionplans_globalpreventionplan FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON actionplans_globalpreventionplan FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON actionplans_globalpreventionplan FOR SELECT TO h_system USING (true)",
    """CREATE POLICY h_system_update ON actionplans_globalpreventionplan FOR UPDATE TO h_system USING (true) WITH CHECK (true)
""",
    """CREATE POLICY h_coach_delete ON actionplans_measurenote FOR DELETE TO h_coach USING ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[])))
""",
    """CREATE POLICY h_coach_insert ON actionplans_measurenote FOR INSERT TO h_coach WITH CHECK ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[])))
""",
    """CREATE POLICY h_coach_select ON actionplans_measurenote FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_files())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces())::uuid[])))
""",
    """CREATE POLICY h_coach_update ON actionplans_measurenote FOR UPDATE TO h_coach USING ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) WITH CHECK ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[])))
""",
    """CREATE POLICY h_contact_delete ON actionplans_measurenote FOR DELETE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_insert ON actionplans_measurenote FOR INSERT TO h_contact WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_select ON actionplans_measurenote FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON actionplans_measurenote FOR UPDATE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    "CREATE POLICY h_system_delete ON actionplans_measurenote FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON actionplans_measurenote FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON actionplans_measurenote FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON actionplans_measurenote FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_coach_delete ON actionplans_objective FOR DELETE TO h_coach USING (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = plan_id AND p.state IN ('draft', 'internal_review', 'advised'))))
""",
    """CREATE POLICY h_coach_insert ON actionplans_objective FOR INSERT TO h_coach WITH CHECK (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = plan_id AND p.state IN ('draft', 'internal_review', 'advised'))))
""",
    """CREATE POLICY h_coach_select ON actionplans_objective FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_files())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces())::uuid[])))
""",
    """CREATE POLICY h_coach_update ON actionplans_objective FOR UPDATE TO h_coach USING (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = plan_id AND p.state IN ('draft', 'internal_review', 'advised')))) WITH CHECK (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = plan_id AND p.state IN ('draft', 'internal_review', 'advised'))))
""",
    """CREATE POLICY h_contact_delete ON actionplans_objective FOR DELETE TO h_contact USING ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = plan_id AND p.state IN ('draft', 'internal_review', 'advised'))))
""",
    """CREATE POLICY h_contact_insert ON actionplans_objective FOR INSERT TO h_contact WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = plan_id AND p.state IN ('draft', 'internal_review', 'advised'))))
""",
    """CREATE POLICY h_contact_select ON actionplans_objective FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON actionplans_objective FOR UPDATE TO h_contact USING ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = plan_id AND p.state IN ('draft', 'internal_review', 'advised')))) WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = plan_id AND p.state IN ('draft', 'internal_review', 'advised'))))
""",
    """CREATE POLICY h_cpbw_select ON actionplans_objective FOR SELECT TO h_cpbw USING (plan_id = ANY ((SELECT global_plans_for_body())::uuid[]))
""",
    "CREATE POLICY h_system_delete ON actionplans_objective FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON actionplans_objective FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON actionplans_objective FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON actionplans_objective FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_coach_delete ON actionplans_objectivefinding FOR DELETE TO h_coach USING (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = (SELECT o.plan_id FROM actionplans_objective o WHERE o.id = objective_id) AND p.state IN ('draft', 'internal_review', 'advised'))))
""",
    """CREATE POLICY h_coach_insert ON actionplans_objectivefinding FOR INSERT TO h_coach WITH CHECK (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = (SELECT o.plan_id FROM actionplans_objective o WHERE o.id = objective_id) AND p.state IN ('draft', 'internal_review', 'advised'))))
""",
    """CREATE POLICY h_coach_select ON actionplans_objectivefinding FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_files())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces())::uuid[])))
""",
    """CREATE POLICY h_coach_update ON actionplans_objectivefinding FOR UPDATE TO h_coach USING (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = (SELECT o.plan_id FROM actionplans_objective o WHERE o.id = objective_id) AND p.state IN ('draft', 'internal_review', 'advised')))) WITH CHECK (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = (SELECT o.plan_id FROM actionplans_objective o WHERE o.id = objective_id) AND p.state IN ('draft', 'internal_review', 'advised'))))
""",
    """CREATE POLICY h_contact_delete ON actionplans_objectivefinding FOR DELETE TO h_contact USING ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = (SELECT o.plan_id FROM actionplans_objective o WHERE o.id = objective_id) AND p.state IN ('draft', 'internal_review', 'advised'))))
""",
    """CREATE POLICY h_contact_insert ON actionplans_objectivefinding FOR INSERT TO h_contact WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = (SELECT o.plan_id FROM actionplans_objective o WHERE o.id = objective_id) AND p.state IN ('draft', 'internal_review', 'advised'))))
""",
    """CREATE POLICY h_contact_select ON actionplans_objectivefinding FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON actionplans_objectivefinding FOR UPDATE TO h_contact USING ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = (SELECT o.plan_id FROM actionplans_objective o WHERE o.id = objective_id) AND p.state IN ('draft', 'internal_review', 'advised')))) WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = (SELECT o.plan_id FROM actionplans_objective o WHERE o.id = objective_id) AND p.state IN ('draft', 'internal_review', 'advised'))))
""",
    "CREATE POLICY h_system_delete ON actionplans_objectivefinding FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON actionplans_objectivefinding FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON actionplans_objectivefinding FOR SELECT TO h_system USING (true)",
    """CREATE POLICY h_system_update ON actionplans_objectivefinding FOR UPDATE TO h_system USING (true) WITH CHECK (true)
""",
    """CREATE POLICY h_coach_delete ON actionplans_plansection FOR DELETE TO h_coach USING (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = plan_id AND p.state IN ('draft', 'internal_review', 'advised'))))
""",
    """CREATE POLICY h_coach_insert ON actionplans_plansection FOR INSERT TO h_coach WITH CHECK (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = plan_id AND p.state IN ('draft', 'internal_review', 'advised'))))
""",
    """CREATE POLICY h_coach_select ON actionplans_plansection FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_files())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces())::uuid[])))
""",
    """CREATE POLICY h_coach_update ON actionplans_plansection FOR UPDATE TO h_coach USING (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = plan_id AND p.state IN ('draft', 'internal_review', 'advised')))) WITH CHECK (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = plan_id AND p.state IN ('draft', 'internal_review', 'advised'))))
""",
    """CREATE POLICY h_contact_delete ON actionplans_plansection FOR DELETE TO h_contact USING ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = plan_id AND p.state IN ('draft', 'internal_review', 'advised'))))
""",
    """CREATE POLICY h_contact_insert ON actionplans_plansection FOR INSERT TO h_contact WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = plan_id AND p.state IN ('draft', 'internal_review', 'advised'))))
""",
    """CREATE POLICY h_contact_select ON actionplans_plansection FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON actionplans_plansection FOR UPDATE TO h_contact USING ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = plan_id AND p.state IN ('draft', 'internal_review', 'advised')))) WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = plan_id AND p.state IN ('draft', 'internal_review', 'advised'))))
""",
    """CREATE POLICY h_cpbw_select ON actionplans_plansection FOR SELECT TO h_cpbw USING (plan_id = ANY ((SELECT global_plans_for_body())::uuid[]))
""",
    "CREATE POLICY h_system_delete ON actionplans_plansection FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON actionplans_plansection FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON actionplans_plansection FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON actionplans_plansection FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_coach_delete ON actionplans_preventionmeasure FOR DELETE TO h_coach USING ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[])))
""",
    """CREATE POLICY h_coach_insert ON actionplans_preventionmeasure FOR INSERT TO h_coach WITH CHECK ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[])))
""",
    """CREATE POLICY h_coach_select ON actionplans_preventionmeasure FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_files())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces())::uuid[])))
""",
    """CREATE POLICY h_coach_update ON actionplans_preventionmeasure FOR UPDATE TO h_coach USING ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) WITH CHECK ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[])))
""",
    """CREATE POLICY h_contact_delete ON actionplans_preventionmeasure FOR DELETE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_insert ON actionplans_preventionmeasure FOR INSERT TO h_contact WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_select ON actionplans_preventionmeasure FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON actionplans_preventionmeasure FOR UPDATE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_cpbw_select ON actionplans_preventionmeasure FOR SELECT TO h_cpbw USING (plan_id = ANY ((SELECT annual_plans_for_body())::uuid[]))
""",
    "CREATE POLICY h_system_delete ON actionplans_preventionmeasure FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON actionplans_preventionmeasure FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON actionplans_preventionmeasure FOR SELECT TO h_system USING (true)",
    """CREATE POLICY h_system_update ON actionplans_preventionmeasure FOR UPDATE TO h_system USING (true) WITH CHECK (true)
""",
    """CREATE POLICY h_coach_select ON actionplans_remark FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_files())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces())::uuid[])))
""",
    """CREATE POLICY h_contact_insert ON actionplans_remark FOR INSERT TO h_contact WITH CHECK (((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (author_id IS NULL)) AND (reply = ''))
""",
    """CREATE POLICY h_contact_select ON actionplans_remark FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON actionplans_remark FOR UPDATE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_cpbw_insert ON actionplans_remark FOR INSERT TO h_cpbw WITH CHECK ((((company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[])) AND (author_id = (SELECT app_uid()))) AND (EXISTS (SELECT 1 FROM actionplans_bodyreview r WHERE r.id = review_id AND r.state IN ('documents_sent', 'discussed', 'open_remarks', 'service_advice')))) AND (reply = ''))
""",
    """CREATE POLICY h_cpbw_select ON actionplans_remark FOR SELECT TO h_cpbw USING (company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]))
""",
    """CREATE POLICY h_cpbw_update ON actionplans_remark FOR UPDATE TO h_cpbw USING (((company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[])) AND (author_id = (SELECT app_uid()))) AND (EXISTS (SELECT 1 FROM actionplans_bodyreview r WHERE r.id = review_id AND r.state IN ('documents_sent', 'discussed', 'open_remarks', 'service_advice')))) WITH CHECK ((company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[])) AND (author_id = (SELECT app_uid())))
""",
    "CREATE POLICY h_system_delete ON actionplans_remark FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON actionplans_remark FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON actionplans_remark FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON actionplans_remark FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_cpbw_select ON companies_adviseradvice FOR SELECT TO h_cpbw USING ((company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[])) AND (piece_id IS NULL OR piece_id = ANY ((SELECT pieces_for_body())::uuid[])))
""",
    """CREATE POLICY h_cpbw_select ON companies_adviserquestion FOR SELECT TO h_cpbw USING ((company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[])) AND (piece_id IS NULL OR piece_id = ANY ((SELECT pieces_for_body())::uuid[])))
""",
    "GRANT INSERT ON actionplans_advicemark TO h_cpbw",
    "GRANT SELECT ON actionplans_advicemark TO h_cpbw",
    "GRANT UPDATE (read_at) ON actionplans_advicemark TO h_cpbw",
    "GRANT DELETE ON actionplans_advicemark TO h_system",
    "GRANT INSERT ON actionplans_advicemark TO h_system",
    "GRANT SELECT ON actionplans_advicemark TO h_system",
    "GRANT UPDATE ON actionplans_advicemark TO h_system",
    "GRANT DELETE ON actionplans_annualactionplan TO h_coach",
    "GRANT INSERT ON actionplans_annualactionplan TO h_coach",
    "GRANT SELECT ON actionplans_annualactionplan TO h_coach",
    "GRANT UPDATE ON actionplans_annualactionplan TO h_coach",
    "GRANT DELETE ON actionplans_annualactionplan TO h_contact",
    "GRANT INSERT ON actionplans_annualactionplan TO h_contact",
    "GRANT SELECT ON actionplans_annualactionplan TO h_contact",
    "GRANT UPDATE ON actionplans_annualactionplan TO h_contact",
    "GRANT SELECT ON actionplans_annualactionplan TO h_cpbw",
    "GRANT UPDATE (advised_at, state, version) ON actionplans_annualactionplan TO h_cpbw",
    "GRANT DELETE ON actionplans_annualactionplan TO h_system",
    "GRANT INSERT ON actionplans_annualactionplan TO h_system",
    "GRANT SELECT ON actionplans_annualactionplan TO h_system",
    "GRANT UPDATE ON actionplans_annualactionplan TO h_system",
    "GRANT SELECT ON actionplans_benchadvice TO h_coach",
    "GRANT INSERT ON actionplans_benchadvice TO h_contact",
    "GRANT SELECT ON actionplans_benchadvice TO h_contact",
    "GRANT INSERT ON actionplans_benchadvice TO h_cpbw",
    "GRANT SELECT ON actionplans_benchadvice TO h_cpbw",
    "GRANT DELETE ON actionplans_benchadvice TO h_system",
    "GRANT INSERT ON actionplans_benchadvice TO h_system",
    "GRANT SELECT ON actionplans_benchadvice TO h_system",
    "GRANT UPDATE ON actionplans_benchadvice TO h_system",
    "GRANT SELECT ON actionplans_bodyreview TO h_coach",
    "GRANT INSERT ON actionplans_bodyreview TO h_contact",
    "GRANT SELECT ON actionplans_bodyreview TO h_contact",
    """GRANT UPDATE (advice_kind, advice_text, advised_at, advised_by_id, answer, answer_text, answered_at, answered_by_id, discussed_at, meeting_on, remarks_until, sent_at, state, version) ON actionplans_bodyreview TO h_contact
""",
    "GRANT SELECT ON actionplans_bodyreview TO h_cpbw",
    """GRANT UPDATE (advice_kind, advice_text, advised_at, advised_by_id, discussed_at, meeting_on, state, version) ON actionplans_bodyreview TO h_cpbw
""",
    "GRANT DELETE ON actionplans_bodyreview TO h_system",
    "GRANT INSERT ON actionplans_bodyreview TO h_system",
    "GRANT SELECT ON actionplans_bodyreview TO h_system",
    "GRANT UPDATE ON actionplans_bodyreview TO h_system",
    "GRANT DELETE ON actionplans_findingwithoutobjective TO h_coach",
    "GRANT INSERT ON actionplans_findingwithoutobjective TO h_coach",
    "GRANT SELECT ON actionplans_findingwithoutobjective TO h_coach",
    "GRANT UPDATE ON actionplans_findingwithoutobjective TO h_coach",
    "GRANT DELETE ON actionplans_findingwithoutobjective TO h_contact",
    "GRANT INSERT ON actionplans_findingwithoutobjective TO h_contact",
    "GRANT SELECT ON actionplans_findingwithoutobjective TO h_contact",
    "GRANT UPDATE ON actionplans_findingwithoutobjective TO h_contact",
    "GRANT DELETE ON actionplans_findingwithoutobjective TO h_system",
    "GRANT INSERT ON actionplans_findingwithoutobjective TO h_system",
    "GRANT SELECT ON actionplans_findingwithoutobjective TO h_system",
    "GRANT UPDATE ON actionplans_findingwithoutobjective TO h_system",
    "GRANT DELETE ON actionplans_globalpreventionplan TO h_coach",
    "GRANT INSERT ON actionplans_globalpreventionplan TO h_coach",
    "GRANT SELECT ON actionplans_globalpreventionplan TO h_coach",
    "GRANT UPDATE ON actionplans_globalpreventionplan TO h_coach",
    "GRANT DELETE ON actionplans_globalpreventionplan TO h_contact",
    "GRANT INSERT ON actionplans_globalpreventionplan TO h_contact",
    "GRANT SELECT ON actionplans_globalpreventionplan TO h_contact",
    "GRANT UPDATE ON actionplans_globalpreventionplan TO h_contact",
    "GRANT SELECT ON actionplans_globalpreventionplan TO h_cpbw",
    "GRANT UPDATE (advised_at, state, version) ON actionplans_globalpreventionplan TO h_cpbw",
    "GRANT DELETE ON actionplans_globalpreventionplan TO h_system",
    "GRANT INSERT ON actionplans_globalpreventionplan TO h_system",
    "GRANT SELECT ON actionplans_globalpreventionplan TO h_system",
    "GRANT UPDATE ON actionplans_globalpreventionplan TO h_system",
    "GRANT DELETE ON actionplans_measurenote TO h_coach",
    "GRANT INSERT ON actionplans_measurenote TO h_coach",
    "GRANT SELECT ON actionplans_measurenote TO h_coach",
    "GRANT UPDATE ON actionplans_measurenote TO h_coach",
    "GRANT DELETE ON actionplans_measurenote TO h_contact",
    "GRANT INSERT ON actionplans_measurenote TO h_contact",
    "GRANT SELECT ON actionplans_measurenote TO h_contact",
    "GRANT UPDATE ON actionplans_measurenote TO h_contact",
    "GRANT DELETE ON actionplans_measurenote TO h_system",
    "GRANT INSERT ON actionplans_measurenote TO h_system",
    "GRANT SELECT ON actionplans_measurenote TO h_system",
    "GRANT UPDATE ON actionplans_measurenote TO h_system",
    "GRANT DELETE ON actionplans_objective TO h_coach",
    "GRANT INSERT ON actionplans_objective TO h_coach",
    "GRANT SELECT ON actionplans_objective TO h_coach",
    "GRANT UPDATE ON actionplans_objective TO h_coach",
    "GRANT DELETE ON actionplans_objective TO h_contact",
    "GRANT INSERT ON actionplans_objective TO h_contact",
    "GRANT SELECT ON actionplans_objective TO h_contact",
    "GRANT UPDATE ON actionplans_objective TO h_contact",
    "GRANT SELECT ON actionplans_objective TO h_cpbw",
    "GRANT DELETE ON actionplans_objective TO h_system",
    "GRANT INSERT ON actionplans_objective TO h_system",
    "GRANT SELECT ON actionplans_objective TO h_system",
    "GRANT UPDATE ON actionplans_objective TO h_system",
    "GRANT DELETE ON actionplans_objectivefinding TO h_coach",
    "GRANT INSERT ON actionplans_objectivefinding TO h_coach",
    "GRANT SELECT ON actionplans_objectivefinding TO h_coach",
    "GRANT UPDATE ON actionplans_objectivefinding TO h_coach",
    "GRANT DELETE ON actionplans_objectivefinding TO h_contact",
    "GRANT INSERT ON actionplans_objectivefinding TO h_contact",
    "GRANT SELECT ON actionplans_objectivefinding TO h_contact",
    "GRANT UPDATE ON actionplans_objectivefinding TO h_contact",
    "GRANT DELETE ON actionplans_objectivefinding TO h_system",
    "GRANT INSERT ON actionplans_objectivefinding TO h_system",
    "GRANT SELECT ON actionplans_objectivefinding TO h_system",
    "GRANT UPDATE ON actionplans_objectivefinding TO h_system",
    "GRANT DELETE ON actionplans_plansection TO h_coach",
    "GRANT INSERT ON actionplans_plansection TO h_coach",
    "GRANT SELECT ON actionplans_plansection TO h_coach",
    "GRANT UPDATE ON actionplans_plansection TO h_coach",
    "GRANT DELETE ON actionplans_plansection TO h_contact",
    "GRANT INSERT ON actionplans_plansection TO h_contact",
    "GRANT SELECT ON actionplans_plansection TO h_contact",
    "GRANT UPDATE ON actionplans_plansection TO h_contact",
    "GRANT SELECT ON actionplans_plansection TO h_cpbw",
    "GRANT DELETE ON actionplans_plansection TO h_system",
    "GRANT INSERT ON actionplans_plansection TO h_system",
    "GRANT SELECT ON actionplans_plansection TO h_system",
    "GRANT UPDATE ON actionplans_plansection TO h_system",
    "GRANT DELETE ON actionplans_preventionmeasure TO h_coach",
    "GRANT INSERT ON actionplans_preventionmeasure TO h_coach",
    "GRANT SELECT ON actionplans_preventionmeasure TO h_coach",
    "GRANT UPDATE ON actionplans_preventionmeasure TO h_coach",
    "GRANT DELETE ON actionplans_preventionmeasure TO h_contact",
    "GRANT INSERT ON actionplans_preventionmeasure TO h_contact",
    "GRANT SELECT ON actionplans_preventionmeasure TO h_contact",
    "GRANT UPDATE ON actionplans_preventionmeasure TO h_contact",
    "GRANT SELECT ON actionplans_preventionmeasure TO h_cpbw",
    "GRANT DELETE ON actionplans_preventionmeasure TO h_system",
    "GRANT INSERT ON actionplans_preventionmeasure TO h_system",
    "GRANT SELECT ON actionplans_preventionmeasure TO h_system",
    "GRANT UPDATE ON actionplans_preventionmeasure TO h_system",
    "GRANT SELECT ON actionplans_remark TO h_coach",
    "GRANT INSERT ON actionplans_remark TO h_contact",
    "GRANT SELECT ON actionplans_remark TO h_contact",
    """GRANT UPDATE (about, change, replied_at, replied_by_id, reply, reply_text, text, version) ON actionplans_remark TO h_contact
""",
    "GRANT INSERT ON actionplans_remark TO h_cpbw",
    "GRANT SELECT ON actionplans_remark TO h_cpbw",
    "GRANT UPDATE (about, text, version) ON actionplans_remark TO h_cpbw",
    "GRANT DELETE ON actionplans_remark TO h_system",
    "GRANT INSERT ON actionplans_remark TO h_system",
    "GRANT SELECT ON actionplans_remark TO h_system",
    "GRANT UPDATE ON actionplans_remark TO h_system",
    "GRANT SELECT ON companies_adviseradvice TO h_cpbw",
    "GRANT SELECT ON companies_adviserquestion TO h_cpbw",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_access"),
        ("accounts", "0002_access"),
        ("companies", "0002_access"),
        ("coaches", "0002_access"),
        ("riskanalysis", "0002_access"),
        ("actionplans", "0001_initial"),
        ("programmes", "0001_initial"),
        ("modules", "0001_initial"),
        ("trajectories", "0001_initial"),
        ("insight", "0001_initial"),
    ]
    operations = [migrations.RunSQL(FORWARDS)]
