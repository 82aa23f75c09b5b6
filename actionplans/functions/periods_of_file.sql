CREATE OR REPLACE FUNCTION periods_of_file(p_company uuid)
 RETURNS TABLE(yearly boolean, first_day date, version_no smallint, over boolean)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
WITH told AS (
  SELECT true WHERE current_setting('role', true) = 'h_system' OR p_company = ANY (my_companies('h_contact'))
                 OR p_company = ANY (my_files_to_add()))
SELECT false, make_date(p.start_year, p.start_month, 1), p.version_no, p.state IN ('amended', 'expired', 'closed')
  FROM actionplans_globalpreventionplan p, told WHERE p.company_id = p_company
UNION ALL
SELECT true, p.first_day, p.version_no, p.state IN ('amended', 'expired', 'closed')
  FROM actionplans_annualactionplan p, told WHERE p.company_id = p_company
$function$
