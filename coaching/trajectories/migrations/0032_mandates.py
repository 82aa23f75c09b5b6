"""Rights as access.py declares them: body_of, carried_out_measures, concerns_me and others.

* body_of(uuid): the function does something else than its file says
* carried_out_measures(uuid): the function does something else than its file says
* concerns_me(uuid): the function does something else than its file says
* contacts_of(uuid): the function does something else than its file says
* core_auditevent: the policy by which h_coach may read it says “(trajectory_id = ANY (( SELECT my_trajectories() AS my…
* core_document: the policy by which h_coach may add rows to it says “(trajectory_id = ANY (( SELECT my_trajectories() …
* core_document: the policy by which h_coach may read it says “((trajectory_id = ANY (( SELECT my_trajectories() AS my_…
* core_outgoingemail: the policy by which h_coach may read it says “(trajectory_id = ANY (( SELECT my_trajectories() AS…
* core_reminder: the policy by which h_coach may add rows to it says “(trajectory_id = ANY (( SELECT my_requested_traje…
* core_reminder: the policy by which h_coach may read it says “(trajectory_id = ANY (( SELECT my_requested_trajectories…
* core_reminder: the policy by which h_coach may change it says “(trajectory_id = ANY (( SELECT my_requested_trajectori…
* find_company_place(text,bigint,text): the function does something else than its file says
* mandate_follows(): nobody may call it
* mandate_follows(): the function is missing
* my_coach_companies(): the function does something else than its file says
* note_help(uuid): may not be called by h_coach, h_contact, h_system
* note_help(uuid): the function is missing
* people_to_reach(uuid[],uuid[],uuid[]): the function does something else than its file says
* person_names(bigint[]): the function does something else than its file says
* retire_coach(uuid): the function does something else than its file says
* route_behind(uuid): the function does something else than its file says
* trajectories_helped: h_coach may not read it; declared is all columns
* trajectories_helped: h_contact may not read it; declared is all columns
* trajectories_helped: h_cpbw may not read it; declared is all columns
* trajectories_helped: h_system may not remove rows from it; declared is all columns
* trajectories_helped: h_system may not add rows to it; declared is all columns
* trajectories_helped: h_system may not read it; declared is all columns
* trajectories_helped: h_system may not change it; declared is all columns
* trajectories_helped: the composite key trajectories_helped_piece_id_same_tenant is missing: a row could name a parent…
* trajectories_helped: the composite key trajectories_helped_trajectory_id_same_tenant is missing: a row could name a p…
* trajectories_helped: the policy by which h_coach may read it is missing: “(trajectory_id = ANY (( SELECT my_trajector…
* trajectories_helped: the policy by which h_contact may read it is missing: “(company_id = ANY (( SELECT my_companies(…
* trajectories_helped: the policy by which h_cpbw may read it is missing: “(company_id = ANY (( SELECT my_companies('h_…
* trajectories_helped: the policy by which h_system may remove rows from it is missing: “true”
* trajectories_helped: the policy by which h_system may add rows to it is missing: “true”
* trajectories_helped: the policy by which h_system may read it is missing: “true”
* trajectories_helped: the policy by which h_system may change it is missing: “true”
* trajectories_helped: row-level security is off, and should be on
* trajectories_trajectory: the trigger mandate_follows is missing
* trajectories_trajectory: the composite key trajectories_trajectory_mandate_id_same_tenant is missing: a row could nam…
"""

from django.db import migrations

FORWARDS = [
    "ALTER TABLE trajectories_helped ENABLE ROW LEVEL SECURITY",
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
      SELECT c.id, c.slug, c.name, 'coach', 'h_coach', false
        FROM companies_company c JOIN companies_mandate m ON m.company_id = c.id
       WHERE c.slug = p_slug AND m.person_id = p_user AND m.ended_at IS NULL AND m.begins_at <= app_now()
         AND (m.reads_until IS NULL OR m.reads_until > app_now())
      UNION ALL
      -- Who may write, too.
      SELECT c.id, c.slug, c.name, 'guest', 'h_coach', false
        FROM companies_company c JOIN companies_mandate m ON m.company_id = c.id
       WHERE c.slug = p_slug AND m.person_id = p_user AND m.ended_at IS NULL AND m.begins_at <= app_now()
         AND (m.writes_until IS NULL OR m.writes_until > app_now())
    ), chosen AS (
      SELECT hat FROM rel ORDER BY (hat = p_wanted) DESC, array_position(ARRAY['h_contact', 'h_coach', 'h_cpbw'], hat)
       LIMIT 1
    )
    SELECT rel.id, rel.slug::text, rel.name::text, rel.hat, array_agg(DISTINCT rel.role), bool_or(rel.has_mandate),
           (SELECT array_agg(DISTINCT r.hat) FROM rel r)
      FROM rel JOIN chosen ON chosen.hat = rel.hat GROUP BY 1, 2, 3, 4
$function$
""",
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
             reads_until = least(m.reads_until, NEW.closed_at + interval '90 days') WHERE m.id = present.id;
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
          CASE WHEN NEW.state = 'closed' THEN NEW.closed_at + interval '90 days' END, moment, asked.requested_by_id)
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
SELECT coalesce(array_agg(DISTINCT x.company_id), '{}') FROM (
  SELECT t.company_id FROM trajectories_trajectory t WHERE t.id = ANY ((SELECT my_requested_trajectories())::uuid[])
  UNION SELECT unnest((SELECT my_guest_companies())::uuid[])) x
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
 WHERE p.id = p_piece AND t.state NOT IN ('closed', 'stopped') AND (t.coach_id IS NOT NULL OR t.started_on IS NOT NULL)
   AND (current_setting('role', true) = 'h_system' OR p.made_by_id = app_uid())
ON CONFLICT DO NOTHING
$function$
""",
    "REVOKE ALL ON FUNCTION note_help(uuid) FROM PUBLIC",
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
    "GRANT EXECUTE ON FUNCTION note_help(uuid) TO h_coach, h_contact, h_system",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_filepiece_tenant_company') THEN ALTER TABLE companies_filepiece ADD CONSTRAINT companies_filepiece_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE trajectories_helped ADD CONSTRAINT trajectories_helped_piece_id_same_tenant FOREIGN KEY (piece_id, company_id) REFERENCES companies_filepiece(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'trajectories_trajectory_tenant_company_programme') THEN ALTER TABLE trajectories_trajectory ADD CONSTRAINT trajectories_trajectory_tenant_company_programme UNIQUE (id, company_id, programme_id); END IF; END $$
""",
    """ALTER TABLE trajectories_helped ADD CONSTRAINT trajectories_helped_trajectory_id_same_tenant FOREIGN KEY (trajectory_id, company_id, programme_id) REFERENCES trajectories_trajectory(id, company_id, programme_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_mandate_tenant_company') THEN ALTER TABLE companies_mandate ADD CONSTRAINT companies_mandate_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE trajectories_trajectory ADD CONSTRAINT trajectories_trajectory_mandate_id_same_tenant FOREIGN KEY (mandate_id, company_id) REFERENCES companies_mandate(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """CREATE TRIGGER mandate_follows BEFORE INSERT OR DELETE OR UPDATE OF coach_id, state, mandate_id ON trajectories_trajectory FOR EACH ROW EXECUTE FUNCTION mandate_follows()
""",
    "DROP POLICY h_coach_select ON core_auditevent",
    """CREATE POLICY h_coach_select ON core_auditevent FOR SELECT TO h_coach USING ((trajectory_id = ANY ((SELECT my_trajectories())::uuid[])) OR (((company_id = ANY ((SELECT my_files())::uuid[])) AND (piece_id IS NOT NULL)) OR (piece_id = ANY ((SELECT my_pieces())::uuid[]))))
""",
    "DROP POLICY h_coach_insert ON core_document",
    """CREATE POLICY h_coach_insert ON core_document FOR INSERT TO h_coach WITH CHECK ((trajectory_id = ANY ((SELECT my_trajectories())::uuid[])) OR (((company_id = ANY ((SELECT my_files())::uuid[])) AND (piece_id IS NOT NULL)) OR (piece_id = ANY ((SELECT my_pieces())::uuid[]))))
""",
    "DROP POLICY h_coach_select ON core_document",
    """CREATE POLICY h_coach_select ON core_document FOR SELECT TO h_coach USING (((trajectory_id = ANY ((SELECT my_trajectories())::uuid[])) OR (((company_id = ANY ((SELECT my_files())::uuid[])) AND (piece_id IS NOT NULL)) OR (piece_id = ANY ((SELECT my_pieces())::uuid[])))) AND (position('h_coach' in audience) > 0))
""",
    "DROP POLICY h_coach_select ON core_outgoingemail",
    """CREATE POLICY h_coach_select ON core_outgoingemail FOR SELECT TO h_coach USING ((trajectory_id = ANY ((SELECT my_trajectories())::uuid[])) OR (((company_id = ANY ((SELECT my_files())::uuid[])) AND (piece_id IS NOT NULL)) OR (piece_id = ANY ((SELECT my_pieces())::uuid[]))))
""",
    "DROP POLICY h_coach_insert ON core_reminder",
    """CREATE POLICY h_coach_insert ON core_reminder FOR INSERT TO h_coach WITH CHECK ((trajectory_id = ANY ((SELECT my_requested_trajectories())::uuid[])) OR (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) AND (piece_id IS NOT NULL)) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))))
""",
    "DROP POLICY h_coach_select ON core_reminder",
    """CREATE POLICY h_coach_select ON core_reminder FOR SELECT TO h_coach USING ((trajectory_id = ANY ((SELECT my_requested_trajectories())::uuid[])) OR (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) AND (piece_id IS NOT NULL)) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))))
""",
    "DROP POLICY h_coach_update ON core_reminder",
    """CREATE POLICY h_coach_update ON core_reminder FOR UPDATE TO h_coach USING ((trajectory_id = ANY ((SELECT my_requested_trajectories())::uuid[])) OR (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) AND (piece_id IS NOT NULL)) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[])))) WITH CHECK ((trajectory_id = ANY ((SELECT my_requested_trajectories())::uuid[])) OR (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) AND (piece_id IS NOT NULL)) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))))
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
    "GRANT SELECT ON trajectories_helped TO h_coach",
    "GRANT SELECT ON trajectories_helped TO h_contact",
    "GRANT SELECT ON trajectories_helped TO h_cpbw",
    "GRANT DELETE ON trajectories_helped TO h_system",
    "GRANT INSERT ON trajectories_helped TO h_system",
    "GRANT SELECT ON trajectories_helped TO h_system",
    "GRANT UPDATE ON trajectories_helped TO h_system",
    "DROP POLICY h_coach_insert ON companies_workunit",
    """CREATE POLICY h_coach_insert ON companies_workunit FOR INSERT TO h_coach WITH CHECK (company_id = ANY ((SELECT my_files_to_add())::uuid[]))
""",
    "DROP POLICY h_coach_update ON companies_workunit",
    """CREATE POLICY h_coach_update ON companies_workunit FOR UPDATE TO h_coach USING (company_id = ANY ((SELECT my_files_to_add())::uuid[])) WITH CHECK (company_id = ANY ((SELECT my_files_to_add())::uuid[]))
""",
]
BACKWARDS = [
    "DROP POLICY h_coach_update ON companies_workunit",
    """CREATE POLICY h_coach_update ON companies_workunit FOR UPDATE TO h_coach USING ((company_id = ANY (( SELECT my_coach_companies() AS my_coach_companies)::uuid[]))) WITH CHECK ((company_id = ANY (( SELECT my_coach_companies() AS my_coach_companies)::uuid[])))
""",
    "DROP POLICY h_coach_insert ON companies_workunit",
    """CREATE POLICY h_coach_insert ON companies_workunit FOR INSERT TO h_coach WITH CHECK ((company_id = ANY (( SELECT my_coach_companies() AS my_coach_companies)::uuid[])))
""",
    "REVOKE UPDATE ON trajectories_helped FROM h_system",
    "REVOKE SELECT ON trajectories_helped FROM h_system",
    "REVOKE INSERT ON trajectories_helped FROM h_system",
    "REVOKE DELETE ON trajectories_helped FROM h_system",
    "REVOKE SELECT ON trajectories_helped FROM h_cpbw",
    "REVOKE SELECT ON trajectories_helped FROM h_contact",
    "REVOKE SELECT ON trajectories_helped FROM h_coach",
    "DROP POLICY h_system_update ON trajectories_helped",
    "DROP POLICY h_system_select ON trajectories_helped",
    "DROP POLICY h_system_insert ON trajectories_helped",
    "DROP POLICY h_system_delete ON trajectories_helped",
    "DROP POLICY h_cpbw_select ON trajectories_helped",
    "DROP POLICY h_contact_select ON trajectories_helped",
    "DROP POLICY h_coach_select ON trajectories_helped",
    "DROP POLICY h_coach_update ON core_reminder",
    """CREATE POLICY h_coach_update ON core_reminder FOR UPDATE TO h_coach USING ((trajectory_id = ANY (( SELECT my_requested_trajectories() AS my_requested_trajectories)::uuid[]))) WITH CHECK ((trajectory_id = ANY (( SELECT my_requested_trajectories() AS my_requested_trajectories)::uuid[])))
""",
    "DROP POLICY h_coach_select ON core_reminder",
    """CREATE POLICY h_coach_select ON core_reminder FOR SELECT TO h_coach USING ((trajectory_id = ANY (( SELECT my_requested_trajectories() AS my_requested_trajectories)::uuid[])))
""",
    "DROP POLICY h_coach_insert ON core_reminder",
    """CREATE POLICY h_coach_insert ON core_reminder FOR INSERT TO h_coach WITH CHECK ((trajectory_id = ANY (( SELECT my_requested_trajectories() AS my_requested_trajectories)::uuid[])))
""",
    "DROP POLICY h_coach_select ON core_outgoingemail",
    """CREATE POLICY h_coach_select ON core_outgoingemail FOR SELECT TO h_coach USING ((trajectory_id = ANY (( SELECT my_trajectories() AS my_trajectories)::uuid[])))
""",
    "DROP POLICY h_coach_select ON core_document",
    """CREATE POLICY h_coach_select ON core_document FOR SELECT TO h_coach USING (((trajectory_id = ANY (( SELECT my_trajectories() AS my_trajectories)::uuid[])) AND (POSITION(('h_coach'::text) IN (audience)) > 0)))
""",
    "DROP POLICY h_coach_insert ON core_document",
    """CREATE POLICY h_coach_insert ON core_document FOR INSERT TO h_coach WITH CHECK ((trajectory_id = ANY (( SELECT my_trajectories() AS my_trajectories)::uuid[])))
""",
    "DROP POLICY h_coach_select ON core_auditevent",
    """CREATE POLICY h_coach_select ON core_auditevent FOR SELECT TO h_coach USING ((trajectory_id = ANY (( SELECT my_trajectories() AS my_trajectories)::uuid[])))
""",
    "DROP TRIGGER mandate_follows ON trajectories_trajectory",
    "ALTER TABLE trajectories_trajectory DROP CONSTRAINT trajectories_trajectory_mandate_id_same_tenant",
    "ALTER TABLE trajectories_helped DROP CONSTRAINT trajectories_helped_trajectory_id_same_tenant",
    "ALTER TABLE trajectories_helped DROP CONSTRAINT trajectories_helped_piece_id_same_tenant",
    """CREATE OR REPLACE FUNCTION route_behind(p_trajectory uuid)
 RETURNS TABLE(analysed boolean, put_to_body boolean, in_force boolean)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce((SELECT a.state IN ('final', 'superseded') FROM riskanalysis_riskanalysis a
                  WHERE a.trajectory_id = t.id ORDER BY a.created_at DESC LIMIT 1), false),
       coalesce(plan.state IN ('active', 'adopted', 'advised', 'closed', 'evaluated', 'submitted_to_body'), false),
       coalesce(plan.state IN ('active', 'adopted', 'closed', 'evaluated'), false)
  FROM trajectories_trajectory t
  LEFT JOIN LATERAL (SELECT p.state FROM actionplans_annualactionplan p
                      WHERE p.trajectory_id = t.id ORDER BY p.year DESC, p.version_no DESC LIMIT 1) plan ON true
 WHERE t.id = p_trajectory
   AND (current_setting('role', true) = 'h_system' OR t.company_id = ANY (my_companies('h_contact'))
        OR t.id = ANY (my_trajectories()) OR t.programme_id = ANY (my_judged()))
$function$

""",
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
    RETURNING 1)
  SELECT EXISTS (SELECT 1 FROM gone) $function$

""",
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
    UNION SELECT r.company_id FROM trajectories_coachrequest r JOIN coaches_coach k ON k.id = r.coach_id WHERE k.user_id = asker);
  -- Who coaches, who runs a programme and who runs the platform is no secret. Most pages need no more than this, so
  -- the rest is asked apart. “LIMIT 1” has the index of one person looked up; EXISTS would read whole tables at times.
  told := ARRAY(SELECT u.id FROM accounts_user u WHERE u.id = ANY (ids) AND (
    u.id = asker
    OR u.is_platform_staff
    OR (SELECT true FROM coaches_coach k WHERE k.user_id = u.id LIMIT 1)
    OR (SELECT true FROM programmes_programmemembership m WHERE m.user_id = u.id LIMIT 1)
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
    "DROP FUNCTION note_help(uuid)",
    """CREATE OR REPLACE FUNCTION my_coach_companies()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$ SELECT coalesce(array_agg(DISTINCT t.company_id), '{}') FROM trajectories_trajectory t WHERE t.id = ANY ((SELECT my_requested_trajectories())::uuid[]) $function$

""",
    "DROP FUNCTION mandate_follows()",
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
    ), chosen AS (
      SELECT hat FROM rel ORDER BY (hat = p_wanted) DESC, array_position(ARRAY['h_contact', 'h_coach', 'h_cpbw'], hat)
       LIMIT 1
    )
    SELECT rel.id, rel.slug::text, rel.name::text, rel.hat, array_agg(DISTINCT rel.role), bool_or(rel.has_mandate),
           (SELECT array_agg(DISTINCT r.hat) FROM rel r)
      FROM rel JOIN chosen ON chosen.hat = rel.hat GROUP BY 1, 2, 3, 4
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
    """CREATE OR REPLACE FUNCTION concerns_me(p_company uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$ SELECT EXISTS (SELECT 1 FROM companies_membership m WHERE m.company_id = p_company AND m.user_id = app_uid()) OR EXISTS (SELECT 1 FROM trajectories_trajectory t JOIN coaches_coach k ON k.id = t.coach_id WHERE t.company_id = p_company AND k.user_id = app_uid()) OR EXISTS (SELECT 1 FROM trajectories_coachrequest r JOIN coaches_coach k ON k.id = r.coach_id WHERE r.company_id = p_company AND k.user_id = app_uid()) $function$

""",
    """CREATE OR REPLACE FUNCTION carried_out_measures(p_trajectory uuid)
 RETURNS bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT count(*) FROM actionplans_preventionmeasure m WHERE m.trajectory_id = p_trajectory AND m.state IN ('done', 'verified_effective', 'not_effective') AND (current_setting('role', true) = 'h_system' OR m.company_id = ANY (my_companies('h_contact')) OR m.trajectory_id = ANY (my_trajectories()) OR m.programme_id = ANY (my_judged()))
$function$

""",
    """CREATE OR REPLACE FUNCTION body_of(p_company uuid)
 RETURNS SETOF bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$ SELECT DISTINCT m.user_id FROM companies_membership m WHERE m.company_id = p_company AND company_role_hat(m.role) = 'h_cpbw' AND m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today()) AND (current_setting('role', true) = 'h_system' OR EXISTS (SELECT 1 FROM companies_membership m WHERE m.company_id = p_company AND m.user_id = app_uid()
  AND m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today())) OR EXISTS (SELECT 1 FROM trajectories_coachrequest r JOIN coaches_coach k ON k.id = r.coach_id
  WHERE r.company_id = p_company AND k.user_id = app_uid())
  OR EXISTS (SELECT 1 FROM trajectories_trajectory t JOIN coaches_coach k ON k.id = t.coach_id
  WHERE t.company_id = p_company AND k.user_id = app_uid())) $function$

""",
    "ALTER TABLE trajectories_helped DISABLE ROW LEVEL SECURITY",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0016_pieces"),
        ("accounts", "0013_returned_mail"),
        ("companies", "0009_mandates"),
        ("coaches", "0005_where_and_when"),
        ("riskanalysis", "0007_mandates"),
        ("actionplans", "0011_mandates"),
        ("programmes", "0031_register_as_it_is"),
        ("modules", "0013_date_wishes"),
        ("trajectories", "0031_mandates"),
        ("insight", "0006_answer"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
