CREATE OR REPLACE FUNCTION concerns_me(p_company uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT EXISTS (SELECT 1 FROM companies_membership m WHERE m.company_id = p_company AND m.user_id = app_uid()) OR EXISTS (SELECT 1 FROM trajectories_trajectory t JOIN coaches_coach k ON k.id = t.coach_id WHERE t.company_id = p_company AND k.user_id = app_uid()) OR EXISTS (SELECT 1 FROM trajectories_coachrequest r JOIN coaches_coach k ON k.id = r.coach_id WHERE r.company_id = p_company AND k.user_id = app_uid())
  OR EXISTS (SELECT 1 FROM companies_mandate m WHERE m.company_id = p_company AND m.person_id = app_uid())
$function$
