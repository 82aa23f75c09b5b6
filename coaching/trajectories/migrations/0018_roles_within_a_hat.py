"""Rights as access.py declares them: guard_confirmation, guard_trajectory, person_names and others.

* guard_confirmation(): may not be called by PUBLIC
* guard_confirmation(): the function is missing
* guard_trajectory(): may not be called by PUBLIC
* guard_trajectory(): the function is missing
* person_names(bigint[]): the function does something else than its file says
* trajectories_coachrequest: the policy by which h_admin may change it says “(programme_id = ANY (( SELECT my_programme…
* trajectories_expensestatement: h_admin, to change it, may change all columns too many and misses reason, settled_at, …
* trajectories_expensestatement: the policy by which h_admin may change it says “(programme_id = ANY (( SELECT my_progr…
* trajectories_session: the trigger company_confirms is missing
* trajectories_session: the policy by which h_admin may change it says “(programme_id = ANY (( SELECT my_programmes() A…
* trajectories_trajectory: the trigger follows_the_log is missing
* trajectories_trajectory: the policy by which h_admin may add rows to it says “(programme_id = ANY (( SELECT my_progra…
* trajectories_trajectory: the policy by which h_admin may change it says “(programme_id = ANY (( SELECT my_programmes(…
"""

from django.db import migrations

FORWARDS = [
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
  IF current_user <> 'h_admin' AND NEW.coach_id IS NOT NULL AND NEW.coach_id IS DISTINCT FROM OLD.coach_id THEN
    IF current_user = 'h_coach' THEN
      taken := NEW.coach_id = ANY (my_coach_ids());
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
    """CREATE OR REPLACE FUNCTION person_names(ids bigint[])
 RETURNS TABLE(id bigint, name text)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
WITH mine AS (
  -- Companies and programmes that the person who asks has or had to do with.
  SELECT ARRAY(SELECT m.company_id FROM companies_membership m WHERE m.user_id = app_uid()
    UNION SELECT t.company_id FROM trajectories_trajectory t JOIN coaches_coach k ON k.id = t.coach_id WHERE k.user_id = app_uid()
    UNION SELECT r.company_id FROM trajectories_coachrequest r JOIN coaches_coach k ON k.id = r.coach_id WHERE k.user_id = app_uid()
  ) AS companies,
  ARRAY(SELECT m.programme_id FROM programmes_programmemembership m WHERE m.user_id = app_uid()) AS programmes
)
SELECT u.id, u.name::text FROM accounts_user u CROSS JOIN mine WHERE u.id = ANY (ids) AND (
  current_setting('role', true) = 'h_system'
  OR u.id = app_uid()
  -- Who coaches, who runs a programme and who runs the platform is no secret.
  OR u.is_platform_staff
  OR EXISTS (SELECT 1 FROM coaches_coach k WHERE k.user_id = u.id)
  OR EXISTS (SELECT 1 FROM programmes_programmemembership m WHERE m.user_id = u.id)
  OR EXISTS (SELECT 1 FROM accounts_user s WHERE s.id = app_uid() AND s.is_platform_staff AND s.is_active)
  OR EXISTS (SELECT 1 FROM companies_membership m WHERE m.user_id = u.id AND m.company_id = ANY (mine.companies))
  OR EXISTS (SELECT 1 FROM companies_membership m JOIN programmes_application a ON a.company_id = m.company_id
             WHERE m.user_id = u.id AND a.state <> 'draft' AND a.programme_id = ANY (mine.programmes))
  OR EXISTS (SELECT 1 FROM programmes_partnermembership m JOIN programmes_partner p ON p.id = m.partner_id
             WHERE m.user_id = u.id AND p.programme_id = ANY (mine.programmes))
  -- Who applied is known to the programme, and who sent it to the company as well.
  OR EXISTS (SELECT 1 FROM programmes_application a WHERE a.applicant_id = u.id AND a.state <> 'draft'
             AND (a.programme_id = ANY (mine.programmes) OR a.company_id = ANY (mine.companies)))
  OR EXISTS (SELECT 1 FROM programmes_application a WHERE a.company_id = ANY (mine.companies) AND a.submitted_by_id = u.id)
  -- Who writes a draft with whom.
  OR EXISTS (SELECT 1 FROM programmes_draftshare s JOIN programmes_application a ON a.id = s.application_id
             WHERE s.user_id = u.id AND (a.applicant_id = app_uid() OR a.id = ANY (my_shared_drafts())))
  OR EXISTS (SELECT 1 FROM programmes_application a WHERE a.applicant_id = u.id AND a.id = ANY (my_shared_drafts()))
)
$function$
""",
    "GRANT EXECUTE ON FUNCTION guard_confirmation() TO PUBLIC",
    "GRANT EXECUTE ON FUNCTION guard_trajectory() TO PUBLIC",
    """CREATE TRIGGER company_confirms BEFORE INSERT OR UPDATE OF confirmed_at, confirmed_by_id ON trajectories_session FOR EACH ROW WHEN (new.confirmed_at IS NOT NULL OR new.confirmed_by_id IS NOT NULL) EXECUTE FUNCTION guard_confirmation()
""",
    """CREATE TRIGGER follows_the_log BEFORE UPDATE OF coach_id, hours_used, started_on, last_session_on, coaching_hours, start_due_on, approved_on ON trajectories_trajectory FOR EACH ROW EXECUTE FUNCTION guard_trajectory()
""",
    "DROP POLICY h_admin_update ON trajectories_coachrequest",
    """CREATE POLICY h_admin_update ON trajectories_coachrequest FOR UPDATE TO h_admin USING (programme_id = ANY ((SELECT my_administered())::uuid[])) WITH CHECK (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    "DROP POLICY h_admin_update ON trajectories_expensestatement",
    """CREATE POLICY h_admin_update ON trajectories_expensestatement FOR UPDATE TO h_admin USING (programme_id = ANY ((SELECT my_administered())::uuid[])) WITH CHECK (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    "DROP POLICY h_admin_update ON trajectories_session",
    """CREATE POLICY h_admin_update ON trajectories_session FOR UPDATE TO h_admin USING (programme_id = ANY ((SELECT my_administered())::uuid[])) WITH CHECK (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    "DROP POLICY h_admin_insert ON trajectories_trajectory",
    """CREATE POLICY h_admin_insert ON trajectories_trajectory FOR INSERT TO h_admin WITH CHECK (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    "DROP POLICY h_admin_update ON trajectories_trajectory",
    """CREATE POLICY h_admin_update ON trajectories_trajectory FOR UPDATE TO h_admin USING (programme_id = ANY ((SELECT my_administered())::uuid[])) WITH CHECK (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    "REVOKE UPDATE ON trajectories_expensestatement FROM h_admin",
    "GRANT UPDATE (reason, settled_at, settled_by_id, state, version) ON trajectories_expensestatement TO h_admin",
]
BACKWARDS = [
    """REVOKE UPDATE (reason, settled_at, settled_by_id, state, version) ON trajectories_expensestatement FROM h_admin
""",
    "GRANT UPDATE ON trajectories_expensestatement TO h_admin",
    "DROP POLICY h_admin_update ON trajectories_trajectory",
    """CREATE POLICY h_admin_update ON trajectories_trajectory FOR UPDATE TO h_admin USING ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[]))) WITH CHECK ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))
""",
    "DROP POLICY h_admin_insert ON trajectories_trajectory",
    """CREATE POLICY h_admin_insert ON trajectories_trajectory FOR INSERT TO h_admin WITH CHECK ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))
""",
    "DROP POLICY h_admin_update ON trajectories_session",
    """CREATE POLICY h_admin_update ON trajectories_session FOR UPDATE TO h_admin USING ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[]))) WITH CHECK ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))
""",
    "DROP POLICY h_admin_update ON trajectories_expensestatement",
    """CREATE POLICY h_admin_update ON trajectories_expensestatement FOR UPDATE TO h_admin USING ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[]))) WITH CHECK ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))
""",
    "DROP POLICY h_admin_update ON trajectories_coachrequest",
    """CREATE POLICY h_admin_update ON trajectories_coachrequest FOR UPDATE TO h_admin USING ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[]))) WITH CHECK ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))
""",
    "DROP TRIGGER follows_the_log ON trajectories_trajectory",
    "DROP TRIGGER company_confirms ON trajectories_session",
    """CREATE OR REPLACE FUNCTION person_names(ids bigint[])
 RETURNS TABLE(id bigint, name text)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$ SELECT u.id, u.name::text FROM accounts_user u WHERE u.id = ANY (ids) $function$

""",
    "DROP FUNCTION guard_trajectory()",
    "DROP FUNCTION guard_confirmation()",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0010_own_deeds"),
        ("accounts", "0010_seal_second_steps"),
        ("companies", "0006_roles_within_a_hat"),
        ("coaches", "0004_search_folded"),
        ("programmes", "0018_roles_within_a_hat"),
        ("modules", "0008_search_folded"),
        ("trajectories", "0017_search_folded"),
        ("riskanalysis", "0003_by_trajectory"),
        ("actionplans", "0004_who_changes_what"),
        ("insight", "0003_warnings"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
