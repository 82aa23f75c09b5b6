CREATE OR REPLACE FUNCTION holder_of(p_mandate uuid)
 RETURNS SETOF bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT m.person_id FROM companies_mandate m WHERE m.id = p_mandate AND m.ended_at IS NULL
$function$
