CREATE OR REPLACE FUNCTION carried_out_measures(p_trajectory uuid)
 RETURNS bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT count(*) FROM trajectories_helped h JOIN actionplans_preventionmeasure m ON m.piece_id = h.piece_id
 WHERE h.trajectory_id = p_trajectory AND m.state IN ('done', 'verified_effective', 'not_effective')
   AND (current_setting('role', true) = 'h_system' OR h.company_id = ANY (my_companies('h_contact'))
        OR h.trajectory_id = ANY (my_trajectories()) OR h.programme_id = ANY (my_judged()))
$function$
