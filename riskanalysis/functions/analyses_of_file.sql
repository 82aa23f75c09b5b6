CREATE OR REPLACE FUNCTION analyses_of_file(p_company uuid)
 RETURNS TABLE(version_no smallint, over boolean)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT a.version_no, a.state IN ('final', 'superseded') FROM riskanalysis_riskanalysis a
 WHERE a.company_id = p_company
   AND (current_setting('role', true) = 'h_system' OR p_company = ANY (my_companies('h_contact'))
        OR p_company = ANY (my_files_to_add()))
$function$
