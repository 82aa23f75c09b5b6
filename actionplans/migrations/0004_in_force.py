"""Rights as access.py declares them: actionplans_preventionmeasure, keep_in_force, measures_go_on.

* actionplans_preventionmeasure: the trigger stays_in_force is missing
* keep_in_force(): may not be called by PUBLIC
* keep_in_force(): the function is missing
* measures_go_on(uuid): may not be called by h_contact, h_system
* measures_go_on(uuid): the function is missing
"""

from django.db import migrations

FORWARDS = [
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
    "GRANT EXECUTE ON FUNCTION keep_in_force() TO PUBLIC",
    "GRANT EXECUTE ON FUNCTION measures_go_on(uuid) TO h_contact, h_system",
    """CREATE TRIGGER stays_in_force BEFORE INSERT OR DELETE OR UPDATE OF what, why, who, how, "where", due_on, prevention_level, voluntary, budget_eur, indicator, objective_id ON actionplans_preventionmeasure FOR EACH ROW EXECUTE FUNCTION keep_in_force()
""",
]
BACKWARDS = [
    "DROP TRIGGER stays_in_force ON actionplans_preventionmeasure",
    "DROP FUNCTION measures_go_on(uuid)",
    "DROP FUNCTION keep_in_force()",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_access"),
        ("accounts", "0002_access"),
        ("companies", "0005_access"),
        ("coaches", "0002_access"),
        ("riskanalysis", "0003_access"),
        ("actionplans", "0003_access"),
        ("programmes", "0002_access"),
        ("modules", "0002_access"),
        ("trajectories", "0003_access"),
        ("insight", "0002_access"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
