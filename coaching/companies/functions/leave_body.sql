CREATE OR REPLACE FUNCTION leave_body(p_company uuid)
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
WITH left_now AS (
    UPDATE companies_membership m SET ended_at = now()
     WHERE m.company_id = p_company AND m.user_id = app_uid() AND m.ended_at IS NULL
       AND company_role_hat(m.role) = 'h_cpbw'
    RETURNING 1)
  SELECT count(*)::integer FROM left_now
$function$
