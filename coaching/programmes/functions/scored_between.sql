CREATE OR REPLACE FUNCTION scored_between(p_programme uuid, p_lowest numeric, p_highest numeric)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT a.application_id FROM programmes_assessment a
 WHERE a.programme_id = p_programme AND p_programme = ANY ((SELECT my_administered())::uuid[])
   AND a.submitted_at IS NOT NULL AND a.recused_at IS NULL
   AND NOT EXISTS (SELECT 1 FROM programmes_assessment o WHERE o.application_id = a.application_id
                    AND o.assessor_id = app_uid() AND o.submitted_at IS NULL AND o.recused_at IS NULL)
 GROUP BY a.application_id HAVING avg(a.total) BETWEEN p_lowest AND p_highest
$function$
