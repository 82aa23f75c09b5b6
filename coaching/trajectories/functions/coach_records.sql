CREATE OR REPLACE FUNCTION coach_records(p_coaches uuid[], p_from integer, p_until integer)
 RETURNS TABLE(coach_id uuid, started bigint, finished bigint, hours numeric)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- Of companies of a size: none of them can be told from the others, so fewer than three say nothing at all.
SELECT t.coach_id, count(*), count(*) FILTER (WHERE t.state = 'closed'), round(avg(t.hours_used) FILTER (WHERE t.state = 'closed'))
  FROM trajectories_trajectory t JOIN programmes_application a ON a.id = t.application_id
  WHERE t.coach_id = ANY (p_coaches) AND t.started_on IS NOT NULL AND a.headcount BETWEEN p_from AND p_until
  GROUP BY 1 HAVING count(*) >= 3
$function$
