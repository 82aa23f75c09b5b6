CREATE OR REPLACE FUNCTION places_taken(p_sessions uuid[])
 RETURNS TABLE(session_id uuid, taken bigint)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT p.session_id, count(*) FROM modules_sessionplace p WHERE p.session_id = ANY (p_sessions) AND p.state IN ('taken', 'present', 'absent') GROUP BY 1
$function$
