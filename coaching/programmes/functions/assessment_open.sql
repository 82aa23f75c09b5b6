CREATE OR REPLACE FUNCTION assessment_open(p_application uuid, p_programme uuid, p_assessor bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT p_assessor = app_uid() OR (NOT EXISTS (SELECT 1 FROM programmes_assessment o WHERE o.application_id = p_application AND o.assessor_id = app_uid() AND o.submitted_at IS NULL AND o.recused_at IS NULL) AND (p_programme = ANY (my_administered()) OR EXISTS (SELECT 1 FROM programmes_assessment o WHERE o.application_id = p_application AND o.assessor_id = app_uid() AND o.submitted_at IS NOT NULL)))
$function$
