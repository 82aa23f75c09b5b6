CREATE OR REPLACE FUNCTION ask_invitation_again(p_digest text, p_now timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  i accounts_invitation%ROWTYPE;
  slug text;
BEGIN
  SELECT * INTO i FROM accounts_invitation WHERE token_digest = p_digest;
  IF i.id IS NULL OR i.accepted_at IS NOT NULL OR i.revoked_at IS NOT NULL OR i.expires_at > p_now THEN
    RETURN false;
  END IF;
  SELECT CASE WHEN i.company_id IS NOT NULL THEN '/c/' || c.slug || '/people/'
      WHEN i.partner_id IS NOT NULL THEN '/p/' || p.slug || '/partners/' ELSE '/p/' || p.slug || '/people/' END INTO slug
    FROM (SELECT 1) one LEFT JOIN companies_company c ON c.id = i.company_id
    LEFT JOIN programmes_programme p ON p.id = i.programme_id;
  INSERT INTO core_outgoingemail (id, kind, recipient_id, address, language, context, dedupe_key, deadline_mail, state,
      company_id, programme_id, created_at, not_before, attempts, last_error, to_address, subject, body_text, body_html)
    SELECT gen_random_uuid(), 'accounts.invitation_asked', u.id, '', '',
      jsonb_build_object('email', i.email, 'role', i.role, 'path', slug),
      'invitation-asked:' || left(p_digest, 32) || ':' || u.id, true, 'queued', i.company_id, i.programme_id, p_now, p_now, 0,
      '', '', '', '', ''
    FROM accounts_user u WHERE u.is_active AND u.id IN (
      SELECT m.user_id FROM companies_membership m WHERE m.company_id = i.company_id AND m.role = 'contact' AND m.has_mandate
        AND m.ended_at IS NULL AND (m.ends_on IS NULL OR m.ends_on >= p_now::date)
      UNION SELECT m.user_id FROM programmes_programmemembership m WHERE m.programme_id = i.programme_id
        AND i.company_id IS NULL AND m.role = 'administrator' AND m.ended_at IS NULL
        AND (m.ends_on IS NULL OR m.ends_on >= p_now::date))
    ON CONFLICT DO NOTHING;
  RETURN EXISTS (SELECT 1 FROM core_outgoingemail WHERE dedupe_key LIKE 'invitation-asked:' || left(p_digest, 32) || ':%');
END
$function$
