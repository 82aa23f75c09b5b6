CREATE OR REPLACE FUNCTION programme_reaches(p_company uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT EXISTS (SELECT 1 FROM programmes_application a JOIN programmes_programmemembership m ON m.programme_id = a.programme_id WHERE a.company_id = p_company AND a.state <> 'draft' AND m.user_id = app_uid() AND m.role <> 'observer' AND m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today()))
$function$
