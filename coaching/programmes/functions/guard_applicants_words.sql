CREATE OR REPLACE FUNCTION guard_applicants_words()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  IF current_user = 'h_admin' THEN
    RAISE EXCEPTION 'the words of an application are the company''s' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$function$
