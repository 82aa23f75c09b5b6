CREATE OR REPLACE FUNCTION measures_go_on(p_plan uuid)
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
