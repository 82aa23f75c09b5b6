CREATE OR REPLACE FUNCTION guard_confirmation()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  IF current_user NOT LIKE 'h\_%' OR current_user = 'h_system' THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' THEN
    IF NEW.confirmed_at IS NOT DISTINCT FROM OLD.confirmed_at AND NEW.confirmed_by_id IS NOT DISTINCT FROM OLD.confirmed_by_id THEN
      RETURN NEW;
    END IF;
  END IF;
  IF current_user = 'h_contact' AND NEW.confirmed_by_id = app_uid() THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the company confirms, whoever does so in the own name' USING ERRCODE = 'insufficient_privilege';
END
$function$
