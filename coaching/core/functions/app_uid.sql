CREATE OR REPLACE FUNCTION app_uid()
 RETURNS bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT nullif(current_setting('app.user_id', true), '')::bigint
$function$
