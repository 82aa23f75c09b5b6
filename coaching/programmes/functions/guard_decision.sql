CREATE OR REPLACE FUNCTION guard_decision()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  IF current_user NOT LIKE 'h\_%' OR current_user = 'h_system' THEN
    RETURN NEW;
  END IF;
  -- A person whose draft is copied or sent changes none of these; a contact neither.
  IF current_user = 'h_admin' THEN
    IF NEW.programme_id = ANY (my_administered()) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'an administrator of the programme decides' USING ERRCODE = 'insufficient_privilege';
END
$function$
