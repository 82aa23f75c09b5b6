CREATE OR REPLACE FUNCTION guard_proof()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
      IF current_user LIKE 'h\_%' AND current_user <> 'h_system' THEN
        RAISE EXCEPTION 'a mandate is proved by what proves it alone' USING ERRCODE = 'insufficient_privilege';
      END IF;
      RETURN NEW;
    END
$function$
