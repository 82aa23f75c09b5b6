"""Rights, keys, guards and narrow functions, as they stood when the history of migrations began anew (ADR 0067)."""

from django.db import migrations

FORWARDS = [
    "SET LOCAL check_function_bodies = off",  # they call each other, across apps too
    "ALTER TABLE companies_adviseradvice ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE companies_adviserquestion ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE companies_company ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE companies_consultationbody ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE companies_datedone ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE companies_datenotice ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE companies_earlierunit ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE companies_establishmentunit ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE companies_filepiece ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE companies_filerequest ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE companies_headcount ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE companies_mandate ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE companies_membership ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE companies_owndate ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE companies_proofletter ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE companies_registercode ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE companies_registerenterprise ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE companies_registerestablishment ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE companies_registerextract ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE companies_roleholder ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE companies_workunit ENABLE ROW LEVEL SECURITY",
    """CREATE OR REPLACE FUNCTION ask_contacts(p_number text, p_name text, p_words text, p_days integer)
 RETURNS TABLE(request uuid, company uuid, slug text, name text, contact bigint)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  c companies_company%ROWTYPE;
  asked uuid;
  contacts bigint[];
BEGIN
  SELECT * INTO c FROM companies_company k WHERE k.enterprise_number = p_number AND p_number <> '' FOR UPDATE;
  IF c.id IS NULL THEN RETURN; END IF;
  SELECT coalesce(array_agg(m.user_id), '{}') INTO contacts FROM companies_membership m JOIN accounts_user u
      ON u.id = m.user_id AND u.is_active
   WHERE m.company_id = c.id AND m.role = 'contact' AND m.has_mandate AND m.ended_at IS NULL AND m.begins_on <= app_today()
     AND (m.ends_on IS NULL OR m.ends_on >= app_today());
  SELECT r.id INTO asked FROM companies_filerequest r WHERE r.company_id = c.id AND r.person_id = app_uid()
     AND r.decided_at IS NULL AND r.answer <> 'let_in';
  IF asked IS NOT NULL THEN RETURN QUERY SELECT asked, c.id, c.slug::text, c.name::text, NULL::bigint; RETURN; END IF;
  asked := gen_random_uuid();
  INSERT INTO companies_filerequest (id, company_id, person_id, person_name, number, asked_name, words, asked_at, answer_by,
      answer, answer_words, dispute, decision, decision_reason, staff_since)
    SELECT asked, c.id, app_uid(), u.name, p_number, left(p_name, 200), p_words, now(), app_today() + p_days, '', '', '', '',
      '', CASE WHEN contacts = '{}' THEN now() END
    FROM accounts_user u WHERE u.id = app_uid();
  INSERT INTO core_auditevent (id, at, actor_id, hat, company_id, subject_type, subject_id, event, source, target, reason,
      data)
    VALUES (gen_random_uuid(), now(), app_uid(), 'h_person', c.id, 'companies.filerequest', asked, 'companies.file_asked', '',
      '', '', '{}');
  RETURN QUERY SELECT asked, c.id, c.slug::text, c.name::text, k FROM unnest(contacts) k
    UNION ALL SELECT asked, c.id, c.slug::text, c.name::text, NULL WHERE contacts = '{}';
END
$function$
""",
    "REVOKE ALL ON FUNCTION ask_contacts(text,text,text,integer) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION ask_letter(p_company uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  letter companies_proofletter%ROWTYPE;
  new_id uuid := gen_random_uuid();
BEGIN
  PERFORM 1 FROM companies_company c
    WHERE c.id = p_company AND c.unproved_since IS NOT NULL AND c.id = ANY (my_mandates()) FOR UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  SELECT * INTO letter FROM companies_proofletter l WHERE l.company_id = p_company AND l.closed_at IS NULL;
  IF letter.id IS NOT NULL AND (letter.expires_at IS NULL OR letter.expires_at > now()) THEN RETURN letter.id; END IF;
  UPDATE companies_proofletter SET closed_at = now() WHERE id = letter.id;
  INSERT INTO companies_proofletter (id, company_id, asked_by_id, asked_at, code_digest, tries)
    VALUES (new_id, p_company, app_uid(), now(), '', 0);
  RETURN new_id;
END
$function$
""",
    "REVOKE ALL ON FUNCTION ask_letter(uuid) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION company_is_proved(p_company uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT EXISTS (SELECT 1 FROM companies_company c WHERE c.id = p_company AND c.unproved_since IS NULL AND c.id = ANY (my_companies('h_contact')))
$function$
""",
    "REVOKE ALL ON FUNCTION company_is_proved(uuid) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION company_role_hat(role text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT CASE WHEN role IN ('contact', 'prevention_adviser', 'measure_owner') THEN 'h_contact'
                      WHEN role IN ('employer_bench', 'worker_bench', 'secretary') THEN 'h_cpbw' END
$function$
""",
    "REVOKE ALL ON FUNCTION company_role_hat(text) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION decide_file(p_request uuid, p_decision text, p_reason text)
 RETURNS bigint[]
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  r companies_filerequest%ROWTYPE;
  contacts bigint[];
  unproved boolean;
BEGIN
  IF NOT am_staff() THEN RAISE EXCEPTION 'platform staff only' USING ERRCODE = 'insufficient_privilege'; END IF;
  SELECT * INTO r FROM companies_filerequest q WHERE q.id = p_request AND q.staff_since IS NOT NULL FOR UPDATE;
  IF r.id IS NULL OR r.decided_at IS NOT NULL OR r.answer = 'let_in' THEN RETURN NULL; END IF;
  PERFORM 1 FROM companies_company c WHERE c.id = r.company_id FOR UPDATE;
  SELECT coalesce(array_agg(m.user_id), '{}') INTO contacts FROM companies_membership m
   WHERE m.company_id = r.company_id AND m.role = 'contact' AND m.ended_at IS NULL;
  IF p_decision = 'replace' THEN
    -- Contacts lose whatever else they are here. Where nothing was proved, whoever they let in came by their word alone.
    unproved := EXISTS (SELECT 1 FROM companies_company c WHERE c.id = r.company_id AND c.unproved_since IS NOT NULL);
    UPDATE companies_membership m SET ended_at = now()
     WHERE m.company_id = r.company_id AND m.ended_at IS NULL AND m.user_id <> r.person_id
       AND (unproved OR m.user_id = ANY (contacts));
    UPDATE companies_mandate m SET ended_at = app_now(), ended_by_id = app_uid()
     WHERE m.company_id = r.company_id AND m.ended_at IS NULL AND unproved;
    UPDATE accounts_invitation i SET revoked_at = now()
     WHERE i.company_id = r.company_id AND i.accepted_at IS NULL AND i.revoked_at IS NULL;
    UPDATE companies_proofletter l SET closed_at = now() WHERE l.company_id = r.company_id AND l.closed_at IS NULL;
  END IF;
  IF p_decision IN ('let_in', 'replace') THEN
    INSERT INTO companies_membership (id, company_id, user_id, role, has_mandate, begins_on)
      VALUES (gen_random_uuid(), r.company_id, r.person_id, 'contact', true, app_today())
      ON CONFLICT (company_id, user_id, role) WHERE ended_at IS NULL DO UPDATE SET ends_on = NULL, has_mandate = true;
  END IF;
  UPDATE companies_filerequest q SET decision = p_decision, decision_reason = p_reason, decided_at = now(),
    decided_by_id = app_uid() WHERE q.id = p_request;
  RETURN contacts;
END
$function$
""",
    "REVOKE ALL ON FUNCTION decide_file(uuid,text,text) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION dispute_file(p_request uuid, p_words text)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
WITH said AS (
    UPDATE companies_filerequest r SET dispute = p_words, disputed_at = now(), staff_since = coalesce(r.staff_since, now())
     WHERE r.id = p_request AND r.person_id = app_uid() AND r.answer = 'refused' AND r.disputed_at IS NULL
       AND r.decided_at IS NULL
    RETURNING r.company_id),
  kept AS (
    INSERT INTO core_auditevent (id, at, actor_id, hat, company_id, subject_type, subject_id, event, source, target, reason,
        data)
      SELECT gen_random_uuid(), now(), app_uid(), 'h_person', company_id, 'companies.filerequest', p_request,
        'companies.file_disputed', '', '', p_words, '{}' FROM said
    RETURNING 1)
  SELECT EXISTS (SELECT 1 FROM kept)
$function$
""",
    "REVOKE ALL ON FUNCTION dispute_file(uuid,text) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION file_for_staff(p_company uuid)
 RETURNS TABLE(name text, number text, street text, postcode text, municipality text, opened_at timestamp with time zone, unproved_since timestamp with time zone, proved_by text, language text)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT c.name::text, c.enterprise_number::text, c.street::text, c.postcode::text, c.municipality::text, c.created_at, c.unproved_since, c.proved_by::text, c.language::text FROM companies_company c WHERE c.id = p_company AND am_staff() AND (EXISTS (SELECT 1 FROM companies_filerequest r WHERE r.company_id = c.id AND r.staff_since IS NOT NULL) OR EXISTS (SELECT 1 FROM companies_proofletter l WHERE l.company_id = c.id))
$function$
""",
    "REVOKE ALL ON FUNCTION file_for_staff(uuid) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION found_file(p_told jsonb, p_slug text)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  new_id uuid := gen_random_uuid();
  told_number text := coalesce(p_told->>'enterprise_number', '');
  try_slug text := p_slug;
  n int := 1;
BEGIN
  -- One at a time, so that two people with the same new number at once do not both find it free.
  PERFORM pg_advisory_xact_lock(hashtextextended('found_company', 0));
  IF told_number <> '' AND EXISTS (SELECT 1 FROM companies_company c WHERE c.enterprise_number = told_number) THEN
    RETURN NULL;
  END IF;
  WHILE EXISTS (SELECT 1 FROM companies_company c WHERE c.slug = try_slug) LOOP
    n := n + 1; try_slug := left(p_slug, 50) || '-' || n;
  END LOOP;
  INSERT INTO companies_company (id, version, slug, name, enterprise_number, former_numbers, street, postcode, municipality,
      province, nace_code, nace_version, joint_committees, headcount, blue_collar, high_skilled, language, survey_languages,
      prevention_group, external_service, is_demo, created_at, unproved_since, proved_by)
    SELECT new_id, 1, try_slug, t.name, nullif(told_number, ''), '{}', coalesce(t.street, ''), coalesce(t.postcode, ''),
      coalesce(t.municipality, ''), coalesce(t.province, ''), coalesce(t.nace_code, ''), coalesce(t.nace_version, ''),
      coalesce(t.joint_committees, '{}'), t.headcount, t.blue_collar, t.high_skilled, t.language, '{}', '', '', false, now(),
      now(), ''
    FROM jsonb_to_record(p_told) AS t(name text, street text, postcode text, municipality text, province text,
      nace_code text, nace_version text, joint_committees varchar(6)[], headcount int, blue_collar int, high_skilled int,
      language text);
  INSERT INTO companies_membership (id, company_id, user_id, role, has_mandate, begins_on)
    VALUES (gen_random_uuid(), new_id, app_uid(), 'contact', true, app_today());
  RETURN new_id;
END
$function$
""",
    "REVOKE ALL ON FUNCTION found_file(jsonb,text) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION guard_advice()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  IF current_user NOT LIKE 'h\\_%' THEN
    RETURN coalesce(NEW, OLD);
  END IF;
  IF TG_OP <> 'INSERT' THEN
    RAISE EXCEPTION 'advice stays as it was given' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW.replaces_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM companies_adviseradvice a WHERE a.id = NEW.replaces_id AND a.company_id = NEW.company_id
       AND a.author_id = NEW.author_id AND a.piece_id IS NOT DISTINCT FROM NEW.piece_id) THEN
    RAISE EXCEPTION 'advice replaces advice of the same adviser about the same thing' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW.question_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM companies_adviserquestion q WHERE q.id = NEW.question_id AND q.company_id = NEW.company_id
       AND q.asked_of_id = NEW.author_id AND q.discipline = NEW.discipline
       AND q.piece_id IS NOT DISTINCT FROM NEW.piece_id) THEN
    RAISE EXCEPTION 'advice answers what its adviser was asked' USING ERRCODE = 'insufficient_privilege';
  END IF;
  -- No hat says by itself when it was given.
  IF current_user <> 'h_system' THEN
    NEW.given_at := app_now();
  END IF;
  RETURN NEW;
END
$function$
""",
    "REVOKE ALL ON FUNCTION guard_advice() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION guard_mandate()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  IF current_user NOT LIKE 'h\\_%' OR current_user = 'h_system' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a mandate that has ended stays ended' USING ERRCODE = 'insufficient_privilege';
END
$function$
""",
    "REVOKE ALL ON FUNCTION guard_mandate() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION guard_piece()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  IF current_user NOT LIKE 'h\\_%' OR current_user = 'h_system' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'what was made in one piece of a file stays in it' USING ERRCODE = 'insufficient_privilege';
END
$function$
""",
    "REVOKE ALL ON FUNCTION guard_piece() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION guard_proof()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
      IF current_user LIKE 'h\\_%' AND current_user <> 'h_system' THEN
        RAISE EXCEPTION 'a mandate is proved by what proves it alone' USING ERRCODE = 'insufficient_privilege';
      END IF;
      RETURN NEW;
    END
$function$
""",
    "REVOKE ALL ON FUNCTION guard_proof() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION guard_request()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  IF current_user = 'h_contact' AND (OLD.answer <> '' OR OLD.decided_at IS NOT NULL
     OR NEW.answered_by_id IS DISTINCT FROM app_uid()
     OR OLD.staff_since IS NOT NULL AND NEW.staff_since IS DISTINCT FROM OLD.staff_since) THEN
    RAISE EXCEPTION 'a request is answered once, and stays with platform staff' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$function$
""",
    "REVOKE ALL ON FUNCTION guard_request() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION guest_role(discipline text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT CASE discipline WHEN 'prevention_adviser' THEN 'external_adviser' ELSE discipline END
$function$
""",
    "REVOKE ALL ON FUNCTION guest_role(text) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION holder_of(p_mandate uuid)
 RETURNS SETOF bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT m.person_id FROM companies_mandate m WHERE m.id = p_mandate AND m.ended_at IS NULL
$function$
""",
    "REVOKE ALL ON FUNCTION holder_of(uuid) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION keep_unit_tree()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
      up uuid := NEW.parent_id;
      sort text;
    BEGIN
      IF NEW.kind <> 'unit' AND EXISTS (SELECT 1 FROM companies_workunit u WHERE u.parent_id = NEW.id AND u.company_id = NEW.company_id) THEN
        RAISE EXCEPTION 'a function has no parts' USING ERRCODE = 'check_violation';
      END IF;
      IF up IS NULL THEN
        RETURN NULL;
      END IF;
      -- Two units moved under each other at once: the second looks when the first has been written.
      PERFORM pg_advisory_xact_lock(hashtextextended('unit tree ' || NEW.company_id, 0));
      WHILE up IS NOT NULL LOOP
        IF up = NEW.id THEN
          RAISE EXCEPTION 'a unit cannot be part of itself' USING ERRCODE = 'check_violation';
        END IF;
        SELECT u.parent_id, u.kind INTO up, sort FROM companies_workunit u WHERE u.id = up AND u.company_id = NEW.company_id;
        IF sort <> 'unit' THEN
          RAISE EXCEPTION 'a function has no parts' USING ERRCODE = 'check_violation';
        END IF;
      END LOOP;
      RETURN NULL;
    END
$function$
""",
    "REVOKE ALL ON FUNCTION keep_unit_tree() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION leave_body(p_company uuid)
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
WITH left_now AS (
    UPDATE companies_membership m SET ended_at = now()
     WHERE m.company_id = p_company AND m.user_id = app_uid() AND m.ended_at IS NULL
       AND company_role_hat(m.role) = 'h_cpbw'
    RETURNING 1)
  SELECT count(*)::integer FROM left_now
$function$
""",
    "REVOKE ALL ON FUNCTION leave_body(uuid) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION make_letter(p_letter uuid, p_digest text, p_days integer)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
WITH made AS (
    UPDATE companies_proofletter l SET code_digest = p_digest, made_at = now(), tries = 0,
       expires_at = now() + p_days * interval '1 day'
     WHERE l.id = p_letter AND l.closed_at IS NULL AND l.made_at IS NULL AND am_staff()
    RETURNING 1)
  SELECT EXISTS (SELECT 1 FROM made)
$function$
""",
    "REVOKE ALL ON FUNCTION make_letter(uuid,text,integer) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_advised()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(DISTINCT m.company_id), '{}') FROM companies_membership m WHERE m.user_id = app_uid() AND m.role = 'prevention_adviser' AND m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today())
$function$
""",
    "REVOKE ALL ON FUNCTION my_advised() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_advising()
 RETURNS text[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- Advisers and the physician advise while their mandate runs, not while it is only read; a coach and an expert never.
SELECT coalesce(array_agg(DISTINCT m.company_id::text || ':' || m.discipline), '{}') FROM companies_mandate m
 WHERE m.person_id = app_uid() AND m.ended_at IS NULL AND m.begins_at <= app_now()
   AND m.discipline IN ('prevention_adviser', 'psychosocial_adviser', 'physician')
   AND (m.writes_until IS NULL OR m.writes_until > app_now())
$function$
""",
    "REVOKE ALL ON FUNCTION my_advising() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_companies(p_hat text)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(DISTINCT m.company_id), '{}') FROM companies_membership m WHERE m.user_id = app_uid() AND company_role_hat(m.role) = p_hat AND m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today())
$function$
""",
    "REVOKE ALL ON FUNCTION my_companies(text) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_employers()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(DISTINCT m.company_id), '{}') FROM companies_membership m WHERE m.user_id = app_uid() AND m.role = 'contact' AND m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today())
$function$
""",
    "REVOKE ALL ON FUNCTION my_employers() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_ended_mandate(p_slug text)
 RETURNS TABLE(name text, ended timestamp with time zone)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- Told to who had a mandate in that file themselves, and to nobody else.
SELECT c.name::text, least(coalesce(m.ended_at, m.reads_until), coalesce(m.reads_until, m.ended_at))
  FROM companies_mandate m JOIN companies_company c ON c.id = m.company_id
 WHERE c.slug = p_slug AND m.person_id = app_uid() AND (m.ended_at IS NOT NULL OR m.reads_until <= app_now())
 ORDER BY 2 DESC LIMIT 1
$function$
""",
    "REVOKE ALL ON FUNCTION my_ended_mandate(text) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_files()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(DISTINCT m.company_id), '{}') FROM companies_mandate m
 WHERE m.person_id = app_uid() AND m.ended_at IS NULL AND m.begins_at <= app_now() AND m.since IS NULL
   AND (m.reads_until IS NULL OR m.reads_until > app_now())
$function$
""",
    "REVOKE ALL ON FUNCTION my_files() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_files_to_add()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- Files in which something new may be made: whole ones, and those whose mandate runs from a day on.
SELECT coalesce(array_agg(DISTINCT m.company_id), '{}') FROM companies_mandate m
 WHERE m.person_id = app_uid() AND m.ended_at IS NULL AND m.begins_at <= app_now() AND m.discipline <> 'physician'
   AND (m.writes_until IS NULL OR m.writes_until > app_now())
$function$
""",
    "REVOKE ALL ON FUNCTION my_files_to_add() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_files_to_write()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(DISTINCT m.company_id), '{}') FROM companies_mandate m
 WHERE m.person_id = app_uid() AND m.ended_at IS NULL AND m.begins_at <= app_now() AND m.discipline <> 'physician' AND m.since IS NULL
   AND (m.writes_until IS NULL OR m.writes_until > app_now())
$function$
""",
    "REVOKE ALL ON FUNCTION my_files_to_write() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_guest_companies()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- Companies in whose file one works or still reads, whichever mandate one has.
SELECT coalesce(array_agg(DISTINCT m.company_id), '{}') FROM companies_mandate m
 WHERE m.person_id = app_uid() AND m.ended_at IS NULL AND m.begins_at <= app_now()
   AND (m.reads_until IS NULL OR m.reads_until > app_now())
$function$
""",
    "REVOKE ALL ON FUNCTION my_guest_companies() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_mandated_companies()
 RETURNS TABLE(id uuid, slug text, name text)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- Names only, also of companies in whose file one worked before.
SELECT DISTINCT c.id, c.slug::text, c.name::text FROM companies_mandate m JOIN companies_company c ON c.id = m.company_id
 WHERE m.person_id = app_uid()
$function$
""",
    "REVOKE ALL ON FUNCTION my_mandated_companies() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_mandates()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(DISTINCT m.company_id), '{}') FROM companies_membership m WHERE m.user_id = app_uid() AND m.role = 'contact' AND m.has_mandate AND m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today())
$function$
""",
    "REVOKE ALL ON FUNCTION my_mandates() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_pieces()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- What was made while a limited mandate ran, and whatever that builds on. OFFSET 0: along the keys, however many files there are.
WITH RECURSIVE mine AS (
  SELECT piece.id, piece.builds_on_id FROM companies_mandate m CROSS JOIN LATERAL (
           SELECT p.id, p.builds_on_id FROM companies_filepiece p
            WHERE p.company_id = m.company_id AND p.made_at >= m.since
              AND (m.writes_until IS NULL OR p.made_at <= m.writes_until) OFFSET 0) AS piece
   WHERE m.person_id = app_uid() AND m.ended_at IS NULL AND m.begins_at <= app_now() AND m.since IS NOT NULL
     AND (m.reads_until IS NULL OR m.reads_until > app_now())
  UNION
  SELECT piece.id, piece.builds_on_id FROM mine CROSS JOIN LATERAL (
           SELECT p.id, p.builds_on_id FROM companies_filepiece p WHERE p.id = mine.builds_on_id OFFSET 0) AS piece
)
SELECT coalesce(array_agg(mine.id), '{}') FROM mine
$function$
""",
    "REVOKE ALL ON FUNCTION my_pieces() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_pieces_to_write()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(DISTINCT piece.id), '{}')
  FROM companies_mandate m CROSS JOIN LATERAL (
         SELECT p.id FROM companies_filepiece p WHERE p.company_id = m.company_id AND p.made_at >= m.since OFFSET 0) AS piece
 WHERE m.person_id = app_uid() AND m.ended_at IS NULL AND m.begins_at <= app_now() AND m.discipline <> 'physician' AND m.since IS NOT NULL
   AND (m.writes_until IS NULL OR m.writes_until > app_now())
$function$
""",
    "REVOKE ALL ON FUNCTION my_pieces_to_write() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_proved()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(c.id), '{}') FROM companies_company c WHERE c.id = ANY (my_mandates()) AND c.unproved_since IS NULL
$function$
""",
    "REVOKE ALL ON FUNCTION my_proved() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION open_file(p_told jsonb, p_slug text, p_most integer)
 RETURNS TABLE(outcome text, id uuid)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  told_number text := coalesce(p_told->>'enterprise_number', '');
  mine uuid[];
  found uuid;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('found_company', 0));
  SELECT coalesce(array_agg(m.company_id), '{}') INTO mine FROM companies_membership m
   WHERE m.user_id = app_uid() AND m.role = 'contact' AND m.ended_at IS NULL AND m.begins_on <= app_today()
     AND (m.ends_on IS NULL OR m.ends_on >= app_today());
  SELECT c.id INTO found FROM companies_company c
   WHERE c.id = ANY (mine) AND CASE WHEN told_number <> '' THEN c.enterprise_number = told_number
     ELSE c.enterprise_number IS NULL AND lower(c.name) = lower(p_told->>'name') AND c.postcode = p_told->>'postcode' END
   ORDER BY c.created_at LIMIT 1;
  IF found IS NOT NULL THEN RETURN QUERY SELECT 'own', found; RETURN; END IF;
  IF (SELECT count(*) FROM companies_company c WHERE c.id = ANY (mine) AND c.unproved_since IS NOT NULL)
     + (SELECT count(*) FROM companies_filerequest r WHERE r.person_id = app_uid() AND r.asked_at > now() - interval '1 day')
     >= p_most THEN
    RETURN QUERY SELECT 'too many', NULL::uuid; RETURN;
  END IF;
  found := found_file(p_told, p_slug);
  IF found IS NULL THEN RETURN QUERY SELECT 'taken', NULL::uuid; RETURN; END IF;
  INSERT INTO core_auditevent (id, at, actor_id, hat, company_id, subject_type, subject_id, event, source, target, reason,
      data)
    VALUES (gen_random_uuid(), now(), app_uid(), 'h_person', found, 'companies.company', found, 'companies.file_opened', '',
      '', '', '{}');
  RETURN QUERY SELECT 'opened', found;
END
$function$
""",
    "REVOKE ALL ON FUNCTION open_file(jsonb,text,integer) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION people_for_staff(p_company uuid, p_request uuid)
 RETURNS TABLE(id bigint, name text, email text, phone text, binds boolean, since date)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT u.id, u.name::text, u.email::text, coalesce(nullif(u.mobile, ''), u.phone)::text, m.has_mandate, m.begins_on FROM companies_membership m JOIN accounts_user u ON u.id = m.user_id WHERE m.company_id = p_company AND m.role = 'contact' AND m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today()) AND am_staff() AND (EXISTS (SELECT 1 FROM companies_filerequest r WHERE r.company_id = p_company AND r.staff_since IS NOT NULL) OR EXISTS (SELECT 1 FROM companies_proofletter l WHERE l.company_id = p_company)) UNION ALL SELECT u.id, u.name::text, u.email::text, coalesce(nullif(u.mobile, ''), u.phone)::text, NULL::boolean, NULL::date FROM companies_filerequest r JOIN accounts_user u ON u.id = r.person_id WHERE r.id = p_request AND r.company_id = p_company AND r.staff_since IS NOT NULL AND am_staff()
$function$
""",
    "REVOKE ALL ON FUNCTION people_for_staff(uuid,uuid) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION people_in_piece(p_piece uuid)
 RETURNS SETOF bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- Who from outside works in a piece of a file, told to who has to do with its company.
SELECT DISTINCT m.person_id FROM companies_filepiece p JOIN companies_mandate m ON m.company_id = p.company_id
 WHERE p.id = p_piece AND (m.since IS NULL OR p.made_at >= m.since) AND m.ended_at IS NULL AND m.begins_at <= app_now()
   AND (m.writes_until IS NULL OR m.writes_until > app_now())
   AND (current_setting('role', true) = 'h_system' OR p.company_id = ANY (my_companies('h_contact'))
        OR p.company_id = ANY (my_companies('h_cpbw')) OR p.company_id = ANY (my_guest_companies()))
$function$
""",
    "REVOKE ALL ON FUNCTION people_in_piece(uuid) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION person_who_asks(p_request uuid)
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT u.email::text FROM companies_filerequest r JOIN accounts_user u ON u.id = r.person_id WHERE r.id = p_request AND r.company_id = ANY (my_mandates())
$function$
""",
    "REVOKE ALL ON FUNCTION person_who_asks(uuid) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION post_letter(p_letter uuid)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
WITH posted AS (
    UPDATE companies_proofletter l SET posted_at = now()
     WHERE l.id = p_letter AND l.closed_at IS NULL AND l.made_at IS NOT NULL AND l.posted_at IS NULL AND am_staff()
    RETURNING 1)
  SELECT EXISTS (SELECT 1 FROM posted)
$function$
""",
    "REVOKE ALL ON FUNCTION post_letter(uuid) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION prove_mandate(p_company uuid, p_how text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  worn text := current_setting('role', true);
  may boolean;
BEGIN
  may := CASE p_how
    WHEN 'sign_on' THEN worn IN ('h_contact', 'h_person') AND p_company = ANY (my_mandates())
    WHEN 'staff' THEN worn = 'h_staff' AND am_staff()
    WHEN 'programme' THEN worn = 'h_system' OR EXISTS (SELECT 1 FROM programmes_application a
      WHERE a.company_id = p_company AND a.state = 'approved' AND a.programme_id = ANY (my_administered()))
    ELSE false END;
  IF may IS NOT TRUE THEN RAISE EXCEPTION 'not for who asks' USING ERRCODE = 'insufficient_privilege'; END IF;
  UPDATE companies_company SET unproved_since = NULL, proved_by = p_how
   WHERE id = p_company AND unproved_since IS NOT NULL;
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE companies_proofletter SET closed_at = now() WHERE company_id = p_company AND closed_at IS NULL;
  RETURN true;
END
$function$
""",
    "REVOKE ALL ON FUNCTION prove_mandate(uuid,text) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION prove_number_anew()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  worn text := current_setting('role', true);
BEGIN
  -- A proof is that of one number. A programme that approved the company is told of the change, and answers for it.
  IF worn = 'h_system' OR coalesce(worn, '') NOT LIKE 'h\\_%' OR NEW.enterprise_number IS NULL
     OR EXISTS (SELECT 1 FROM programmes_application a WHERE a.company_id = NEW.id AND a.state = 'approved') THEN
    RETURN NEW;
  END IF;
  NEW.unproved_since := coalesce(OLD.unproved_since, now());
  NEW.proved_by := '';
  UPDATE companies_proofletter l SET closed_at = now()
   WHERE l.company_id = NEW.id AND l.closed_at IS NULL AND l.made_at IS NOT NULL;
  RETURN NEW;
END
$function$
""",
    "REVOKE ALL ON FUNCTION prove_number_anew() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION register_analyse()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  ANALYZE register_staging.code, register_staging.enterprise, register_staging.establishment,
    register_staging.denomination, register_staging.address, register_staging.activity, register_staging.gone;
END
$function$
""",
    "REVOKE ALL ON FUNCTION register_analyse() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION register_clear()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  TRUNCATE register_staging.progress, register_staging.code, register_staging.enterprise,
    register_staging.establishment, register_staging.denomination, register_staging.address,
    register_staging.activity, register_staging.gone;
END
$function$
""",
    "REVOKE ALL ON FUNCTION register_clear() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION service_year_start(p_month smallint, p_changes date[], p_day date)
 RETURNS date
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT make_date(extract(year FROM p_day)::int - CASE WHEN extract(month FROM p_day) < told.month THEN 1 ELSE 0 END, told.month, 1)
  FROM (SELECT coalesce(
          (SELECT extract(month FROM c)::int FROM unnest(p_changes) c WHERE c <= p_day ORDER BY c DESC LIMIT 1),
          p_month::int) AS month) told
$function$
""",
    "REVOKE ALL ON FUNCTION service_year_start(smallint,date[],date) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION try_code(p_company uuid, p_code text, p_most integer)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  letter companies_proofletter%ROWTYPE;
BEGIN
  IF NOT p_company = ANY (my_mandates()) THEN RETURN 'none'; END IF;
  SELECT * INTO letter FROM companies_proofletter l
   WHERE l.company_id = p_company AND l.closed_at IS NULL AND l.made_at IS NOT NULL FOR UPDATE;
  IF letter.id IS NULL THEN RETURN 'none'; END IF;
  IF letter.expires_at <= now() THEN RETURN 'expired'; END IF;
  IF encode(sha256(convert_to(letter.id::text || p_code, 'UTF8')), 'hex') <> letter.code_digest THEN
    UPDATE companies_proofletter SET tries = tries + 1,
      closed_at = CASE WHEN tries + 1 >= p_most THEN now() END WHERE id = letter.id;
    RETURN CASE WHEN letter.tries + 1 >= p_most THEN 'spent' ELSE 'wrong' END;
  END IF;
  UPDATE companies_proofletter SET closed_at = now() WHERE id = letter.id;
  UPDATE companies_company SET unproved_since = NULL, proved_by = 'letter' WHERE id = p_company;
  RETURN 'done';
END
$function$
""",
    "REVOKE ALL ON FUNCTION try_code(uuid,text,integer) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION ask_contacts(text,text,text,integer) TO h_person",
    "GRANT EXECUTE ON FUNCTION ask_letter(uuid) TO h_contact",
    """GRANT EXECUTE ON FUNCTION company_is_proved(uuid) TO h_admin, h_coach, h_contact, h_cpbw, h_partner, h_person, h_staff
""",
    "GRANT EXECUTE ON FUNCTION company_role_hat(text) TO PUBLIC",
    "GRANT EXECUTE ON FUNCTION decide_file(uuid,text,text) TO h_staff",
    "GRANT EXECUTE ON FUNCTION dispute_file(uuid,text) TO h_person",
    "GRANT EXECUTE ON FUNCTION file_for_staff(uuid) TO h_staff",
    "GRANT EXECUTE ON FUNCTION guard_advice() TO PUBLIC",
    "GRANT EXECUTE ON FUNCTION guard_mandate() TO PUBLIC",
    "GRANT EXECUTE ON FUNCTION guard_piece() TO PUBLIC",
    "GRANT EXECUTE ON FUNCTION guard_proof() TO PUBLIC",
    "GRANT EXECUTE ON FUNCTION guard_request() TO PUBLIC",
    "GRANT EXECUTE ON FUNCTION guest_role(text) TO PUBLIC",
    "GRANT EXECUTE ON FUNCTION holder_of(uuid) TO h_system",
    "GRANT EXECUTE ON FUNCTION keep_unit_tree() TO PUBLIC",
    "GRANT EXECUTE ON FUNCTION leave_body(uuid) TO h_cpbw",
    "GRANT EXECUTE ON FUNCTION make_letter(uuid,text,integer) TO h_staff",
    "GRANT EXECUTE ON FUNCTION my_advised() TO h_contact",
    "GRANT EXECUTE ON FUNCTION my_advising() TO h_coach, h_system",
    """GRANT EXECUTE ON FUNCTION my_companies(text) TO h_admin, h_coach, h_contact, h_cpbw, h_partner, h_person, h_staff, h_system
""",
    "GRANT EXECUTE ON FUNCTION my_employers() TO h_contact",
    "GRANT EXECUTE ON FUNCTION my_ended_mandate(text) TO h_person",
    "GRANT EXECUTE ON FUNCTION my_files() TO h_coach, h_system",
    "GRANT EXECUTE ON FUNCTION my_files_to_add() TO h_coach, h_system",
    "GRANT EXECUTE ON FUNCTION my_files_to_write() TO h_coach, h_system",
    "GRANT EXECUTE ON FUNCTION my_guest_companies() TO h_coach, h_system",
    "GRANT EXECUTE ON FUNCTION my_mandated_companies() TO h_coach",
    "GRANT EXECUTE ON FUNCTION my_mandates() TO h_contact",
    "GRANT EXECUTE ON FUNCTION my_pieces() TO h_coach, h_system",
    "GRANT EXECUTE ON FUNCTION my_pieces_to_write() TO h_coach, h_system",
    "GRANT EXECUTE ON FUNCTION my_proved() TO h_contact",
    "GRANT EXECUTE ON FUNCTION open_file(jsonb,text,integer) TO h_person",
    "GRANT EXECUTE ON FUNCTION people_for_staff(uuid,uuid) TO h_staff",
    """GRANT EXECUTE ON FUNCTION people_in_piece(uuid) TO h_admin, h_coach, h_contact, h_cpbw, h_partner, h_person, h_staff, h_system
""",
    "GRANT EXECUTE ON FUNCTION person_who_asks(uuid) TO h_contact",
    "GRANT EXECUTE ON FUNCTION post_letter(uuid) TO h_staff",
    "GRANT EXECUTE ON FUNCTION prove_mandate(uuid,text) TO h_admin, h_contact, h_person, h_staff, h_system",
    "GRANT EXECUTE ON FUNCTION register_analyse() TO h_system",
    "GRANT EXECUTE ON FUNCTION register_clear() TO h_system",
    "GRANT EXECUTE ON FUNCTION service_year_start(smallint,date[],date) TO PUBLIC",
    "GRANT EXECUTE ON FUNCTION try_code(uuid,text,integer) TO h_contact",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_filepiece_tenant_company') THEN ALTER TABLE companies_filepiece ADD CONSTRAINT companies_filepiece_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE companies_adviseradvice ADD CONSTRAINT companies_adviseradvice_piece_id_same_tenant FOREIGN KEY (piece_id, company_id) REFERENCES companies_filepiece(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_adviserquestion_tenant_company') THEN ALTER TABLE companies_adviserquestion ADD CONSTRAINT companies_adviserquestion_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE companies_adviseradvice ADD CONSTRAINT companies_adviseradvice_question_id_same_tenant FOREIGN KEY (question_id, company_id) REFERENCES companies_adviserquestion(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_adviseradvice_tenant_company') THEN ALTER TABLE companies_adviseradvice ADD CONSTRAINT companies_adviseradvice_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE companies_adviseradvice ADD CONSTRAINT companies_adviseradvice_replaces_id_same_tenant FOREIGN KEY (replaces_id, company_id) REFERENCES companies_adviseradvice(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_filepiece_tenant_company') THEN ALTER TABLE companies_filepiece ADD CONSTRAINT companies_filepiece_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE companies_adviserquestion ADD CONSTRAINT companies_adviserquestion_piece_id_same_tenant FOREIGN KEY (piece_id, company_id) REFERENCES companies_filepiece(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_owndate_tenant_company') THEN ALTER TABLE companies_owndate ADD CONSTRAINT companies_owndate_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE companies_datedone ADD CONSTRAINT companies_datedone_own_id_same_tenant FOREIGN KEY (own_id, company_id) REFERENCES companies_owndate(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_establishmentunit_tenant_company') THEN ALTER TABLE companies_establishmentunit ADD CONSTRAINT companies_establishmentunit_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE companies_earlierunit ADD CONSTRAINT companies_earlierunit_establishment_id_same_tenant FOREIGN KEY (establishment_id, company_id) REFERENCES companies_establishmentunit(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_workunit_tenant_company') THEN ALTER TABLE companies_workunit ADD CONSTRAINT companies_workunit_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE companies_earlierunit ADD CONSTRAINT companies_earlierunit_work_unit_id_same_tenant FOREIGN KEY (work_unit_id, company_id) REFERENCES companies_workunit(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_filepiece_tenant_company') THEN ALTER TABLE companies_filepiece ADD CONSTRAINT companies_filepiece_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE companies_filepiece ADD CONSTRAINT companies_filepiece_builds_on_id_same_tenant FOREIGN KEY (builds_on_id, company_id) REFERENCES companies_filepiece(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_workunit_tenant_company') THEN ALTER TABLE companies_workunit ADD CONSTRAINT companies_workunit_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE companies_headcount ADD CONSTRAINT companies_headcount_work_unit_id_same_tenant FOREIGN KEY (work_unit_id, company_id) REFERENCES companies_workunit(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_establishmentunit_tenant_company') THEN ALTER TABLE companies_establishmentunit ADD CONSTRAINT companies_establishmentunit_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE companies_workunit ADD CONSTRAINT companies_workunit_establishment_id_same_tenant FOREIGN KEY (establishment_id, company_id) REFERENCES companies_establishmentunit(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_workunit_tenant_company') THEN ALTER TABLE companies_workunit ADD CONSTRAINT companies_workunit_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE companies_workunit ADD CONSTRAINT companies_workunit_parent_id_same_tenant FOREIGN KEY (parent_id, company_id) REFERENCES companies_workunit(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """CREATE TRIGGER advice_stays BEFORE INSERT OR UPDATE OR DELETE ON companies_adviseradvice FOR EACH ROW EXECUTE FUNCTION guard_advice()
""",
    """CREATE TRIGGER mandate_is_proved BEFORE UPDATE OF unproved_since, proved_by ON companies_company FOR EACH ROW WHEN (new.unproved_since IS DISTINCT FROM old.unproved_since OR new.proved_by::text IS DISTINCT FROM old.proved_by::text) EXECUTE FUNCTION guard_proof()
""",
    """CREATE TRIGGER number_is_proved_anew BEFORE UPDATE OF enterprise_number ON companies_company FOR EACH ROW WHEN (new.enterprise_number::text IS DISTINCT FROM old.enterprise_number::text) EXECUTE FUNCTION prove_number_anew()
""",
    """CREATE TRIGGER answered_once BEFORE UPDATE ON companies_filerequest FOR EACH ROW EXECUTE FUNCTION guard_request()
""",
    """CREATE TRIGGER stays_ended BEFORE UPDATE ON companies_mandate FOR EACH ROW WHEN (old.ended_at IS NOT NULL) EXECUTE FUNCTION guard_mandate()
""",
    """CREATE TRIGGER unit_tree AFTER INSERT OR UPDATE OF parent_id, kind ON companies_workunit FOR EACH ROW EXECUTE FUNCTION keep_unit_tree()
""",
    """CREATE POLICY h_contact_insert ON accounts_invitation FOR INSERT TO h_contact WITH CHECK (company_id = ANY ((SELECT my_proved())::uuid[]))
""",
    """CREATE POLICY h_contact_select ON accounts_invitation FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON accounts_invitation FOR UPDATE TO h_contact USING (company_id = ANY ((SELECT my_mandates())::uuid[])) WITH CHECK (company_id = ANY ((SELECT my_mandates())::uuid[]))
""",
    """CREATE POLICY h_coach_insert ON companies_adviseradvice FOR INSERT TO h_coach WITH CHECK ((((company_id::text || ':' || discipline) = ANY ((SELECT my_advising())::text[])) AND (author_id = (SELECT app_uid()))) AND (((company_id = ANY ((SELECT my_files())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces())::uuid[]))) OR (piece_id IS NULL)))
""",
    """CREATE POLICY h_coach_select ON companies_adviseradvice FOR SELECT TO h_coach USING (((company_id = ANY ((SELECT my_files())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces())::uuid[]))) OR ((company_id = ANY ((SELECT my_guest_companies())::uuid[])) AND (author_id = (SELECT app_uid()))))
""",
    """CREATE POLICY h_contact_insert ON companies_adviseradvice FOR INSERT TO h_contact WITH CHECK (((company_id = ANY ((SELECT my_advised())::uuid[])) AND (author_id = (SELECT app_uid()))) AND (discipline = 'internal_adviser'))
""",
    """CREATE POLICY h_contact_select ON companies_adviseradvice FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    "CREATE POLICY h_system_insert ON companies_adviseradvice FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON companies_adviseradvice FOR SELECT TO h_system USING (true)",
    """CREATE POLICY h_coach_select ON companies_adviserquestion FOR SELECT TO h_coach USING (((company_id = ANY ((SELECT my_files())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces())::uuid[]))) OR ((company_id = ANY ((SELECT my_guest_companies())::uuid[])) AND (asked_of_id = (SELECT app_uid()))))
""",
    """CREATE POLICY h_contact_delete ON companies_adviserquestion FOR DELETE TO h_contact USING ((company_id = ANY ((SELECT my_employers())::uuid[])) OR ((company_id = ANY ((SELECT my_advised())::uuid[])) AND (asked_by_id = (SELECT app_uid()))))
""",
    """CREATE POLICY h_contact_insert ON companies_adviserquestion FOR INSERT TO h_contact WITH CHECK (((company_id = ANY ((SELECT my_employers())::uuid[])) OR (company_id = ANY ((SELECT my_advised())::uuid[]))) AND (asked_by_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_contact_select ON companies_adviserquestion FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    "CREATE POLICY h_system_delete ON companies_adviserquestion FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON companies_adviserquestion FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON companies_adviserquestion FOR SELECT TO h_system USING (true)",
    """CREATE POLICY h_system_update ON companies_adviserquestion FOR UPDATE TO h_system USING (true) WITH CHECK (true)
""",
    """CREATE POLICY h_contact_select ON companies_company FOR SELECT TO h_contact USING (id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON companies_company FOR UPDATE TO h_contact USING (id = ANY ((SELECT my_companies('h_contact'))::uuid[])) WITH CHECK (id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_cpbw_select ON companies_company FOR SELECT TO h_cpbw USING (id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]))
""",
    """CREATE POLICY h_person_select ON companies_company FOR SELECT TO h_person USING (id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    "CREATE POLICY h_system_delete ON companies_company FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON companies_company FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON companies_company FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON companies_company FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_contact_insert ON companies_consultationbody FOR INSERT TO h_contact WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_select ON companies_consultationbody FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON companies_consultationbody FOR UPDATE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_cpbw_select ON companies_consultationbody FOR SELECT TO h_cpbw USING (company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]))
""",
    "CREATE POLICY h_system_delete ON companies_consultationbody FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON companies_consultationbody FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON companies_consultationbody FOR SELECT TO h_system USING (true)",
    """CREATE POLICY h_system_update ON companies_consultationbody FOR UPDATE TO h_system USING (true) WITH CHECK (true)
""",
    """CREATE POLICY h_coach_insert ON companies_datedone FOR INSERT TO h_coach WITH CHECK ((company_id = ANY ((SELECT my_files_to_add())::uuid[])) AND (recorded_by_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_coach_select ON companies_datedone FOR SELECT TO h_coach USING (company_id = ANY ((SELECT my_guest_companies())::uuid[]))
""",
    """CREATE POLICY h_coach_update ON companies_datedone FOR UPDATE TO h_coach USING (company_id = ANY ((SELECT my_files_to_add())::uuid[])) WITH CHECK (company_id = ANY ((SELECT my_files_to_add())::uuid[]))
""",
    """CREATE POLICY h_contact_insert ON companies_datedone FOR INSERT TO h_contact WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (recorded_by_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_contact_select ON companies_datedone FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON companies_datedone FOR UPDATE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_cpbw_select ON companies_datedone FOR SELECT TO h_cpbw USING (company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]))
""",
    "CREATE POLICY h_system_delete ON companies_datedone FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON companies_datedone FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON companies_datedone FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON companies_datedone FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_coach_delete ON companies_datenotice FOR DELETE TO h_coach USING (company_id = ANY ((SELECT my_files_to_add())::uuid[]))
""",
    """CREATE POLICY h_coach_select ON companies_datenotice FOR SELECT TO h_coach USING (company_id = ANY ((SELECT my_guest_companies())::uuid[]))
""",
    """CREATE POLICY h_contact_delete ON companies_datenotice FOR DELETE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_select ON companies_datenotice FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    "CREATE POLICY h_system_delete ON companies_datenotice FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON companies_datenotice FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON companies_datenotice FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON companies_datenotice FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_contact_insert ON companies_earlierunit FOR INSERT TO h_contact WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_select ON companies_earlierunit FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_cpbw_select ON companies_earlierunit FOR SELECT TO h_cpbw USING (company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]))
""",
    "CREATE POLICY h_system_delete ON companies_earlierunit FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON companies_earlierunit FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON companies_earlierunit FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON companies_earlierunit FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_contact_delete ON companies_establishmentunit FOR DELETE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_insert ON companies_establishmentunit FOR INSERT TO h_contact WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_select ON companies_establishmentunit FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON companies_establishmentunit FOR UPDATE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_cpbw_select ON companies_establishmentunit FOR SELECT TO h_cpbw USING (company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]))
""",
    "CREATE POLICY h_system_delete ON companies_establishmentunit FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON companies_establishmentunit FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON companies_establishmentunit FOR SELECT TO h_system USING (true)",
    """CREATE POLICY h_system_update ON companies_establishmentunit FOR UPDATE TO h_system USING (true) WITH CHECK (true)
""",
    """CREATE POLICY h_coach_delete ON companies_filepiece FOR DELETE TO h_coach USING ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (id = ANY ((SELECT my_pieces_to_write())::uuid[])))
""",
    """CREATE POLICY h_coach_insert ON companies_filepiece FOR INSERT TO h_coach WITH CHECK (((company_id = ANY ((SELECT my_files_to_add())::uuid[])) AND (made_by_id = (SELECT app_uid()))) AND (((builds_on_id IS NULL) OR (company_id = ANY ((SELECT my_files())::uuid[]))) OR (builds_on_id = ANY ((SELECT my_pieces())::uuid[]))))
""",
    """CREATE POLICY h_coach_select ON companies_filepiece FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_files())::uuid[])) OR (id = ANY ((SELECT my_pieces())::uuid[])))
""",
    """CREATE POLICY h_contact_delete ON companies_filepiece FOR DELETE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_insert ON companies_filepiece FOR INSERT TO h_contact WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (made_by_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_contact_select ON companies_filepiece FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_cpbw_select ON companies_filepiece FOR SELECT TO h_cpbw USING (company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]))
""",
    "CREATE POLICY h_system_delete ON companies_filepiece FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON companies_filepiece FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON companies_filepiece FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON companies_filepiece FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_contact_select ON companies_filerequest FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_mandates())::uuid[]))
""",
    """CREATE POLICY h_contact_update ON companies_filerequest FOR UPDATE TO h_contact USING (company_id = ANY ((SELECT my_mandates())::uuid[])) WITH CHECK (company_id = ANY ((SELECT my_mandates())::uuid[]))
""",
    """CREATE POLICY h_person_select ON companies_filerequest FOR SELECT TO h_person USING (person_id = (SELECT app_uid()))
""",
    """CREATE POLICY h_staff_select ON companies_filerequest FOR SELECT TO h_staff USING ((staff_since IS NOT NULL) AND ((SELECT am_staff())))
""",
    "CREATE POLICY h_system_delete ON companies_filerequest FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON companies_filerequest FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON companies_filerequest FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON companies_filerequest FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_contact_insert ON companies_headcount FOR INSERT TO h_contact WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_select ON companies_headcount FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_cpbw_select ON companies_headcount FOR SELECT TO h_cpbw USING (company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]))
""",
    "CREATE POLICY h_system_delete ON companies_headcount FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON companies_headcount FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON companies_headcount FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON companies_headcount FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    "CREATE POLICY h_coach_select ON companies_mandate FOR SELECT TO h_coach USING (person_id = (SELECT app_uid()))",
    """CREATE POLICY h_contact_insert ON companies_mandate FOR INSERT TO h_contact WITH CHECK ((((company_id = ANY ((SELECT my_mandates())::uuid[])) AND (given_by_id = (SELECT app_uid()))) AND (person_id <> (SELECT app_uid()))) AND (ended_at IS NULL))
""",
    """CREATE POLICY h_contact_select ON companies_mandate FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON companies_mandate FOR UPDATE TO h_contact USING (company_id = ANY ((SELECT my_mandates())::uuid[])) WITH CHECK ((company_id = ANY ((SELECT my_mandates())::uuid[])) AND (((person_id <> (SELECT app_uid())) AND (ended_at IS NULL)) OR ((ended_by_id = (SELECT app_uid())) AND (ended_at IS NOT NULL))))
""",
    """CREATE POLICY h_cpbw_select ON companies_mandate FOR SELECT TO h_cpbw USING (company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]))
""",
    "CREATE POLICY h_system_delete ON companies_mandate FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON companies_mandate FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON companies_mandate FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON companies_mandate FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_contact_insert ON companies_membership FOR INSERT TO h_contact WITH CHECK (company_id = ANY ((SELECT my_mandates())::uuid[]))
""",
    """CREATE POLICY h_contact_select ON companies_membership FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON companies_membership FOR UPDATE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND ((company_id = ANY ((SELECT my_mandates())::uuid[])) OR ((user_id = (SELECT app_uid())) AND (ended_at IS NOT NULL))))
""",
    """CREATE POLICY h_cpbw_select ON companies_membership FOR SELECT TO h_cpbw USING (company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]))
""",
    """CREATE POLICY h_person_select ON companies_membership FOR SELECT TO h_person USING (user_id = (SELECT app_uid()))
""",
    "CREATE POLICY h_system_delete ON companies_membership FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON companies_membership FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON companies_membership FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON companies_membership FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_coach_insert ON companies_owndate FOR INSERT TO h_coach WITH CHECK (company_id = ANY ((SELECT my_files_to_add())::uuid[]))
""",
    """CREATE POLICY h_coach_select ON companies_owndate FOR SELECT TO h_coach USING (company_id = ANY ((SELECT my_guest_companies())::uuid[]))
""",
    """CREATE POLICY h_coach_update ON companies_owndate FOR UPDATE TO h_coach USING (company_id = ANY ((SELECT my_files_to_add())::uuid[])) WITH CHECK (company_id = ANY ((SELECT my_files_to_add())::uuid[]))
""",
    """CREATE POLICY h_contact_insert ON companies_owndate FOR INSERT TO h_contact WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_select ON companies_owndate FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON companies_owndate FOR UPDATE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_cpbw_select ON companies_owndate FOR SELECT TO h_cpbw USING (company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]))
""",
    "CREATE POLICY h_system_delete ON companies_owndate FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON companies_owndate FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON companies_owndate FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON companies_owndate FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_contact_select ON companies_proofletter FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    "CREATE POLICY h_staff_select ON companies_proofletter FOR SELECT TO h_staff USING ((SELECT am_staff()))",
    "CREATE POLICY h_system_delete ON companies_proofletter FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON companies_proofletter FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON companies_proofletter FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON companies_proofletter FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    "CREATE POLICY h_admin_select ON companies_registercode FOR SELECT TO h_admin USING (true)",
    "CREATE POLICY h_coach_select ON companies_registercode FOR SELECT TO h_coach USING (true)",
    "CREATE POLICY h_contact_select ON companies_registercode FOR SELECT TO h_contact USING (true)",
    "CREATE POLICY h_person_select ON companies_registercode FOR SELECT TO h_person USING (true)",
    "CREATE POLICY h_staff_select ON companies_registercode FOR SELECT TO h_staff USING (true)",
    "CREATE POLICY h_system_delete ON companies_registercode FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON companies_registercode FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON companies_registercode FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON companies_registercode FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    "CREATE POLICY h_admin_select ON companies_registerenterprise FOR SELECT TO h_admin USING (true)",
    "CREATE POLICY h_coach_select ON companies_registerenterprise FOR SELECT TO h_coach USING (true)",
    "CREATE POLICY h_contact_select ON companies_registerenterprise FOR SELECT TO h_contact USING (true)",
    "CREATE POLICY h_person_select ON companies_registerenterprise FOR SELECT TO h_person USING (true)",
    "CREATE POLICY h_staff_select ON companies_registerenterprise FOR SELECT TO h_staff USING (true)",
    "CREATE POLICY h_system_delete ON companies_registerenterprise FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON companies_registerenterprise FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON companies_registerenterprise FOR SELECT TO h_system USING (true)",
    """CREATE POLICY h_system_update ON companies_registerenterprise FOR UPDATE TO h_system USING (true) WITH CHECK (true)
""",
    "CREATE POLICY h_admin_select ON companies_registerestablishment FOR SELECT TO h_admin USING (true)",
    "CREATE POLICY h_coach_select ON companies_registerestablishment FOR SELECT TO h_coach USING (true)",
    "CREATE POLICY h_contact_select ON companies_registerestablishment FOR SELECT TO h_contact USING (true)",
    "CREATE POLICY h_person_select ON companies_registerestablishment FOR SELECT TO h_person USING (true)",
    "CREATE POLICY h_staff_select ON companies_registerestablishment FOR SELECT TO h_staff USING (true)",
    "CREATE POLICY h_system_delete ON companies_registerestablishment FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON companies_registerestablishment FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON companies_registerestablishment FOR SELECT TO h_system USING (true)",
    """CREATE POLICY h_system_update ON companies_registerestablishment FOR UPDATE TO h_system USING (true) WITH CHECK (true)
""",
    "CREATE POLICY h_admin_select ON companies_registerextract FOR SELECT TO h_admin USING (true)",
    "CREATE POLICY h_coach_select ON companies_registerextract FOR SELECT TO h_coach USING (true)",
    "CREATE POLICY h_contact_select ON companies_registerextract FOR SELECT TO h_contact USING (true)",
    "CREATE POLICY h_person_select ON companies_registerextract FOR SELECT TO h_person USING (true)",
    "CREATE POLICY h_staff_select ON companies_registerextract FOR SELECT TO h_staff USING (true)",
    "CREATE POLICY h_system_delete ON companies_registerextract FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON companies_registerextract FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON companies_registerextract FOR SELECT TO h_system USING (true)",
    """CREATE POLICY h_system_update ON companies_registerextract FOR UPDATE TO h_system USING (true) WITH CHECK (true)
""",
    """CREATE POLICY h_contact_insert ON companies_roleholder FOR INSERT TO h_contact WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND ((company_id = ANY ((SELECT my_mandates())::uuid[])) OR (kind NOT IN ('internal_adviser', 'counsellor'))))
""",
    """CREATE POLICY h_contact_select ON companies_roleholder FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON companies_roleholder FOR UPDATE TO h_contact USING ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND ((company_id = ANY ((SELECT my_mandates())::uuid[])) OR (kind NOT IN ('internal_adviser', 'counsellor')))) WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND ((company_id = ANY ((SELECT my_mandates())::uuid[])) OR (kind NOT IN ('internal_adviser', 'counsellor'))))
""",
    """CREATE POLICY h_cpbw_select ON companies_roleholder FOR SELECT TO h_cpbw USING (company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]))
""",
    "CREATE POLICY h_system_delete ON companies_roleholder FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON companies_roleholder FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON companies_roleholder FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON companies_roleholder FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_contact_delete ON companies_workunit FOR DELETE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_insert ON companies_workunit FOR INSERT TO h_contact WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_select ON companies_workunit FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON companies_workunit FOR UPDATE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_cpbw_select ON companies_workunit FOR SELECT TO h_cpbw USING (company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]))
""",
    "CREATE POLICY h_system_delete ON companies_workunit FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON companies_workunit FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON companies_workunit FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON companies_workunit FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_contact_select ON core_auditevent FOR SELECT TO h_contact USING ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (event NOT LIKE 'trajectory.note%'))
""",
    """CREATE POLICY h_contact_insert ON core_document FOR INSERT TO h_contact WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_select ON core_document FOR SELECT TO h_contact USING ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (position('h_contact' in audience) > 0))
""",
    """CREATE POLICY h_cpbw_insert ON core_document FOR INSERT TO h_cpbw WITH CHECK (company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]))
""",
    """CREATE POLICY h_cpbw_select ON core_document FOR SELECT TO h_cpbw USING ((company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[])) AND (position('h_cpbw' in audience) > 0))
""",
    """CREATE POLICY h_staff_insert ON core_document FOR INSERT TO h_staff WITH CHECK (((SELECT am_staff())) AND (position('h_staff' in audience) > 0))
""",
    """CREATE POLICY h_staff_select ON core_document FOR SELECT TO h_staff USING (((SELECT am_staff())) AND (position('h_staff' in audience) > 0))
""",
    """CREATE POLICY h_contact_select ON core_outgoingemail FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_insert ON core_reminder FOR INSERT TO h_contact WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_select ON core_reminder FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON core_reminder FOR UPDATE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    "GRANT INSERT ON accounts_invitation TO h_contact",
    "GRANT SELECT ON accounts_invitation TO h_contact",
    "GRANT UPDATE (expires_at, revoked_at, sent_at, token_digest) ON accounts_invitation TO h_contact",
    "GRANT INSERT ON companies_adviseradvice TO h_coach",
    "GRANT SELECT ON companies_adviseradvice TO h_coach",
    "GRANT INSERT ON companies_adviseradvice TO h_contact",
    "GRANT SELECT ON companies_adviseradvice TO h_contact",
    "GRANT INSERT ON companies_adviseradvice TO h_system",
    "GRANT SELECT ON companies_adviseradvice TO h_system",
    "GRANT SELECT ON companies_adviserquestion TO h_coach",
    "GRANT DELETE ON companies_adviserquestion TO h_contact",
    "GRANT INSERT ON companies_adviserquestion TO h_contact",
    "GRANT SELECT ON companies_adviserquestion TO h_contact",
    "GRANT DELETE ON companies_adviserquestion TO h_system",
    "GRANT INSERT ON companies_adviserquestion TO h_system",
    "GRANT SELECT ON companies_adviserquestion TO h_system",
    "GRANT UPDATE ON companies_adviserquestion TO h_system",
    "GRANT SELECT ON companies_company TO h_contact",
    "GRANT UPDATE ON companies_company TO h_contact",
    "GRANT SELECT ON companies_company TO h_cpbw",
    "GRANT SELECT ON companies_company TO h_person",
    "GRANT DELETE ON companies_company TO h_system",
    "GRANT INSERT ON companies_company TO h_system",
    "GRANT SELECT ON companies_company TO h_system",
    "GRANT UPDATE ON companies_company TO h_system",
    "GRANT INSERT ON companies_consultationbody TO h_contact",
    "GRANT SELECT ON companies_consultationbody TO h_contact",
    "GRANT UPDATE ON companies_consultationbody TO h_contact",
    "GRANT SELECT ON companies_consultationbody TO h_cpbw",
    "GRANT DELETE ON companies_consultationbody TO h_system",
    "GRANT INSERT ON companies_consultationbody TO h_system",
    "GRANT SELECT ON companies_consultationbody TO h_system",
    "GRANT UPDATE ON companies_consultationbody TO h_system",
    "GRANT INSERT ON companies_datedone TO h_coach",
    "GRANT SELECT ON companies_datedone TO h_coach",
    "GRANT UPDATE (withdrawn_at, withdrawn_by_id) ON companies_datedone TO h_coach",
    "GRANT INSERT ON companies_datedone TO h_contact",
    "GRANT SELECT ON companies_datedone TO h_contact",
    "GRANT UPDATE (withdrawn_at, withdrawn_by_id) ON companies_datedone TO h_contact",
    "GRANT SELECT ON companies_datedone TO h_cpbw",
    "GRANT DELETE ON companies_datedone TO h_system",
    "GRANT INSERT ON companies_datedone TO h_system",
    "GRANT SELECT ON companies_datedone TO h_system",
    "GRANT UPDATE ON companies_datedone TO h_system",
    "GRANT DELETE ON companies_datenotice TO h_coach",
    "GRANT SELECT ON companies_datenotice TO h_coach",
    "GRANT DELETE ON companies_datenotice TO h_contact",
    "GRANT SELECT ON companies_datenotice TO h_contact",
    "GRANT DELETE ON companies_datenotice TO h_system",
    "GRANT INSERT ON companies_datenotice TO h_system",
    "GRANT SELECT ON companies_datenotice TO h_system",
    "GRANT UPDATE ON companies_datenotice TO h_system",
    "GRANT INSERT ON companies_earlierunit TO h_contact",
    "GRANT SELECT ON companies_earlierunit TO h_contact",
    "GRANT SELECT ON companies_earlierunit TO h_cpbw",
    "GRANT DELETE ON companies_earlierunit TO h_system",
    "GRANT INSERT ON companies_earlierunit TO h_system",
    "GRANT SELECT ON companies_earlierunit TO h_system",
    "GRANT UPDATE ON companies_earlierunit TO h_system",
    "GRANT DELETE ON companies_establishmentunit TO h_contact",
    "GRANT INSERT ON companies_establishmentunit TO h_contact",
    "GRANT SELECT ON companies_establishmentunit TO h_contact",
    "GRANT UPDATE ON companies_establishmentunit TO h_contact",
    "GRANT SELECT ON companies_establishmentunit TO h_cpbw",
    "GRANT DELETE ON companies_establishmentunit TO h_system",
    "GRANT INSERT ON companies_establishmentunit TO h_system",
    "GRANT SELECT ON companies_establishmentunit TO h_system",
    "GRANT UPDATE ON companies_establishmentunit TO h_system",
    "GRANT DELETE ON companies_filepiece TO h_coach",
    "GRANT INSERT ON companies_filepiece TO h_coach",
    "GRANT SELECT ON companies_filepiece TO h_coach",
    "GRANT DELETE ON companies_filepiece TO h_contact",
    "GRANT INSERT ON companies_filepiece TO h_contact",
    "GRANT SELECT ON companies_filepiece TO h_contact",
    "GRANT SELECT ON companies_filepiece TO h_cpbw",
    "GRANT DELETE ON companies_filepiece TO h_system",
    "GRANT INSERT ON companies_filepiece TO h_system",
    "GRANT SELECT ON companies_filepiece TO h_system",
    "GRANT UPDATE ON companies_filepiece TO h_system",
    "GRANT SELECT ON companies_filerequest TO h_contact",
    """GRANT UPDATE (answer, answer_words, answered_at, answered_by_id, staff_since) ON companies_filerequest TO h_contact
""",
    """GRANT SELECT (answer, answered_at, asked_at, asked_name, decided_at, decision, decision_reason, dispute, disputed_at, id, number, person_id, words) ON companies_filerequest TO h_person
""",
    "GRANT SELECT ON companies_filerequest TO h_staff",
    "GRANT DELETE ON companies_filerequest TO h_system",
    "GRANT INSERT ON companies_filerequest TO h_system",
    "GRANT SELECT ON companies_filerequest TO h_system",
    "GRANT UPDATE ON companies_filerequest TO h_system",
    "GRANT INSERT ON companies_headcount TO h_contact",
    "GRANT SELECT ON companies_headcount TO h_contact",
    "GRANT SELECT ON companies_headcount TO h_cpbw",
    "GRANT DELETE ON companies_headcount TO h_system",
    "GRANT INSERT ON companies_headcount TO h_system",
    "GRANT SELECT ON companies_headcount TO h_system",
    "GRANT UPDATE ON companies_headcount TO h_system",
    "GRANT SELECT ON companies_mandate TO h_coach",
    "GRANT INSERT ON companies_mandate TO h_contact",
    "GRANT SELECT ON companies_mandate TO h_contact",
    "GRANT UPDATE (ended_at, ended_by_id, reads_until, writes_until) ON companies_mandate TO h_contact",
    "GRANT SELECT ON companies_mandate TO h_cpbw",
    "GRANT DELETE ON companies_mandate TO h_system",
    "GRANT INSERT ON companies_mandate TO h_system",
    "GRANT SELECT ON companies_mandate TO h_system",
    "GRANT UPDATE ON companies_mandate TO h_system",
    "GRANT INSERT ON companies_membership TO h_contact",
    "GRANT SELECT ON companies_membership TO h_contact",
    "GRANT UPDATE ON companies_membership TO h_contact",
    "GRANT SELECT ON companies_membership TO h_cpbw",
    "GRANT SELECT ON companies_membership TO h_person",
    "GRANT DELETE ON companies_membership TO h_system",
    "GRANT INSERT ON companies_membership TO h_system",
    "GRANT SELECT ON companies_membership TO h_system",
    "GRANT UPDATE ON companies_membership TO h_system",
    "GRANT INSERT ON companies_owndate TO h_coach",
    "GRANT SELECT ON companies_owndate TO h_coach",
    "GRANT UPDATE ON companies_owndate TO h_coach",
    "GRANT INSERT ON companies_owndate TO h_contact",
    "GRANT SELECT ON companies_owndate TO h_contact",
    "GRANT UPDATE ON companies_owndate TO h_contact",
    "GRANT SELECT ON companies_owndate TO h_cpbw",
    "GRANT DELETE ON companies_owndate TO h_system",
    "GRANT INSERT ON companies_owndate TO h_system",
    "GRANT SELECT ON companies_owndate TO h_system",
    "GRANT UPDATE ON companies_owndate TO h_system",
    """GRANT SELECT (asked_at, asked_by_id, closed_at, company_id, expires_at, id, made_at, posted_at, tries) ON companies_proofletter TO h_contact
""",
    """GRANT SELECT (asked_at, asked_by_id, closed_at, company_id, expires_at, id, made_at, posted_at, tries) ON companies_proofletter TO h_staff
""",
    "GRANT DELETE ON companies_proofletter TO h_system",
    "GRANT INSERT ON companies_proofletter TO h_system",
    "GRANT SELECT ON companies_proofletter TO h_system",
    "GRANT UPDATE ON companies_proofletter TO h_system",
    "GRANT SELECT ON companies_registercode TO h_admin",
    "GRANT SELECT ON companies_registercode TO h_coach",
    "GRANT SELECT ON companies_registercode TO h_contact",
    "GRANT SELECT ON companies_registercode TO h_person",
    "GRANT SELECT ON companies_registercode TO h_staff",
    "GRANT DELETE ON companies_registercode TO h_system",
    "GRANT INSERT ON companies_registercode TO h_system",
    "GRANT SELECT ON companies_registercode TO h_system",
    "GRANT UPDATE ON companies_registercode TO h_system",
    "GRANT SELECT ON companies_registerenterprise TO h_admin",
    "GRANT SELECT ON companies_registerenterprise TO h_coach",
    "GRANT SELECT ON companies_registerenterprise TO h_contact",
    "GRANT SELECT ON companies_registerenterprise TO h_person",
    "GRANT SELECT ON companies_registerenterprise TO h_staff",
    "GRANT DELETE ON companies_registerenterprise TO h_system",
    "GRANT INSERT ON companies_registerenterprise TO h_system",
    "GRANT SELECT ON companies_registerenterprise TO h_system",
    "GRANT UPDATE ON companies_registerenterprise TO h_system",
    "GRANT SELECT ON companies_registerestablishment TO h_admin",
    "GRANT SELECT ON companies_registerestablishment TO h_coach",
    "GRANT SELECT ON companies_registerestablishment TO h_contact",
    "GRANT SELECT ON companies_registerestablishment TO h_person",
    "GRANT SELECT ON companies_registerestablishment TO h_staff",
    "GRANT DELETE ON companies_registerestablishment TO h_system",
    "GRANT INSERT ON companies_registerestablishment TO h_system",
    "GRANT SELECT ON companies_registerestablishment TO h_system",
    "GRANT UPDATE ON companies_registerestablishment TO h_system",
    "GRANT SELECT ON companies_registerextract TO h_admin",
    "GRANT SELECT ON companies_registerextract TO h_coach",
    "GRANT SELECT ON companies_registerextract TO h_contact",
    "GRANT SELECT ON companies_registerextract TO h_person",
    "GRANT SELECT ON companies_registerextract TO h_staff",
    "GRANT DELETE ON companies_registerextract TO h_system",
    "GRANT INSERT ON companies_registerextract TO h_system",
    "GRANT SELECT ON companies_registerextract TO h_system",
    "GRANT UPDATE ON companies_registerextract TO h_system",
    "GRANT INSERT ON companies_roleholder TO h_contact",
    "GRANT SELECT ON companies_roleholder TO h_contact",
    "GRANT UPDATE ON companies_roleholder TO h_contact",
    "GRANT SELECT ON companies_roleholder TO h_cpbw",
    "GRANT DELETE ON companies_roleholder TO h_system",
    "GRANT INSERT ON companies_roleholder TO h_system",
    "GRANT SELECT ON companies_roleholder TO h_system",
    "GRANT UPDATE ON companies_roleholder TO h_system",
    "GRANT DELETE ON companies_workunit TO h_contact",
    "GRANT INSERT ON companies_workunit TO h_contact",
    "GRANT SELECT ON companies_workunit TO h_contact",
    "GRANT UPDATE ON companies_workunit TO h_contact",
    "GRANT SELECT ON companies_workunit TO h_cpbw",
    "GRANT DELETE ON companies_workunit TO h_system",
    "GRANT INSERT ON companies_workunit TO h_system",
    "GRANT SELECT ON companies_workunit TO h_system",
    "GRANT UPDATE ON companies_workunit TO h_system",
    "GRANT SELECT ON core_auditevent TO h_contact",
    "GRANT INSERT ON core_document TO h_contact",
    "GRANT SELECT ON core_document TO h_contact",
    "GRANT INSERT ON core_document TO h_cpbw",
    "GRANT SELECT ON core_document TO h_cpbw",
    "GRANT INSERT ON core_document TO h_staff",
    "GRANT SELECT ON core_document TO h_staff",
    """GRANT SELECT (company_id, created_at, deadline_mail, id, kind, not_before, piece_id, programme_id, recipient_id, reminder_id, sent_at, state, subject, trajectory_id) ON core_outgoingemail TO h_contact
""",
    "GRANT INSERT ON core_reminder TO h_contact",
    "GRANT SELECT ON core_reminder TO h_contact",
    "GRANT UPDATE ON core_reminder TO h_contact",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_access"),
        ("accounts", "0002_access"),
        ("companies", "0001_initial"),
        ("coaches", "0001_initial"),
        ("riskanalysis", "0001_initial"),
        ("actionplans", "0001_initial"),
        ("programmes", "0001_initial"),
        ("modules", "0001_initial"),
        ("trajectories", "0001_initial"),
        ("insight", "0001_initial"),
    ]
    operations = [migrations.RunSQL(FORWARDS)]
