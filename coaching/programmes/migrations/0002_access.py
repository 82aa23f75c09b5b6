"""Rights, keys, guards and narrow functions, as they stood when the history of migrations began anew (ADR 0067)."""

from django.db import migrations

FORWARDS = [
    "SET LOCAL check_function_bodies = off",  # they call each other, across apps too
    "ALTER TABLE programmes_accreditation ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE programmes_application ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE programmes_assessment ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE programmes_assessmentround ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE programmes_attachment ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE programmes_bulkjob ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE programmes_cluster ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE programmes_clusterinvitation ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE programmes_draftshare ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE programmes_figure ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE programmes_filenote ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE programmes_informationrequest ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE programmes_layerversion ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE programmes_partner ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE programmes_partnermembership ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE programmes_partnerreach ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE programmes_partnervisit ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE programmes_programme ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE programmes_programmemembership ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE programmes_savedview ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE programmes_searchword ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE programmes_texttemplate ENABLE ROW LEVEL SECURITY",
    """CREATE OR REPLACE FUNCTION accept_cluster_invitation(p_invitation uuid)
 RETURNS uuid
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
UPDATE programmes_clusterinvitation i SET user_id = app_uid(), accepted_at = coalesce(i.accepted_at, now())
   WHERE i.id = p_invitation AND i.withdrawn_at IS NULL AND (i.user_id IS NULL OR i.user_id = app_uid()) AND i.email IN (SELECT lower(e.email) FROM account_emailaddress e WHERE e.user_id = app_uid() AND e.verified) RETURNING i.cluster_id
$function$
""",
    "REVOKE ALL ON FUNCTION accept_cluster_invitation(uuid) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION accept_draft_share(p_application uuid)
 RETURNS uuid
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
UPDATE programmes_draftshare s SET user_id = app_uid(), accepted_at = coalesce(s.accepted_at, now())
   WHERE s.application_id = p_application AND s.revoked_at IS NULL AND (s.user_id IS NULL OR s.user_id = app_uid()) AND s.email IN (SELECT lower(e.email) FROM account_emailaddress e WHERE e.user_id = app_uid() AND e.verified) AND EXISTS
     (SELECT 1 FROM programmes_application a WHERE a.id = s.application_id AND a.state = 'draft')
  RETURNING s.id
$function$
""",
    "REVOKE ALL ON FUNCTION accept_draft_share(uuid) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION accept_invitation(p_digest text, p_slug text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  i accounts_invitation%ROWTYPE;
  me accounts_user%ROWTYPE;
  try_slug text := p_slug;
  n int := 1;
  made uuid;
BEGIN
  SELECT * INTO me FROM accounts_user WHERE id = app_uid() AND is_active;
  SELECT * INTO i FROM accounts_invitation WHERE token_digest = p_digest FOR UPDATE;
  IF me.id IS NULL OR i.id IS NULL THEN RETURN 'unknown'; END IF;
  IF lower(i.email) <> lower(me.email) THEN RETURN 'foreign'; END IF;
  IF i.accepted_at IS NOT NULL THEN RETURN 'accepted'; END IF;
  IF i.revoked_at IS NOT NULL THEN RETURN 'revoked'; END IF;
  IF i.expires_at <= now() THEN RETURN 'expired'; END IF;
  IF i.role IN ('contact', 'prevention_adviser', 'measure_owner', 'employer_bench', 'worker_bench', 'secretary')
     AND i.company_id IS NOT NULL AND i.programme_id IS NULL THEN
    INSERT INTO companies_membership (id, company_id, user_id, role, has_mandate, begins_on)
      VALUES (gen_random_uuid(), i.company_id, me.id, i.role, i.has_mandate AND i.role = 'contact', app_today())
      ON CONFLICT (company_id, user_id, role) WHERE ended_at IS NULL
      DO UPDATE SET ends_on = NULL, has_mandate = companies_membership.has_mandate OR EXCLUDED.has_mandate;
  ELSIF i.role IN ('external_adviser', 'psychosocial_adviser', 'physician', 'expert') AND i.company_id IS NOT NULL
     AND i.programme_id IS NULL THEN
    -- Nobody lets themselves in, nor longer than was offered.
    IF i.invited_by_id IS NULL OR i.invited_by_id = me.id THEN RETURN 'foreign'; END IF;
    IF i.until <= app_now() THEN RETURN 'expired'; END IF;
    INSERT INTO companies_mandate (id, company_id, person_id, discipline, since, begins_at, writes_until, reads_until,
        given_at, given_by_id)
      VALUES (gen_random_uuid(), i.company_id, me.id,
        CASE i.role WHEN 'external_adviser' THEN 'prevention_adviser' ELSE i.role END,
        CASE WHEN NOT i.whole_file THEN app_now() END, app_now(), i.until, i.until, app_now(), i.invited_by_id)
      RETURNING companies_mandate.id INTO made;
    INSERT INTO core_auditevent (id, at, actor_id, hat, company_id, subject_type, subject_id, event, source, target, reason, data)
      VALUES (gen_random_uuid(), app_now(), me.id, 'h_person', i.company_id, 'companies.mandate', made,
        'companies.mandate_given', '', '', '', jsonb_build_object('person', me.id, 'discipline', i.role,
        'whole_file', i.whole_file, 'given_by', i.invited_by_id));
  ELSIF i.role IN ('administrator', 'assessor', 'observer') AND i.programme_id IS NOT NULL AND i.company_id IS NULL THEN
    INSERT INTO programmes_programmemembership (id, programme_id, user_id, role, begins_on)
      VALUES (gen_random_uuid(), i.programme_id, me.id, i.role, app_today())
      ON CONFLICT (programme_id, user_id, role) WHERE ended_at IS NULL DO UPDATE SET ends_on = NULL;
  ELSIF i.role = 'partner' AND i.partner_id IS NOT NULL AND i.company_id IS NULL AND EXISTS
     (SELECT 1 FROM programmes_partner t WHERE t.id = i.partner_id AND t.programme_id = i.programme_id
      AND t.retired_at IS NULL) THEN
    INSERT INTO programmes_partnermembership (id, partner_id, programme_id, user_id, begins_on)
      VALUES (gen_random_uuid(), i.partner_id, i.programme_id, me.id, app_today())
      ON CONFLICT (partner_id, user_id) WHERE ended_at IS NULL DO NOTHING;
  ELSIF i.role = 'coach' AND i.programme_id IS NOT NULL AND i.company_id IS NULL THEN
    WHILE EXISTS (SELECT 1 FROM coaches_coach k WHERE k.slug = try_slug AND k.user_id <> me.id) LOOP
      n := n + 1; try_slug := left(p_slug, 55) || '-' || n;
    END LOOP;
    INSERT INTO coaches_coach (id, version, user_id, slug, name, state, introduction, provinces, languages, themes,
        sectors, capacity, employer_service, is_demo)
      VALUES (gen_random_uuid(), 1, me.id, try_slug, me.name, 'active', '{}', '{}', ARRAY[me.language], '{}', '{}', 12,
        '', false)
      ON CONFLICT (user_id) DO UPDATE SET state = 'active' WHERE coaches_coach.state = 'left';
  ELSE
    RETURN 'unknown';
  END IF;
  UPDATE accounts_invitation SET accepted_at = now(), accepted_by_id = me.id WHERE id = i.id;
  INSERT INTO core_auditevent (id, at, actor_id, hat, company_id, programme_id, subject_type, subject_id, event, source,
      target, reason, data)
    VALUES (gen_random_uuid(), now(), me.id, 'h_person', i.company_id, i.programme_id, 'accounts.invitation', i.id,
      'accounts.invitation_accepted', '', '', '', jsonb_build_object('role', i.role));
  RETURN 'done';
END
$function$
""",
    "REVOKE ALL ON FUNCTION accept_invitation(text,text) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION administrators_of(p_programme uuid)
 RETURNS SETOF bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT DISTINCT m.user_id FROM programmes_programmemembership m WHERE m.programme_id = p_programme AND m.role = 'administrator' AND m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today())
$function$
""",
    "REVOKE ALL ON FUNCTION administrators_of(uuid) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION administrators_of_company(p_company uuid)
 RETURNS SETOF bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT DISTINCT m.user_id FROM programmes_application a JOIN programmes_programmemembership m ON m.programme_id = a.programme_id WHERE a.company_id = p_company AND a.state <> 'draft' AND m.role = 'administrator' AND m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today()) AND p_company = ANY (my_companies('h_contact'))
$function$
""",
    "REVOKE ALL ON FUNCTION administrators_of_company(uuid) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION assessment_open(p_application uuid, p_programme uuid, p_assessor bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT p_assessor = app_uid() OR (NOT EXISTS (SELECT 1 FROM programmes_assessment o WHERE o.application_id = p_application AND o.assessor_id = app_uid() AND o.submitted_at IS NULL AND o.recused_at IS NULL) AND (p_programme = ANY (my_administered()) OR EXISTS (SELECT 1 FROM programmes_assessment o WHERE o.application_id = p_application AND o.assessor_id = app_uid() AND o.submitted_at IS NOT NULL)))
$function$
""",
    "REVOKE ALL ON FUNCTION assessment_open(uuid,uuid,bigint) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION assessment_progress(p_applications uuid[])
 RETURNS TABLE(application_id uuid, asked integer, submitted integer)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT a.application_id, count(*)::int, count(a.submitted_at)::int FROM programmes_assessment a WHERE a.application_id = ANY (p_applications) AND a.recused_at IS NULL AND a.programme_id = ANY (my_judged()) GROUP BY a.application_id
$function$
""",
    "REVOKE ALL ON FUNCTION assessment_progress(uuid[]) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION assessor_conflicts(p_application uuid)
 RETURNS SETOF bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
WITH a AS (SELECT * FROM programmes_application x WHERE x.id = p_application AND x.programme_id = ANY (my_judged())) SELECT a.applicant_id FROM a UNION SELECT m.user_id FROM companies_membership m JOIN a ON m.company_id = a.company_id UNION SELECT c.user_id FROM coaches_coach c JOIN a ON true JOIN companies_company k ON k.id = a.company_id WHERE k.external_service <> '' AND lower(trim(c.employer_service)) = lower(trim(k.external_service)) UNION SELECT c.user_id FROM coaches_coach c JOIN trajectories_trajectory t ON t.coach_id = c.id JOIN a ON t.company_id = a.company_id
$function$
""",
    "REVOKE ALL ON FUNCTION assessor_conflicts(uuid) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION cluster_members(p_cluster uuid)
 RETURNS TABLE(company text, state text, application uuid)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT a.company_name::text, CASE WHEN a.state = 'draft' THEN 'draft' ELSE 'sent' END, a.id FROM programmes_application a WHERE a.cluster_id = p_cluster AND a.state <> 'withdrawn' AND (current_setting('role', true) = 'h_system' OR p_cluster = ANY (my_clusters()) OR EXISTS (SELECT 1 FROM programmes_cluster c WHERE c.id = p_cluster AND c.programme_id = ANY (my_judged())) OR EXISTS (SELECT 1 FROM programmes_application m WHERE m.cluster_id = p_cluster AND (m.applicant_id = app_uid() OR m.company_id = ANY (my_companies('h_contact'))))) UNION ALL SELECT i.company_name::text, 'invited', NULL FROM programmes_clusterinvitation i WHERE i.cluster_id = p_cluster AND i.accepted_at IS NULL AND i.withdrawn_at IS NULL AND (current_setting('role', true) = 'h_system' OR p_cluster = ANY (my_clusters()) OR EXISTS (SELECT 1 FROM programmes_cluster c WHERE c.id = p_cluster AND c.programme_id = ANY (my_judged())) OR EXISTS (SELECT 1 FROM programmes_application m WHERE m.cluster_id = p_cluster AND (m.applicant_id = app_uid() OR m.company_id = ANY (my_companies('h_contact'))))) ORDER BY 2 DESC, 1
$function$
""",
    "REVOKE ALL ON FUNCTION cluster_members(uuid) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION cluster_name(p_cluster uuid)
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT c.name::text FROM programmes_cluster c WHERE c.id = p_cluster AND (current_setting('role', true) = 'h_system' OR p_cluster = ANY (my_clusters()) OR EXISTS (SELECT 1 FROM programmes_cluster c WHERE c.id = p_cluster AND c.programme_id = ANY (my_judged())) OR EXISTS (SELECT 1 FROM programmes_application m WHERE m.cluster_id = p_cluster AND (m.applicant_id = app_uid() OR m.company_id = ANY (my_companies('h_contact')))))
$function$
""",
    "REVOKE ALL ON FUNCTION cluster_name(uuid) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION earlier_answers(p_company uuid, p_layer integer)
 RETURNS jsonb
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT jsonb_build_object('motivation', a.motivation, 'objectives', a.objectives, 'own_hours', a.own_hours, 'body_kind', a.body_kind, 'support_from', a.support_from, 'support_evidence', a.support_evidence, 'support_texts', a.support_texts, 'referral_channel', a.referral_channel, 'answers', a.answers) FROM programmes_application a WHERE a.company_id = p_company AND a.layer = p_layer AND a.state <> 'draft' AND p_company = ANY (my_companies('h_contact')) ORDER BY a.submitted_at DESC, a.id LIMIT 1
$function$
""",
    "REVOKE ALL ON FUNCTION earlier_answers(uuid,integer) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION figure_cuts(p_state text, p_layer integer, p_province text, p_target_group text, p_channel text, p_submitted_at timestamp with time zone, p_round uuid)
 RETURNS TABLE(cut text, value text, state text, month date)
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
-- What one application is counted under. Its round is counted whatever its state; a draft is counted nowhere.
SELECT c.cut, c.value, c.state, c.month FROM (VALUES
  ('layer', p_layer::text, p_state, date_trunc('month', p_submitted_at AT TIME ZONE 'Europe/Brussels')::date),
  ('province', p_province, p_state, date_trunc('month', p_submitted_at AT TIME ZONE 'Europe/Brussels')::date),
  ('target_group', p_target_group, p_state, date_trunc('month', p_submitted_at AT TIME ZONE 'Europe/Brussels')::date),
  ('referral_channel', p_channel, p_state, date_trunc('month', p_submitted_at AT TIME ZONE 'Europe/Brussels')::date),
  ('round', p_round::text, '', NULL)) c(cut, value, state, month)
 WHERE p_state <> 'draft' AND c.value IS NOT NULL
$function$
""",
    "REVOKE ALL ON FUNCTION figure_cuts(text,integer,text,text,text,timestamp with time zone,uuid) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION find_cluster_invitation(p_invitation uuid)
 RETURNS TABLE(cluster_id uuid, cluster text, company text, inviter text, programme_id uuid, programme text, accepted boolean, layer integer, motivation text, objectives text, referral_channel text)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT c.id, c.name::text, i.company_name::text, u.name::text, p.id, p.name::text, i.accepted_at IS NOT NULL, l.layer::int, l.motivation, l.objectives, l.referral_channel::text FROM programmes_clusterinvitation i JOIN programmes_cluster c ON c.id = i.cluster_id JOIN programmes_programme p ON p.id = c.programme_id LEFT JOIN accounts_user u ON u.id = c.begun_by_id LEFT JOIN LATERAL (SELECT a.layer, a.motivation, a.objectives, a.referral_channel FROM programmes_application a WHERE a.cluster_id = c.id AND a.applicant_id = c.begun_by_id ORDER BY a.created_at LIMIT 1) l ON true WHERE i.id = p_invitation AND i.withdrawn_at IS NULL AND (i.user_id IS NULL OR i.user_id = app_uid()) AND i.email IN (SELECT lower(e.email) FROM account_emailaddress e WHERE e.user_id = app_uid() AND e.verified)
$function$
""",
    "REVOKE ALL ON FUNCTION find_cluster_invitation(uuid) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION find_draft_share(p_application uuid)
 RETURNS TABLE(company text, programme text, inviter text, accepted boolean)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT a.company_name::text, p.name::text, u.name::text, s.accepted_at IS NOT NULL FROM programmes_draftshare s JOIN programmes_application a ON a.id = s.application_id AND a.state = 'draft' JOIN programmes_programme p ON p.id = a.programme_id LEFT JOIN accounts_user u ON u.id = s.invited_by_id WHERE s.application_id = p_application AND s.revoked_at IS NULL AND (s.user_id IS NULL OR s.user_id = app_uid()) AND s.email IN (SELECT lower(e.email) FROM account_emailaddress e WHERE e.user_id = app_uid() AND e.verified)
$function$
""",
    "REVOKE ALL ON FUNCTION find_draft_share(uuid) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION find_invitation(p_digest text)
 RETURNS TABLE(id uuid, email text, role text, place text, slug text, inviter text, language text, expires_at timestamp with time zone, state text, known boolean)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT i.id, i.email::text, i.role::text, coalesce(t.name, c.name, p.name)::text, coalesce(t.code, c.slug, p.slug)::text, u.name::text, i.language::text, i.expires_at, CASE WHEN i.accepted_at IS NOT NULL THEN 'accepted' WHEN i.revoked_at IS NOT NULL THEN 'revoked' WHEN i.expires_at <= now() THEN 'expired' ELSE 'open' END, EXISTS (SELECT 1 FROM accounts_user k WHERE k.email = lower(i.email)) FROM accounts_invitation i LEFT JOIN companies_company c ON c.id = i.company_id LEFT JOIN programmes_partner t ON t.id = i.partner_id AND t.programme_id = i.programme_id LEFT JOIN programmes_programme p ON p.id = i.programme_id LEFT JOIN accounts_user u ON u.id = i.invited_by_id WHERE i.token_digest = p_digest
$function$
""",
    "REVOKE ALL ON FUNCTION find_invitation(text) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION find_partner_place(p_slug text, p_user bigint, p_wanted text)
 RETURNS TABLE(id uuid, slug text, name text, hat text, roles text[], has_mandate boolean, hats text[])
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT t.id, t.code::text, t.name::text, 'h_partner'::text, ARRAY['partner'], false, ARRAY['h_partner'] FROM programmes_partnermembership m JOIN programmes_partner t ON t.id = m.partner_id WHERE m.user_id = p_user AND (p_slug = '' OR t.code = p_slug) AND m.ended_at IS NULL AND m.begins_on <= app_today() AND t.retired_at IS NULL ORDER BY t.name, t.id LIMIT 1
$function$
""",
    "REVOKE ALL ON FUNCTION find_partner_place(text,bigint,text) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION find_programme_place(p_slug text, p_user bigint, p_wanted text)
 RETURNS TABLE(id uuid, slug text, name text, hat text, roles text[], has_mandate boolean, hats text[])
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- Who only observes wears a hat of figures; any other role beside it wears the programme's.
SELECT p.id, p.slug::text, p.name::text, h.hat, h.roles, false, ARRAY[h.hat]
  FROM programmes_programme p CROSS JOIN LATERAL (
    SELECT CASE WHEN bool_and(m.role = 'observer') THEN 'h_observer' ELSE 'h_admin' END AS hat, array_agg(m.role::text) AS roles
      FROM programmes_programmemembership m
     WHERE m.programme_id = p.id AND m.user_id = p_user AND m.ended_at IS NULL AND m.begins_on <= app_today()
       AND (m.ends_on IS NULL OR m.ends_on >= app_today())) h
 WHERE p.slug = p_slug AND h.roles IS NOT NULL
$function$
""",
    "REVOKE ALL ON FUNCTION find_programme_place(text,bigint,text) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION fold_figures()
 RETURNS bigint
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- Rows about the same become one. Every reader sees them before or after; whoever folds meanwhile takes other rows.
WITH same AS (
  SELECT id, count(*) OVER (PARTITION BY programme_id, cut, value, state, month) AS n FROM programmes_figure),
taken AS (
  SELECT f.id FROM programmes_figure f WHERE f.id IN (SELECT s.id FROM same s WHERE s.n > 1) FOR UPDATE SKIP LOCKED),
gone AS (
  DELETE FROM programmes_figure f USING taken t WHERE f.id = t.id RETURNING f.*),
folded AS (
  INSERT INTO programmes_figure (programme_id, cut, value, state, month, applied, started, paid_eur)
    SELECT programme_id, cut, value, state, month, sum(applied), sum(started), sum(paid_eur) FROM gone
     GROUP BY programme_id, cut, value, state, month HAVING sum(applied) <> 0 OR sum(started) <> 0 OR sum(paid_eur) <> 0)
SELECT count(*) FROM gone
$function$
""",
    "REVOKE ALL ON FUNCTION fold_figures() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION found_company(p_application uuid, p_slug text)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  a programmes_application%ROWTYPE;
  new_id uuid;
BEGIN
  SELECT * INTO a FROM programmes_application
   WHERE id = p_application AND applicant_id = app_uid() AND state = 'draft' AND company_id IS NULL FOR UPDATE;
  IF NOT FOUND THEN RAISE EXCEPTION 'no such draft of yours'; END IF;
  new_id := found_file(to_jsonb(a) || jsonb_build_object('name', a.company_name), p_slug);
  IF new_id IS NOT NULL AND a.body_kind <> '' THEN
    INSERT INTO companies_consultationbody (id, company_id, kind, name, worker_members)
      VALUES (gen_random_uuid(), new_id, a.body_kind, '', 0);
  END IF;
  RETURN new_id;
END
$function$
""",
    "REVOKE ALL ON FUNCTION found_company(uuid,text) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION guard_applicants_words()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  IF current_user = 'h_admin' THEN
    RAISE EXCEPTION 'the words of an application are the company''s' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$function$
""",
    "REVOKE ALL ON FUNCTION guard_applicants_words() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION guard_cluster_of_draft()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  IF current_user LIKE 'h\\_%' AND current_user <> 'h_system' AND NEW.cluster_id IS NOT NULL
     AND (current_user <> 'h_person' OR NOT NEW.cluster_id = ANY (my_clusters())) THEN
    RAISE EXCEPTION 'one joins a cluster by invitation' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$function$
""",
    "REVOKE ALL ON FUNCTION guard_cluster_of_draft() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION guard_company_of_draft()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
      IF current_user = 'h_person' AND NEW.company_id IS NOT NULL
         AND NOT NEW.company_id = ANY (my_companies('h_contact')) THEN
        RAISE EXCEPTION 'an application names a company of the person who applies' USING ERRCODE = 'insufficient_privilege';
      END IF;
      RETURN NEW;
    END
$function$
""",
    "REVOKE ALL ON FUNCTION guard_company_of_draft() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION guard_decision()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  IF current_user NOT LIKE 'h\\_%' OR current_user = 'h_system' THEN
    RETURN NEW;
  END IF;
  -- A person whose draft is copied or sent changes none of these; a contact neither.
  IF current_user = 'h_admin' THEN
    IF NEW.programme_id = ANY (my_administered()) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'an administrator of the programme decides' USING ERRCODE = 'insufficient_privilege';
END
$function$
""",
    "REVOKE ALL ON FUNCTION guard_decision() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION has_open_application(p_company uuid, p_programme uuid, p_layer integer)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT p_company = ANY (my_companies('h_contact')) AND EXISTS (SELECT 1 FROM programmes_application a WHERE a.company_id = p_company AND a.programme_id = p_programme AND a.layer = p_layer AND a.state IN ('submitted', 'in_review', 'info_requested', 'waitlisted'))
$function$
""",
    "REVOKE ALL ON FUNCTION has_open_application(uuid,uuid,integer) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION keep_figures()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- Adds what a change of applications adds to the figures of their programmes: rows only, so nobody waits for anybody.
BEGIN
  IF TG_OP = 'UPDATE' THEN
    INSERT INTO programmes_figure (programme_id, cut, value, state, month, applied, started, paid_eur)
      SELECT a.programme_id, c.cut, c.value, c.state, c.month, sum(a.n), 0, 0
        FROM (VALUES
          (-1, OLD.programme_id, OLD.state, OLD.layer, OLD.province, OLD.target_group, OLD.referral_channel, OLD.submitted_at, OLD.round_id),
          (1, NEW.programme_id, NEW.state, NEW.layer, NEW.province, NEW.target_group, NEW.referral_channel, NEW.submitted_at, NEW.round_id)
        ) a(n, programme_id, state, layer, province, target_group, referral_channel, submitted_at, round_id)
        CROSS JOIN LATERAL figure_cuts(a.state, a.layer, a.province, a.target_group, a.referral_channel, a.submitted_at, a.round_id) c
       GROUP BY a.programme_id, c.cut, c.value, c.state, c.month HAVING sum(a.n) <> 0;
  ELSE
    INSERT INTO programmes_figure (programme_id, cut, value, state, month, applied, started, paid_eur)
      SELECT a.programme_id, c.cut, c.value, c.state, c.month, CASE TG_OP WHEN 'INSERT' THEN count(*) ELSE -count(*) END, 0, 0
        FROM changed a
        CROSS JOIN LATERAL figure_cuts(a.state, a.layer, a.province, a.target_group, a.referral_channel, a.submitted_at, a.round_id) c
       GROUP BY a.programme_id, c.cut, c.value, c.state, c.month;
  END IF;
  RETURN NULL;
END
$function$
""",
    "REVOKE ALL ON FUNCTION keep_figures() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION keep_search_words()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  said text := '';
  part text;
BEGIN
  IF TG_OP <> 'INSERT' THEN
    DELETE FROM programmes_searchword WHERE id = OLD.id AND kind = TG_ARGV[0];
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  FOR place IN 1 .. TG_NARGS - 1 LOOP
    EXECUTE format('SELECT ($1).%I::text', TG_ARGV[place]) INTO part USING NEW;
    said := said || ' ' || coalesce(part, '');
  END LOOP;
  INSERT INTO programmes_searchword (kind, id, programme_id, word)
    SELECT DISTINCT TG_ARGV[0], NEW.id, NEW.programme_id, left(w, 60)
      FROM regexp_split_to_table(search_fold(said), E'[\\\\s!-/:-@\\\\[-`{-~]+') w WHERE w <> '';
  RETURN NEW;
END
$function$
""",
    "REVOKE ALL ON FUNCTION keep_search_words() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION known_company(p_application uuid)
 RETURNS TABLE(company_id uuid, user_id bigint)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT c.id, m.user_id FROM programmes_application a JOIN companies_company c ON c.enterprise_number = a.enterprise_number LEFT JOIN companies_membership m ON m.company_id = c.id AND m.role = 'contact' AND m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today()) WHERE a.id = p_application AND a.applicant_id = app_uid() AND a.state = 'draft' AND a.enterprise_number <> ''
$function$
""",
    "REVOKE ALL ON FUNCTION known_company(uuid) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION letter_paragraph(p_application uuid, p_letter text)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT t.texts FROM programmes_application a
  JOIN programmes_texttemplate t ON t.programme_id = a.programme_id AND t.added_to = p_letter AND t.retired_at IS NULL
 WHERE a.id = p_application AND starts_with(p_letter, 'letter.')
   AND (current_setting('role', true) = 'h_system' OR a.programme_id = ANY (my_judged())
        OR a.company_id = ANY (my_companies('h_contact')))
$function$
""",
    "REVOKE ALL ON FUNCTION letter_paragraph(uuid,text) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_administered()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(m.programme_id), '{}') FROM programmes_programmemembership m WHERE m.user_id = app_uid() AND m.role = 'administrator' AND m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today())
$function$
""",
    "REVOKE ALL ON FUNCTION my_administered() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_begun_clusters()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(c.id), '{}') FROM programmes_cluster c WHERE c.begun_by_id = app_uid()
$function$
""",
    "REVOKE ALL ON FUNCTION my_begun_clusters() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_clusters()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(x.id), '{}') FROM (SELECT c.id FROM programmes_cluster c WHERE c.begun_by_id = app_uid() UNION SELECT i.cluster_id FROM programmes_clusterinvitation i WHERE i.user_id = app_uid() AND i.accepted_at IS NOT NULL AND i.withdrawn_at IS NULL) x
$function$
""",
    "REVOKE ALL ON FUNCTION my_clusters() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_judged()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(DISTINCT m.programme_id), '{}') FROM programmes_programmemembership m
 WHERE m.user_id = app_uid() AND m.role IN ('administrator', 'assessor') AND m.ended_at IS NULL
   AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today())
$function$
""",
    "REVOKE ALL ON FUNCTION my_judged() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_own_applications()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(a.id), '{}') FROM programmes_application a WHERE a.applicant_id = app_uid()
$function$
""",
    "REVOKE ALL ON FUNCTION my_own_applications() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_own_drafts()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(a.id), '{}') FROM programmes_application a WHERE a.applicant_id = app_uid() AND a.state = 'draft'
$function$
""",
    "REVOKE ALL ON FUNCTION my_own_drafts() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_partners()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(t.id), '{}') FROM programmes_partnermembership m JOIN programmes_partner t ON t.id = m.partner_id WHERE m.user_id = app_uid() AND m.ended_at IS NULL AND m.begins_on <= app_today() AND t.retired_at IS NULL
$function$
""",
    "REVOKE ALL ON FUNCTION my_partners() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_programmes()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(DISTINCT m.programme_id), '{}') FROM programmes_programmemembership m WHERE m.user_id = app_uid() AND m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today())
$function$
""",
    "REVOKE ALL ON FUNCTION my_programmes() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_roles()
 RETURNS TABLE(kind text, slug text, name text, role text, hat text, has_mandate boolean, begins_on date, ends_on date, active boolean)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT 'company', c.slug::text, c.name::text, m.role::text, company_role_hat(m.role), m.has_mandate, m.begins_on, coalesce(m.ends_on, (m.ended_at AT TIME ZONE 'Europe/Brussels')::date), m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today()) FROM companies_membership m JOIN companies_company c ON c.id = m.company_id WHERE m.user_id = app_uid() UNION ALL SELECT 'programme', p.slug::text, p.name::text, m.role::text, CASE WHEN m.role = 'observer' AND NOT EXISTS (SELECT 1 FROM programmes_programmemembership o WHERE o.programme_id = m.programme_id AND o.user_id = m.user_id AND o.role <> 'observer' AND o.ended_at IS NULL AND o.begins_on <= app_today() AND (o.ends_on IS NULL OR o.ends_on >= app_today())) THEN 'h_observer' ELSE 'h_admin' END, false, m.begins_on, coalesce(m.ends_on, (m.ended_at AT TIME ZONE 'Europe/Brussels')::date), m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today()) FROM programmes_programmemembership m JOIN programmes_programme p ON p.id = m.programme_id WHERE m.user_id = app_uid() UNION ALL SELECT 'partner', t.code::text, t.name::text, 'partner', 'h_partner', false, m.begins_on, (coalesce(m.ended_at, t.retired_at) AT TIME ZONE 'Europe/Brussels')::date, m.ended_at IS NULL AND m.begins_on <= app_today() AND t.retired_at IS NULL FROM programmes_partnermembership m JOIN programmes_partner t ON t.id = m.partner_id WHERE m.user_id = app_uid() UNION ALL SELECT 'coach', k.slug::text, k.name::text, 'coach', 'h_coach', false, k.trained_on, NULL::date, k.state <> 'left' FROM coaches_coach k WHERE k.user_id = app_uid() UNION ALL
-- Who works in files by a mandate and coaches nobody.
SELECT 'coach', '', c.name::text, CASE m.discipline WHEN 'coach' THEN 'expert' ELSE guest_role(m.discipline) END, 'h_coach',
       false, (m.begins_at AT TIME ZONE 'Europe/Brussels')::date,
       (coalesce(m.ended_at, m.reads_until - interval '1 second') AT TIME ZONE 'Europe/Brussels')::date,
       m.ended_at IS NULL AND m.begins_at <= app_now() AND (m.reads_until IS NULL OR m.reads_until > app_now())
  FROM companies_mandate m JOIN companies_company c ON c.id = m.company_id
 WHERE m.person_id = app_uid()
   AND NOT EXISTS (SELECT 1 FROM coaches_coach k WHERE k.user_id = app_uid() AND k.state <> 'left')
UNION ALL SELECT 'staff', '', '', 'staff', 'h_staff', false, u.joined_at::date, NULL::date, true FROM accounts_user u WHERE u.id = app_uid() AND u.is_platform_staff AND u.is_active
$function$
""",
    "REVOKE ALL ON FUNCTION my_roles() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_shared_drafts()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(a.id), '{}') FROM programmes_draftshare s JOIN programmes_application a ON a.id = s.application_id AND a.state = 'draft' WHERE s.user_id = app_uid() AND s.accepted_at IS NOT NULL AND s.revoked_at IS NULL
$function$
""",
    "REVOKE ALL ON FUNCTION my_shared_drafts() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION next_reference(p_programme uuid, p_year integer)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE last int;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('reference:' || p_programme::text || ':' || p_year, 0));
  SELECT max(substring(reference from 6)::int) INTO last FROM programmes_application
   WHERE programme_id = p_programme AND reference ~ ('^' || p_year || '-[0-9]{4,8}$');
  RETURN p_year || '-' || lpad((coalesce(last, 0) + 1)::text, greatest(4, length((coalesce(last, 0) + 1)::text)), '0');
END
$function$
""",
    "REVOKE ALL ON FUNCTION next_reference(uuid,integer) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION open_partner_link(p_code text, p_count boolean)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  t programmes_partner%ROWTYPE;
BEGIN
  SELECT * INTO t FROM programmes_partner WHERE code = p_code AND retired_at IS NULL;
  IF NOT FOUND THEN RETURN false; END IF;
  IF p_count THEN
    INSERT INTO programmes_partnervisit (id, partner_id, programme_id, day, count)
      VALUES (gen_random_uuid(), t.id, t.programme_id, app_today(), 1)
      ON CONFLICT (partner_id, day) DO UPDATE SET count = programmes_partnervisit.count + 1;
  END IF;
  RETURN true;
END
$function$
""",
    "REVOKE ALL ON FUNCTION open_partner_link(text,boolean) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION partner_behind(p_code text, p_programme uuid)
 RETURNS TABLE(id uuid, kind text)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT t.id, t.kind::text FROM programmes_partner t WHERE t.code = p_code AND t.programme_id = p_programme AND t.retired_at IS NULL
$function$
""",
    "REVOKE ALL ON FUNCTION partner_behind(text,uuid) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION programme_reaches(p_company uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT EXISTS (SELECT 1 FROM programmes_application a JOIN programmes_programmemembership m ON m.programme_id = a.programme_id WHERE a.company_id = p_company AND a.state <> 'draft' AND m.user_id = app_uid() AND m.role <> 'observer' AND m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today()))
$function$
""",
    "REVOKE ALL ON FUNCTION programme_reaches(uuid) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION scored_between(p_programme uuid, p_lowest numeric, p_highest numeric)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT a.application_id FROM programmes_assessment a
 WHERE a.programme_id = p_programme AND p_programme = ANY ((SELECT my_administered())::uuid[])
   AND a.submitted_at IS NOT NULL AND a.recused_at IS NULL
   AND NOT EXISTS (SELECT 1 FROM programmes_assessment o WHERE o.application_id = a.application_id
                    AND o.assessor_id = app_uid() AND o.submitted_at IS NULL AND o.recused_at IS NULL)
 GROUP BY a.application_id HAVING avg(a.total) BETWEEN p_lowest AND p_highest
$function$
""",
    "REVOKE ALL ON FUNCTION scored_between(uuid,numeric,numeric) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION accept_cluster_invitation(uuid) TO h_person",
    "GRANT EXECUTE ON FUNCTION accept_draft_share(uuid) TO h_person",
    "GRANT EXECUTE ON FUNCTION accept_invitation(text,text) TO h_person",
    """GRANT EXECUTE ON FUNCTION administrators_of(uuid) TO h_admin, h_coach, h_contact, h_cpbw, h_partner, h_person, h_staff, h_system
""",
    "GRANT EXECUTE ON FUNCTION administrators_of_company(uuid) TO h_contact",
    "GRANT EXECUTE ON FUNCTION assessment_open(uuid,uuid,bigint) TO h_admin",
    "GRANT EXECUTE ON FUNCTION assessment_progress(uuid[]) TO h_admin",
    "GRANT EXECUTE ON FUNCTION assessor_conflicts(uuid) TO h_admin",
    "GRANT EXECUTE ON FUNCTION cluster_members(uuid) TO h_admin, h_contact, h_person, h_system",
    "GRANT EXECUTE ON FUNCTION cluster_name(uuid) TO h_admin, h_contact, h_person, h_system",
    "GRANT EXECUTE ON FUNCTION earlier_answers(uuid,integer) TO h_person",
    "GRANT EXECUTE ON FUNCTION figure_cuts(text,integer,text,text,text,timestamp with time zone,uuid) TO PUBLIC",
    "GRANT EXECUTE ON FUNCTION find_cluster_invitation(uuid) TO h_person",
    "GRANT EXECUTE ON FUNCTION find_draft_share(uuid) TO h_person",
    "GRANT EXECUTE ON FUNCTION find_invitation(text) TO w_web, w_worker",
    "GRANT EXECUTE ON FUNCTION find_partner_place(text,bigint,text) TO w_web, w_worker",
    "GRANT EXECUTE ON FUNCTION find_programme_place(text,bigint,text) TO w_web, w_worker",
    "GRANT EXECUTE ON FUNCTION fold_figures() TO h_system",
    "GRANT EXECUTE ON FUNCTION found_company(uuid,text) TO h_person",
    "GRANT EXECUTE ON FUNCTION guard_applicants_words() TO PUBLIC",
    "GRANT EXECUTE ON FUNCTION guard_cluster_of_draft() TO PUBLIC",
    "GRANT EXECUTE ON FUNCTION guard_company_of_draft() TO PUBLIC",
    "GRANT EXECUTE ON FUNCTION guard_decision() TO PUBLIC",
    "GRANT EXECUTE ON FUNCTION has_open_application(uuid,uuid,integer) TO h_person",
    "GRANT EXECUTE ON FUNCTION known_company(uuid) TO h_person",
    "GRANT EXECUTE ON FUNCTION letter_paragraph(uuid,text) TO h_admin, h_contact, h_system",
    "GRANT EXECUTE ON FUNCTION my_administered() TO h_admin",
    "GRANT EXECUTE ON FUNCTION my_begun_clusters() TO h_person",
    "GRANT EXECUTE ON FUNCTION my_clusters() TO h_person",
    "GRANT EXECUTE ON FUNCTION my_judged() TO h_admin",
    "GRANT EXECUTE ON FUNCTION my_own_applications() TO h_person",
    "GRANT EXECUTE ON FUNCTION my_own_drafts() TO h_person",
    "GRANT EXECUTE ON FUNCTION my_partners() TO h_partner",
    "GRANT EXECUTE ON FUNCTION my_programmes() TO h_observer, h_system",
    "GRANT EXECUTE ON FUNCTION my_roles() TO h_person",
    "GRANT EXECUTE ON FUNCTION my_shared_drafts() TO h_person",
    "GRANT EXECUTE ON FUNCTION next_reference(uuid,integer) TO h_person, h_system",
    "GRANT EXECUTE ON FUNCTION open_partner_link(text,boolean) TO h_public",
    "GRANT EXECUTE ON FUNCTION partner_behind(text,uuid) TO h_person",
    "GRANT EXECUTE ON FUNCTION programme_reaches(uuid) TO h_admin",
    "GRANT EXECUTE ON FUNCTION scored_between(uuid,numeric,numeric) TO h_admin",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'programmes_cluster_tenant_programme') THEN ALTER TABLE programmes_cluster ADD CONSTRAINT programmes_cluster_tenant_programme UNIQUE (id, programme_id); END IF; END $$
""",
    """ALTER TABLE programmes_application ADD CONSTRAINT programmes_application_cluster_id_same_tenant FOREIGN KEY (cluster_id, programme_id) REFERENCES programmes_cluster(id, programme_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'programmes_layerversion_tenant_programme') THEN ALTER TABLE programmes_layerversion ADD CONSTRAINT programmes_layerversion_tenant_programme UNIQUE (id, programme_id); END IF; END $$
""",
    """ALTER TABLE programmes_application ADD CONSTRAINT programmes_application_layer_version_id_same_tenant FOREIGN KEY (layer_version_id, programme_id) REFERENCES programmes_layerversion(id, programme_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'programmes_partner_tenant_programme') THEN ALTER TABLE programmes_partner ADD CONSTRAINT programmes_partner_tenant_programme UNIQUE (id, programme_id); END IF; END $$
""",
    """ALTER TABLE programmes_application ADD CONSTRAINT programmes_application_partner_id_same_tenant FOREIGN KEY (partner_id, programme_id) REFERENCES programmes_partner(id, programme_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'programmes_assessmentround_tenant_programme') THEN ALTER TABLE programmes_assessmentround ADD CONSTRAINT programmes_assessmentround_tenant_programme UNIQUE (id, programme_id); END IF; END $$
""",
    """ALTER TABLE programmes_application ADD CONSTRAINT programmes_application_round_id_same_tenant FOREIGN KEY (round_id, programme_id) REFERENCES programmes_assessmentround(id, programme_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'programmes_application_tenant_company_programme') THEN ALTER TABLE programmes_application ADD CONSTRAINT programmes_application_tenant_company_programme UNIQUE (id, company_id, programme_id); END IF; END $$
""",
    """ALTER TABLE programmes_assessment ADD CONSTRAINT programmes_assessment_application_id_same_tenant FOREIGN KEY (application_id, company_id, programme_id) REFERENCES programmes_application(id, company_id, programme_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'programmes_application_tenant_company_programme') THEN ALTER TABLE programmes_application ADD CONSTRAINT programmes_application_tenant_company_programme UNIQUE (id, company_id, programme_id); END IF; END $$
""",
    """ALTER TABLE programmes_attachment ADD CONSTRAINT programmes_attachment_application_id_same_tenant FOREIGN KEY (application_id, company_id, programme_id) REFERENCES programmes_application(id, company_id, programme_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'programmes_informationrequest_tenant_company_programme') THEN ALTER TABLE programmes_informationrequest ADD CONSTRAINT programmes_informationrequest_tenant_company_programme UNIQUE (id, company_id, programme_id); END IF; END $$
""",
    """ALTER TABLE programmes_attachment ADD CONSTRAINT programmes_attachment_question_id_same_tenant FOREIGN KEY (question_id, company_id, programme_id) REFERENCES programmes_informationrequest(id, company_id, programme_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'programmes_cluster_tenant_programme') THEN ALTER TABLE programmes_cluster ADD CONSTRAINT programmes_cluster_tenant_programme UNIQUE (id, programme_id); END IF; END $$
""",
    """ALTER TABLE programmes_clusterinvitation ADD CONSTRAINT programmes_clusterinvitation_cluster_id_same_tenant FOREIGN KEY (cluster_id, programme_id) REFERENCES programmes_cluster(id, programme_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'programmes_application_tenant_company_programme') THEN ALTER TABLE programmes_application ADD CONSTRAINT programmes_application_tenant_company_programme UNIQUE (id, company_id, programme_id); END IF; END $$
""",
    """ALTER TABLE programmes_filenote ADD CONSTRAINT programmes_filenote_application_id_same_tenant FOREIGN KEY (application_id, company_id, programme_id) REFERENCES programmes_application(id, company_id, programme_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'programmes_application_tenant_company_programme') THEN ALTER TABLE programmes_application ADD CONSTRAINT programmes_application_tenant_company_programme UNIQUE (id, company_id, programme_id); END IF; END $$
""",
    """ALTER TABLE programmes_informationrequest ADD CONSTRAINT programmes_informationrequest_application_id_same_tenant FOREIGN KEY (application_id, company_id, programme_id) REFERENCES programmes_application(id, company_id, programme_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'programmes_partner_tenant_programme') THEN ALTER TABLE programmes_partner ADD CONSTRAINT programmes_partner_tenant_programme UNIQUE (id, programme_id); END IF; END $$
""",
    """ALTER TABLE programmes_partnermembership ADD CONSTRAINT programmes_partnermembership_partner_id_same_tenant FOREIGN KEY (partner_id, programme_id) REFERENCES programmes_partner(id, programme_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'programmes_partner_tenant_programme') THEN ALTER TABLE programmes_partner ADD CONSTRAINT programmes_partner_tenant_programme UNIQUE (id, programme_id); END IF; END $$
""",
    """ALTER TABLE programmes_partnerreach ADD CONSTRAINT programmes_partnerreach_partner_id_same_tenant FOREIGN KEY (partner_id, programme_id) REFERENCES programmes_partner(id, programme_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'programmes_partner_tenant_programme') THEN ALTER TABLE programmes_partner ADD CONSTRAINT programmes_partner_tenant_programme UNIQUE (id, programme_id); END IF; END $$
""",
    """ALTER TABLE programmes_partnervisit ADD CONSTRAINT programmes_partnervisit_partner_id_same_tenant FOREIGN KEY (partner_id, programme_id) REFERENCES programmes_partner(id, programme_id) DEFERRABLE INITIALLY DEFERRED
""",
    """CREATE TRIGGER administrators_decide BEFORE UPDATE OF decision_reason, start_due_on, proposed_verb, proposed_reason, proposed_by_id ON programmes_application FOR EACH ROW WHEN ((old.decision_reason, old.start_due_on, old.proposed_verb, old.proposed_reason, old.proposed_by_id) IS DISTINCT FROM (new.decision_reason, new.start_due_on, new.proposed_verb, new.proposed_reason, new.proposed_by_id)) EXECUTE FUNCTION guard_decision()
""",
    """CREATE TRIGGER applicants_words BEFORE UPDATE OF motivation, objectives, answers, support_from, support_evidence, support_texts, declaration ON programmes_application FOR EACH ROW WHEN (old.state <> 'draft' AND (old.motivation, old.objectives, old.answers, old.support_from, old.support_evidence, old.support_texts, old.declaration) IS DISTINCT FROM (new.motivation, new.objectives, new.answers, new.support_from, new.support_evidence, new.support_texts, new.declaration)) EXECUTE FUNCTION guard_applicants_words()
""",
    """CREATE TRIGGER figures_added AFTER INSERT ON programmes_application REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION keep_figures()
""",
    """CREATE TRIGGER figures_changed AFTER UPDATE ON programmes_application FOR EACH ROW WHEN ((old.state <> 'draft' OR new.state <> 'draft') AND (old.programme_id, old.state, old.layer, old.province, old.target_group, old.referral_channel, old.submitted_at, old.round_id) IS DISTINCT FROM (new.programme_id, new.state, new.layer, new.province, new.target_group, new.referral_channel, new.submitted_at, new.round_id)) EXECUTE FUNCTION keep_figures()
""",
    """CREATE TRIGGER figures_gone AFTER DELETE ON programmes_application REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION keep_figures()
""",
    """CREATE TRIGGER guard_cluster_of_draft BEFORE UPDATE OF cluster_id ON programmes_application FOR EACH ROW WHEN ((new.cluster_id IS DISTINCT FROM old.cluster_id)) EXECUTE FUNCTION guard_cluster_of_draft()
""",
    """CREATE TRIGGER guard_cluster_of_new BEFORE INSERT ON programmes_application FOR EACH ROW WHEN ((new.cluster_id IS NOT NULL)) EXECUTE FUNCTION guard_cluster_of_draft()
""",
    """CREATE TRIGGER guard_company_of_draft BEFORE UPDATE OF company_id ON programmes_application FOR EACH ROW WHEN ((new.company_id IS DISTINCT FROM old.company_id)) EXECUTE FUNCTION guard_company_of_draft()
""",
    """CREATE TRIGGER search_words AFTER INSERT OR UPDATE OF state, company_name, municipality, reference, enterprise_number ON programmes_application FOR EACH ROW WHEN ((new.state <> 'draft')) EXECUTE FUNCTION keep_search_words('application', 'company_name', 'municipality', 'reference', 'enterprise_number')
""",
    """CREATE TRIGGER search_words_gone AFTER DELETE ON programmes_application FOR EACH ROW WHEN ((old.state <> 'draft')) EXECUTE FUNCTION keep_search_words('application')
""",
    """CREATE POLICY h_admin_insert ON accounts_invitation FOR INSERT TO h_admin WITH CHECK (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    """CREATE POLICY h_admin_select ON accounts_invitation FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    """CREATE POLICY h_admin_update ON accounts_invitation FOR UPDATE TO h_admin USING (programme_id = ANY ((SELECT my_administered())::uuid[])) WITH CHECK (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    "CREATE POLICY h_admin_select ON companies_company FOR SELECT TO h_admin USING (programme_reaches(id))",
    """CREATE POLICY h_admin_select ON companies_consultationbody FOR SELECT TO h_admin USING (programme_reaches(company_id))
""",
    """CREATE POLICY h_admin_insert ON core_auditevent FOR INSERT TO h_admin WITH CHECK ((actor_id = (SELECT app_uid()) AND hat = current_user) AND ((programme_id IS NULL AND company_id IS NULL) OR programme_id = ANY ((SELECT my_judged())::uuid[])))
""",
    """CREATE POLICY h_admin_select ON core_auditevent FOR SELECT TO h_admin USING ((((programme_id = ANY ((SELECT my_judged())::uuid[])) AND (subject_type LIKE 'programmes.%' OR subject_type LIKE 'trajectories.%')) AND (subject_type <> 'trajectories.expensestatement')) OR ((programme_id = ANY ((SELECT my_administered())::uuid[])) AND (subject_type LIKE 'programmes.%' OR subject_type LIKE 'trajectories.%')))
""",
    """CREATE POLICY h_observer_insert ON core_auditevent FOR INSERT TO h_observer WITH CHECK (((actor_id = (SELECT app_uid()) AND hat = current_user) AND (programme_id = ANY ((SELECT my_programmes())::uuid[]))) AND (event IN ('exports.taken', 'documents.requested') AND subject_type IN ('programmes.programme', 'core.document') AND company_id IS NULL AND trajectory_id IS NULL AND source = '' AND target = ''))
""",
    """CREATE POLICY h_observer_select ON core_auditevent FOR SELECT TO h_observer USING ((programme_id = ANY ((SELECT my_programmes())::uuid[])) AND (subject_type LIKE 'programmes.%' OR subject_type LIKE 'trajectories.%'))
""",
    """CREATE POLICY h_admin_insert ON core_document FOR INSERT TO h_admin WITH CHECK (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    """CREATE POLICY h_admin_select ON core_document FOR SELECT TO h_admin USING ((((programme_id = ANY ((SELECT my_judged())::uuid[])) AND (position('h_admin' in audience) > 0)) AND (subject_type <> 'trajectories.expensestatement')) OR ((programme_id = ANY ((SELECT my_administered())::uuid[])) AND (position('h_admin' in audience) > 0)))
""",
    """CREATE POLICY h_admin_insert ON core_outgoingemail FOR INSERT TO h_admin WITH CHECK ((state = 'queued' AND attempts = 0) AND ((programme_id IS NULL AND company_id IS NULL) OR programme_id = ANY ((SELECT my_judged())::uuid[])))
""",
    """CREATE POLICY h_admin_select ON core_outgoingemail FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    """CREATE POLICY h_admin_insert ON core_reminder FOR INSERT TO h_admin WITH CHECK (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    """CREATE POLICY h_admin_select ON core_reminder FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    """CREATE POLICY h_admin_update ON core_reminder FOR UPDATE TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[])) WITH CHECK (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    """CREATE POLICY h_observer_select ON core_reminder FOR SELECT TO h_observer USING (programme_id = ANY ((SELECT my_programmes())::uuid[]))
""",
    """CREATE POLICY h_admin_insert ON programmes_accreditation FOR INSERT TO h_admin WITH CHECK (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    "CREATE POLICY h_admin_select ON programmes_accreditation FOR SELECT TO h_admin USING (true)",
    """CREATE POLICY h_admin_update ON programmes_accreditation FOR UPDATE TO h_admin USING (programme_id = ANY ((SELECT my_administered())::uuid[])) WITH CHECK (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    "CREATE POLICY h_coach_select ON programmes_accreditation FOR SELECT TO h_coach USING (true)",
    "CREATE POLICY h_contact_select ON programmes_accreditation FOR SELECT TO h_contact USING (true)",
    "CREATE POLICY h_cpbw_select ON programmes_accreditation FOR SELECT TO h_cpbw USING (true)",
    "CREATE POLICY h_partner_select ON programmes_accreditation FOR SELECT TO h_partner USING (true)",
    "CREATE POLICY h_person_select ON programmes_accreditation FOR SELECT TO h_person USING (true)",
    "CREATE POLICY h_public_select ON programmes_accreditation FOR SELECT TO h_public USING (true)",
    "CREATE POLICY h_staff_select ON programmes_accreditation FOR SELECT TO h_staff USING (true)",
    "CREATE POLICY h_system_delete ON programmes_accreditation FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON programmes_accreditation FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON programmes_accreditation FOR SELECT TO h_system USING (true)",
    """CREATE POLICY h_system_update ON programmes_accreditation FOR UPDATE TO h_system USING (true) WITH CHECK (true)
""",
    """CREATE POLICY h_admin_select ON programmes_application FOR SELECT TO h_admin USING ((programme_id = ANY ((SELECT my_judged())::uuid[])) AND (state <> 'draft'))
""",
    """CREATE POLICY h_admin_update ON programmes_application FOR UPDATE TO h_admin USING ((programme_id = ANY ((SELECT my_judged())::uuid[])) AND (state <> 'draft')) WITH CHECK ((programme_id = ANY ((SELECT my_judged())::uuid[])) AND (state <> 'draft'))
""",
    """CREATE POLICY h_contact_select ON programmes_application FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON programmes_application FOR UPDATE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_observer_select ON programmes_application FOR SELECT TO h_observer USING ((programme_id = ANY ((SELECT my_programmes())::uuid[])) AND (state <> 'draft'))
""",
    """CREATE POLICY h_person_delete ON programmes_application FOR DELETE TO h_person USING ((applicant_id = (SELECT app_uid())) AND (state = 'draft'))
""",
    """CREATE POLICY h_person_insert ON programmes_application FOR INSERT TO h_person WITH CHECK ((applicant_id = (SELECT app_uid())) AND (company_id IS NULL OR company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])))
""",
    """CREATE POLICY h_person_select ON programmes_application FOR SELECT TO h_person USING ((applicant_id = (SELECT app_uid())) OR (id = ANY ((SELECT my_shared_drafts())::uuid[])))
""",
    """CREATE POLICY h_person_update ON programmes_application FOR UPDATE TO h_person USING ((applicant_id = (SELECT app_uid())) OR (id = ANY ((SELECT my_shared_drafts())::uuid[]))) WITH CHECK ((applicant_id = (SELECT app_uid())) OR ((id = ANY ((SELECT my_shared_drafts())::uuid[])) AND (state = 'draft' OR company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))))
""",
    "CREATE POLICY h_system_delete ON programmes_application FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON programmes_application FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON programmes_application FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON programmes_application FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_admin_delete ON programmes_assessment FOR DELETE TO h_admin USING ((programme_id = ANY ((SELECT my_administered())::uuid[])) AND (submitted_at IS NULL))
""",
    """CREATE POLICY h_admin_insert ON programmes_assessment FOR INSERT TO h_admin WITH CHECK (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    """CREATE POLICY h_admin_select ON programmes_assessment FOR SELECT TO h_admin USING ((programme_id = ANY ((SELECT my_judged())::uuid[])) AND (assessment_open(application_id, programme_id, assessor_id)))
""",
    """CREATE POLICY h_admin_update ON programmes_assessment FOR UPDATE TO h_admin USING ((programme_id = ANY ((SELECT my_judged())::uuid[])) AND (assessor_id = (SELECT app_uid()))) WITH CHECK ((programme_id = ANY ((SELECT my_judged())::uuid[])) AND (assessor_id = (SELECT app_uid())))
""",
    "CREATE POLICY h_system_delete ON programmes_assessment FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON programmes_assessment FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON programmes_assessment FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON programmes_assessment FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_admin_delete ON programmes_assessmentround FOR DELETE TO h_admin USING (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    """CREATE POLICY h_admin_insert ON programmes_assessmentround FOR INSERT TO h_admin WITH CHECK (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    """CREATE POLICY h_admin_select ON programmes_assessmentround FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    """CREATE POLICY h_admin_update ON programmes_assessmentround FOR UPDATE TO h_admin USING (programme_id = ANY ((SELECT my_administered())::uuid[])) WITH CHECK (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    "CREATE POLICY h_coach_select ON programmes_assessmentround FOR SELECT TO h_coach USING (true)",
    "CREATE POLICY h_contact_select ON programmes_assessmentround FOR SELECT TO h_contact USING (true)",
    "CREATE POLICY h_cpbw_select ON programmes_assessmentround FOR SELECT TO h_cpbw USING (true)",
    "CREATE POLICY h_partner_select ON programmes_assessmentround FOR SELECT TO h_partner USING (true)",
    "CREATE POLICY h_person_select ON programmes_assessmentround FOR SELECT TO h_person USING (true)",
    "CREATE POLICY h_public_select ON programmes_assessmentround FOR SELECT TO h_public USING (true)",
    "CREATE POLICY h_staff_select ON programmes_assessmentround FOR SELECT TO h_staff USING (true)",
    "CREATE POLICY h_system_delete ON programmes_assessmentround FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON programmes_assessmentround FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON programmes_assessmentround FOR SELECT TO h_system USING (true)",
    """CREATE POLICY h_system_update ON programmes_assessmentround FOR UPDATE TO h_system USING (true) WITH CHECK (true)
""",
    """CREATE POLICY h_admin_select ON programmes_attachment FOR SELECT TO h_admin USING ((company_id IS NOT NULL) AND (programme_id = ANY ((SELECT my_judged())::uuid[])))
""",
    """CREATE POLICY h_contact_insert ON programmes_attachment FOR INSERT TO h_contact WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_select ON programmes_attachment FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_person_delete ON programmes_attachment FOR DELETE TO h_person USING (application_id = ANY ((SELECT my_own_drafts() || my_shared_drafts())::uuid[]))
""",
    """CREATE POLICY h_person_insert ON programmes_attachment FOR INSERT TO h_person WITH CHECK ((company_id IS NULL AND question_id IS NULL) AND (application_id = ANY ((SELECT my_own_drafts() || my_shared_drafts())::uuid[])))
""",
    """CREATE POLICY h_person_select ON programmes_attachment FOR SELECT TO h_person USING ((question_id IS NULL) AND (application_id = ANY ((SELECT my_own_applications() || my_shared_drafts())::uuid[])))
""",
    """CREATE POLICY h_person_update ON programmes_attachment FOR UPDATE TO h_person USING (application_id = ANY ((SELECT my_own_drafts() || my_shared_drafts())::uuid[])) WITH CHECK (application_id = ANY ((SELECT my_own_drafts() || my_shared_drafts())::uuid[]))
""",
    "CREATE POLICY h_system_delete ON programmes_attachment FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON programmes_attachment FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON programmes_attachment FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON programmes_attachment FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_admin_insert ON programmes_bulkjob FOR INSERT TO h_admin WITH CHECK (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    """CREATE POLICY h_admin_select ON programmes_bulkjob FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    """CREATE POLICY h_admin_update ON programmes_bulkjob FOR UPDATE TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[])) WITH CHECK (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    "CREATE POLICY h_system_delete ON programmes_bulkjob FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON programmes_bulkjob FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON programmes_bulkjob FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON programmes_bulkjob FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_admin_select ON programmes_cluster FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    """CREATE POLICY h_person_insert ON programmes_cluster FOR INSERT TO h_person WITH CHECK (begun_by_id = (SELECT app_uid()))
""",
    """CREATE POLICY h_person_select ON programmes_cluster FOR SELECT TO h_person USING (begun_by_id = (SELECT app_uid()))
""",
    """CREATE POLICY h_person_update ON programmes_cluster FOR UPDATE TO h_person USING (begun_by_id = (SELECT app_uid())) WITH CHECK (begun_by_id = (SELECT app_uid()))
""",
    "CREATE POLICY h_system_delete ON programmes_cluster FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON programmes_cluster FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON programmes_cluster FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON programmes_cluster FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_admin_select ON programmes_clusterinvitation FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    """CREATE POLICY h_person_insert ON programmes_clusterinvitation FOR INSERT TO h_person WITH CHECK (cluster_id = ANY ((SELECT my_begun_clusters())::uuid[]))
""",
    """CREATE POLICY h_person_select ON programmes_clusterinvitation FOR SELECT TO h_person USING (cluster_id = ANY ((SELECT my_begun_clusters())::uuid[]))
""",
    """CREATE POLICY h_person_update ON programmes_clusterinvitation FOR UPDATE TO h_person USING (cluster_id = ANY ((SELECT my_begun_clusters())::uuid[])) WITH CHECK (cluster_id = ANY ((SELECT my_begun_clusters())::uuid[]))
""",
    "CREATE POLICY h_system_delete ON programmes_clusterinvitation FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON programmes_clusterinvitation FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON programmes_clusterinvitation FOR SELECT TO h_system USING (true)",
    """CREATE POLICY h_system_update ON programmes_clusterinvitation FOR UPDATE TO h_system USING (true) WITH CHECK (true)
""",
    """CREATE POLICY h_person_delete ON programmes_draftshare FOR DELETE TO h_person USING (application_id = ANY ((SELECT my_own_drafts())::uuid[]))
""",
    """CREATE POLICY h_person_insert ON programmes_draftshare FOR INSERT TO h_person WITH CHECK (application_id = ANY ((SELECT my_own_drafts())::uuid[]))
""",
    """CREATE POLICY h_person_select ON programmes_draftshare FOR SELECT TO h_person USING (application_id = ANY ((SELECT my_own_drafts())::uuid[]))
""",
    """CREATE POLICY h_person_update ON programmes_draftshare FOR UPDATE TO h_person USING (application_id = ANY ((SELECT my_own_drafts())::uuid[])) WITH CHECK (application_id = ANY ((SELECT my_own_drafts())::uuid[]))
""",
    "CREATE POLICY h_system_delete ON programmes_draftshare FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON programmes_draftshare FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON programmes_draftshare FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON programmes_draftshare FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_admin_select ON programmes_figure FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    """CREATE POLICY h_observer_select ON programmes_figure FOR SELECT TO h_observer USING (programme_id = ANY ((SELECT my_programmes())::uuid[]))
""",
    "CREATE POLICY h_system_select ON programmes_figure FOR SELECT TO h_system USING (true)",
    """CREATE POLICY h_admin_insert ON programmes_filenote FOR INSERT TO h_admin WITH CHECK ((programme_id = ANY ((SELECT my_judged())::uuid[])) AND (written_by_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_admin_select ON programmes_filenote FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    "CREATE POLICY h_system_delete ON programmes_filenote FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON programmes_filenote FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON programmes_filenote FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON programmes_filenote FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_admin_insert ON programmes_informationrequest FOR INSERT TO h_admin WITH CHECK (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    """CREATE POLICY h_admin_select ON programmes_informationrequest FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    """CREATE POLICY h_admin_update ON programmes_informationrequest FOR UPDATE TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[])) WITH CHECK (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    """CREATE POLICY h_contact_select ON programmes_informationrequest FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON programmes_informationrequest FOR UPDATE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    "CREATE POLICY h_system_delete ON programmes_informationrequest FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON programmes_informationrequest FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON programmes_informationrequest FOR SELECT TO h_system USING (true)",
    """CREATE POLICY h_system_update ON programmes_informationrequest FOR UPDATE TO h_system USING (true) WITH CHECK (true)
""",
    """CREATE POLICY h_admin_delete ON programmes_layerversion FOR DELETE TO h_admin USING (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    """CREATE POLICY h_admin_insert ON programmes_layerversion FOR INSERT TO h_admin WITH CHECK (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    """CREATE POLICY h_admin_select ON programmes_layerversion FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    """CREATE POLICY h_admin_update ON programmes_layerversion FOR UPDATE TO h_admin USING (programme_id = ANY ((SELECT my_administered())::uuid[])) WITH CHECK (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    "CREATE POLICY h_coach_select ON programmes_layerversion FOR SELECT TO h_coach USING (state <> 'draft')",
    "CREATE POLICY h_contact_select ON programmes_layerversion FOR SELECT TO h_contact USING (state <> 'draft')",
    "CREATE POLICY h_cpbw_select ON programmes_layerversion FOR SELECT TO h_cpbw USING (state <> 'draft')",
    """CREATE POLICY h_observer_select ON programmes_layerversion FOR SELECT TO h_observer USING ((programme_id = ANY ((SELECT my_programmes())::uuid[])) AND (state <> 'draft'))
""",
    "CREATE POLICY h_partner_select ON programmes_layerversion FOR SELECT TO h_partner USING (state <> 'draft')",
    "CREATE POLICY h_person_select ON programmes_layerversion FOR SELECT TO h_person USING (state <> 'draft')",
    "CREATE POLICY h_public_select ON programmes_layerversion FOR SELECT TO h_public USING (state <> 'draft')",
    "CREATE POLICY h_staff_select ON programmes_layerversion FOR SELECT TO h_staff USING (state <> 'draft')",
    "CREATE POLICY h_system_delete ON programmes_layerversion FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON programmes_layerversion FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON programmes_layerversion FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON programmes_layerversion FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_admin_insert ON programmes_partner FOR INSERT TO h_admin WITH CHECK (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    """CREATE POLICY h_admin_select ON programmes_partner FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    """CREATE POLICY h_admin_update ON programmes_partner FOR UPDATE TO h_admin USING (programme_id = ANY ((SELECT my_administered())::uuid[])) WITH CHECK (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    """CREATE POLICY h_partner_select ON programmes_partner FOR SELECT TO h_partner USING (id = ANY ((SELECT my_partners())::uuid[]))
""",
    "CREATE POLICY h_system_delete ON programmes_partner FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON programmes_partner FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON programmes_partner FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON programmes_partner FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_admin_select ON programmes_partnermembership FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    """CREATE POLICY h_admin_update ON programmes_partnermembership FOR UPDATE TO h_admin USING (programme_id = ANY ((SELECT my_administered())::uuid[])) WITH CHECK (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    "CREATE POLICY h_system_delete ON programmes_partnermembership FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON programmes_partnermembership FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON programmes_partnermembership FOR SELECT TO h_system USING (true)",
    """CREATE POLICY h_system_update ON programmes_partnermembership FOR UPDATE TO h_system USING (true) WITH CHECK (true)
""",
    """CREATE POLICY h_partner_select ON programmes_partnerreach FOR SELECT TO h_partner USING (partner_id = ANY ((SELECT my_partners())::uuid[]))
""",
    "CREATE POLICY h_system_delete ON programmes_partnerreach FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON programmes_partnerreach FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON programmes_partnerreach FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON programmes_partnerreach FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_admin_select ON programmes_partnervisit FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    """CREATE POLICY h_partner_select ON programmes_partnervisit FOR SELECT TO h_partner USING (partner_id = ANY ((SELECT my_partners())::uuid[]))
""",
    "CREATE POLICY h_system_delete ON programmes_partnervisit FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON programmes_partnervisit FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON programmes_partnervisit FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON programmes_partnervisit FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    "CREATE POLICY h_admin_select ON programmes_programme FOR SELECT TO h_admin USING (true)",
    """CREATE POLICY h_admin_update ON programmes_programme FOR UPDATE TO h_admin USING (id = ANY ((SELECT my_administered())::uuid[])) WITH CHECK (id = ANY ((SELECT my_administered())::uuid[]))
""",
    "CREATE POLICY h_coach_select ON programmes_programme FOR SELECT TO h_coach USING (true)",
    "CREATE POLICY h_contact_select ON programmes_programme FOR SELECT TO h_contact USING (true)",
    "CREATE POLICY h_cpbw_select ON programmes_programme FOR SELECT TO h_cpbw USING (true)",
    """CREATE POLICY h_observer_select ON programmes_programme FOR SELECT TO h_observer USING (id = ANY ((SELECT my_programmes())::uuid[]))
""",
    "CREATE POLICY h_partner_select ON programmes_programme FOR SELECT TO h_partner USING (true)",
    "CREATE POLICY h_person_select ON programmes_programme FOR SELECT TO h_person USING (true)",
    "CREATE POLICY h_public_select ON programmes_programme FOR SELECT TO h_public USING (true)",
    "CREATE POLICY h_staff_select ON programmes_programme FOR SELECT TO h_staff USING (true)",
    "CREATE POLICY h_system_delete ON programmes_programme FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON programmes_programme FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON programmes_programme FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON programmes_programme FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_admin_select ON programmes_programmemembership FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    """CREATE POLICY h_admin_update ON programmes_programmemembership FOR UPDATE TO h_admin USING (programme_id = ANY ((SELECT my_administered())::uuid[])) WITH CHECK (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    """CREATE POLICY h_person_select ON programmes_programmemembership FOR SELECT TO h_person USING (user_id = (SELECT app_uid()))
""",
    "CREATE POLICY h_system_delete ON programmes_programmemembership FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON programmes_programmemembership FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON programmes_programmemembership FOR SELECT TO h_system USING (true)",
    """CREATE POLICY h_system_update ON programmes_programmemembership FOR UPDATE TO h_system USING (true) WITH CHECK (true)
""",
    """CREATE POLICY h_admin_delete ON programmes_savedview FOR DELETE TO h_admin USING (((programme_id = ANY ((SELECT my_judged())::uuid[])) AND (NOT shared AND owner_id = (SELECT app_uid()))) OR ((programme_id = ANY ((SELECT my_administered())::uuid[])) AND (shared)))
""",
    """CREATE POLICY h_admin_insert ON programmes_savedview FOR INSERT TO h_admin WITH CHECK (((programme_id = ANY ((SELECT my_judged())::uuid[])) AND (NOT shared AND owner_id = (SELECT app_uid()))) OR ((programme_id = ANY ((SELECT my_administered())::uuid[])) AND (shared AND owner_id = (SELECT app_uid()))))
""",
    """CREATE POLICY h_admin_select ON programmes_savedview FOR SELECT TO h_admin USING (((programme_id = ANY ((SELECT my_judged())::uuid[])) AND (NOT shared AND owner_id = (SELECT app_uid()))) OR ((programme_id = ANY ((SELECT my_judged())::uuid[])) AND (shared)))
""",
    """CREATE POLICY h_admin_update ON programmes_savedview FOR UPDATE TO h_admin USING (((programme_id = ANY ((SELECT my_judged())::uuid[])) AND (NOT shared AND owner_id = (SELECT app_uid()))) OR ((programme_id = ANY ((SELECT my_administered())::uuid[])) AND (shared))) WITH CHECK (((programme_id = ANY ((SELECT my_judged())::uuid[])) AND (NOT shared AND owner_id = (SELECT app_uid()))) OR ((programme_id = ANY ((SELECT my_administered())::uuid[])) AND (shared)))
""",
    "CREATE POLICY h_system_delete ON programmes_savedview FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON programmes_savedview FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON programmes_savedview FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON programmes_savedview FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_admin_select ON programmes_searchword FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    "CREATE POLICY h_system_delete ON programmes_searchword FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON programmes_searchword FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON programmes_searchword FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON programmes_searchword FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_admin_insert ON programmes_texttemplate FOR INSERT TO h_admin WITH CHECK (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    """CREATE POLICY h_admin_select ON programmes_texttemplate FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    """CREATE POLICY h_admin_update ON programmes_texttemplate FOR UPDATE TO h_admin USING (programme_id = ANY ((SELECT my_administered())::uuid[])) WITH CHECK (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    "CREATE POLICY h_system_delete ON programmes_texttemplate FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON programmes_texttemplate FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON programmes_texttemplate FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON programmes_texttemplate FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    "GRANT INSERT ON accounts_invitation TO h_admin",
    "GRANT SELECT ON accounts_invitation TO h_admin",
    "GRANT UPDATE (expires_at, revoked_at, sent_at, token_digest) ON accounts_invitation TO h_admin",
    "GRANT SELECT ON companies_company TO h_admin",
    "GRANT SELECT ON companies_consultationbody TO h_admin",
    "GRANT INSERT ON core_auditevent TO h_admin",
    "GRANT SELECT ON core_auditevent TO h_admin",
    "GRANT INSERT ON core_auditevent TO h_observer",
    "GRANT SELECT (at, id, programme_id) ON core_auditevent TO h_observer",
    "GRANT INSERT ON core_document TO h_admin",
    "GRANT SELECT ON core_document TO h_admin",
    "GRANT INSERT ON core_outgoingemail TO h_admin",
    """GRANT SELECT (company_id, created_at, deadline_mail, id, kind, not_before, piece_id, programme_id, recipient_id, reminder_id, sent_at, state, subject, trajectory_id) ON core_outgoingemail TO h_admin
""",
    "GRANT INSERT ON core_reminder TO h_admin",
    "GRANT SELECT ON core_reminder TO h_admin",
    "GRANT UPDATE ON core_reminder TO h_admin",
    "GRANT SELECT (id, kind, programme_id, state) ON core_reminder TO h_observer",
    "GRANT INSERT ON programmes_accreditation TO h_admin",
    "GRANT SELECT ON programmes_accreditation TO h_admin",
    "GRANT UPDATE ON programmes_accreditation TO h_admin",
    "GRANT SELECT ON programmes_accreditation TO h_coach",
    "GRANT SELECT ON programmes_accreditation TO h_contact",
    "GRANT SELECT ON programmes_accreditation TO h_cpbw",
    "GRANT SELECT ON programmes_accreditation TO h_partner",
    "GRANT SELECT ON programmes_accreditation TO h_person",
    "GRANT SELECT ON programmes_accreditation TO h_public",
    "GRANT SELECT ON programmes_accreditation TO h_staff",
    "GRANT DELETE ON programmes_accreditation TO h_system",
    "GRANT INSERT ON programmes_accreditation TO h_system",
    "GRANT SELECT ON programmes_accreditation TO h_system",
    "GRANT UPDATE ON programmes_accreditation TO h_system",
    "GRANT SELECT ON programmes_application TO h_admin",
    "GRANT UPDATE ON programmes_application TO h_admin",
    "GRANT SELECT ON programmes_application TO h_contact",
    "GRANT UPDATE ON programmes_application TO h_contact",
    """GRANT SELECT (blue_collar, company_id, decided_at, headcount, id, layer, programme_id, province, referral_channel, state, submitted_at, target_group) ON programmes_application TO h_observer
""",
    "GRANT DELETE ON programmes_application TO h_person",
    "GRANT INSERT ON programmes_application TO h_person",
    "GRANT SELECT ON programmes_application TO h_person",
    "GRANT UPDATE ON programmes_application TO h_person",
    "GRANT DELETE ON programmes_application TO h_system",
    "GRANT INSERT ON programmes_application TO h_system",
    "GRANT SELECT ON programmes_application TO h_system",
    "GRANT UPDATE ON programmes_application TO h_system",
    "GRANT DELETE ON programmes_assessment TO h_admin",
    "GRANT INSERT ON programmes_assessment TO h_admin",
    "GRANT SELECT ON programmes_assessment TO h_admin",
    "GRANT UPDATE ON programmes_assessment TO h_admin",
    "GRANT DELETE ON programmes_assessment TO h_system",
    "GRANT INSERT ON programmes_assessment TO h_system",
    "GRANT SELECT ON programmes_assessment TO h_system",
    "GRANT UPDATE ON programmes_assessment TO h_system",
    "GRANT DELETE ON programmes_assessmentround TO h_admin",
    "GRANT INSERT ON programmes_assessmentround TO h_admin",
    "GRANT SELECT ON programmes_assessmentround TO h_admin",
    "GRANT UPDATE ON programmes_assessmentround TO h_admin",
    "GRANT SELECT ON programmes_assessmentround TO h_coach",
    "GRANT SELECT ON programmes_assessmentround TO h_contact",
    "GRANT SELECT ON programmes_assessmentround TO h_cpbw",
    "GRANT SELECT ON programmes_assessmentround TO h_partner",
    "GRANT SELECT ON programmes_assessmentround TO h_person",
    "GRANT SELECT ON programmes_assessmentround TO h_public",
    "GRANT SELECT ON programmes_assessmentround TO h_staff",
    "GRANT DELETE ON programmes_assessmentround TO h_system",
    "GRANT INSERT ON programmes_assessmentround TO h_system",
    "GRANT SELECT ON programmes_assessmentround TO h_system",
    "GRANT UPDATE ON programmes_assessmentround TO h_system",
    "GRANT SELECT ON programmes_attachment TO h_admin",
    "GRANT INSERT ON programmes_attachment TO h_contact",
    "GRANT SELECT ON programmes_attachment TO h_contact",
    "GRANT DELETE ON programmes_attachment TO h_person",
    "GRANT INSERT ON programmes_attachment TO h_person",
    "GRANT SELECT ON programmes_attachment TO h_person",
    "GRANT UPDATE (company_id) ON programmes_attachment TO h_person",
    "GRANT DELETE ON programmes_attachment TO h_system",
    "GRANT INSERT ON programmes_attachment TO h_system",
    "GRANT SELECT ON programmes_attachment TO h_system",
    "GRANT UPDATE ON programmes_attachment TO h_system",
    "GRANT INSERT ON programmes_bulkjob TO h_admin",
    "GRANT SELECT ON programmes_bulkjob TO h_admin",
    "GRANT UPDATE ON programmes_bulkjob TO h_admin",
    "GRANT DELETE ON programmes_bulkjob TO h_system",
    "GRANT INSERT ON programmes_bulkjob TO h_system",
    "GRANT SELECT ON programmes_bulkjob TO h_system",
    "GRANT UPDATE ON programmes_bulkjob TO h_system",
    "GRANT SELECT ON programmes_cluster TO h_admin",
    "GRANT INSERT ON programmes_cluster TO h_person",
    "GRANT SELECT ON programmes_cluster TO h_person",
    "GRANT UPDATE (name) ON programmes_cluster TO h_person",
    "GRANT DELETE ON programmes_cluster TO h_system",
    "GRANT INSERT ON programmes_cluster TO h_system",
    "GRANT SELECT ON programmes_cluster TO h_system",
    "GRANT UPDATE ON programmes_cluster TO h_system",
    "GRANT SELECT ON programmes_clusterinvitation TO h_admin",
    "GRANT INSERT ON programmes_clusterinvitation TO h_person",
    "GRANT SELECT ON programmes_clusterinvitation TO h_person",
    "GRANT UPDATE (withdrawn_at) ON programmes_clusterinvitation TO h_person",
    "GRANT DELETE ON programmes_clusterinvitation TO h_system",
    "GRANT INSERT ON programmes_clusterinvitation TO h_system",
    "GRANT SELECT ON programmes_clusterinvitation TO h_system",
    "GRANT UPDATE ON programmes_clusterinvitation TO h_system",
    "GRANT DELETE ON programmes_draftshare TO h_person",
    "GRANT INSERT ON programmes_draftshare TO h_person",
    "GRANT SELECT ON programmes_draftshare TO h_person",
    "GRANT UPDATE ON programmes_draftshare TO h_person",
    "GRANT DELETE ON programmes_draftshare TO h_system",
    "GRANT INSERT ON programmes_draftshare TO h_system",
    "GRANT SELECT ON programmes_draftshare TO h_system",
    "GRANT UPDATE ON programmes_draftshare TO h_system",
    "GRANT SELECT ON programmes_figure TO h_admin",
    "GRANT SELECT ON programmes_figure TO h_observer",
    "GRANT SELECT ON programmes_figure TO h_system",
    "GRANT INSERT ON programmes_filenote TO h_admin",
    "GRANT SELECT ON programmes_filenote TO h_admin",
    "GRANT DELETE ON programmes_filenote TO h_system",
    "GRANT INSERT ON programmes_filenote TO h_system",
    "GRANT SELECT ON programmes_filenote TO h_system",
    "GRANT UPDATE ON programmes_filenote TO h_system",
    "GRANT INSERT ON programmes_informationrequest TO h_admin",
    "GRANT SELECT ON programmes_informationrequest TO h_admin",
    "GRANT UPDATE ON programmes_informationrequest TO h_admin",
    "GRANT SELECT ON programmes_informationrequest TO h_contact",
    "GRANT UPDATE ON programmes_informationrequest TO h_contact",
    "GRANT DELETE ON programmes_informationrequest TO h_system",
    "GRANT INSERT ON programmes_informationrequest TO h_system",
    "GRANT SELECT ON programmes_informationrequest TO h_system",
    "GRANT UPDATE ON programmes_informationrequest TO h_system",
    "GRANT DELETE ON programmes_layerversion TO h_admin",
    "GRANT INSERT ON programmes_layerversion TO h_admin",
    "GRANT SELECT ON programmes_layerversion TO h_admin",
    "GRANT UPDATE ON programmes_layerversion TO h_admin",
    "GRANT SELECT ON programmes_layerversion TO h_coach",
    "GRANT SELECT ON programmes_layerversion TO h_contact",
    "GRANT SELECT ON programmes_layerversion TO h_cpbw",
    "GRANT SELECT ON programmes_layerversion TO h_observer",
    "GRANT SELECT ON programmes_layerversion TO h_partner",
    "GRANT SELECT ON programmes_layerversion TO h_person",
    "GRANT SELECT ON programmes_layerversion TO h_public",
    "GRANT SELECT ON programmes_layerversion TO h_staff",
    "GRANT DELETE ON programmes_layerversion TO h_system",
    "GRANT INSERT ON programmes_layerversion TO h_system",
    "GRANT SELECT ON programmes_layerversion TO h_system",
    "GRANT UPDATE ON programmes_layerversion TO h_system",
    "GRANT INSERT ON programmes_partner TO h_admin",
    "GRANT SELECT ON programmes_partner TO h_admin",
    "GRANT UPDATE ON programmes_partner TO h_admin",
    "GRANT SELECT ON programmes_partner TO h_partner",
    "GRANT DELETE ON programmes_partner TO h_system",
    "GRANT INSERT ON programmes_partner TO h_system",
    "GRANT SELECT ON programmes_partner TO h_system",
    "GRANT UPDATE ON programmes_partner TO h_system",
    "GRANT SELECT ON programmes_partnermembership TO h_admin",
    "GRANT UPDATE (ended_at) ON programmes_partnermembership TO h_admin",
    "GRANT DELETE ON programmes_partnermembership TO h_system",
    "GRANT INSERT ON programmes_partnermembership TO h_system",
    "GRANT SELECT ON programmes_partnermembership TO h_system",
    "GRANT UPDATE ON programmes_partnermembership TO h_system",
    "GRANT SELECT (as_of, id, partner_id, programme_id, tables, year) ON programmes_partnerreach TO h_partner",
    "GRANT DELETE ON programmes_partnerreach TO h_system",
    "GRANT INSERT ON programmes_partnerreach TO h_system",
    "GRANT SELECT ON programmes_partnerreach TO h_system",
    "GRANT UPDATE ON programmes_partnerreach TO h_system",
    "GRANT SELECT ON programmes_partnervisit TO h_admin",
    "GRANT SELECT ON programmes_partnervisit TO h_partner",
    "GRANT DELETE ON programmes_partnervisit TO h_system",
    "GRANT INSERT ON programmes_partnervisit TO h_system",
    "GRANT SELECT ON programmes_partnervisit TO h_system",
    "GRANT UPDATE ON programmes_partnervisit TO h_system",
    "GRANT SELECT ON programmes_programme TO h_admin",
    """GRANT UPDATE (budget_eur, clock_steps, coaching_hours, company_share_eur, contact_address, contact_email, contact_phone, is_open, logo, name, objection_days, objection_texts, paid_by, paper_accent, paper_colour, paper_name, priority_points, requires_accreditation, risk_sectors, start_months, subsidy_eur, version) ON programmes_programme TO h_admin
""",
    "GRANT SELECT ON programmes_programme TO h_coach",
    "GRANT SELECT ON programmes_programme TO h_contact",
    "GRANT SELECT ON programmes_programme TO h_cpbw",
    "GRANT SELECT ON programmes_programme TO h_observer",
    "GRANT SELECT ON programmes_programme TO h_partner",
    "GRANT SELECT ON programmes_programme TO h_person",
    "GRANT SELECT ON programmes_programme TO h_public",
    "GRANT SELECT ON programmes_programme TO h_staff",
    "GRANT DELETE ON programmes_programme TO h_system",
    "GRANT INSERT ON programmes_programme TO h_system",
    "GRANT SELECT ON programmes_programme TO h_system",
    "GRANT UPDATE ON programmes_programme TO h_system",
    "GRANT SELECT ON programmes_programmemembership TO h_admin",
    "GRANT UPDATE (ended_at) ON programmes_programmemembership TO h_admin",
    "GRANT SELECT ON programmes_programmemembership TO h_person",
    "GRANT DELETE ON programmes_programmemembership TO h_system",
    "GRANT INSERT ON programmes_programmemembership TO h_system",
    "GRANT SELECT ON programmes_programmemembership TO h_system",
    "GRANT UPDATE ON programmes_programmemembership TO h_system",
    "GRANT DELETE ON programmes_savedview TO h_admin",
    "GRANT INSERT ON programmes_savedview TO h_admin",
    "GRANT SELECT ON programmes_savedview TO h_admin",
    "GRANT UPDATE ON programmes_savedview TO h_admin",
    "GRANT DELETE ON programmes_savedview TO h_system",
    "GRANT INSERT ON programmes_savedview TO h_system",
    "GRANT SELECT ON programmes_savedview TO h_system",
    "GRANT UPDATE ON programmes_savedview TO h_system",
    "GRANT SELECT ON programmes_searchword TO h_admin",
    "GRANT DELETE ON programmes_searchword TO h_system",
    "GRANT INSERT ON programmes_searchword TO h_system",
    "GRANT SELECT ON programmes_searchword TO h_system",
    "GRANT UPDATE ON programmes_searchword TO h_system",
    "GRANT INSERT ON programmes_texttemplate TO h_admin",
    "GRANT SELECT ON programmes_texttemplate TO h_admin",
    "GRANT UPDATE ON programmes_texttemplate TO h_admin",
    "GRANT DELETE ON programmes_texttemplate TO h_system",
    "GRANT INSERT ON programmes_texttemplate TO h_system",
    "GRANT SELECT ON programmes_texttemplate TO h_system",
    "GRANT UPDATE ON programmes_texttemplate TO h_system",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_access"),
        ("accounts", "0002_access"),
        ("companies", "0002_access"),
        ("coaches", "0002_access"),
        ("riskanalysis", "0002_access"),
        ("actionplans", "0002_access"),
        ("programmes", "0001_initial"),
        ("modules", "0001_initial"),
        ("trajectories", "0001_initial"),
        ("insight", "0001_initial"),
    ]
    operations = [migrations.RunSQL(FORWARDS)]
