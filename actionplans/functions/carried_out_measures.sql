CREATE OR REPLACE FUNCTION carried_out_measures(p_trajectory uuid)
 RETURNS bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT count(*) FROM actionplans_preventionmeasure m WHERE m.trajectory_id = p_trajectory AND m.state IN ('done', 'verified_effective', 'not_effective') AND (current_setting('role', true) = 'h_system' OR m.company_id = ANY (my_companies('h_contact')) OR m.trajectory_id = ANY (my_trajectories()) OR m.programme_id = ANY (my_judged()))
$function$
