CREATE OR REPLACE FUNCTION decide_file(p_request uuid, p_decision text, p_reason text)
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
