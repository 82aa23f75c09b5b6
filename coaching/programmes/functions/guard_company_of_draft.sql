CREATE OR REPLACE FUNCTION guard_company_of_draft()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
      IF current_user = 'h_person' AND NEW.company_id IS NOT NULL
         AND NOT NEW.company_id = ANY (my_companies('h_contact')) THEN
        RAISE EXCEPTION 'an application names a company of the person who applies' USING ERRCODE = 'insufficient_privilege';
      END IF;
      RETURN NEW;
    END
$function$
