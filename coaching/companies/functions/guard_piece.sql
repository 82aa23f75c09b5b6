CREATE OR REPLACE FUNCTION guard_piece()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  IF current_user NOT LIKE 'h\_%' OR current_user = 'h_system' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'what was made in one piece of a file stays in it' USING ERRCODE = 'insufficient_privilege';
END
$function$
