CREATE OR REPLACE FUNCTION prove_mandate(p_company uuid, p_how text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  worn text := current_setting('role', true);
  may boolean;
BEGIN
  may := CASE p_how
    WHEN 'sign_on' THEN worn IN ('h_contact', 'h_person') AND p_company = ANY (my_mandates())
    WHEN 'staff' THEN worn = 'h_staff' AND am_staff()
    WHEN 'programme' THEN worn = 'h_system' OR EXISTS (SELECT 1 FROM programmes_application a
      WHERE a.company_id = p_company AND a.state = 'approved' AND a.programme_id = ANY (my_administered()))
    ELSE false END;
  IF may IS NOT TRUE THEN RAISE EXCEPTION 'not for who asks' USING ERRCODE = 'insufficient_privilege'; END IF;
  UPDATE companies_company SET unproved_since = NULL, proved_by = p_how
   WHERE id = p_company AND unproved_since IS NOT NULL;
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE companies_proofletter SET closed_at = now() WHERE company_id = p_company AND closed_at IS NULL;
  RETURN true;
END
$function$
