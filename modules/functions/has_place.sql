CREATE OR REPLACE FUNCTION has_place(p_session uuid, p_email text)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT EXISTS (SELECT 1 FROM modules_sessionplace p WHERE p.session_id = p_session AND p.email = p_email AND p.state <> 'cancelled')
$function$
