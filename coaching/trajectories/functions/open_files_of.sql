CREATE OR REPLACE FUNCTION open_files_of(p_coach uuid)
 RETURNS bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT (SELECT count(*) FROM trajectories_trajectory t WHERE t.coach_id = p_coach AND t.state NOT IN ('closed', 'stopped')) + (SELECT count(*) FROM trajectories_coachrequest r WHERE r.coach_id = p_coach AND r.state = 'open')
$function$
