CREATE OR REPLACE FUNCTION guard_staff()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  IF current_user = 'w_web' THEN
    RAISE EXCEPTION 'platform staff is made by a command, never by the web' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$function$
