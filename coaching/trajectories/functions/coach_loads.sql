CREATE OR REPLACE FUNCTION coach_loads()
 RETURNS TABLE(coach_id uuid, load bigint)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT x.coach_id, count(*) FROM (SELECT t.coach_id, t.id FROM trajectories_trajectory t WHERE t.coach_id IS NOT NULL AND t.state NOT IN ('closed', 'stopped') UNION SELECT r.coach_id, r.trajectory_id FROM trajectories_coachrequest r WHERE r.state = 'open') x GROUP BY 1
$function$
