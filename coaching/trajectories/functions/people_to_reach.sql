CREATE OR REPLACE FUNCTION people_to_reach(p_companies uuid[], p_coaches uuid[], p_applications uuid[])
 RETURNS TABLE(about uuid, id bigint, name text, email text, phone text, mobile text, binds boolean)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- Whom one may phone: whose work it is to be reached in what runs now. What has ended tells no numbers any more.
WITH mine AS MATERIALIZED (
  SELECT m.company_id FROM companies_membership m WHERE m.user_id = app_uid() AND m.ended_at IS NULL
    AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today())),
desks AS MATERIALIZED (
  SELECT m.programme_id FROM programmes_programmemembership m WHERE m.user_id = app_uid() AND m.role = 'administrator'
    AND m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today())),
myself AS MATERIALIZED (SELECT k.id FROM coaches_coach k WHERE k.user_id = app_uid() AND k.state <> 'left'),
companies AS (
  SELECT c.id FROM unnest(p_companies) c(id) WHERE c.id IN (SELECT x.company_id FROM mine x)
    OR EXISTS (SELECT 1 FROM trajectories_trajectory t WHERE t.company_id = c.id AND t.state NOT IN ('closed', 'stopped')
               AND t.coach_id IN (SELECT x.id FROM myself x))
    OR c.id = ANY ((SELECT my_files_to_add())::uuid[])
    OR EXISTS (SELECT 1 FROM trajectories_coachrequest r WHERE r.company_id = c.id AND r.state = 'open'
               AND r.coach_id IN (SELECT x.id FROM myself x))
    OR EXISTS (SELECT 1 FROM programmes_application a WHERE a.company_id = c.id AND a.state <> 'draft'
               AND a.programme_id IN (SELECT x.programme_id FROM desks x))),
coaches AS (
  SELECT k.id, k.user_id FROM coaches_coach k WHERE k.id = ANY (p_coaches) AND k.state <> 'left' AND (
    k.user_id = app_uid()
    OR EXISTS (SELECT 1 FROM trajectories_trajectory t WHERE t.coach_id = k.id AND t.state NOT IN ('closed', 'stopped')
               AND (t.company_id IN (SELECT x.company_id FROM mine x) OR t.programme_id IN (SELECT x.programme_id FROM desks x)))
    OR EXISTS (SELECT 1 FROM trajectories_coachrequest r WHERE r.coach_id = k.id AND r.state = 'open'
               AND (r.company_id IN (SELECT x.company_id FROM mine x) OR r.programme_id IN (SELECT x.programme_id FROM desks x)))
    OR EXISTS (SELECT 1 FROM programmes_accreditation a WHERE a.coach_id = k.id AND a.ended_on IS NULL
               AND a.programme_id IN (SELECT x.programme_id FROM desks x)))),
found AS (
  SELECT m.company_id AS about, m.user_id, bool_or(m.has_mandate) AS binds FROM companies_membership m
    WHERE m.company_id IN (SELECT c.id FROM companies c) AND m.role = 'contact' AND m.ended_at IS NULL
    AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today()) GROUP BY 1, 2
  UNION ALL SELECT k.id, k.user_id, false FROM coaches k
  UNION ALL SELECT a.id, a.applicant_id, true FROM programmes_application a
    WHERE a.id = ANY (p_applications) AND a.state <> 'draft' AND a.programme_id IN (SELECT x.programme_id FROM desks x))
SELECT f.about, u.id, u.name::text, u.email::text, u.phone::text, u.mobile::text, f.binds
  FROM found f JOIN accounts_user u ON u.id = f.user_id WHERE u.is_active ORDER BY f.binds DESC, u.name, u.id
$function$
