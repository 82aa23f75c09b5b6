CREATE OR REPLACE FUNCTION assessment_progress(p_applications uuid[])
 RETURNS TABLE(application_id uuid, asked integer, submitted integer)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT a.application_id, count(*)::int, count(a.submitted_at)::int FROM programmes_assessment a WHERE a.application_id = ANY (p_applications) AND a.recused_at IS NULL AND a.programme_id = ANY (my_judged()) GROUP BY a.application_id
$function$
