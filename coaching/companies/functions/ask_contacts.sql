CREATE OR REPLACE FUNCTION ask_contacts(p_number text, p_name text, p_words text, p_days integer)
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
