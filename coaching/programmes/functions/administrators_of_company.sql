CREATE OR REPLACE FUNCTION administrators_of_company(p_company uuid)
 RETURNS SETOF bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT DISTINCT m.user_id FROM programmes_application a JOIN programmes_programmemembership m ON m.programme_id = a.programme_id WHERE a.company_id = p_company AND a.state <> 'draft' AND m.role = 'administrator' AND m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today()) AND p_company = ANY (my_companies('h_contact'))
$function$
