CREATE OR REPLACE FUNCTION my_coach_ids()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(k.id), '{}') FROM coaches_coach k WHERE k.user_id = app_uid() AND k.state <> 'left'
$function$
