"""Rights as access.py declares them: companies_company, companies_filerequest, decide_file and others.

* companies_company: the trigger number_is_proved_anew is missing
* companies_filerequest: the trigger answered_once is missing
* decide_file(uuid,text,text): the function does something else than its file says
* guard_request(): may not be called by PUBLIC
* guard_request(): the function is missing
* prove_number_anew(): may not be called by PUBLIC
* prove_number_anew(): the function is missing
"""

from django.db import migrations

FORWARDS = [
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
    "GRANT EXECUTE ON FUNCTION guard_request() TO PUBLIC",
    "GRANT EXECUTE ON FUNCTION prove_number_anew() TO PUBLIC",
    """CREATE TRIGGER number_is_proved_anew BEFORE UPDATE OF enterprise_number ON companies_company FOR EACH ROW WHEN (new.enterprise_number::text IS DISTINCT FROM old.enterprise_number::text) EXECUTE FUNCTION prove_number_anew()
""",
    """CREATE TRIGGER answered_once BEFORE UPDATE ON companies_filerequest FOR EACH ROW EXECUTE FUNCTION guard_request()
""",
]
BACKWARDS = [
    "DROP TRIGGER answered_once ON companies_filerequest",
    "DROP TRIGGER number_is_proved_anew ON companies_company",
    "DROP FUNCTION prove_number_anew()",
    "DROP FUNCTION guard_request()",
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
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0017_list_files"),
        ("accounts", "0015_guests"),
        ("companies", "0018_advisers"),
        ("coaches", "0006_writing"),
        ("riskanalysis", "0007_mandates"),
        ("actionplans", "0011_mandates"),
        ("programmes", "0033_founded"),
        ("modules", "0014_money_for_administrators"),
        ("trajectories", "0033_prevention_roles_rights"),
        ("insight", "0007_mandates"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
