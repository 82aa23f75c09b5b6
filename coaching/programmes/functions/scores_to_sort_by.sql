CREATE OR REPLACE FUNCTION scores_to_sort_by(p_programme uuid)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(jsonb_object_agg(s.application_id, s.average), '{}') FROM (
SELECT a.application_id, avg(a.total) AS average FROM programmes_assessment a
 WHERE a.programme_id = p_programme AND p_programme = ANY ((SELECT my_administered())::uuid[])
   AND a.submitted_at IS NOT NULL AND a.recused_at IS NULL
   AND NOT EXISTS (SELECT 1 FROM programmes_assessment o WHERE o.application_id = a.application_id
                    AND o.assessor_id = app_uid() AND o.submitted_at IS NULL AND o.recused_at IS NULL)
 GROUP BY a.application_id) s
$function$
