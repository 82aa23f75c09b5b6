CREATE OR REPLACE FUNCTION accept_invitation(p_digest text, p_slug text)
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
