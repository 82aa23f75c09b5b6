CREATE OR REPLACE FUNCTION has_open_application(p_company uuid, p_programme uuid, p_layer integer)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT p_company = ANY (my_companies('h_contact')) AND EXISTS (SELECT 1 FROM programmes_application a WHERE a.company_id = p_company AND a.programme_id = p_programme AND a.layer = p_layer AND a.state IN ('submitted', 'in_review', 'info_requested', 'waitlisted'))
$function$
