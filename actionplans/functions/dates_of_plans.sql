CREATE OR REPLACE FUNCTION dates_of_plans(p_companies uuid[])
 RETURNS TABLE(company_id uuid, yearly boolean, first_day date, put_on date, put boolean, agreed boolean)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
WITH told AS (
  SELECT key FROM unnest(p_companies) AS key
   WHERE current_setting('role', true) = 'h_system' OR key = ANY ((SELECT my_companies('h_contact'))::uuid[])
      OR key = ANY ((SELECT my_companies('h_cpbw'))::uuid[]) OR key = ANY ((SELECT my_guest_companies())::uuid[]))
SELECT p.company_id, false, make_date(p.start_year, p.start_month, 1),
       (p.submitted_at AT TIME ZONE 'Europe/Brussels')::date,
       p.state NOT IN ('draft', 'internal_review'), p.state IN ('adopted', 'active', 'expired')
  FROM actionplans_globalpreventionplan p JOIN told ON told.key = p.company_id
UNION ALL
-- The plan's own first day where it has one; else that of the service year which begins in its year.
SELECT p.company_id, true, COALESCE((to_jsonb(p) ->> 'first_day')::date, make_date(p.year, c.year_starts, 1)),
       (p.submitted_at AT TIME ZONE 'Europe/Brussels')::date,
       p.state NOT IN ('draft', 'internal_review'), p.state IN ('adopted', 'active', 'evaluated', 'closed')
  FROM actionplans_annualactionplan p JOIN told ON told.key = p.company_id
  JOIN companies_company c ON c.id = p.company_id
$function$
