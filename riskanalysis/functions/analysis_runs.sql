CREATE OR REPLACE FUNCTION analysis_runs(p_company uuid, p_kind text, p_rows uuid[], p_parts text[], p_but uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- Nothing in p_rows is everybody, nothing in p_parts all sub-factors; so in what is open.
SELECT EXISTS (
  SELECT FROM riskanalysis_riskanalysis a
    LEFT JOIN LATERAL (
      SELECT coalesce(array_agg(u.work_unit_id), '{}') AS units FROM riskanalysis_analysisunit u WHERE u.analysis_id = a.id
    ) AS looked ON true
    LEFT JOIN LATERAL (
      SELECT array_remove(looked.units || a.establishment_id, NULL) AS keys
    ) AS rows ON true
   WHERE a.company_id = p_company AND a.kind = p_kind AND a.state NOT IN ('final', 'superseded')
     AND a.id IS DISTINCT FROM p_but
     AND (p_kind = 'whole' OR (
       (cardinality(a.parts) = 0 OR cardinality(p_parts) = 0 OR a.parts::text[] && p_parts)
       AND (cardinality(rows.keys) = 0 OR cardinality(p_rows) = 0 OR rows.keys && p_rows)))
) AND (current_setting('role', true) = 'h_system' OR p_company = ANY (my_companies('h_contact'))
       OR p_company = ANY (my_files_to_add()))
$function$
