CREATE OR REPLACE FUNCTION service_year_start(p_month smallint, p_changes date[], p_day date)
 RETURNS date
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT make_date(extract(year FROM p_day)::int - CASE WHEN extract(month FROM p_day) < told.month THEN 1 ELSE 0 END, told.month, 1)
  FROM (SELECT coalesce(
          (SELECT extract(month FROM c)::int FROM unnest(p_changes) c WHERE c <= p_day ORDER BY c DESC LIMIT 1),
          p_month::int) AS month) told
$function$
