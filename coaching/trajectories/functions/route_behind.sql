CREATE OR REPLACE FUNCTION route_behind(p_trajectory uuid)
 RETURNS TABLE(analysed boolean, put_to_body boolean, in_force boolean)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce((SELECT a.state IN ('final', 'superseded')
                   FROM trajectories_helped h JOIN riskanalysis_riskanalysis a ON a.piece_id = h.piece_id
                  WHERE h.trajectory_id = t.id ORDER BY a.created_at DESC LIMIT 1), false),
       coalesce(plan.state IN ('active', 'adopted', 'advised', 'closed', 'evaluated', 'submitted_to_body'), false),
       coalesce(plan.state IN ('active', 'adopted', 'closed', 'evaluated'), false)
  FROM trajectories_trajectory t
  LEFT JOIN LATERAL (SELECT p.state FROM trajectories_helped h
                       JOIN actionplans_annualactionplan p ON p.piece_id = h.piece_id
                      WHERE h.trajectory_id = t.id ORDER BY p.year DESC, p.version_no DESC LIMIT 1) plan ON true
 WHERE t.id = p_trajectory
   AND (current_setting('role', true) = 'h_system' OR t.company_id = ANY (my_companies('h_contact'))
        OR t.id = ANY (my_trajectories()) OR t.programme_id = ANY (my_judged()))
$function$
