CREATE OR REPLACE FUNCTION keep_agreed()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  IF current_user NOT LIKE 'h\_%' OR current_user = 'h_system' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '%: what others agreed to or were shown is not rewritten', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$function$
