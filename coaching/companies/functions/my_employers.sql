CREATE OR REPLACE FUNCTION my_employers()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(DISTINCT m.company_id), '{}') FROM companies_membership m WHERE m.user_id = app_uid() AND m.role = 'contact' AND m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today())
$function$
