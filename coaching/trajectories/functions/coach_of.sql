CREATE OR REPLACE FUNCTION coach_of(p_trajectory uuid)
 RETURNS SETOF bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT k.user_id FROM trajectories_trajectory t JOIN coaches_coach k ON k.id = t.coach_id WHERE t.id = p_trajectory AND (current_setting('role', true) = 'h_system' OR EXISTS (SELECT 1 FROM trajectories_trajectory x WHERE x.id = p_trajectory AND (
  EXISTS (SELECT 1 FROM companies_membership m WHERE m.company_id = x.company_id AND m.user_id = app_uid() AND m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today()))
  OR EXISTS (SELECT 1 FROM coaches_coach k WHERE k.id = x.coach_id AND k.user_id = app_uid())
  OR EXISTS (SELECT 1 FROM programmes_programmemembership m WHERE m.programme_id = x.programme_id
             AND m.user_id = app_uid() AND m.role <> 'observer' AND m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today())))))
$function$
