CREATE OR REPLACE FUNCTION annual_plans_for_body()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(p.id), '{}') FROM actionplans_annualactionplan p WHERE p.company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]) AND p.state NOT IN ('draft', 'internal_review')
$function$
