CREATE OR REPLACE FUNCTION company_is_proved(p_company uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT EXISTS (SELECT 1 FROM companies_company c WHERE c.id = p_company AND c.unproved_since IS NULL AND c.id = ANY (my_companies('h_contact')))
$function$
