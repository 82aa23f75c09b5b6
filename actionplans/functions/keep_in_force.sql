CREATE OR REPLACE FUNCTION keep_in_force()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  of_plan uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.plan_id ELSE NEW.plan_id END;
  stands text;
BEGIN
  IF current_user NOT LIKE 'h\_%' OR current_user = 'h_system' THEN
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
