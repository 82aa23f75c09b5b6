CREATE OR REPLACE FUNCTION person_who_asks(p_request uuid)
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT u.email::text FROM companies_filerequest r JOIN accounts_user u ON u.id = r.person_id WHERE r.id = p_request AND r.company_id = ANY (my_mandates())
$function$
