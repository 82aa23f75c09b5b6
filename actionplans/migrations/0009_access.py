"""Rights as access.py declares them: actionplans_planimport, actionplans_preventionmeasure, actionplans_yearevaluation and others.

* actionplans_planimport: h_contact may not add rows to it; declared is all columns
* actionplans_planimport: h_contact may not read it; declared is all columns
* actionplans_planimport: h_contact may not change it; declared is content, done_at, gone_at, outcome, reading, target
* actionplans_planimport: h_system may not remove rows from it; declared is all columns
* actionplans_planimport: h_system may not add rows to it; declared is all columns
* actionplans_planimport: h_system may not read it; declared is all columns
* actionplans_planimport: h_system may not change it; declared is all columns
* actionplans_planimport: the composite key actionplans_planimport_plan_id_same_tenant is missing: a row could name a p…
* actionplans_planimport: the policy by which h_contact may add rows to it is missing: “((company_id = ANY (( SELECT my…
* actionplans_planimport: the policy by which h_contact may read it is missing: “(company_id = ANY (( SELECT my_compani…
* actionplans_planimport: the policy by which h_contact may change it is missing: “(company_id = ANY (( SELECT my_compa…
* actionplans_planimport: the policy by which h_system may remove rows from it is missing: “true”
* actionplans_planimport: the policy by which h_system may add rows to it is missing: “true”
* actionplans_planimport: the policy by which h_system may read it is missing: “true”
* actionplans_planimport: the policy by which h_system may change it is missing: “true”
* actionplans_planimport: row-level security is off, and should be on
* actionplans_preventionmeasure: the trigger stays_in_force is missing
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
* companies_adviserquestion: h_cpbw may not remove rows from it; declared is all columns
* companies_adviserquestion: h_cpbw may not add rows to it; declared is all columns
* companies_adviserquestion: the policy by which h_cpbw may remove rows from it is missing: “((company_id = ANY (( SELE…
* companies_adviserquestion: the policy by which h_cpbw may add rows to it is missing: “((company_id = ANY (( SELECT my…
* dates_of_plans(uuid[]): the function does something else than its file says
* keep_in_force(): may not be called by PUBLIC
* keep_in_force(): the function is missing
* measures_go_on(uuid): may not be called by h_contact, h_system
* measures_go_on(uuid): the function is missing
* pieces_for_body(): the function does something else than its file says
"""

from django.db import migrations

FORWARDS = [
    "ALTER TABLE actionplans_planimport ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE actionplans_yearevaluation ENABLE ROW LEVEL SECURITY",
    """CREATE OR REPLACE FUNCTION dates_of_plans(p_companies uuid[])
 RETURNS TABLE(company_id uuid, yearly boolean, first_day date, put_on date, put boolean, agreed boolean)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
WITH told AS (
  SELECT key FROM unnest(p_companies) AS key
   WHERE current_setting('role', true) = 'h_system' OR key = ANY ((SELECT my_companies('h_contact'))::uuid[])
      OR key = ANY ((SELECT my_companies('h_cpbw'))::uuid[]) OR key = ANY ((SELECT my_guest_companies())::uuid[]))
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
    """CREATE OR REPLACE FUNCTION keep_in_force()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  of_plan uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.plan_id ELSE NEW.plan_id END;
  stands text;
BEGIN
  IF current_user NOT LIKE 'h\\_%' OR current_user = 'h_system' THEN
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  SELECT p.state INTO stands FROM actionplans_annualactionplan p WHERE p.id = of_plan;
  -- What the body advised on is cancelled with a reason, never taken away.
  IF stands IN ('draft', 'internal_review') OR (stands = 'advised' AND TG_OP <> 'DELETE') THEN
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  -- A measure that does not work leaves a proposal beside it, once, for the next version or the next year.
  IF TG_OP = 'INSERT' AND NEW.state = 'proposed' AND EXISTS (
    SELECT 1 FROM actionplans_preventionmeasure m
    WHERE m.id = NEW.carried_from_id AND m.plan_id = NEW.plan_id AND m.state = 'not_effective'
  ) AND NOT EXISTS (
    SELECT 1 FROM actionplans_preventionmeasure m
    WHERE m.carried_from_id = NEW.carried_from_id AND m.plan_id = NEW.plan_id
  ) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '%: what the body has or a plan in force says is not rewritten', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$function$
""",
    "REVOKE ALL ON FUNCTION keep_in_force() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION measures_go_on(p_plan uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  new_plan actionplans_annualactionplan;
  one actionplans_preventionmeasure;
  copy actionplans_preventionmeasure;
  moved integer := 0;
BEGIN
  SELECT n.* INTO new_plan FROM actionplans_annualactionplan n
  JOIN actionplans_annualactionplan o ON o.id = n.amended_from_id AND o.company_id = n.company_id
  WHERE n.id = p_plan AND n.state = 'active' AND o.state = 'amended'
    AND (current_setting('role', true) = 'h_system'
      OR (current_setting('role', true) = 'h_contact' AND n.company_id = ANY (my_mandates())));
  IF NOT FOUND THEN
    RAISE EXCEPTION 'measures go on under a version that replaced theirs' USING ERRCODE = 'insufficient_privilege';
  END IF;
  FOR one IN SELECT m.* FROM actionplans_preventionmeasure m WHERE m.plan_id = new_plan.amended_from_id ORDER BY m.id FOR UPDATE LOOP
    copy := NULL;
    SELECT c.* INTO copy FROM actionplans_preventionmeasure c WHERE c.plan_id = new_plan.id AND c.carried_from_id = one.id ORDER BY c.created_at LIMIT 1;
    CONTINUE WHEN one.state = 'cancelled' OR (copy.id IS NULL AND one.state NOT IN ('done', 'verified_effective', 'not_effective'));
    DELETE FROM actionplans_preventionmeasure WHERE id = copy.id;
    -- What is finished keeps the words that it was finished under; what runs takes over those that were agreed.
    IF copy.id IS NOT NULL AND one.state NOT IN ('done', 'verified_effective', 'not_effective') THEN
      one.what := copy.what; one.why := copy.why; one.who := copy.who; one.how := copy.how; one."where" := copy."where";
      one.due_on := copy.due_on; one.prevention_level := copy.prevention_level; one.voluntary := copy.voluntary;
      one.owner_id := copy.owner_id; one.budget_eur := copy.budget_eur; one.indicator := copy.indicator;
      one.objective_id := copy.objective_id;
    END IF;
    UPDATE actionplans_preventionmeasure SET plan_id = new_plan.id, piece_id = new_plan.piece_id, version = one.version + 1,
      what = one.what, why = one.why, who = one.who, how = one.how, "where" = one."where", due_on = one.due_on,
      prevention_level = one.prevention_level, voluntary = one.voluntary, owner_id = one.owner_id, budget_eur = one.budget_eur,
      indicator = one.indicator, objective_id = one.objective_id
    WHERE id = one.id;
    UPDATE actionplans_measurenote SET piece_id = new_plan.piece_id WHERE measure_id = one.id;
    moved := moved + 1;
  END LOOP;
  RETURN moved;
END
$function$
""",
    "REVOKE ALL ON FUNCTION measures_go_on(uuid) FROM PUBLIC",
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
    "GRANT EXECUTE ON FUNCTION keep_in_force() TO PUBLIC",
    "GRANT EXECUTE ON FUNCTION measures_go_on(uuid) TO h_contact, h_system",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'actionplans_annualactionplan_tenant_company') THEN ALTER TABLE actionplans_annualactionplan ADD CONSTRAINT actionplans_annualactionplan_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE actionplans_planimport ADD CONSTRAINT actionplans_planimport_plan_id_same_tenant FOREIGN KEY (plan_id, company_id) REFERENCES actionplans_annualactionplan(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_datedone_tenant_company') THEN ALTER TABLE companies_datedone ADD CONSTRAINT companies_datedone_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE actionplans_yearevaluation ADD CONSTRAINT actionplans_yearevaluation_date_done_id_same_tenant FOREIGN KEY (date_done_id, company_id) REFERENCES companies_datedone(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_filepiece_tenant_company') THEN ALTER TABLE companies_filepiece ADD CONSTRAINT companies_filepiece_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE actionplans_yearevaluation ADD CONSTRAINT actionplans_yearevaluation_piece_id_same_tenant FOREIGN KEY (piece_id, company_id) REFERENCES companies_filepiece(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """CREATE TRIGGER stays_in_force BEFORE INSERT OR DELETE OR UPDATE OF what, why, who, how, "where", due_on, prevention_level, voluntary, budget_eur, indicator, objective_id ON actionplans_preventionmeasure FOR EACH ROW EXECUTE FUNCTION keep_in_force()
""",
    """CREATE TRIGGER keeps_piece BEFORE UPDATE OF piece_id, company_id ON actionplans_yearevaluation FOR EACH ROW WHEN ((old.piece_id, old.company_id) IS DISTINCT FROM (new.piece_id, new.company_id)) EXECUTE FUNCTION guard_piece()
""",
    """CREATE TRIGGER stays_as_agreed BEFORE UPDATE OF sources, adviser, without_adviser, works, changes, evaluated_on ON actionplans_yearevaluation FOR EACH ROW WHEN (((old.told_at IS NOT NULL AND new.told_at IS NOT NULL) AND (old.sources, old.adviser, old.without_adviser, old.works, old.changes, old.evaluated_on) IS DISTINCT FROM (new.sources, new.adviser, new.without_adviser, new.works, new.changes, new.evaluated_on))) EXECUTE FUNCTION keep_agreed()
""",
    """CREATE POLICY h_contact_insert ON actionplans_planimport FOR INSERT TO h_contact WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (made_by_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_contact_select ON actionplans_planimport FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON actionplans_planimport FOR UPDATE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    "CREATE POLICY h_system_delete ON actionplans_planimport FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON actionplans_planimport FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON actionplans_planimport FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON actionplans_planimport FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
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
    """CREATE POLICY h_cpbw_delete ON companies_adviserquestion FOR DELETE TO h_cpbw USING (((company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[])) AND (piece_id IS NULL OR piece_id = ANY ((SELECT pieces_for_body())::uuid[]))) AND (asked_by_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_cpbw_insert ON companies_adviserquestion FOR INSERT TO h_cpbw WITH CHECK (((company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[])) AND (piece_id IS NULL OR piece_id = ANY ((SELECT pieces_for_body())::uuid[]))) AND (asked_by_id = (SELECT app_uid())))
""",
    "GRANT INSERT ON actionplans_planimport TO h_contact",
    "GRANT SELECT ON actionplans_planimport TO h_contact",
    "GRANT UPDATE (content, done_at, gone_at, outcome, reading, target) ON actionplans_planimport TO h_contact",
    "GRANT DELETE ON actionplans_planimport TO h_system",
    "GRANT INSERT ON actionplans_planimport TO h_system",
    "GRANT SELECT ON actionplans_planimport TO h_system",
    "GRANT UPDATE ON actionplans_planimport TO h_system",
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
    "GRANT DELETE ON companies_adviserquestion TO h_cpbw",
    "GRANT INSERT ON companies_adviserquestion TO h_cpbw",
]
BACKWARDS = [
    "REVOKE INSERT ON companies_adviserquestion FROM h_cpbw",
    "REVOKE DELETE ON companies_adviserquestion FROM h_cpbw",
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
    "REVOKE UPDATE ON actionplans_planimport FROM h_system",
    "REVOKE SELECT ON actionplans_planimport FROM h_system",
    "REVOKE INSERT ON actionplans_planimport FROM h_system",
    "REVOKE DELETE ON actionplans_planimport FROM h_system",
    "REVOKE UPDATE (content, done_at, gone_at, outcome, reading, target) ON actionplans_planimport FROM h_contact",
    "REVOKE SELECT ON actionplans_planimport FROM h_contact",
    "REVOKE INSERT ON actionplans_planimport FROM h_contact",
    "DROP POLICY h_cpbw_insert ON companies_adviserquestion",
    "DROP POLICY h_cpbw_delete ON companies_adviserquestion",
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
    "DROP POLICY h_system_update ON actionplans_planimport",
    "DROP POLICY h_system_select ON actionplans_planimport",
    "DROP POLICY h_system_insert ON actionplans_planimport",
    "DROP POLICY h_system_delete ON actionplans_planimport",
    "DROP POLICY h_contact_update ON actionplans_planimport",
    "DROP POLICY h_contact_select ON actionplans_planimport",
    "DROP POLICY h_contact_insert ON actionplans_planimport",
    "DROP TRIGGER stays_as_agreed ON actionplans_yearevaluation",
    "DROP TRIGGER keeps_piece ON actionplans_yearevaluation",
    "DROP TRIGGER stays_in_force ON actionplans_preventionmeasure",
    "ALTER TABLE actionplans_yearevaluation DROP CONSTRAINT actionplans_yearevaluation_piece_id_same_tenant",
    "ALTER TABLE actionplans_yearevaluation DROP CONSTRAINT actionplans_yearevaluation_date_done_id_same_tenant",
    "ALTER TABLE actionplans_planimport DROP CONSTRAINT actionplans_planimport_plan_id_same_tenant",
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
    "DROP FUNCTION measures_go_on(uuid)",
    "DROP FUNCTION keep_in_force()",
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
    "ALTER TABLE actionplans_yearevaluation DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE actionplans_planimport DISABLE ROW LEVEL SECURITY",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_access"),
        ("accounts", "0004_access"),
        ("companies", "0006_access"),
        ("coaches", "0002_access"),
        ("riskanalysis", "0003_access"),
        ("actionplans", "0008_import"),
        ("programmes", "0003_kept_views_of_places"),
        ("modules", "0002_access"),
        ("trajectories", "0002_access"),
        ("insight", "0002_access"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
