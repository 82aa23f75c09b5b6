CREATE OR REPLACE FUNCTION my_uptakes()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(u.id), '{}') FROM modules_moduleuptake u WHERE u.applicant_id = app_uid() OR (u.applicant_id IS NULL AND u.email IN (SELECT lower(e.email) FROM account_emailaddress e WHERE e.user_id = app_uid() AND e.verified))
$function$
