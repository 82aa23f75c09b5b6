CREATE OR REPLACE FUNCTION my_shared_drafts()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(a.id), '{}') FROM programmes_draftshare s JOIN programmes_application a ON a.id = s.application_id AND a.state = 'draft' WHERE s.user_id = app_uid() AND s.accepted_at IS NOT NULL AND s.revoked_at IS NULL
$function$
