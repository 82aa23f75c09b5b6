CREATE OR REPLACE FUNCTION guest_role(discipline text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT CASE discipline WHEN 'prevention_adviser' THEN 'external_adviser' ELSE discipline END
$function$
