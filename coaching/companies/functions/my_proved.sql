CREATE OR REPLACE FUNCTION my_proved()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(c.id), '{}') FROM companies_company c WHERE c.id = ANY (my_mandates()) AND c.unproved_since IS NULL
$function$
