CREATE OR REPLACE FUNCTION pieces_for_body()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(found.piece_id), '{}') FROM (
  SELECT a.piece_id FROM riskanalysis_riskanalysis a
   WHERE a.company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]) AND a.state IN ('draft_report', 'consulted', 'final', 'superseded')
  UNION ALL
  SELECT p.piece_id FROM actionplans_globalpreventionplan p
   WHERE p.company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]) AND p.state NOT IN ('draft', 'internal_review')
  UNION ALL
  SELECT p.piece_id FROM actionplans_annualactionplan p
   WHERE p.company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]) AND p.state NOT IN ('draft', 'internal_review')
  UNION ALL
  SELECT e.piece_id FROM actionplans_yearevaluation e
   WHERE e.company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]) AND e.told_at IS NOT NULL
) AS found
$function$
