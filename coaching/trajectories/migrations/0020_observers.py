"""Rights as access.py declares them: coach_of, contacts_of, person_names and others.

* coach_of(uuid): the function does something else than its file says
* contacts_of(uuid): the function does something else than its file says
* person_names(bigint[]): the function does something else than its file says
* trajectories_coachrequest: the policy by which h_admin may read it says “(programme_id = ANY (( SELECT my_programmes(…
* trajectories_expensestatement: h_observer may not read it; declared is id, programme_id, settled_at, state, subsidy_e…
* trajectories_expensestatement: the policy by which h_admin may read it says “(programme_id = ANY (( SELECT my_program…
* trajectories_expensestatement: the policy by which h_observer may read it is missing: “(programme_id = ANY (( SELECT …
* trajectories_session: the policy by which h_admin may read it says “(programme_id = ANY (( SELECT my_programmes() AS …
* trajectories_trajectory: h_observer may not read it; declared is application_id, approved_on, closed_at, coach_accept…
* trajectories_trajectory: the policy by which h_admin may read it says “(programme_id = ANY (( SELECT my_programmes() …
* trajectories_trajectory: the policy by which h_observer may read it is missing: “(programme_id = ANY (( SELECT my_pro…
"""

from django.db import migrations

FORWARDS = [
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
  WHERE t.company_id = p_company AND k.user_id = app_uid()) OR EXISTS (SELECT 1 FROM programmes_application a JOIN programmes_programmemembership m
  ON m.programme_id = a.programme_id WHERE a.company_id = p_company AND m.user_id = app_uid() AND m.role <> 'observer' AND m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today())) OR EXISTS (SELECT 1 FROM programmes_application a WHERE a.company_id = p_company
  AND a.applicant_id = app_uid()))
$function$
""",
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
  -- An observer has to do with figures, with nobody's file.
  ARRAY(SELECT m.programme_id FROM programmes_programmemembership m WHERE m.user_id = app_uid() AND m.role <> 'observer') AS programmes
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
    "DROP POLICY h_admin_select ON trajectories_coachrequest",
    """CREATE POLICY h_admin_select ON trajectories_coachrequest FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    "DROP POLICY h_admin_select ON trajectories_expensestatement",
    """CREATE POLICY h_admin_select ON trajectories_expensestatement FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    """CREATE POLICY h_observer_select ON trajectories_expensestatement FOR SELECT TO h_observer USING (programme_id = ANY ((SELECT my_programmes())::uuid[]))
""",
    "DROP POLICY h_admin_select ON trajectories_session",
    """CREATE POLICY h_admin_select ON trajectories_session FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    "DROP POLICY h_admin_select ON trajectories_trajectory",
    """CREATE POLICY h_admin_select ON trajectories_trajectory FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    """CREATE POLICY h_observer_select ON trajectories_trajectory FOR SELECT TO h_observer USING (programme_id = ANY ((SELECT my_programmes())::uuid[]))
""",
    """GRANT SELECT (id, programme_id, settled_at, state, subsidy_eur, trajectory_id) ON trajectories_expensestatement TO h_observer
""",
    """GRANT SELECT (application_id, approved_on, closed_at, coach_accepted_at, escalated_at, hours_used, id, programme_id, start_due_on, started_on, state) ON trajectories_trajectory TO h_observer
""",
]
BACKWARDS = [
    """REVOKE SELECT (application_id, approved_on, closed_at, coach_accepted_at, escalated_at, hours_used, id, programme_id, start_due_on, started_on, state) ON trajectories_trajectory FROM h_observer
""",
    """REVOKE SELECT (id, programme_id, settled_at, state, subsidy_eur, trajectory_id) ON trajectories_expensestatement FROM h_observer
""",
    "DROP POLICY h_observer_select ON trajectories_trajectory",
    "DROP POLICY h_admin_select ON trajectories_trajectory",
    """CREATE POLICY h_admin_select ON trajectories_trajectory FOR SELECT TO h_admin USING ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))
""",
    "DROP POLICY h_admin_select ON trajectories_session",
    """CREATE POLICY h_admin_select ON trajectories_session FOR SELECT TO h_admin USING ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))
""",
    "DROP POLICY h_observer_select ON trajectories_expensestatement",
    "DROP POLICY h_admin_select ON trajectories_expensestatement",
    """CREATE POLICY h_admin_select ON trajectories_expensestatement FOR SELECT TO h_admin USING ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))
""",
    "DROP POLICY h_admin_select ON trajectories_coachrequest",
    """CREATE POLICY h_admin_select ON trajectories_coachrequest FOR SELECT TO h_admin USING ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))
""",
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
    """CREATE OR REPLACE FUNCTION contacts_of(p_company uuid)
 RETURNS SETOF bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$ SELECT DISTINCT m.user_id FROM companies_membership m WHERE m.company_id = p_company AND m.role = 'contact' AND m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today()) AND (current_setting('role', true) = 'h_system' OR EXISTS (SELECT 1 FROM companies_membership m WHERE m.company_id = p_company AND m.user_id = app_uid()
  AND m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today())) OR EXISTS (SELECT 1 FROM trajectories_coachrequest r JOIN coaches_coach k ON k.id = r.coach_id
  WHERE r.company_id = p_company AND k.user_id = app_uid())
  OR EXISTS (SELECT 1 FROM trajectories_trajectory t JOIN coaches_coach k ON k.id = t.coach_id
  WHERE t.company_id = p_company AND k.user_id = app_uid()) OR EXISTS (SELECT 1 FROM programmes_application a JOIN programmes_programmemembership m
  ON m.programme_id = a.programme_id WHERE a.company_id = p_company AND m.user_id = app_uid() AND m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today())) OR EXISTS (SELECT 1 FROM programmes_application a WHERE a.company_id = p_company
  AND a.applicant_id = app_uid())) $function$

""",
    """CREATE OR REPLACE FUNCTION coach_of(p_trajectory uuid)
 RETURNS SETOF bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$ SELECT k.user_id FROM trajectories_trajectory t JOIN coaches_coach k ON k.id = t.coach_id WHERE t.id = p_trajectory AND (current_setting('role', true) = 'h_system' OR EXISTS (SELECT 1 FROM trajectories_trajectory x WHERE x.id = p_trajectory AND (
  EXISTS (SELECT 1 FROM companies_membership m WHERE m.company_id = x.company_id AND m.user_id = app_uid() AND m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today()))
  OR EXISTS (SELECT 1 FROM coaches_coach k WHERE k.id = x.coach_id AND k.user_id = app_uid())
  OR EXISTS (SELECT 1 FROM programmes_programmemembership m WHERE m.programme_id = x.programme_id
             AND m.user_id = app_uid() AND m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today()))))) $function$

""",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0011_observers"),
        ("accounts", "0010_seal_second_steps"),
        ("companies", "0006_roles_within_a_hat"),
        ("coaches", "0004_search_folded"),
        ("programmes", "0019_observers"),
        ("modules", "0010_observers"),
        ("trajectories", "0019_names"),
        ("riskanalysis", "0005_names"),
        ("actionplans", "0005_names"),
        ("insight", "0003_warnings"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
