CREATE OR REPLACE FUNCTION administrators_of(p_programme uuid)
 RETURNS SETOF bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT DISTINCT m.user_id FROM programmes_programmemembership m WHERE m.programme_id = p_programme AND m.role = 'administrator' AND m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today())
$function$
