CREATE OR REPLACE FUNCTION analyses_for_body()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(a.id), '{}') FROM riskanalysis_riskanalysis a WHERE a.company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]) AND a.state IN ('draft_report', 'consulted', 'final', 'superseded')
$function$
