CREATE OR REPLACE FUNCTION my_coach_companies()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(DISTINCT t.company_id), '{}') FROM trajectories_trajectory t
 WHERE t.id = ANY ((SELECT my_requested_trajectories())::uuid[])
$function$
