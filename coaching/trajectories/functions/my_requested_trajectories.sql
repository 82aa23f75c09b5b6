CREATE OR REPLACE FUNCTION my_requested_trajectories()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(x.id), '{}') FROM (SELECT t.id FROM trajectories_trajectory t WHERE t.coach_id = ANY ((SELECT my_coach_ids())::uuid[]) AND t.state <> 'stopped' UNION SELECT r.trajectory_id FROM trajectories_coachrequest r WHERE r.coach_id = ANY ((SELECT my_coach_ids())::uuid[]) AND r.state = 'open') x
$function$
