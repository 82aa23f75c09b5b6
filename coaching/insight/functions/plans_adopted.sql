CREATE OR REPLACE FUNCTION plans_adopted(p_programme uuid)
 RETURNS TABLE(trajectory_id uuid, adopted_on date)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- Per trajectory of a programme the day on which its first five-year plan was adopted: for lead times, no word of the plan.
SELECT h.trajectory_id, min(p.adopted_at AT TIME ZONE 'Europe/Brussels')::date
  FROM trajectories_helped h JOIN actionplans_globalpreventionplan p ON p.piece_id = h.piece_id
 WHERE h.programme_id = p_programme AND p.adopted_at IS NOT NULL
   AND (current_setting('role', true) = 'h_system' OR p_programme = ANY (my_programmes()))
 GROUP BY h.trajectory_id
$function$
