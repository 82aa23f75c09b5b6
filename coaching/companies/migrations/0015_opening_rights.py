"""Rights as access.py declares them: accounts_invitation, ask_contacts, ask_letter and others.

* accounts_invitation: the policy by which h_contact may add rows to it says “(company_id = ANY (( SELECT my_mandates()…
* ask_contacts(text,text,text,integer): may not be called by h_person
* ask_contacts(text,text,text,integer): the function is missing
* ask_letter(uuid): may not be called by h_contact
* ask_letter(uuid): the function is missing
* companies_company: the trigger mandate_is_proved is missing
* companies_filerequest: h_contact may not read it; declared is all columns
* companies_filerequest: h_contact may not change it; declared is answer, answer_words, answered_at, answered_by_id, st…
* companies_filerequest: h_person may not read it; declared is answer, answered_at, asked_at, asked_name, decided_at, d…
* companies_filerequest: h_staff may not read it; declared is all columns
* companies_filerequest: h_system may not remove rows from it; declared is all columns
* companies_filerequest: h_system may not add rows to it; declared is all columns
* companies_filerequest: h_system may not read it; declared is all columns
* companies_filerequest: h_system may not change it; declared is all columns
* companies_filerequest: the policy by which h_contact may read it is missing: “(company_id = ANY (( SELECT my_mandates…
* companies_filerequest: the policy by which h_contact may change it is missing: “(company_id = ANY (( SELECT my_mandat…
* companies_filerequest: the policy by which h_person may read it is missing: “(person_id = ( SELECT app_uid() AS app_u…
* companies_filerequest: the policy by which h_staff may read it is missing: “((staff_since IS NOT NULL) AND ( SELECT a…
* companies_filerequest: the policy by which h_system may remove rows from it is missing: “true”
* companies_filerequest: the policy by which h_system may add rows to it is missing: “true”
* companies_filerequest: the policy by which h_system may read it is missing: “true”
* companies_filerequest: the policy by which h_system may change it is missing: “true”
* companies_filerequest: row-level security is off, and should be on
* companies_proofletter: h_contact may not read it; declared is asked_at, asked_by_id, closed_at, company_id, expires_a…
* companies_proofletter: h_staff may not read it; declared is asked_at, asked_by_id, closed_at, company_id, expires_at,…
* companies_proofletter: h_system may not remove rows from it; declared is all columns
* companies_proofletter: h_system may not add rows to it; declared is all columns
* companies_proofletter: h_system may not read it; declared is all columns
* companies_proofletter: h_system may not change it; declared is all columns
* companies_proofletter: the policy by which h_contact may read it is missing: “(company_id = ANY (( SELECT my_companie…
* companies_proofletter: the policy by which h_staff may read it is missing: “( SELECT am_staff() AS am_staff)”
* companies_proofletter: the policy by which h_system may remove rows from it is missing: “true”
* companies_proofletter: the policy by which h_system may add rows to it is missing: “true”
* companies_proofletter: the policy by which h_system may read it is missing: “true”
* companies_proofletter: the policy by which h_system may change it is missing: “true”
* companies_proofletter: row-level security is off, and should be on
* companies_registercode: h_staff may not read it; declared is all columns
* companies_registercode: the policy by which h_staff may read it is missing: “true”
* companies_registerenterprise: h_staff may not read it; declared is all columns
* companies_registerenterprise: the policy by which h_staff may read it is missing: “true”
* companies_registerestablishment: h_staff may not read it; declared is all columns
* companies_registerestablishment: the policy by which h_staff may read it is missing: “true”
* company_is_proved(uuid): may not be called by h_admin, h_coach, h_contact, h_cpbw, h_partner, h_person, h_staff
* company_is_proved(uuid): the function is missing
* core_document: h_staff may not add rows to it; declared is all columns
* core_document: h_staff may not read it; declared is all columns
* core_document: the policy by which h_staff may add rows to it is missing: “(( SELECT am_staff() AS am_staff) AND (POS…
* core_document: the policy by which h_staff may read it is missing: “(( SELECT am_staff() AS am_staff) AND (POSITION((…
* decide_file(uuid,text,text): may not be called by h_staff
* decide_file(uuid,text,text): the function is missing
* dispute_file(uuid,text): may not be called by h_person
* dispute_file(uuid,text): the function is missing
* file_for_staff(uuid): may not be called by h_staff
* file_for_staff(uuid): the function is missing
* found_file(jsonb,text): nobody may call it
* found_file(jsonb,text): the function is missing
* guard_proof(): may not be called by PUBLIC
* guard_proof(): the function is missing
* make_letter(uuid,text,integer): may not be called by h_staff
* make_letter(uuid,text,integer): the function is missing
* my_proved(): may not be called by h_contact
* my_proved(): the function is missing
* open_file(jsonb,text,integer): may not be called by h_person
* open_file(jsonb,text,integer): the function is missing
* people_for_staff(uuid,uuid): may not be called by h_staff
* people_for_staff(uuid,uuid): the function is missing
* person_who_asks(uuid): may not be called by h_contact
* person_who_asks(uuid): the function is missing
* post_letter(uuid): may not be called by h_staff
* post_letter(uuid): the function is missing
* prove_mandate(uuid,text): may not be called by h_admin, h_contact, h_person, h_staff, h_system
* prove_mandate(uuid,text): the function is missing
* try_code(uuid,text,integer): may not be called by h_contact
* try_code(uuid,text,integer): the function is missing
"""

from django.db import migrations

FORWARDS = [
    "ALTER TABLE companies_filerequest ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE companies_proofletter ENABLE ROW LEVEL SECURITY",
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
    """CREATE OR REPLACE FUNCTION decide_file(p_request uuid, p_decision text, p_reason text)
 RETURNS bigint[]
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  r companies_filerequest%ROWTYPE;
  contacts bigint[];
BEGIN
  IF NOT am_staff() THEN RAISE EXCEPTION 'platform staff only' USING ERRCODE = 'insufficient_privilege'; END IF;
  SELECT * INTO r FROM companies_filerequest q WHERE q.id = p_request AND q.staff_since IS NOT NULL FOR UPDATE;
  IF r.id IS NULL OR r.decided_at IS NOT NULL OR r.answer = 'let_in' THEN RETURN NULL; END IF;
  PERFORM 1 FROM companies_company c WHERE c.id = r.company_id FOR UPDATE;
  SELECT coalesce(array_agg(m.user_id), '{}') INTO contacts FROM companies_membership m
   WHERE m.company_id = r.company_id AND m.role = 'contact' AND m.ended_at IS NULL;
  IF p_decision = 'replace' THEN
    UPDATE companies_membership m SET ended_at = now()
     WHERE m.company_id = r.company_id AND m.role = 'contact' AND m.ended_at IS NULL AND m.user_id <> r.person_id;
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
    "GRANT EXECUTE ON FUNCTION decide_file(uuid,text,text) TO h_staff",
    "GRANT EXECUTE ON FUNCTION dispute_file(uuid,text) TO h_person",
    "GRANT EXECUTE ON FUNCTION file_for_staff(uuid) TO h_staff",
    "GRANT EXECUTE ON FUNCTION guard_proof() TO PUBLIC",
    "GRANT EXECUTE ON FUNCTION make_letter(uuid,text,integer) TO h_staff",
    "GRANT EXECUTE ON FUNCTION my_proved() TO h_contact",
    "GRANT EXECUTE ON FUNCTION open_file(jsonb,text,integer) TO h_person",
    "GRANT EXECUTE ON FUNCTION people_for_staff(uuid,uuid) TO h_staff",
    "GRANT EXECUTE ON FUNCTION person_who_asks(uuid) TO h_contact",
    "GRANT EXECUTE ON FUNCTION post_letter(uuid) TO h_staff",
    "GRANT EXECUTE ON FUNCTION prove_mandate(uuid,text) TO h_admin, h_contact, h_person, h_staff, h_system",
    "GRANT EXECUTE ON FUNCTION try_code(uuid,text,integer) TO h_contact",
    """CREATE TRIGGER mandate_is_proved BEFORE UPDATE OF unproved_since, proved_by ON companies_company FOR EACH ROW WHEN (new.unproved_since IS DISTINCT FROM old.unproved_since OR new.proved_by::text IS DISTINCT FROM old.proved_by::text) EXECUTE FUNCTION guard_proof()
""",
    "DROP POLICY h_contact_insert ON accounts_invitation",
    """CREATE POLICY h_contact_insert ON accounts_invitation FOR INSERT TO h_contact WITH CHECK (company_id = ANY ((SELECT my_proved())::uuid[]))
""",
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
    """CREATE POLICY h_contact_select ON companies_proofletter FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    "CREATE POLICY h_staff_select ON companies_proofletter FOR SELECT TO h_staff USING ((SELECT am_staff()))",
    "CREATE POLICY h_system_delete ON companies_proofletter FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON companies_proofletter FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON companies_proofletter FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON companies_proofletter FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    "CREATE POLICY h_staff_select ON companies_registercode FOR SELECT TO h_staff USING (true)",
    "CREATE POLICY h_staff_select ON companies_registerenterprise FOR SELECT TO h_staff USING (true)",
    "CREATE POLICY h_staff_select ON companies_registerestablishment FOR SELECT TO h_staff USING (true)",
    """CREATE POLICY h_staff_insert ON core_document FOR INSERT TO h_staff WITH CHECK (((SELECT am_staff())) AND (position('h_staff' in audience) > 0))
""",
    """CREATE POLICY h_staff_select ON core_document FOR SELECT TO h_staff USING (((SELECT am_staff())) AND (position('h_staff' in audience) > 0))
""",
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
    """GRANT SELECT (asked_at, asked_by_id, closed_at, company_id, expires_at, id, made_at, posted_at, tries) ON companies_proofletter TO h_contact
""",
    """GRANT SELECT (asked_at, asked_by_id, closed_at, company_id, expires_at, id, made_at, posted_at, tries) ON companies_proofletter TO h_staff
""",
    "GRANT DELETE ON companies_proofletter TO h_system",
    "GRANT INSERT ON companies_proofletter TO h_system",
    "GRANT SELECT ON companies_proofletter TO h_system",
    "GRANT UPDATE ON companies_proofletter TO h_system",
    "GRANT SELECT ON companies_registercode TO h_staff",
    "GRANT SELECT ON companies_registerenterprise TO h_staff",
    "GRANT SELECT ON companies_registerestablishment TO h_staff",
    "GRANT INSERT ON core_document TO h_staff",
    "GRANT SELECT ON core_document TO h_staff",
]
BACKWARDS = [
    "REVOKE SELECT ON core_document FROM h_staff",
    "REVOKE INSERT ON core_document FROM h_staff",
    "REVOKE SELECT ON companies_registerestablishment FROM h_staff",
    "REVOKE SELECT ON companies_registerenterprise FROM h_staff",
    "REVOKE SELECT ON companies_registercode FROM h_staff",
    "REVOKE UPDATE ON companies_proofletter FROM h_system",
    "REVOKE SELECT ON companies_proofletter FROM h_system",
    "REVOKE INSERT ON companies_proofletter FROM h_system",
    "REVOKE DELETE ON companies_proofletter FROM h_system",
    """REVOKE SELECT (asked_at, asked_by_id, closed_at, company_id, expires_at, id, made_at, posted_at, tries) ON companies_proofletter FROM h_staff
""",
    """REVOKE SELECT (asked_at, asked_by_id, closed_at, company_id, expires_at, id, made_at, posted_at, tries) ON companies_proofletter FROM h_contact
""",
    "REVOKE UPDATE ON companies_filerequest FROM h_system",
    "REVOKE SELECT ON companies_filerequest FROM h_system",
    "REVOKE INSERT ON companies_filerequest FROM h_system",
    "REVOKE DELETE ON companies_filerequest FROM h_system",
    "REVOKE SELECT ON companies_filerequest FROM h_staff",
    """REVOKE SELECT (answer, answered_at, asked_at, asked_name, decided_at, decision, decision_reason, dispute, disputed_at, id, number, person_id, words) ON companies_filerequest FROM h_person
""",
    """REVOKE UPDATE (answer, answer_words, answered_at, answered_by_id, staff_since) ON companies_filerequest FROM h_contact
""",
    "REVOKE SELECT ON companies_filerequest FROM h_contact",
    "DROP POLICY h_staff_select ON core_document",
    "DROP POLICY h_staff_insert ON core_document",
    "DROP POLICY h_staff_select ON companies_registerestablishment",
    "DROP POLICY h_staff_select ON companies_registerenterprise",
    "DROP POLICY h_staff_select ON companies_registercode",
    "DROP POLICY h_system_update ON companies_proofletter",
    "DROP POLICY h_system_select ON companies_proofletter",
    "DROP POLICY h_system_insert ON companies_proofletter",
    "DROP POLICY h_system_delete ON companies_proofletter",
    "DROP POLICY h_staff_select ON companies_proofletter",
    "DROP POLICY h_contact_select ON companies_proofletter",
    "DROP POLICY h_system_update ON companies_filerequest",
    "DROP POLICY h_system_select ON companies_filerequest",
    "DROP POLICY h_system_insert ON companies_filerequest",
    "DROP POLICY h_system_delete ON companies_filerequest",
    "DROP POLICY h_staff_select ON companies_filerequest",
    "DROP POLICY h_person_select ON companies_filerequest",
    "DROP POLICY h_contact_update ON companies_filerequest",
    "DROP POLICY h_contact_select ON companies_filerequest",
    "DROP POLICY h_contact_insert ON accounts_invitation",
    """CREATE POLICY h_contact_insert ON accounts_invitation FOR INSERT TO h_contact WITH CHECK ((company_id = ANY (( SELECT my_mandates() AS my_mandates)::uuid[])))
""",
    "DROP TRIGGER mandate_is_proved ON companies_company",
    "DROP FUNCTION try_code(uuid,text,integer)",
    "DROP FUNCTION prove_mandate(uuid,text)",
    "DROP FUNCTION post_letter(uuid)",
    "DROP FUNCTION person_who_asks(uuid)",
    "DROP FUNCTION people_for_staff(uuid,uuid)",
    "DROP FUNCTION open_file(jsonb,text,integer)",
    "DROP FUNCTION my_proved()",
    "DROP FUNCTION make_letter(uuid,text,integer)",
    "DROP FUNCTION guard_proof()",
    "DROP FUNCTION found_file(jsonb,text)",
    "DROP FUNCTION file_for_staff(uuid)",
    "DROP FUNCTION dispute_file(uuid,text)",
    "DROP FUNCTION decide_file(uuid,text,text)",
    "DROP FUNCTION company_is_proved(uuid)",
    "DROP FUNCTION ask_letter(uuid)",
    "DROP FUNCTION ask_contacts(text,text,text,integer)",
    "ALTER TABLE companies_proofletter DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE companies_filerequest DISABLE ROW LEVEL SECURITY",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0015_documents_folded"),
        ("accounts", "0013_returned_mail"),
        ("companies", "0014_opening"),
        ("coaches", "0005_where_and_when"),
        ("programmes", "0031_register_as_it_is"),
        ("modules", "0013_date_wishes"),
        ("trajectories", "0029_messages_of_a_programme"),
        ("riskanalysis", "0005_names"),
        ("actionplans", "0009_route"),
        ("insight", "0006_answer"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
