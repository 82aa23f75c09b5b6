CREATE OR REPLACE FUNCTION guard_request()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  IF current_user = 'h_contact' AND (OLD.answer <> '' OR OLD.decided_at IS NOT NULL
     OR NEW.answered_by_id IS DISTINCT FROM app_uid()
     OR OLD.staff_since IS NOT NULL AND NEW.staff_since IS DISTINCT FROM OLD.staff_since) THEN
    RAISE EXCEPTION 'a request is answered once, and stays with platform staff' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$function$
