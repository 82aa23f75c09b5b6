CREATE OR REPLACE FUNCTION keep_what_was_said()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
      IF current_user = 'h_cpbw' OR current_user = 'h_contact' AND OLD.state IN ('closed', 'withdrawn') THEN
        RAISE EXCEPTION 'the consultation is past that' USING ERRCODE = 'insufficient_privilege';
      END IF;
      RETURN NEW;
    END
$function$
