CREATE OR REPLACE FUNCTION my_trajectories()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(t.id), '{}') FROM trajectories_trajectory t WHERE t.coach_id = ANY ((SELECT my_coach_ids())::uuid[]) AND t.state <> 'stopped'
$function$
