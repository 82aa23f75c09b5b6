CREATE OR REPLACE FUNCTION app_today()
 RETURNS date
 LANGUAGE sql
 STABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(nullif(current_setting('app.today', true), '')::date,
                          (now() AT TIME ZONE 'Europe/Brussels')::date)
$function$
