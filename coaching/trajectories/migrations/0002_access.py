"""Rights, keys, guards and narrow functions, as they stood when the history of migrations began anew (ADR 0067)."""

from django.db import migrations

FORWARDS = [
    "SET LOCAL check_function_bodies = off",  # they call each other, across apps too
    "ALTER TABLE trajectories_coachrequest ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE trajectories_expensestatement ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE trajectories_helped ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE trajectories_message ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE trajectories_messagemark ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE trajectories_paymentaccount ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE trajectories_plannedsession ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE trajectories_session ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE trajectories_trajectory ENABLE ROW LEVEL SECURITY",
    """CREATE OR REPLACE FUNCTION application_gives_name()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  UPDATE trajectories_trajectory t SET company_name = NEW.company_name WHERE t.application_id = NEW.id;
  RETURN NULL;
END
$function$
""",
    "REVOKE ALL ON FUNCTION application_gives_name() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION body_of(p_company uuid)
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
""",
    "REVOKE ALL ON FUNCTION body_of(uuid) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION carried_out_measures(p_trajectory uuid)
 RETURNS bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT count(*) FROM trajectories_helped h JOIN actionplans_preventionmeasure m ON m.piece_id = h.piece_id
 WHERE h.trajectory_id = p_trajectory AND m.state IN ('done', 'verified_effective', 'not_effective')
   AND (current_setting('role', true) = 'h_system' OR h.company_id = ANY (my_companies('h_contact'))
        OR h.trajectory_id = ANY (my_trajectories()) OR h.programme_id = ANY (my_judged()))
$function$
""",
    "REVOKE ALL ON FUNCTION carried_out_measures(uuid) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION coach_loads()
 RETURNS TABLE(coach_id uuid, load bigint)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT x.coach_id, count(*) FROM (SELECT t.coach_id, t.id FROM trajectories_trajectory t WHERE t.coach_id IS NOT NULL AND t.state NOT IN ('closed', 'stopped') UNION SELECT r.coach_id, r.trajectory_id FROM trajectories_coachrequest r WHERE r.state = 'open') x GROUP BY 1
$function$
""",
    "REVOKE ALL ON FUNCTION coach_loads() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION coach_loads_of(p_coaches uuid[])
 RETURNS TABLE(coach_id uuid, load bigint)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT x.coach_id, count(*) FROM (SELECT t.coach_id, t.id FROM trajectories_trajectory t WHERE t.coach_id = ANY (p_coaches) AND t.state NOT IN ('closed', 'stopped') UNION SELECT r.coach_id, r.trajectory_id FROM trajectories_coachrequest r WHERE r.coach_id = ANY (p_coaches) AND r.state = 'open') x GROUP BY 1
$function$
""",
    "REVOKE ALL ON FUNCTION coach_loads_of(uuid[]) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION coach_of(p_trajectory uuid)
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
""",
    "REVOKE ALL ON FUNCTION coach_of(uuid) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION coach_records(p_coaches uuid[], p_from integer, p_until integer)
 RETURNS TABLE(coach_id uuid, started bigint, finished bigint, hours numeric)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- Of companies of a size: none of them can be told from the others, so fewer than three say nothing at all.
SELECT t.coach_id, count(*), count(*) FILTER (WHERE t.state = 'closed'), round(avg(t.hours_used) FILTER (WHERE t.state = 'closed'))
  FROM trajectories_trajectory t JOIN programmes_application a ON a.id = t.application_id
  WHERE t.coach_id = ANY (p_coaches) AND t.started_on IS NOT NULL AND a.headcount BETWEEN p_from AND p_until
  GROUP BY 1 HAVING count(*) >= 3
$function$
""",
    "REVOKE ALL ON FUNCTION coach_records(uuid[],integer,integer) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION concerns_me(p_company uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT EXISTS (SELECT 1 FROM companies_membership m WHERE m.company_id = p_company AND m.user_id = app_uid()) OR EXISTS (SELECT 1 FROM trajectories_trajectory t JOIN coaches_coach k ON k.id = t.coach_id WHERE t.company_id = p_company AND k.user_id = app_uid()) OR EXISTS (SELECT 1 FROM trajectories_coachrequest r JOIN coaches_coach k ON k.id = r.coach_id WHERE r.company_id = p_company AND k.user_id = app_uid())
  OR EXISTS (SELECT 1 FROM companies_mandate m WHERE m.company_id = p_company AND m.person_id = app_uid())
$function$
""",
    "REVOKE ALL ON FUNCTION concerns_me(uuid) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION contacts_of(p_company uuid)
 RETURNS SETOF bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT DISTINCT m.user_id FROM companies_membership m WHERE m.company_id = p_company AND m.role = 'contact' AND m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today()) AND (current_setting('role', true) = 'h_system' OR EXISTS (SELECT 1 FROM companies_membership m WHERE m.company_id = p_company AND m.user_id = app_uid()
  AND m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today())) OR EXISTS (SELECT 1 FROM trajectories_coachrequest r JOIN coaches_coach k ON k.id = r.coach_id
  WHERE r.company_id = p_company AND k.user_id = app_uid())
  OR EXISTS (SELECT 1 FROM trajectories_trajectory t JOIN coaches_coach k ON k.id = t.coach_id
  WHERE t.company_id = p_company AND k.user_id = app_uid()) OR p_company = ANY (my_guest_companies()) OR EXISTS (SELECT 1 FROM programmes_application a JOIN programmes_programmemembership m
  ON m.programme_id = a.programme_id WHERE a.company_id = p_company AND m.user_id = app_uid() AND m.role <> 'observer' AND m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today())) OR EXISTS (SELECT 1 FROM programmes_application a WHERE a.company_id = p_company
  AND a.applicant_id = app_uid()))
$function$
""",
    "REVOKE ALL ON FUNCTION contacts_of(uuid) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION figures_behind()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- The start and the payments behind an application are counted elsewhere once it moves. The lock waits for who is counting
-- one right now, under the application as it was; whoever comes after waits here and counts under the new one.
BEGIN
  IF TG_OP = 'UPDATE' THEN
    PERFORM 1 FROM programmes_application a WHERE a.id = NEW.id FOR UPDATE;
    INSERT INTO programmes_figure (programme_id, cut, value, state, month, applied, started, paid_eur)
      SELECT t.programme_id, c.cut, c.value, '', c.month, 0, sum(a.n), 0
        FROM (VALUES (-1, OLD.id, OLD.state, OLD.layer, OLD.province, OLD.target_group, OLD.referral_channel, OLD.submitted_at), (1, NEW.id, NEW.state, NEW.layer, NEW.province, NEW.target_group, NEW.referral_channel, NEW.submitted_at)) a(n, id, state, layer, province, target_group, referral_channel, submitted_at)
        JOIN trajectories_trajectory t ON t.application_id = a.id
        CROSS JOIN LATERAL figure_cuts(a.state, a.layer, a.province, a.target_group, a.referral_channel, a.submitted_at, NULL) c
       WHERE t.started_on IS NOT NULL GROUP BY t.programme_id, c.cut, c.value, c.month HAVING sum(a.n) <> 0;
    INSERT INTO programmes_figure (programme_id, cut, value, state, month, applied, started, paid_eur)
      SELECT e.programme_id, 'paid', a.layer::text, CASE a.state WHEN 'approved' THEN 'stands' ELSE 'gone' END, NULL::date, 0, 0, sum(a.n * e.subsidy_eur)
        FROM (VALUES (-1, OLD.id, OLD.state, OLD.layer, OLD.province, OLD.target_group, OLD.referral_channel, OLD.submitted_at), (1, NEW.id, NEW.state, NEW.layer, NEW.province, NEW.target_group, NEW.referral_channel, NEW.submitted_at)) a(n, id, state, layer, province, target_group, referral_channel, submitted_at)
        JOIN trajectories_trajectory t ON t.application_id = a.id
        JOIN trajectories_expensestatement e ON e.trajectory_id = t.id
       WHERE e.state = 'approved' AND a.state <> 'draft' GROUP BY 1, 2, 3, 4 HAVING sum(a.n * e.subsidy_eur) <> 0;
  ELSE
    INSERT INTO programmes_figure (programme_id, cut, value, state, month, applied, started, paid_eur)
      SELECT t.programme_id, c.cut, c.value, '', c.month, 0, sum(CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END), 0
        FROM changed a JOIN trajectories_trajectory t ON t.application_id = a.id
        CROSS JOIN LATERAL figure_cuts(a.state, a.layer, a.province, a.target_group, a.referral_channel, a.submitted_at, NULL) c
       WHERE t.started_on IS NOT NULL GROUP BY t.programme_id, c.cut, c.value, c.month HAVING sum(CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END) <> 0;
    INSERT INTO programmes_figure (programme_id, cut, value, state, month, applied, started, paid_eur)
      SELECT e.programme_id, 'paid', a.layer::text, CASE a.state WHEN 'approved' THEN 'stands' ELSE 'gone' END, NULL::date, 0, 0, sum(CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END * e.subsidy_eur)
        FROM changed a JOIN trajectories_trajectory t ON t.application_id = a.id
        JOIN trajectories_expensestatement e ON e.trajectory_id = t.id
       WHERE e.state = 'approved' AND a.state <> 'draft' GROUP BY 1, 2, 3, 4 HAVING sum(CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END * e.subsidy_eur) <> 0;
  END IF;
  RETURN NULL;
END
$function$
""",
    "REVOKE ALL ON FUNCTION figures_behind() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION figures_counted()
 RETURNS TABLE(programme_id uuid, cut text, value text, state text, month date, applied bigint, started bigint, paid_eur numeric)
 LANGUAGE sql
 STABLE
AS $function$
-- What the figures must add up to, counted from the files themselves.
SELECT a.programme_id, c.cut, c.value, c.state, c.month, count(*), 0, 0.00
  FROM programmes_application a
  CROSS JOIN LATERAL figure_cuts(a.state, a.layer, a.province, a.target_group, a.referral_channel, a.submitted_at, a.round_id) c
 GROUP BY 1, 2, 3, 4, 5
UNION ALL
SELECT t.programme_id, c.cut, c.value, '', c.month, 0, count(*), 0.00
  FROM trajectories_trajectory t JOIN programmes_application a ON a.id = t.application_id
  CROSS JOIN LATERAL figure_cuts(a.state, a.layer, a.province, a.target_group, a.referral_channel, a.submitted_at, NULL) c
 WHERE t.started_on IS NOT NULL GROUP BY 1, 2, 3, 4, 5
UNION ALL
SELECT e.programme_id, 'paid', a.layer::text, CASE a.state WHEN 'approved' THEN 'stands' ELSE 'gone' END, NULL::date, 0, 0, sum(e.subsidy_eur)
  FROM trajectories_expensestatement e JOIN trajectories_trajectory t ON t.id = e.trajectory_id
  JOIN programmes_application a ON a.id = t.application_id
 WHERE e.state = 'approved' AND a.state <> 'draft' GROUP BY 1, 2, 3, 4, 5
$function$
""",
    "REVOKE ALL ON FUNCTION figures_counted() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION figures_of_payments()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- What was paid counts under its application and by whether the approval stands: both keys are held, as for a start.
BEGIN
  IF TG_OP = 'UPDATE' THEN
    PERFORM 1 FROM trajectories_trajectory t JOIN programmes_application a ON a.id = t.application_id
      WHERE t.id IN (OLD.trajectory_id, NEW.trajectory_id) FOR KEY SHARE;
    INSERT INTO programmes_figure (programme_id, cut, value, state, month, applied, started, paid_eur)
      SELECT e.programme_id, 'paid', a.layer::text, CASE a.state WHEN 'approved' THEN 'stands' ELSE 'gone' END, NULL::date, 0, 0, sum(e.n * e.subsidy_eur)
        FROM (VALUES (-1, OLD.programme_id, OLD.trajectory_id, OLD.state, OLD.subsidy_eur), (1, NEW.programme_id, NEW.trajectory_id, NEW.state, NEW.subsidy_eur)) e(n, programme_id, trajectory_id, state, subsidy_eur)
        JOIN trajectories_trajectory t ON t.id = e.trajectory_id
        JOIN programmes_application a ON a.id = t.application_id
       WHERE e.state = 'approved' AND a.state <> 'draft' GROUP BY 1, 2, 3, 4 HAVING sum(e.n * e.subsidy_eur) <> 0;
  ELSE
    PERFORM 1 FROM trajectories_trajectory t JOIN programmes_application a ON a.id = t.application_id
      WHERE t.id IN (SELECT e.trajectory_id FROM changed e WHERE e.state = 'approved') FOR KEY SHARE;
    INSERT INTO programmes_figure (programme_id, cut, value, state, month, applied, started, paid_eur)
      SELECT e.programme_id, 'paid', a.layer::text, CASE a.state WHEN 'approved' THEN 'stands' ELSE 'gone' END, NULL::date, 0, 0, sum(CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END * e.subsidy_eur)
        FROM changed e JOIN trajectories_trajectory t ON t.id = e.trajectory_id
        JOIN programmes_application a ON a.id = t.application_id
       WHERE e.state = 'approved' AND a.state <> 'draft' GROUP BY 1, 2, 3, 4 HAVING sum(CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END * e.subsidy_eur) <> 0;
  END IF;
  RETURN NULL;
END
$function$
""",
    "REVOKE ALL ON FUNCTION figures_of_payments() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION figures_of_starts()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- A trajectory that starts, or no longer has, is counted under its application. Its key is held until the end, so that a
-- change of that application (figures_behind) waits and then sees this trajectory; what decides a file takes no such lock.
BEGIN
  IF TG_OP = 'UPDATE' THEN
    PERFORM 1 FROM programmes_application a WHERE a.id IN (OLD.application_id, NEW.application_id) FOR KEY SHARE;
    INSERT INTO programmes_figure (programme_id, cut, value, state, month, applied, started, paid_eur)
      SELECT t.programme_id, c.cut, c.value, '', c.month, 0, sum(t.n), 0
        FROM (VALUES (-1, OLD.id, OLD.programme_id, OLD.application_id, OLD.started_on), (1, NEW.id, NEW.programme_id, NEW.application_id, NEW.started_on)) t(n, id, programme_id, application_id, started_on)
        JOIN programmes_application a ON a.id = t.application_id
        CROSS JOIN LATERAL figure_cuts(a.state, a.layer, a.province, a.target_group, a.referral_channel, a.submitted_at, NULL) c
       WHERE t.started_on IS NOT NULL GROUP BY t.programme_id, c.cut, c.value, c.month HAVING sum(t.n) <> 0;
    IF OLD.application_id <> NEW.application_id THEN
      INSERT INTO programmes_figure (programme_id, cut, value, state, month, applied, started, paid_eur)
        SELECT e.programme_id, 'paid', a.layer::text, CASE a.state WHEN 'approved' THEN 'stands' ELSE 'gone' END, NULL::date, 0, 0, sum(t.n * e.subsidy_eur)
          FROM (VALUES (-1, OLD.id, OLD.programme_id, OLD.application_id, OLD.started_on), (1, NEW.id, NEW.programme_id, NEW.application_id, NEW.started_on)) t(n, id, programme_id, application_id, started_on)
          JOIN trajectories_expensestatement e ON e.trajectory_id = t.id
          JOIN programmes_application a ON a.id = t.application_id
         WHERE e.state = 'approved' AND a.state <> 'draft' GROUP BY 1, 2, 3, 4 HAVING sum(t.n * e.subsidy_eur) <> 0;
    END IF;
  ELSE
    PERFORM 1 FROM programmes_application a
      WHERE a.id IN (SELECT t.application_id FROM changed t WHERE t.started_on IS NOT NULL) FOR KEY SHARE;
    INSERT INTO programmes_figure (programme_id, cut, value, state, month, applied, started, paid_eur)
      SELECT t.programme_id, c.cut, c.value, '', c.month, 0, sum(CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END), 0
        FROM changed t JOIN programmes_application a ON a.id = t.application_id
        CROSS JOIN LATERAL figure_cuts(a.state, a.layer, a.province, a.target_group, a.referral_channel, a.submitted_at, NULL) c
       WHERE t.started_on IS NOT NULL GROUP BY t.programme_id, c.cut, c.value, c.month HAVING sum(CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END) <> 0;
    INSERT INTO programmes_figure (programme_id, cut, value, state, month, applied, started, paid_eur)
      SELECT e.programme_id, 'paid', a.layer::text, CASE a.state WHEN 'approved' THEN 'stands' ELSE 'gone' END, NULL::date, 0, 0, sum(CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END * e.subsidy_eur)
        FROM changed t JOIN trajectories_expensestatement e ON e.trajectory_id = t.id
        JOIN programmes_application a ON a.id = t.application_id
       WHERE e.state = 'approved' AND a.state <> 'draft' GROUP BY 1, 2, 3, 4 HAVING sum(CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END * e.subsidy_eur) <> 0;
  END IF;
  RETURN NULL;
END
$function$
""",
    "REVOKE ALL ON FUNCTION figures_of_starts() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION find_company_place(p_slug text, p_user bigint, p_wanted text)
 RETURNS TABLE(id uuid, slug text, name text, hat text, roles text[], has_mandate boolean, hats text[])
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
WITH rel AS (
      SELECT c.id, c.slug, c.name, m.role::text AS role, company_role_hat(m.role) AS hat, m.has_mandate
        FROM companies_company c JOIN companies_membership m ON m.company_id = c.id
       WHERE c.slug = p_slug AND m.user_id = p_user AND m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today())
      UNION ALL
      SELECT c.id, c.slug, c.name, 'coach', 'h_coach', false
        FROM companies_company c JOIN trajectories_trajectory t ON t.company_id = c.id
        JOIN coaches_coach k ON k.id = t.coach_id
       WHERE c.slug = p_slug AND k.user_id = p_user AND k.state <> 'left' AND t.state <> 'stopped'
      UNION ALL
      SELECT c.id, c.slug, c.name, guest_role(m.discipline), 'h_coach', false
        FROM companies_company c JOIN companies_mandate m ON m.company_id = c.id
       WHERE c.slug = p_slug AND m.person_id = p_user AND m.ended_at IS NULL AND m.begins_at <= app_now()
         AND (m.reads_until IS NULL OR m.reads_until > app_now())
      UNION ALL
      -- Who may write, too; a physician reads.
      SELECT c.id, c.slug, c.name, 'guest', 'h_coach', false
        FROM companies_company c JOIN companies_mandate m ON m.company_id = c.id
       WHERE c.slug = p_slug AND m.person_id = p_user AND m.ended_at IS NULL AND m.begins_at <= app_now()
         AND m.discipline <> 'physician' AND (m.writes_until IS NULL OR m.writes_until > app_now())
    ), chosen AS (
      SELECT hat FROM rel ORDER BY (hat = p_wanted) DESC, array_position(ARRAY['h_contact', 'h_coach', 'h_cpbw'], hat)
       LIMIT 1
    )
    SELECT rel.id, rel.slug::text, rel.name::text, rel.hat, array_agg(DISTINCT rel.role), bool_or(rel.has_mandate),
           (SELECT array_agg(DISTINCT r.hat) FROM rel r)
      FROM rel JOIN chosen ON chosen.hat = rel.hat GROUP BY 1, 2, 3, 4
$function$
""",
    "REVOKE ALL ON FUNCTION find_company_place(text,bigint,text) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION guard_confirmation()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  IF current_user NOT LIKE 'h\\_%' OR current_user = 'h_system' THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' THEN
    IF NEW.confirmed_at IS NOT DISTINCT FROM OLD.confirmed_at AND NEW.confirmed_by_id IS NOT DISTINCT FROM OLD.confirmed_by_id THEN
      RETURN NEW;
    END IF;
  END IF;
  IF current_user = 'h_contact' AND NEW.confirmed_by_id = app_uid() THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the company confirms, whoever does so in the own name' USING ERRCODE = 'insufficient_privilege';
END
$function$
""",
    "REVOKE ALL ON FUNCTION guard_confirmation() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION guard_payee()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  IF current_user NOT LIKE 'h\\_%' OR current_user = 'h_system' OR (OLD.state = 'submitted' AND OLD.iban = '') THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a statement is paid on the account that it was handed in with' USING ERRCODE = 'insufficient_privilege';
END
$function$
""",
    "REVOKE ALL ON FUNCTION guard_payee() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION guard_trajectory()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  log record;
  taken boolean := false;
BEGIN
  IF current_user NOT LIKE 'h\\_%' OR current_user = 'h_system' THEN
    RETURN NEW;
  END IF;
  -- The policy of h_admin lets administrators in only.
  IF current_user <> 'h_admin' AND (OLD.coaching_hours, OLD.start_due_on, OLD.approved_on)
     IS DISTINCT FROM (NEW.coaching_hours, NEW.start_due_on, NEW.approved_on) THEN
    RAISE EXCEPTION 'hours and start date are set by the programme' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW.coach_id IS NOT NULL AND NEW.coach_id IS DISTINCT FROM OLD.coach_id THEN
    IF current_user = 'h_coach' THEN
      taken := NEW.coach_id = ANY (my_coach_ids());
    ELSIF current_user = 'h_admin' THEN
      taken := OLD.coach_id IS NOT NULL;  -- a coach's files are handed over; where there is none, the company asks one
    END IF;
    IF NOT taken THEN
      RAISE EXCEPTION 'a coach takes a trajectory, nobody gives it' USING ERRCODE = 'insufficient_privilege';
    END IF;
  END IF;
  IF (OLD.hours_used, OLD.started_on, OLD.last_session_on) IS DISTINCT FROM (NEW.hours_used, NEW.started_on, NEW.last_session_on) THEN
    SELECT coalesce(sum(s.hours), 0) AS hours, min(s.held_on) AS first, max(s.held_on) AS last INTO log
      FROM trajectories_session s WHERE s.trajectory_id = NEW.id;
    -- Each column that changes becomes what the log says.
    IF (NEW.hours_used <> OLD.hours_used AND NEW.hours_used <> log.hours)
       OR (NEW.started_on IS DISTINCT FROM OLD.started_on AND NEW.started_on IS DISTINCT FROM log.first)
       OR (NEW.last_session_on IS DISTINCT FROM OLD.last_session_on AND NEW.last_session_on IS DISTINCT FROM log.last) THEN
      RAISE EXCEPTION 'hours and dates follow from the sessions' USING ERRCODE = 'insufficient_privilege';
    END IF;
  END IF;
  RETURN NEW;
END
$function$
""",
    "REVOKE ALL ON FUNCTION guard_trajectory() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION mandate_follows()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  coach bigint;
  present companies_mandate;
  asked record;
  moment timestamptz;
  done text;
  grace integer := (SELECT c.grace_days FROM companies_company c WHERE c.id = coalesce(NEW.company_id, OLD.company_id));
BEGIN
  IF TG_OP = 'DELETE' THEN
    UPDATE companies_mandate m SET ended_at = app_now() WHERE m.id = OLD.mandate_id AND m.ended_at IS NULL;
    RETURN OLD;
  END IF;
  -- Nobody points a trajectory at a mandate by hand.
  NEW.mandate_id := CASE WHEN TG_OP = 'UPDATE' THEN OLD.mandate_id END;
  SELECT k.user_id INTO coach FROM coaches_coach k WHERE k.id = NEW.coach_id;
  SELECT * INTO present FROM companies_mandate m WHERE m.id = NEW.mandate_id;
  IF present.id IS NOT NULL AND present.ended_at IS NULL THEN
    IF NEW.state = 'stopped' OR coach IS DISTINCT FROM present.person_id THEN
      moment := coalesce(CASE WHEN NEW.state = 'stopped' THEN NEW.stopped_at ELSE NEW.coach_accepted_at END, app_now());
      UPDATE companies_mandate m SET ended_at = moment, ended_by_id = app_uid() WHERE m.id = present.id;
      done := 'companies.mandate_ended';
    ELSIF NEW.state = 'closed' AND (present.writes_until IS NULL OR present.writes_until > NEW.closed_at) THEN
      UPDATE companies_mandate m SET writes_until = NEW.closed_at,
             reads_until = least(m.reads_until, NEW.closed_at + make_interval(days => grace)) WHERE m.id = present.id;
      moment := NEW.closed_at;
      done := 'companies.mandate_runs_out';
    END IF;
    IF done IS NOT NULL THEN
      INSERT INTO core_auditevent (id, at, actor_id, hat, company_id, subject_type, subject_id, event, source, target, reason, data)
      VALUES (gen_random_uuid(), moment, app_uid(), current_setting('role'), NEW.company_id, 'companies.mandate',
              present.id, done, '', '', '', jsonb_build_object('person', present.person_id));
    END IF;
  END IF;
  IF coach IS NULL OR NEW.state = 'stopped' OR TG_OP = 'UPDATE' AND NEW.coach_id IS NOT DISTINCT FROM OLD.coach_id THEN
    RETURN NEW;
  END IF;
  -- What the company asked this coach; nobody's word makes a mandate begin before the company asked.
  SELECT r.whole_file, r.requested_at, r.requested_by_id INTO asked FROM trajectories_coachrequest r
   WHERE r.trajectory_id = NEW.id AND r.coach_id = NEW.coach_id ORDER BY r.requested_at DESC LIMIT 1;
  moment := greatest(coalesce(NEW.coach_accepted_at, NEW.approved_on::timestamp AT TIME ZONE 'Europe/Brussels'),
                     asked.requested_at);
  INSERT INTO companies_mandate (id, company_id, person_id, discipline, since, begins_at, writes_until, reads_until,
                                 given_at, given_by_id)
  VALUES (gen_random_uuid(), NEW.company_id, coach, 'coach',
          -- Who takes over a coaching goes on with what was made in it.
          CASE WHEN asked.whole_file THEN NULL ELSE coalesce(present.since, present.begins_at, moment) END,
          moment, CASE WHEN NEW.state = 'closed' THEN NEW.closed_at END,
          CASE WHEN NEW.state = 'closed' THEN NEW.closed_at + make_interval(days => grace) END, moment, asked.requested_by_id)
  RETURNING id INTO NEW.mandate_id;
  INSERT INTO core_auditevent (id, at, actor_id, hat, company_id, subject_type, subject_id, event, source, target, reason, data)
  VALUES (gen_random_uuid(), moment, app_uid(), current_setting('role'), NEW.company_id, 'companies.mandate',
          NEW.mandate_id, 'companies.mandate_given', '', '', '',
          jsonb_build_object('person', coach, 'discipline', 'coach', 'whole_file', coalesce(asked.whole_file, false)));
  RETURN NEW;
END
$function$
""",
    "REVOKE ALL ON FUNCTION mandate_follows() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_coach_companies()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(DISTINCT t.company_id), '{}') FROM trajectories_trajectory t
 WHERE t.id = ANY ((SELECT my_requested_trajectories())::uuid[])
$function$
""",
    "REVOKE ALL ON FUNCTION my_coach_companies() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_requested_trajectories()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(x.id), '{}') FROM (SELECT t.id FROM trajectories_trajectory t WHERE t.coach_id = ANY ((SELECT my_coach_ids())::uuid[]) AND t.state <> 'stopped' UNION SELECT r.trajectory_id FROM trajectories_coachrequest r WHERE r.coach_id = ANY ((SELECT my_coach_ids())::uuid[]) AND r.state = 'open') x
$function$
""",
    "REVOKE ALL ON FUNCTION my_requested_trajectories() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_trajectories()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(t.id), '{}') FROM trajectories_trajectory t WHERE t.coach_id = ANY ((SELECT my_coach_ids())::uuid[]) AND t.state <> 'stopped'
$function$
""",
    "REVOKE ALL ON FUNCTION my_trajectories() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION note_help(p_piece uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
INSERT INTO trajectories_helped (id, trajectory_id, piece_id, company_id, programme_id)
SELECT gen_random_uuid(), t.id, p.id, t.company_id, t.programme_id
  FROM companies_filepiece p JOIN trajectories_trajectory t ON t.company_id = p.company_id
 -- Made while the coaching went on: nobody counts afterwards what was there before it.
 WHERE p.id = p_piece
   AND p.made_at >= coalesce(least(t.coach_accepted_at, t.started_on::timestamp AT TIME ZONE 'Europe/Brussels'),
                             t.approved_on::timestamp AT TIME ZONE 'Europe/Brussels')
   AND t.state NOT IN ('closed', 'stopped') AND (t.coach_id IS NOT NULL OR t.started_on IS NOT NULL)
   AND (current_setting('role', true) = 'h_system' OR p.made_by_id = app_uid())
ON CONFLICT DO NOTHING
$function$
""",
    "REVOKE ALL ON FUNCTION note_help(uuid) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION open_files_of(p_coach uuid)
 RETURNS bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT (SELECT count(*) FROM trajectories_trajectory t WHERE t.coach_id = p_coach AND t.state NOT IN ('closed', 'stopped')) + (SELECT count(*) FROM trajectories_coachrequest r WHERE r.coach_id = p_coach AND r.state = 'open')
$function$
""",
    "REVOKE ALL ON FUNCTION open_files_of(uuid) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION people_to_reach(p_companies uuid[], p_coaches uuid[], p_applications uuid[])
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
""",
    "REVOKE ALL ON FUNCTION people_to_reach(uuid[],uuid[],uuid[]) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION person_names(ids bigint[])
 RETURNS TABLE(id bigint, name text)
 LANGUAGE plpgsql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
#variable_conflict use_column
DECLARE
  asker bigint := app_uid();
  companies uuid[];
  programmes uuid[];
  told bigint[];
  rest bigint[];
BEGIN
  IF current_setting('role', true) = 'h_system'
     OR (SELECT true FROM accounts_user s WHERE s.id = asker AND s.is_platform_staff AND s.is_active) THEN
    RETURN QUERY SELECT u.id, u.name::text FROM accounts_user u WHERE u.id = ANY (ids);
    RETURN;
  END IF;
  -- Companies that the person who asks has or had to do with.
  companies := ARRAY(SELECT m.company_id FROM companies_membership m WHERE m.user_id = asker
    UNION SELECT t.company_id FROM trajectories_trajectory t JOIN coaches_coach k ON k.id = t.coach_id WHERE k.user_id = asker
    UNION SELECT m.company_id FROM companies_mandate m WHERE m.person_id = asker
    UNION SELECT r.company_id FROM trajectories_coachrequest r JOIN coaches_coach k ON k.id = r.coach_id WHERE k.user_id = asker);
  -- Who coaches, who runs a programme and who runs the platform is no secret. Most pages need no more than this, so
  -- the rest is asked apart. “LIMIT 1” has the index of one person looked up; EXISTS would read whole tables at times.
  told := ARRAY(SELECT u.id FROM accounts_user u WHERE u.id = ANY (ids) AND (
    u.id = asker
    OR u.is_platform_staff
    OR (SELECT true FROM coaches_coach k WHERE k.user_id = u.id LIMIT 1)
    OR (SELECT true FROM programmes_programmemembership m WHERE m.user_id = u.id LIMIT 1)
    OR (SELECT true FROM companies_mandate m WHERE m.person_id = u.id AND m.company_id = ANY (companies) LIMIT 1)
    OR (SELECT true FROM companies_membership m WHERE m.user_id = u.id AND m.company_id = ANY (companies) LIMIT 1)));
  rest := ARRAY(SELECT unnest(ids) EXCEPT SELECT unnest(told));
  IF cardinality(rest) > 0 THEN
    -- An observer has to do with figures, with nobody's file.
    programmes := ARRAY(SELECT m.programme_id FROM programmes_programmemembership m
                        WHERE m.user_id = asker AND m.role <> 'observer');
    told := told || ARRAY(SELECT u.id FROM accounts_user u WHERE u.id = ANY (rest) AND (
      (SELECT true FROM companies_membership m JOIN programmes_application a ON a.company_id = m.company_id
       WHERE m.user_id = u.id AND a.state <> 'draft' AND a.programme_id = ANY (programmes) LIMIT 1)
      OR (SELECT true FROM programmes_partnermembership m JOIN programmes_partner p ON p.id = m.partner_id
          WHERE m.user_id = u.id AND p.programme_id = ANY (programmes) LIMIT 1)
      -- Who applied is known to the programme, and who sent it to the company as well.
      OR (SELECT true FROM programmes_application a WHERE a.applicant_id = u.id AND a.state <> 'draft'
          AND (a.programme_id = ANY (programmes) OR a.company_id = ANY (companies)) LIMIT 1)
      OR (SELECT true FROM programmes_application a WHERE a.company_id = ANY (companies) AND a.submitted_by_id = u.id LIMIT 1)
      -- Who writes a draft with whom.
      OR (SELECT true FROM programmes_draftshare s JOIN programmes_application a ON a.id = s.application_id
          WHERE s.user_id = u.id AND (a.applicant_id = asker OR a.id = ANY (my_shared_drafts())) LIMIT 1)
      OR (SELECT true FROM programmes_application a WHERE a.applicant_id = u.id AND a.id = ANY (my_shared_drafts()) LIMIT 1)));
  END IF;
  RETURN QUERY SELECT u.id, u.name::text FROM accounts_user u WHERE u.id = ANY (told);
END
$function$
""",
    "REVOKE ALL ON FUNCTION person_names(bigint[]) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION recount_after_truncate()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  PERFORM recount_figures();
  RETURN NULL;
END
$function$
""",
    "REVOKE ALL ON FUNCTION recount_after_truncate() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION recount_figures()
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- The lock waits for who has written figures and holds who is about to: what they add comes on top of this count.
DECLARE
  written bigint;
BEGIN
  LOCK TABLE programmes_figure IN SHARE ROW EXCLUSIVE MODE;
  DELETE FROM programmes_figure;
  INSERT INTO programmes_figure (programme_id, cut, value, state, month, applied, started, paid_eur)
    SELECT programme_id, cut, value, state, month, applied, started, paid_eur FROM figures_counted();
  GET DIAGNOSTICS written = ROW_COUNT;
  RETURN written;
END
$function$
""",
    "REVOKE ALL ON FUNCTION recount_figures() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION retire_coach(p_coach uuid)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
WITH gone AS (
    UPDATE coaches_coach k SET state = 'left', version = k.version + 1
     WHERE k.id = p_coach AND k.state <> 'left'
       AND NOT EXISTS (SELECT 1 FROM trajectories_trajectory t WHERE t.coach_id = k.id AND t.state NOT IN ('closed', 'stopped'))
       AND NOT EXISTS (SELECT 1 FROM trajectories_coachrequest r WHERE r.coach_id = k.id AND r.state = 'open')
       AND NOT EXISTS (SELECT 1 FROM programmes_accreditation a WHERE a.coach_id = k.id AND a.ended_on IS NULL)
       AND (EXISTS (SELECT 1 FROM programmes_accreditation a WHERE a.coach_id = k.id AND a.programme_id = ANY (my_administered()))
            OR EXISTS (SELECT 1 FROM trajectories_trajectory t WHERE t.coach_id = k.id AND t.programme_id = ANY (my_administered()))
            OR EXISTS (SELECT 1 FROM trajectories_coachrequest r WHERE r.coach_id = k.id AND r.programme_id = ANY (my_administered())))
    RETURNING k.user_id),
  -- Who has left reads nothing of the closed files any more.
  ended AS (
    UPDATE companies_mandate m SET ended_at = app_now(), ended_by_id = app_uid()
     WHERE m.discipline = 'coach' AND m.ended_at IS NULL AND m.person_id IN (SELECT gone.user_id FROM gone))
  SELECT EXISTS (SELECT 1 FROM gone)
$function$
""",
    "REVOKE ALL ON FUNCTION retire_coach(uuid) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION route_behind(p_trajectory uuid)
 RETURNS TABLE(analysed boolean, put_to_body boolean, in_force boolean)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce((SELECT a.state IN ('final', 'superseded')
                   FROM trajectories_helped h JOIN riskanalysis_riskanalysis a ON a.piece_id = h.piece_id
                  WHERE h.trajectory_id = t.id ORDER BY a.created_at DESC LIMIT 1), false),
       coalesce(plan.state IN ('active', 'adopted', 'advised', 'closed', 'evaluated', 'submitted_to_body'), false),
       coalesce(plan.state IN ('active', 'adopted', 'closed', 'evaluated'), false)
  FROM trajectories_trajectory t
  LEFT JOIN LATERAL (SELECT p.state FROM trajectories_helped h
                       JOIN actionplans_annualactionplan p ON p.piece_id = h.piece_id
                      WHERE h.trajectory_id = t.id ORDER BY p.year DESC, p.version_no DESC LIMIT 1) plan ON true
 WHERE t.id = p_trajectory
   AND (current_setting('role', true) = 'h_system' OR t.company_id = ANY (my_companies('h_contact'))
        OR t.id = ANY (my_trajectories()) OR t.programme_id = ANY (my_judged()))
$function$
""",
    "REVOKE ALL ON FUNCTION route_behind(uuid) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION trajectory_takes_name()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  SELECT a.company_name INTO NEW.company_name FROM programmes_application a WHERE a.id = NEW.application_id;
  NEW.company_name := coalesce(NEW.company_name, '');
  RETURN NEW;
END
$function$
""",
    "REVOKE ALL ON FUNCTION trajectory_takes_name() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION verify_document(p_code text)
 RETURNS TABLE(kind text, title text, language text, version_no integer, sha256 text, created_at timestamp with time zone, latest boolean)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT d.kind::text, d.title::text, d.language::text, d.version_no, d.sha256::text, d.created_at, NOT EXISTS (SELECT 1 FROM core_document n WHERE n.subject_id = d.subject_id AND n.kind = d.kind AND n.language = d.language AND n.version_no > d.version_no AND n.state = 'ready') FROM core_document d WHERE d.code = p_code AND d.state = 'ready'
$function$
""",
    "REVOKE ALL ON FUNCTION verify_document(text) FROM PUBLIC",
    """GRANT EXECUTE ON FUNCTION body_of(uuid) TO h_admin, h_coach, h_contact, h_cpbw, h_partner, h_person, h_staff, h_system
""",
    "GRANT EXECUTE ON FUNCTION carried_out_measures(uuid) TO h_admin, h_coach, h_contact, h_system",
    """GRANT EXECUTE ON FUNCTION coach_loads() TO h_admin, h_coach, h_contact, h_cpbw, h_partner, h_person, h_public, h_staff, h_system
""",
    """GRANT EXECUTE ON FUNCTION coach_loads_of(uuid[]) TO h_admin, h_coach, h_contact, h_cpbw, h_partner, h_person, h_public, h_staff, h_system
""",
    """GRANT EXECUTE ON FUNCTION coach_of(uuid) TO h_admin, h_coach, h_contact, h_cpbw, h_partner, h_person, h_staff, h_system
""",
    "GRANT EXECUTE ON FUNCTION coach_records(uuid[],integer,integer) TO h_admin, h_coach, h_contact, h_cpbw",
    "GRANT EXECUTE ON FUNCTION concerns_me(uuid) TO h_coach, h_contact, h_cpbw, h_person",
    """GRANT EXECUTE ON FUNCTION contacts_of(uuid) TO h_admin, h_coach, h_contact, h_cpbw, h_partner, h_person, h_staff, h_system
""",
    "GRANT EXECUTE ON FUNCTION figures_counted() TO h_system",
    "GRANT EXECUTE ON FUNCTION find_company_place(text,bigint,text) TO w_web, w_worker",
    "GRANT EXECUTE ON FUNCTION guard_confirmation() TO PUBLIC",
    "GRANT EXECUTE ON FUNCTION guard_payee() TO PUBLIC",
    "GRANT EXECUTE ON FUNCTION guard_trajectory() TO PUBLIC",
    "GRANT EXECUTE ON FUNCTION my_coach_companies() TO h_coach, h_system",
    "GRANT EXECUTE ON FUNCTION my_requested_trajectories() TO h_coach, h_system",
    "GRANT EXECUTE ON FUNCTION my_trajectories() TO h_coach, h_system",
    "GRANT EXECUTE ON FUNCTION note_help(uuid) TO h_coach, h_contact, h_system",
    "GRANT EXECUTE ON FUNCTION open_files_of(uuid) TO h_admin, h_system",
    "GRANT EXECUTE ON FUNCTION people_to_reach(uuid[],uuid[],uuid[]) TO h_admin, h_coach, h_contact, h_cpbw",
    """GRANT EXECUTE ON FUNCTION person_names(bigint[]) TO h_admin, h_coach, h_contact, h_cpbw, h_partner, h_person, h_staff, h_system
""",
    "GRANT EXECUTE ON FUNCTION recount_figures() TO h_system",
    "GRANT EXECUTE ON FUNCTION retire_coach(uuid) TO h_admin",
    "GRANT EXECUTE ON FUNCTION route_behind(uuid) TO h_admin, h_coach, h_contact, h_system",
    "GRANT EXECUTE ON FUNCTION verify_document(text) TO h_public",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'trajectories_trajectory_tenant_company_programme') THEN ALTER TABLE trajectories_trajectory ADD CONSTRAINT trajectories_trajectory_tenant_company_programme UNIQUE (id, company_id, programme_id); END IF; END $$
""",
    """ALTER TABLE trajectories_coachrequest ADD CONSTRAINT trajectories_coachrequest_trajectory_id_same_tenant FOREIGN KEY (trajectory_id, company_id, programme_id) REFERENCES trajectories_trajectory(id, company_id, programme_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'trajectories_trajectory_tenant_company_programme') THEN ALTER TABLE trajectories_trajectory ADD CONSTRAINT trajectories_trajectory_tenant_company_programme UNIQUE (id, company_id, programme_id); END IF; END $$
""",
    """ALTER TABLE trajectories_expensestatement ADD CONSTRAINT trajectories_expensestatement_trajectory_id_same_tenant FOREIGN KEY (trajectory_id, company_id, programme_id) REFERENCES trajectories_trajectory(id, company_id, programme_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_filepiece_tenant_company') THEN ALTER TABLE companies_filepiece ADD CONSTRAINT companies_filepiece_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE trajectories_helped ADD CONSTRAINT trajectories_helped_piece_id_same_tenant FOREIGN KEY (piece_id, company_id) REFERENCES companies_filepiece(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'trajectories_trajectory_tenant_company_programme') THEN ALTER TABLE trajectories_trajectory ADD CONSTRAINT trajectories_trajectory_tenant_company_programme UNIQUE (id, company_id, programme_id); END IF; END $$
""",
    """ALTER TABLE trajectories_helped ADD CONSTRAINT trajectories_helped_trajectory_id_same_tenant FOREIGN KEY (trajectory_id, company_id, programme_id) REFERENCES trajectories_trajectory(id, company_id, programme_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'trajectories_trajectory_tenant_company_programme') THEN ALTER TABLE trajectories_trajectory ADD CONSTRAINT trajectories_trajectory_tenant_company_programme UNIQUE (id, company_id, programme_id); END IF; END $$
""",
    """ALTER TABLE trajectories_message ADD CONSTRAINT trajectories_message_trajectory_id_same_tenant FOREIGN KEY (trajectory_id, company_id, programme_id) REFERENCES trajectories_trajectory(id, company_id, programme_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'trajectories_trajectory_tenant_company_programme') THEN ALTER TABLE trajectories_trajectory ADD CONSTRAINT trajectories_trajectory_tenant_company_programme UNIQUE (id, company_id, programme_id); END IF; END $$
""",
    """ALTER TABLE trajectories_messagemark ADD CONSTRAINT trajectories_messagemark_trajectory_id_same_tenant FOREIGN KEY (trajectory_id, company_id, programme_id) REFERENCES trajectories_trajectory(id, company_id, programme_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'trajectories_session_tenant_company_programme') THEN ALTER TABLE trajectories_session ADD CONSTRAINT trajectories_session_tenant_company_programme UNIQUE (id, company_id, programme_id); END IF; END $$
""",
    """ALTER TABLE trajectories_plannedsession ADD CONSTRAINT trajectories_plannedsession_session_id_same_tenant FOREIGN KEY (session_id, company_id, programme_id) REFERENCES trajectories_session(id, company_id, programme_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'trajectories_trajectory_tenant_company_programme') THEN ALTER TABLE trajectories_trajectory ADD CONSTRAINT trajectories_trajectory_tenant_company_programme UNIQUE (id, company_id, programme_id); END IF; END $$
""",
    """ALTER TABLE trajectories_plannedsession ADD CONSTRAINT trajectories_plannedsession_trajectory_id_same_tenant FOREIGN KEY (trajectory_id, company_id, programme_id) REFERENCES trajectories_trajectory(id, company_id, programme_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'trajectories_expensestatement_tenant_company_programme') THEN ALTER TABLE trajectories_expensestatement ADD CONSTRAINT trajectories_expensestatement_tenant_company_programme UNIQUE (id, company_id, programme_id); END IF; END $$
""",
    """ALTER TABLE trajectories_session ADD CONSTRAINT trajectories_session_statement_id_same_tenant FOREIGN KEY (statement_id, company_id, programme_id) REFERENCES trajectories_expensestatement(id, company_id, programme_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'trajectories_trajectory_tenant_company_programme') THEN ALTER TABLE trajectories_trajectory ADD CONSTRAINT trajectories_trajectory_tenant_company_programme UNIQUE (id, company_id, programme_id); END IF; END $$
""",
    """ALTER TABLE trajectories_session ADD CONSTRAINT trajectories_session_trajectory_id_same_tenant FOREIGN KEY (trajectory_id, company_id, programme_id) REFERENCES trajectories_trajectory(id, company_id, programme_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'programmes_application_tenant_company_programme') THEN ALTER TABLE programmes_application ADD CONSTRAINT programmes_application_tenant_company_programme UNIQUE (id, company_id, programme_id); END IF; END $$
""",
    """ALTER TABLE trajectories_trajectory ADD CONSTRAINT trajectories_trajectory_application_id_same_tenant FOREIGN KEY (application_id, company_id, programme_id) REFERENCES programmes_application(id, company_id, programme_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_mandate_tenant_company') THEN ALTER TABLE companies_mandate ADD CONSTRAINT companies_mandate_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE trajectories_trajectory ADD CONSTRAINT trajectories_trajectory_mandate_id_same_tenant FOREIGN KEY (mandate_id, company_id) REFERENCES companies_mandate(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """CREATE TRIGGER behind_added AFTER INSERT ON programmes_application REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION figures_behind()
""",
    """CREATE TRIGGER behind_changed AFTER UPDATE ON programmes_application FOR EACH ROW WHEN ((old.state <> 'draft' OR new.state <> 'draft') AND (old.state = 'draft', old.state = 'approved', old.layer, old.province, old.target_group, old.referral_channel, old.submitted_at) IS DISTINCT FROM (new.state = 'draft', new.state = 'approved', new.layer, new.province, new.target_group, new.referral_channel, new.submitted_at)) EXECUTE FUNCTION figures_behind()
""",
    """CREATE TRIGGER behind_emptied AFTER TRUNCATE ON programmes_application FOR EACH STATEMENT EXECUTE FUNCTION recount_after_truncate()
""",
    """CREATE TRIGGER behind_gone AFTER DELETE ON programmes_application REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION figures_behind()
""",
    """CREATE TRIGGER gives_name AFTER UPDATE OF company_name ON programmes_application FOR EACH ROW WHEN ((new.company_name IS DISTINCT FROM old.company_name)) EXECUTE FUNCTION application_gives_name()
""",
    """CREATE TRIGGER figures_added AFTER INSERT ON trajectories_expensestatement REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION figures_of_payments()
""",
    """CREATE TRIGGER figures_changed AFTER UPDATE ON trajectories_expensestatement FOR EACH ROW WHEN ((true) AND (old.programme_id, old.trajectory_id, old.state, old.subsidy_eur) IS DISTINCT FROM (new.programme_id, new.trajectory_id, new.state, new.subsidy_eur)) EXECUTE FUNCTION figures_of_payments()
""",
    """CREATE TRIGGER figures_emptied AFTER TRUNCATE ON trajectories_expensestatement FOR EACH STATEMENT EXECUTE FUNCTION recount_after_truncate()
""",
    """CREATE TRIGGER figures_gone AFTER DELETE ON trajectories_expensestatement REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION figures_of_payments()
""",
    """CREATE TRIGGER keeps_payee BEFORE UPDATE OF payee, iban ON trajectories_expensestatement FOR EACH ROW WHEN (old.payee IS DISTINCT FROM new.payee OR old.iban IS DISTINCT FROM new.iban) EXECUTE FUNCTION guard_payee()
""",
    """CREATE TRIGGER company_confirms BEFORE INSERT OR UPDATE OF confirmed_at, confirmed_by_id ON trajectories_session FOR EACH ROW WHEN (new.confirmed_at IS NOT NULL OR new.confirmed_by_id IS NOT NULL) EXECUTE FUNCTION guard_confirmation()
""",
    """CREATE TRIGGER figures_added AFTER INSERT ON trajectories_trajectory REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION figures_of_starts()
""",
    """CREATE TRIGGER figures_changed AFTER UPDATE ON trajectories_trajectory FOR EACH ROW WHEN ((true) AND (old.programme_id, old.application_id, old.started_on) IS DISTINCT FROM (new.programme_id, new.application_id, new.started_on)) EXECUTE FUNCTION figures_of_starts()
""",
    """CREATE TRIGGER figures_emptied AFTER TRUNCATE ON trajectories_trajectory FOR EACH STATEMENT EXECUTE FUNCTION recount_after_truncate()
""",
    """CREATE TRIGGER figures_gone AFTER DELETE ON trajectories_trajectory REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION figures_of_starts()
""",
    """CREATE TRIGGER follows_the_log BEFORE UPDATE OF coach_id, hours_used, started_on, last_session_on, coaching_hours, start_due_on, approved_on ON trajectories_trajectory FOR EACH ROW EXECUTE FUNCTION guard_trajectory()
""",
    """CREATE TRIGGER keeps_name BEFORE UPDATE OF company_name, application_id ON trajectories_trajectory FOR EACH ROW WHEN ((new.company_name IS DISTINCT FROM old.company_name) OR (new.application_id IS DISTINCT FROM old.application_id)) EXECUTE FUNCTION trajectory_takes_name()
""",
    """CREATE TRIGGER mandate_follows BEFORE INSERT OR DELETE OR UPDATE OF coach_id, state, mandate_id ON trajectories_trajectory FOR EACH ROW EXECUTE FUNCTION mandate_follows()
""",
    """CREATE TRIGGER search_words AFTER INSERT OR UPDATE OF company_name ON trajectories_trajectory FOR EACH ROW EXECUTE FUNCTION keep_search_words('trajectory', 'company_name')
""",
    """CREATE TRIGGER search_words_gone AFTER DELETE ON trajectories_trajectory FOR EACH ROW EXECUTE FUNCTION keep_search_words('trajectory')
""",
    """CREATE TRIGGER takes_name BEFORE INSERT ON trajectories_trajectory FOR EACH ROW EXECUTE FUNCTION trajectory_takes_name()
""",
    """CREATE POLICY h_coach_select ON companies_company FOR SELECT TO h_coach USING ((id = ANY ((SELECT my_coach_companies())::uuid[])) OR (id = ANY ((SELECT my_guest_companies())::uuid[])))
""",
    """CREATE POLICY h_coach_select ON companies_consultationbody FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_coach_companies())::uuid[])) OR (company_id = ANY ((SELECT my_guest_companies())::uuid[])))
""",
    """CREATE POLICY h_coach_insert ON companies_earlierunit FOR INSERT TO h_coach WITH CHECK (company_id = ANY ((SELECT my_files_to_add())::uuid[]))
""",
    """CREATE POLICY h_coach_select ON companies_earlierunit FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_coach_companies())::uuid[])) OR (company_id = ANY ((SELECT my_guest_companies())::uuid[])))
""",
    """CREATE POLICY h_coach_select ON companies_establishmentunit FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_coach_companies())::uuid[])) OR (company_id = ANY ((SELECT my_guest_companies())::uuid[])))
""",
    """CREATE POLICY h_coach_insert ON companies_headcount FOR INSERT TO h_coach WITH CHECK (company_id = ANY ((SELECT my_files_to_add())::uuid[]))
""",
    """CREATE POLICY h_coach_select ON companies_headcount FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_coach_companies())::uuid[])) OR (company_id = ANY ((SELECT my_guest_companies())::uuid[])))
""",
    """CREATE POLICY h_coach_select ON companies_membership FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_coach_companies())::uuid[])) OR (company_id = ANY ((SELECT my_guest_companies())::uuid[])))
""",
    """CREATE POLICY h_coach_select ON companies_roleholder FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_coach_companies())::uuid[])) OR (company_id = ANY ((SELECT my_guest_companies())::uuid[])))
""",
    """CREATE POLICY h_coach_insert ON companies_workunit FOR INSERT TO h_coach WITH CHECK (company_id = ANY ((SELECT my_files_to_add())::uuid[]))
""",
    """CREATE POLICY h_coach_select ON companies_workunit FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_coach_companies())::uuid[])) OR (company_id = ANY ((SELECT my_guest_companies())::uuid[])))
""",
    """CREATE POLICY h_coach_update ON companies_workunit FOR UPDATE TO h_coach USING (company_id = ANY ((SELECT my_files_to_add())::uuid[])) WITH CHECK (company_id = ANY ((SELECT my_files_to_add())::uuid[]))
""",
    """CREATE POLICY h_coach_insert ON core_auditevent FOR INSERT TO h_coach WITH CHECK ((actor_id = (SELECT app_uid()) AND hat = current_user) AND (company_id IS NULL OR concerns_me(company_id)))
""",
    """CREATE POLICY h_coach_select ON core_auditevent FOR SELECT TO h_coach USING (((trajectory_id = ANY ((SELECT my_trajectories())::uuid[])) AND (piece_id IS NULL)) OR (((company_id = ANY ((SELECT my_files())::uuid[])) AND (piece_id IS NOT NULL)) OR (piece_id = ANY ((SELECT my_pieces())::uuid[]))))
""",
    """CREATE POLICY h_contact_insert ON core_auditevent FOR INSERT TO h_contact WITH CHECK ((actor_id = (SELECT app_uid()) AND hat = current_user) AND (company_id IS NULL OR concerns_me(company_id)))
""",
    """CREATE POLICY h_cpbw_insert ON core_auditevent FOR INSERT TO h_cpbw WITH CHECK ((actor_id = (SELECT app_uid()) AND hat = current_user) AND (company_id IS NULL OR concerns_me(company_id)))
""",
    """CREATE POLICY h_person_insert ON core_auditevent FOR INSERT TO h_person WITH CHECK ((actor_id = (SELECT app_uid()) AND hat = current_user) AND (company_id IS NULL OR concerns_me(company_id) OR EXISTS (SELECT 1 FROM programmes_application a WHERE a.company_id = core_auditevent.company_id)))
""",
    """CREATE POLICY h_coach_insert ON core_document FOR INSERT TO h_coach WITH CHECK (((trajectory_id = ANY ((SELECT my_trajectories())::uuid[])) AND (piece_id IS NULL)) OR (((company_id = ANY ((SELECT my_files())::uuid[])) AND (piece_id IS NOT NULL)) OR (piece_id = ANY ((SELECT my_pieces())::uuid[]))))
""",
    """CREATE POLICY h_coach_select ON core_document FOR SELECT TO h_coach USING ((((trajectory_id = ANY ((SELECT my_trajectories())::uuid[])) AND (piece_id IS NULL)) OR (((company_id = ANY ((SELECT my_files())::uuid[])) AND (piece_id IS NOT NULL)) OR (piece_id = ANY ((SELECT my_pieces())::uuid[])))) AND (position('h_coach' in audience) > 0))
""",
    """CREATE POLICY h_coach_insert ON core_outgoingemail FOR INSERT TO h_coach WITH CHECK ((state = 'queued' AND attempts = 0) AND (company_id IS NULL OR concerns_me(company_id)))
""",
    """CREATE POLICY h_coach_select ON core_outgoingemail FOR SELECT TO h_coach USING (((trajectory_id = ANY ((SELECT my_trajectories())::uuid[])) AND (piece_id IS NULL)) OR (((company_id = ANY ((SELECT my_files())::uuid[])) AND (piece_id IS NOT NULL)) OR (piece_id = ANY ((SELECT my_pieces())::uuid[]))))
""",
    """CREATE POLICY h_contact_insert ON core_outgoingemail FOR INSERT TO h_contact WITH CHECK ((state = 'queued' AND attempts = 0) AND (company_id IS NULL OR concerns_me(company_id)))
""",
    """CREATE POLICY h_cpbw_insert ON core_outgoingemail FOR INSERT TO h_cpbw WITH CHECK ((state = 'queued' AND attempts = 0) AND (company_id IS NULL OR concerns_me(company_id)))
""",
    """CREATE POLICY h_person_insert ON core_outgoingemail FOR INSERT TO h_person WITH CHECK ((state = 'queued' AND attempts = 0) AND (company_id IS NULL OR concerns_me(company_id) OR EXISTS (SELECT 1 FROM programmes_application a WHERE a.company_id = core_outgoingemail.company_id)))
""",
    """CREATE POLICY h_coach_insert ON core_reminder FOR INSERT TO h_coach WITH CHECK (((trajectory_id = ANY ((SELECT my_requested_trajectories())::uuid[])) AND (piece_id IS NULL)) OR (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) AND (piece_id IS NOT NULL)) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))))
""",
    """CREATE POLICY h_coach_select ON core_reminder FOR SELECT TO h_coach USING (((trajectory_id = ANY ((SELECT my_requested_trajectories())::uuid[])) AND (piece_id IS NULL)) OR (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) AND (piece_id IS NOT NULL)) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))))
""",
    """CREATE POLICY h_coach_update ON core_reminder FOR UPDATE TO h_coach USING (((trajectory_id = ANY ((SELECT my_requested_trajectories())::uuid[])) AND (piece_id IS NULL)) OR (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) AND (piece_id IS NOT NULL)) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[])))) WITH CHECK (((trajectory_id = ANY ((SELECT my_requested_trajectories())::uuid[])) AND (piece_id IS NULL)) OR (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) AND (piece_id IS NOT NULL)) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))))
""",
    """CREATE POLICY h_coach_select ON modules_moduleuptake FOR SELECT TO h_coach USING (company_id = ANY ((SELECT my_coach_companies())::uuid[]))
""",
    """CREATE POLICY h_coach_select ON programmes_application FOR SELECT TO h_coach USING (company_id = ANY ((SELECT my_coach_companies())::uuid[]))
""",
    """CREATE POLICY h_admin_select ON trajectories_coachrequest FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    """CREATE POLICY h_admin_update ON trajectories_coachrequest FOR UPDATE TO h_admin USING (programme_id = ANY ((SELECT my_administered())::uuid[])) WITH CHECK (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    """CREATE POLICY h_coach_select ON trajectories_coachrequest FOR SELECT TO h_coach USING (coach_id = ANY ((SELECT my_coach_ids())::uuid[]))
""",
    """CREATE POLICY h_coach_update ON trajectories_coachrequest FOR UPDATE TO h_coach USING (coach_id = ANY ((SELECT my_coach_ids())::uuid[])) WITH CHECK (coach_id = ANY ((SELECT my_coach_ids())::uuid[]))
""",
    """CREATE POLICY h_contact_insert ON trajectories_coachrequest FOR INSERT TO h_contact WITH CHECK (((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (requested_by_id = (SELECT app_uid()))) AND ((NOT whole_file) OR (company_id = ANY ((SELECT my_mandates())::uuid[]))))
""",
    """CREATE POLICY h_contact_select ON trajectories_coachrequest FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON trajectories_coachrequest FOR UPDATE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    "CREATE POLICY h_system_delete ON trajectories_coachrequest FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON trajectories_coachrequest FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON trajectories_coachrequest FOR SELECT TO h_system USING (true)",
    """CREATE POLICY h_system_update ON trajectories_coachrequest FOR UPDATE TO h_system USING (true) WITH CHECK (true)
""",
    """CREATE POLICY h_admin_select ON trajectories_expensestatement FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    """CREATE POLICY h_admin_update ON trajectories_expensestatement FOR UPDATE TO h_admin USING (programme_id = ANY ((SELECT my_administered())::uuid[])) WITH CHECK (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    """CREATE POLICY h_coach_insert ON trajectories_expensestatement FOR INSERT TO h_coach WITH CHECK (trajectory_id = ANY ((SELECT my_trajectories())::uuid[]))
""",
    """CREATE POLICY h_coach_select ON trajectories_expensestatement FOR SELECT TO h_coach USING (trajectory_id = ANY ((SELECT my_trajectories())::uuid[]))
""",
    """CREATE POLICY h_coach_update ON trajectories_expensestatement FOR UPDATE TO h_coach USING ((trajectory_id = ANY ((SELECT my_trajectories())::uuid[])) AND (submitted_by_id = (SELECT app_uid()))) WITH CHECK ((trajectory_id = ANY ((SELECT my_trajectories())::uuid[])) AND (submitted_by_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_contact_select ON trajectories_expensestatement FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_observer_select ON trajectories_expensestatement FOR SELECT TO h_observer USING (programme_id = ANY ((SELECT my_programmes())::uuid[]))
""",
    "CREATE POLICY h_system_delete ON trajectories_expensestatement FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON trajectories_expensestatement FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON trajectories_expensestatement FOR SELECT TO h_system USING (true)",
    """CREATE POLICY h_system_update ON trajectories_expensestatement FOR UPDATE TO h_system USING (true) WITH CHECK (true)
""",
    """CREATE POLICY h_coach_select ON trajectories_helped FOR SELECT TO h_coach USING (trajectory_id = ANY ((SELECT my_trajectories())::uuid[]))
""",
    """CREATE POLICY h_contact_select ON trajectories_helped FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_cpbw_select ON trajectories_helped FOR SELECT TO h_cpbw USING (company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]))
""",
    "CREATE POLICY h_system_delete ON trajectories_helped FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON trajectories_helped FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON trajectories_helped FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON trajectories_helped FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_admin_insert ON trajectories_message FOR INSERT TO h_admin WITH CHECK ((programme_id = ANY ((SELECT my_administered())::uuid[])) AND (author_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_admin_select ON trajectories_message FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    """CREATE POLICY h_admin_update ON trajectories_message FOR UPDATE TO h_admin USING ((programme_id = ANY ((SELECT my_administered())::uuid[])) AND (author_id = (SELECT app_uid()))) WITH CHECK ((programme_id = ANY ((SELECT my_administered())::uuid[])) AND (author_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_coach_insert ON trajectories_message FOR INSERT TO h_coach WITH CHECK ((trajectory_id = ANY ((SELECT my_trajectories())::uuid[])) AND (author_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_coach_select ON trajectories_message FOR SELECT TO h_coach USING (trajectory_id = ANY ((SELECT my_trajectories())::uuid[]))
""",
    """CREATE POLICY h_coach_update ON trajectories_message FOR UPDATE TO h_coach USING ((trajectory_id = ANY ((SELECT my_trajectories())::uuid[])) AND (author_id = (SELECT app_uid()))) WITH CHECK ((trajectory_id = ANY ((SELECT my_trajectories())::uuid[])) AND (author_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_contact_insert ON trajectories_message FOR INSERT TO h_contact WITH CHECK (((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (author_id = (SELECT app_uid()))) AND (NOT is_internal))
""",
    """CREATE POLICY h_contact_select ON trajectories_message FOR SELECT TO h_contact USING ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (NOT is_internal))
""",
    """CREATE POLICY h_contact_update ON trajectories_message FOR UPDATE TO h_contact USING (((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (author_id = (SELECT app_uid()))) AND (NOT is_internal)) WITH CHECK (((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (author_id = (SELECT app_uid()))) AND (NOT is_internal))
""",
    "CREATE POLICY h_system_delete ON trajectories_message FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON trajectories_message FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON trajectories_message FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON trajectories_message FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_admin_insert ON trajectories_messagemark FOR INSERT TO h_admin WITH CHECK ((programme_id = ANY ((SELECT my_administered())::uuid[])) AND (user_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_admin_select ON trajectories_messagemark FOR SELECT TO h_admin USING ((programme_id = ANY ((SELECT my_administered())::uuid[])) AND (user_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_admin_update ON trajectories_messagemark FOR UPDATE TO h_admin USING ((programme_id = ANY ((SELECT my_administered())::uuid[])) AND (user_id = (SELECT app_uid()))) WITH CHECK ((programme_id = ANY ((SELECT my_administered())::uuid[])) AND (user_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_coach_insert ON trajectories_messagemark FOR INSERT TO h_coach WITH CHECK ((trajectory_id = ANY ((SELECT my_trajectories())::uuid[])) AND (user_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_coach_select ON trajectories_messagemark FOR SELECT TO h_coach USING ((trajectory_id = ANY ((SELECT my_trajectories())::uuid[])) AND (user_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_coach_update ON trajectories_messagemark FOR UPDATE TO h_coach USING ((trajectory_id = ANY ((SELECT my_trajectories())::uuid[])) AND (user_id = (SELECT app_uid()))) WITH CHECK ((trajectory_id = ANY ((SELECT my_trajectories())::uuid[])) AND (user_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_contact_insert ON trajectories_messagemark FOR INSERT TO h_contact WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (user_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_contact_select ON trajectories_messagemark FOR SELECT TO h_contact USING ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (user_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_contact_update ON trajectories_messagemark FOR UPDATE TO h_contact USING ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (user_id = (SELECT app_uid()))) WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (user_id = (SELECT app_uid())))
""",
    "CREATE POLICY h_system_delete ON trajectories_messagemark FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON trajectories_messagemark FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON trajectories_messagemark FOR SELECT TO h_system USING (true)",
    """CREATE POLICY h_system_update ON trajectories_messagemark FOR UPDATE TO h_system USING (true) WITH CHECK (true)
""",
    """CREATE POLICY h_coach_insert ON trajectories_paymentaccount FOR INSERT TO h_coach WITH CHECK (coach_id = ANY ((SELECT my_coach_ids())::uuid[]))
""",
    """CREATE POLICY h_coach_select ON trajectories_paymentaccount FOR SELECT TO h_coach USING (coach_id = ANY ((SELECT my_coach_ids())::uuid[]))
""",
    """CREATE POLICY h_coach_update ON trajectories_paymentaccount FOR UPDATE TO h_coach USING (coach_id = ANY ((SELECT my_coach_ids())::uuid[])) WITH CHECK (coach_id = ANY ((SELECT my_coach_ids())::uuid[]))
""",
    "CREATE POLICY h_system_delete ON trajectories_paymentaccount FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON trajectories_paymentaccount FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON trajectories_paymentaccount FOR SELECT TO h_system USING (true)",
    """CREATE POLICY h_system_update ON trajectories_paymentaccount FOR UPDATE TO h_system USING (true) WITH CHECK (true)
""",
    """CREATE POLICY h_admin_select ON trajectories_plannedsession FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    """CREATE POLICY h_admin_update ON trajectories_plannedsession FOR UPDATE TO h_admin USING (programme_id = ANY ((SELECT my_administered())::uuid[])) WITH CHECK (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    """CREATE POLICY h_coach_insert ON trajectories_plannedsession FOR INSERT TO h_coach WITH CHECK (trajectory_id = ANY ((SELECT my_trajectories())::uuid[]))
""",
    """CREATE POLICY h_coach_select ON trajectories_plannedsession FOR SELECT TO h_coach USING (trajectory_id = ANY ((SELECT my_trajectories())::uuid[]))
""",
    """CREATE POLICY h_coach_update ON trajectories_plannedsession FOR UPDATE TO h_coach USING (trajectory_id = ANY ((SELECT my_trajectories())::uuid[])) WITH CHECK (trajectory_id = ANY ((SELECT my_trajectories())::uuid[]))
""",
    """CREATE POLICY h_contact_select ON trajectories_plannedsession FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON trajectories_plannedsession FOR UPDATE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    "CREATE POLICY h_system_delete ON trajectories_plannedsession FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON trajectories_plannedsession FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON trajectories_plannedsession FOR SELECT TO h_system USING (true)",
    """CREATE POLICY h_system_update ON trajectories_plannedsession FOR UPDATE TO h_system USING (true) WITH CHECK (true)
""",
    """CREATE POLICY h_admin_select ON trajectories_session FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    """CREATE POLICY h_admin_update ON trajectories_session FOR UPDATE TO h_admin USING (programme_id = ANY ((SELECT my_administered())::uuid[])) WITH CHECK (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    """CREATE POLICY h_coach_delete ON trajectories_session FOR DELETE TO h_coach USING (trajectory_id = ANY ((SELECT my_trajectories())::uuid[]))
""",
    """CREATE POLICY h_coach_insert ON trajectories_session FOR INSERT TO h_coach WITH CHECK (trajectory_id = ANY ((SELECT my_trajectories())::uuid[]))
""",
    """CREATE POLICY h_coach_select ON trajectories_session FOR SELECT TO h_coach USING (trajectory_id = ANY ((SELECT my_trajectories())::uuid[]))
""",
    """CREATE POLICY h_coach_update ON trajectories_session FOR UPDATE TO h_coach USING (trajectory_id = ANY ((SELECT my_trajectories())::uuid[])) WITH CHECK (trajectory_id = ANY ((SELECT my_trajectories())::uuid[]))
""",
    """CREATE POLICY h_contact_select ON trajectories_session FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON trajectories_session FOR UPDATE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    "CREATE POLICY h_system_delete ON trajectories_session FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON trajectories_session FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON trajectories_session FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON trajectories_session FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_admin_insert ON trajectories_trajectory FOR INSERT TO h_admin WITH CHECK ((programme_id = ANY ((SELECT my_administered())::uuid[])) AND (coach_id IS NULL))
""",
    """CREATE POLICY h_admin_select ON trajectories_trajectory FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    """CREATE POLICY h_admin_update ON trajectories_trajectory FOR UPDATE TO h_admin USING (programme_id = ANY ((SELECT my_administered())::uuid[])) WITH CHECK (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    """CREATE POLICY h_coach_select ON trajectories_trajectory FOR SELECT TO h_coach USING (id = ANY ((SELECT my_requested_trajectories())::uuid[]))
""",
    """CREATE POLICY h_coach_update ON trajectories_trajectory FOR UPDATE TO h_coach USING (id = ANY ((SELECT my_requested_trajectories())::uuid[])) WITH CHECK (id = ANY ((SELECT my_requested_trajectories())::uuid[]))
""",
    """CREATE POLICY h_contact_select ON trajectories_trajectory FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON trajectories_trajectory FOR UPDATE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_cpbw_select ON trajectories_trajectory FOR SELECT TO h_cpbw USING (company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]))
""",
    """CREATE POLICY h_observer_select ON trajectories_trajectory FOR SELECT TO h_observer USING (programme_id = ANY ((SELECT my_programmes())::uuid[]))
""",
    """CREATE POLICY h_person_select ON trajectories_trajectory FOR SELECT TO h_person USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    "CREATE POLICY h_system_delete ON trajectories_trajectory FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON trajectories_trajectory FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON trajectories_trajectory FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON trajectories_trajectory FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    "GRANT SELECT ON companies_company TO h_coach",
    "GRANT SELECT ON companies_consultationbody TO h_coach",
    "GRANT INSERT ON companies_earlierunit TO h_coach",
    "GRANT SELECT ON companies_earlierunit TO h_coach",
    "GRANT SELECT ON companies_establishmentunit TO h_coach",
    "GRANT INSERT ON companies_headcount TO h_coach",
    "GRANT SELECT ON companies_headcount TO h_coach",
    "GRANT SELECT ON companies_membership TO h_coach",
    "GRANT SELECT ON companies_roleholder TO h_coach",
    "GRANT INSERT ON companies_workunit TO h_coach",
    "GRANT SELECT ON companies_workunit TO h_coach",
    "GRANT UPDATE ON companies_workunit TO h_coach",
    "GRANT INSERT ON core_auditevent TO h_coach",
    "GRANT SELECT ON core_auditevent TO h_coach",
    "GRANT INSERT ON core_auditevent TO h_contact",
    "GRANT INSERT ON core_auditevent TO h_cpbw",
    "GRANT INSERT ON core_auditevent TO h_person",
    "GRANT INSERT ON core_document TO h_coach",
    "GRANT SELECT ON core_document TO h_coach",
    "GRANT INSERT ON core_outgoingemail TO h_coach",
    """GRANT SELECT (company_id, created_at, deadline_mail, id, kind, not_before, piece_id, programme_id, recipient_id, reminder_id, sent_at, state, subject, trajectory_id) ON core_outgoingemail TO h_coach
""",
    "GRANT INSERT ON core_outgoingemail TO h_contact",
    "GRANT INSERT ON core_outgoingemail TO h_cpbw",
    "GRANT INSERT ON core_outgoingemail TO h_person",
    "GRANT INSERT ON core_reminder TO h_coach",
    "GRANT SELECT ON core_reminder TO h_coach",
    "GRANT UPDATE ON core_reminder TO h_coach",
    "GRANT SELECT ON modules_moduleuptake TO h_coach",
    "GRANT SELECT ON programmes_application TO h_coach",
    "GRANT SELECT ON trajectories_coachrequest TO h_admin",
    "GRANT UPDATE (answered_at, state) ON trajectories_coachrequest TO h_admin",
    "GRANT SELECT ON trajectories_coachrequest TO h_coach",
    """GRANT UPDATE (answer, answer_due_on, answered_at, state, talk_at, talk_where) ON trajectories_coachrequest TO h_coach
""",
    "GRANT INSERT ON trajectories_coachrequest TO h_contact",
    "GRANT SELECT ON trajectories_coachrequest TO h_contact",
    "GRANT UPDATE (answered_at, state) ON trajectories_coachrequest TO h_contact",
    "GRANT DELETE ON trajectories_coachrequest TO h_system",
    "GRANT INSERT ON trajectories_coachrequest TO h_system",
    "GRANT SELECT ON trajectories_coachrequest TO h_system",
    "GRANT UPDATE ON trajectories_coachrequest TO h_system",
    "GRANT SELECT ON trajectories_expensestatement TO h_admin",
    "GRANT UPDATE (reason, settled_at, settled_by_id, state, version) ON trajectories_expensestatement TO h_admin",
    "GRANT INSERT ON trajectories_expensestatement TO h_coach",
    "GRANT SELECT ON trajectories_expensestatement TO h_coach",
    "GRANT UPDATE (iban, payee) ON trajectories_expensestatement TO h_coach",
    "GRANT SELECT ON trajectories_expensestatement TO h_contact",
    """GRANT SELECT (id, programme_id, settled_at, state, subsidy_eur, trajectory_id) ON trajectories_expensestatement TO h_observer
""",
    "GRANT DELETE ON trajectories_expensestatement TO h_system",
    "GRANT INSERT ON trajectories_expensestatement TO h_system",
    "GRANT SELECT ON trajectories_expensestatement TO h_system",
    "GRANT UPDATE ON trajectories_expensestatement TO h_system",
    "GRANT SELECT ON trajectories_helped TO h_coach",
    "GRANT SELECT ON trajectories_helped TO h_contact",
    "GRANT SELECT ON trajectories_helped TO h_cpbw",
    "GRANT DELETE ON trajectories_helped TO h_system",
    "GRANT INSERT ON trajectories_helped TO h_system",
    "GRANT SELECT ON trajectories_helped TO h_system",
    "GRANT UPDATE ON trajectories_helped TO h_system",
    "GRANT INSERT ON trajectories_message TO h_admin",
    "GRANT SELECT ON trajectories_message TO h_admin",
    "GRANT UPDATE (edited_at, file, file_name, removed_at, text) ON trajectories_message TO h_admin",
    "GRANT INSERT ON trajectories_message TO h_coach",
    "GRANT SELECT ON trajectories_message TO h_coach",
    "GRANT UPDATE (edited_at, file, file_name, removed_at, text) ON trajectories_message TO h_coach",
    "GRANT INSERT ON trajectories_message TO h_contact",
    "GRANT SELECT ON trajectories_message TO h_contact",
    "GRANT UPDATE (edited_at, file, file_name, removed_at, text) ON trajectories_message TO h_contact",
    "GRANT DELETE ON trajectories_message TO h_system",
    "GRANT INSERT ON trajectories_message TO h_system",
    "GRANT SELECT ON trajectories_message TO h_system",
    "GRANT UPDATE ON trajectories_message TO h_system",
    "GRANT INSERT ON trajectories_messagemark TO h_admin",
    "GRANT SELECT ON trajectories_messagemark TO h_admin",
    "GRANT UPDATE (read_at) ON trajectories_messagemark TO h_admin",
    "GRANT INSERT ON trajectories_messagemark TO h_coach",
    "GRANT SELECT ON trajectories_messagemark TO h_coach",
    "GRANT UPDATE (read_at) ON trajectories_messagemark TO h_coach",
    "GRANT INSERT ON trajectories_messagemark TO h_contact",
    "GRANT SELECT ON trajectories_messagemark TO h_contact",
    "GRANT UPDATE (read_at) ON trajectories_messagemark TO h_contact",
    "GRANT DELETE ON trajectories_messagemark TO h_system",
    "GRANT INSERT ON trajectories_messagemark TO h_system",
    "GRANT SELECT ON trajectories_messagemark TO h_system",
    "GRANT UPDATE ON trajectories_messagemark TO h_system",
    "GRANT INSERT ON trajectories_paymentaccount TO h_coach",
    "GRANT SELECT ON trajectories_paymentaccount TO h_coach",
    "GRANT UPDATE ON trajectories_paymentaccount TO h_coach",
    "GRANT DELETE ON trajectories_paymentaccount TO h_system",
    "GRANT INSERT ON trajectories_paymentaccount TO h_system",
    "GRANT SELECT ON trajectories_paymentaccount TO h_system",
    "GRANT UPDATE ON trajectories_paymentaccount TO h_system",
    """GRANT SELECT (company_id, ends_at, id, kind, programme_id, starts_at, state, trajectory_id, version) ON trajectories_plannedsession TO h_admin
""",
    "GRANT UPDATE (changed_at, changed_by_id, state, version, why) ON trajectories_plannedsession TO h_admin",
    "GRANT INSERT ON trajectories_plannedsession TO h_coach",
    "GRANT SELECT ON trajectories_plannedsession TO h_coach",
    "GRANT UPDATE ON trajectories_plannedsession TO h_coach",
    "GRANT SELECT ON trajectories_plannedsession TO h_contact",
    """GRANT UPDATE (changed_at, changed_by_id, ends_at, link, starts_at, state, venue, version, why) ON trajectories_plannedsession TO h_contact
""",
    "GRANT DELETE ON trajectories_plannedsession TO h_system",
    "GRANT INSERT ON trajectories_plannedsession TO h_system",
    "GRANT SELECT ON trajectories_plannedsession TO h_system",
    "GRANT UPDATE ON trajectories_plannedsession TO h_system",
    """GRANT SELECT (company_id, confirmed_at, held_on, hours, id, kind, programme_id, statement_id, trajectory_id) ON trajectories_session TO h_admin
""",
    "GRANT UPDATE (statement_id) ON trajectories_session TO h_admin",
    "GRANT DELETE ON trajectories_session TO h_coach",
    "GRANT INSERT ON trajectories_session TO h_coach",
    "GRANT SELECT ON trajectories_session TO h_coach",
    "GRANT UPDATE ON trajectories_session TO h_coach",
    "GRANT SELECT ON trajectories_session TO h_contact",
    "GRANT UPDATE (confirmed_at, confirmed_by_id, objection) ON trajectories_session TO h_contact",
    "GRANT DELETE ON trajectories_session TO h_system",
    "GRANT INSERT ON trajectories_session TO h_system",
    "GRANT SELECT ON trajectories_session TO h_system",
    "GRANT UPDATE ON trajectories_session TO h_system",
    "GRANT INSERT ON trajectories_trajectory TO h_admin",
    "GRANT SELECT ON trajectories_trajectory TO h_admin",
    "GRANT UPDATE ON trajectories_trajectory TO h_admin",
    "GRANT SELECT ON trajectories_trajectory TO h_coach",
    "GRANT UPDATE ON trajectories_trajectory TO h_coach",
    "GRANT SELECT ON trajectories_trajectory TO h_contact",
    "GRANT UPDATE ON trajectories_trajectory TO h_contact",
    "GRANT SELECT ON trajectories_trajectory TO h_cpbw",
    """GRANT SELECT (application_id, approved_on, closed_at, coach_accepted_at, escalated_at, hours_used, id, programme_id, start_due_on, started_on, state) ON trajectories_trajectory TO h_observer
""",
    "GRANT SELECT ON trajectories_trajectory TO h_person",
    "GRANT DELETE ON trajectories_trajectory TO h_system",
    "GRANT INSERT ON trajectories_trajectory TO h_system",
    "GRANT SELECT ON trajectories_trajectory TO h_system",
    "GRANT UPDATE ON trajectories_trajectory TO h_system",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_access"),
        ("accounts", "0002_access"),
        ("companies", "0002_access"),
        ("coaches", "0002_access"),
        ("riskanalysis", "0002_access"),
        ("actionplans", "0002_access"),
        ("programmes", "0002_access"),
        ("modules", "0002_access"),
        ("trajectories", "0001_initial"),
        ("insight", "0001_initial"),
    ]
    operations = [migrations.RunSQL(FORWARDS)]
