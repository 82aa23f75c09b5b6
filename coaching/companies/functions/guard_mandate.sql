CREATE OR REPLACE FUNCTION guard_mandate()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  IF current_user NOT LIKE 'h\_%' OR current_user = 'h_system' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a mandate that has ended stays ended' USING ERRCODE = 'insufficient_privilege';
END
$function$
