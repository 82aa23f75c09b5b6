CREATE OR REPLACE FUNCTION employer_answers()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  IF current_user NOT LIKE 'h\_%' OR current_user = 'h_system' THEN
    RETURN NEW;
  END IF;
  IF current_user = 'h_contact' AND NEW.company_id = ANY (my_mandates()) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'who may bind the employer answers' USING ERRCODE = 'insufficient_privilege';
END
$function$
