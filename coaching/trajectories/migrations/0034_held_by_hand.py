"""Rights as access.py declares them: core_auditevent, core_document, core_outgoingemail and others.

* core_auditevent: the policy by which h_coach may read it says “((trajectory_id = ANY (( SELECT my_trajectories() AS m…
* core_document: the policy by which h_coach may add rows to it says “((trajectory_id = ANY (( SELECT my_trajectories()…
* core_document: the policy by which h_coach may read it says “(((trajectory_id = ANY (( SELECT my_trajectories() AS my…
* core_outgoingemail: the policy by which h_coach may read it says “((trajectory_id = ANY (( SELECT my_trajectories() A…
* core_reminder: the policy by which h_coach may add rows to it says “((trajectory_id = ANY (( SELECT my_requested_traj…
* core_reminder: the policy by which h_coach may read it says “((trajectory_id = ANY (( SELECT my_requested_trajectorie…
* core_reminder: the policy by which h_coach may change it says “((trajectory_id = ANY (( SELECT my_requested_trajector…
* guard_trajectory(): the function does something else than its file says
* note_help(uuid): the function does something else than its file says
* trajectories_coachrequest: h_admin, to change it, may change all columns too many and misses answered_at, state
* trajectories_coachrequest: h_coach, to change it, may change all columns too many and misses answer, answer_due_on, a…
* trajectories_coachrequest: h_contact, to change it, may change all columns too many and misses answered_at, state
* trajectories_coachrequest: the policy by which h_contact may add rows to it says “(company_id = ANY (( SELECT my_comp…
* trajectories_trajectory: the policy by which h_admin may add rows to it says “(programme_id = ANY (( SELECT my_admini…
"""

from django.db import migrations

FORWARDS = [
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
    "DROP POLICY h_coach_select ON core_auditevent",
    """CREATE POLICY h_coach_select ON core_auditevent FOR SELECT TO h_coach USING (((trajectory_id = ANY ((SELECT my_trajectories())::uuid[])) AND (piece_id IS NULL)) OR (((company_id = ANY ((SELECT my_files())::uuid[])) AND (piece_id IS NOT NULL)) OR (piece_id = ANY ((SELECT my_pieces())::uuid[]))))
""",
    "DROP POLICY h_coach_insert ON core_document",
    """CREATE POLICY h_coach_insert ON core_document FOR INSERT TO h_coach WITH CHECK (((trajectory_id = ANY ((SELECT my_trajectories())::uuid[])) AND (piece_id IS NULL)) OR (((company_id = ANY ((SELECT my_files())::uuid[])) AND (piece_id IS NOT NULL)) OR (piece_id = ANY ((SELECT my_pieces())::uuid[]))))
""",
    "DROP POLICY h_coach_select ON core_document",
    """CREATE POLICY h_coach_select ON core_document FOR SELECT TO h_coach USING ((((trajectory_id = ANY ((SELECT my_trajectories())::uuid[])) AND (piece_id IS NULL)) OR (((company_id = ANY ((SELECT my_files())::uuid[])) AND (piece_id IS NOT NULL)) OR (piece_id = ANY ((SELECT my_pieces())::uuid[])))) AND (position('h_coach' in audience) > 0))
""",
    "DROP POLICY h_coach_select ON core_outgoingemail",
    """CREATE POLICY h_coach_select ON core_outgoingemail FOR SELECT TO h_coach USING (((trajectory_id = ANY ((SELECT my_trajectories())::uuid[])) AND (piece_id IS NULL)) OR (((company_id = ANY ((SELECT my_files())::uuid[])) AND (piece_id IS NOT NULL)) OR (piece_id = ANY ((SELECT my_pieces())::uuid[]))))
""",
    "DROP POLICY h_coach_insert ON core_reminder",
    """CREATE POLICY h_coach_insert ON core_reminder FOR INSERT TO h_coach WITH CHECK (((trajectory_id = ANY ((SELECT my_requested_trajectories())::uuid[])) AND (piece_id IS NULL)) OR (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) AND (piece_id IS NOT NULL)) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))))
""",
    "DROP POLICY h_coach_select ON core_reminder",
    """CREATE POLICY h_coach_select ON core_reminder FOR SELECT TO h_coach USING (((trajectory_id = ANY ((SELECT my_requested_trajectories())::uuid[])) AND (piece_id IS NULL)) OR (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) AND (piece_id IS NOT NULL)) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))))
""",
    "DROP POLICY h_coach_update ON core_reminder",
    """CREATE POLICY h_coach_update ON core_reminder FOR UPDATE TO h_coach USING (((trajectory_id = ANY ((SELECT my_requested_trajectories())::uuid[])) AND (piece_id IS NULL)) OR (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) AND (piece_id IS NOT NULL)) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[])))) WITH CHECK (((trajectory_id = ANY ((SELECT my_requested_trajectories())::uuid[])) AND (piece_id IS NULL)) OR (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) AND (piece_id IS NOT NULL)) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))))
""",
    "DROP POLICY h_contact_insert ON trajectories_coachrequest",
    """CREATE POLICY h_contact_insert ON trajectories_coachrequest FOR INSERT TO h_contact WITH CHECK (((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (requested_by_id = (SELECT app_uid()))) AND ((NOT whole_file) OR (company_id = ANY ((SELECT my_mandates())::uuid[]))))
""",
    "DROP POLICY h_admin_insert ON trajectories_trajectory",
    """CREATE POLICY h_admin_insert ON trajectories_trajectory FOR INSERT TO h_admin WITH CHECK ((programme_id = ANY ((SELECT my_administered())::uuid[])) AND (coach_id IS NULL))
""",
    "REVOKE UPDATE ON trajectories_coachrequest FROM h_admin",
    "GRANT UPDATE (answered_at, state) ON trajectories_coachrequest TO h_admin",
    "REVOKE UPDATE ON trajectories_coachrequest FROM h_coach",
    """GRANT UPDATE (answer, answer_due_on, answered_at, state, talk_at, talk_where) ON trajectories_coachrequest TO h_coach
""",
    "REVOKE UPDATE ON trajectories_coachrequest FROM h_contact",
    "GRANT UPDATE (answered_at, state) ON trajectories_coachrequest TO h_contact",
]
BACKWARDS = [
    "REVOKE UPDATE (answered_at, state) ON trajectories_coachrequest FROM h_contact",
    "GRANT UPDATE ON trajectories_coachrequest TO h_contact",
    """REVOKE UPDATE (answer, answer_due_on, answered_at, state, talk_at, talk_where) ON trajectories_coachrequest FROM h_coach
""",
    "GRANT UPDATE ON trajectories_coachrequest TO h_coach",
    "REVOKE UPDATE (answered_at, state) ON trajectories_coachrequest FROM h_admin",
    "GRANT UPDATE ON trajectories_coachrequest TO h_admin",
    "DROP POLICY h_admin_insert ON trajectories_trajectory",
    """CREATE POLICY h_admin_insert ON trajectories_trajectory FOR INSERT TO h_admin WITH CHECK ((programme_id = ANY (( SELECT my_administered() AS my_administered)::uuid[])))
""",
    "DROP POLICY h_contact_insert ON trajectories_coachrequest",
    """CREATE POLICY h_contact_insert ON trajectories_coachrequest FOR INSERT TO h_contact WITH CHECK ((company_id = ANY (( SELECT my_companies('h_contact'::text) AS my_companies)::uuid[])))
""",
    "DROP POLICY h_coach_update ON core_reminder",
    """CREATE POLICY h_coach_update ON core_reminder FOR UPDATE TO h_coach USING (((trajectory_id = ANY (( SELECT my_requested_trajectories() AS my_requested_trajectories)::uuid[])) OR (((company_id = ANY (( SELECT my_files_to_write() AS my_files_to_write)::uuid[])) AND (piece_id IS NOT NULL)) OR (piece_id = ANY (( SELECT my_pieces_to_write() AS my_pieces_to_write)::uuid[]))))) WITH CHECK (((trajectory_id = ANY (( SELECT my_requested_trajectories() AS my_requested_trajectories)::uuid[])) OR (((company_id = ANY (( SELECT my_files_to_write() AS my_files_to_write)::uuid[])) AND (piece_id IS NOT NULL)) OR (piece_id = ANY (( SELECT my_pieces_to_write() AS my_pieces_to_write)::uuid[])))))
""",
    "DROP POLICY h_coach_select ON core_reminder",
    """CREATE POLICY h_coach_select ON core_reminder FOR SELECT TO h_coach USING (((trajectory_id = ANY (( SELECT my_requested_trajectories() AS my_requested_trajectories)::uuid[])) OR (((company_id = ANY (( SELECT my_files_to_write() AS my_files_to_write)::uuid[])) AND (piece_id IS NOT NULL)) OR (piece_id = ANY (( SELECT my_pieces_to_write() AS my_pieces_to_write)::uuid[])))))
""",
    "DROP POLICY h_coach_insert ON core_reminder",
    """CREATE POLICY h_coach_insert ON core_reminder FOR INSERT TO h_coach WITH CHECK (((trajectory_id = ANY (( SELECT my_requested_trajectories() AS my_requested_trajectories)::uuid[])) OR (((company_id = ANY (( SELECT my_files_to_write() AS my_files_to_write)::uuid[])) AND (piece_id IS NOT NULL)) OR (piece_id = ANY (( SELECT my_pieces_to_write() AS my_pieces_to_write)::uuid[])))))
""",
    "DROP POLICY h_coach_select ON core_outgoingemail",
    """CREATE POLICY h_coach_select ON core_outgoingemail FOR SELECT TO h_coach USING (((trajectory_id = ANY (( SELECT my_trajectories() AS my_trajectories)::uuid[])) OR (((company_id = ANY (( SELECT my_files() AS my_files)::uuid[])) AND (piece_id IS NOT NULL)) OR (piece_id = ANY (( SELECT my_pieces() AS my_pieces)::uuid[])))))
""",
    "DROP POLICY h_coach_select ON core_document",
    """CREATE POLICY h_coach_select ON core_document FOR SELECT TO h_coach USING ((((trajectory_id = ANY (( SELECT my_trajectories() AS my_trajectories)::uuid[])) OR (((company_id = ANY (( SELECT my_files() AS my_files)::uuid[])) AND (piece_id IS NOT NULL)) OR (piece_id = ANY (( SELECT my_pieces() AS my_pieces)::uuid[])))) AND (POSITION(('h_coach'::text) IN (audience)) > 0)))
""",
    "DROP POLICY h_coach_insert ON core_document",
    """CREATE POLICY h_coach_insert ON core_document FOR INSERT TO h_coach WITH CHECK (((trajectory_id = ANY (( SELECT my_trajectories() AS my_trajectories)::uuid[])) OR (((company_id = ANY (( SELECT my_files() AS my_files)::uuid[])) AND (piece_id IS NOT NULL)) OR (piece_id = ANY (( SELECT my_pieces() AS my_pieces)::uuid[])))))
""",
    "DROP POLICY h_coach_select ON core_auditevent",
    """CREATE POLICY h_coach_select ON core_auditevent FOR SELECT TO h_coach USING (((trajectory_id = ANY (( SELECT my_trajectories() AS my_trajectories)::uuid[])) OR (((company_id = ANY (( SELECT my_files() AS my_files)::uuid[])) AND (piece_id IS NOT NULL)) OR (piece_id = ANY (( SELECT my_pieces() AS my_pieces)::uuid[])))))
""",
    """CREATE OR REPLACE FUNCTION note_help(p_piece uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
INSERT INTO trajectories_helped (id, trajectory_id, piece_id, company_id, programme_id)
SELECT gen_random_uuid(), t.id, p.id, t.company_id, t.programme_id
  FROM companies_filepiece p JOIN trajectories_trajectory t ON t.company_id = p.company_id
 WHERE p.id = p_piece AND t.state NOT IN ('closed', 'stopped') AND (t.coach_id IS NOT NULL OR t.started_on IS NOT NULL)
   AND (current_setting('role', true) = 'h_system' OR p.made_by_id = app_uid())
ON CONFLICT DO NOTHING
$function$

""",
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
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0017_list_files"),
        ("accounts", "0015_guests"),
        ("companies", "0016_held_by_hand"),
        ("coaches", "0006_writing"),
        ("riskanalysis", "0008_held_by_hand"),
        ("actionplans", "0012_held_by_hand"),
        ("programmes", "0033_founded"),
        ("modules", "0014_money_for_administrators"),
        ("trajectories", "0033_prevention_roles_rights"),
        ("insight", "0007_mandates"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
