CREATE OR REPLACE FUNCTION function_in_unit()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  -- Of what the hat does not read, policies and keys decide.
  IF (SELECT kind FROM companies_workunit WHERE id = NEW.function_id AND company_id = NEW.company_id) <> 'function'
    OR (SELECT kind FROM companies_workunit WHERE id = NEW.work_unit_id AND company_id = NEW.company_id) <> 'unit' THEN
    RAISE EXCEPTION 'a function works in units' USING ERRCODE = 'check_violation', CONSTRAINT = 'function_in_unit';
  END IF;
  RETURN NEW;
END
$function$
