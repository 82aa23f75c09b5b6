CREATE OR REPLACE FUNCTION body_of(p_company uuid)
 RETURNS SETOF bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT DISTINCT m.user_id FROM companies_membership m WHERE m.company_id = p_company AND company_role_hat(m.role) = 'h_cpbw' AND m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today()) AND (current_setting('role', true) = 'h_system' OR EXISTS (SELECT 1 FROM companies_membership m WHERE m.company_id = p_company AND m.user_id = app_uid()
  AND m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today())) OR EXISTS (SELECT 1 FROM trajectories_coachrequest r JOIN coaches_coach k ON k.id = r.coach_id
  WHERE r.company_id = p_company AND k.user_id = app_uid())
  OR EXISTS (SELECT 1 FROM trajectories_trajectory t JOIN coaches_coach k ON k.id = t.coach_id
  WHERE t.company_id = p_company AND k.user_id = app_uid())
  OR p_company = ANY (my_guest_companies()))
$function$
