CREATE OR REPLACE FUNCTION app_now()
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT clock_timestamp() + coalesce(nullif(current_setting('app.shift', true), '')::interval, interval '0')
$function$
