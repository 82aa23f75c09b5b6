CREATE OR REPLACE FUNCTION my_own_drafts()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(a.id), '{}') FROM programmes_application a WHERE a.applicant_id = app_uid() AND a.state = 'draft'
$function$
