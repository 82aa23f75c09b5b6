"""Rights as access.py declares them: accept_invitation, my_roles.

* accept_invitation(text,text): the function does something else than its file says
* my_roles(): the function does something else than its file says
"""

from django.db import migrations

FORWARDS = [
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
]
BACKWARDS = [
    """CREATE OR REPLACE FUNCTION my_roles()
 RETURNS TABLE(kind text, slug text, name text, role text, hat text, has_mandate boolean, begins_on date, ends_on date, active boolean)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT 'company', c.slug::text, c.name::text, m.role::text, company_role_hat(m.role), m.has_mandate, m.begins_on, coalesce(m.ends_on, (m.ended_at AT TIME ZONE 'Europe/Brussels')::date), m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today()) FROM companies_membership m JOIN companies_company c ON c.id = m.company_id WHERE m.user_id = app_uid() UNION ALL SELECT 'programme', p.slug::text, p.name::text, m.role::text, CASE WHEN m.role = 'observer' AND NOT EXISTS (SELECT 1 FROM programmes_programmemembership o WHERE o.programme_id = m.programme_id AND o.user_id = m.user_id AND o.role <> 'observer' AND o.ended_at IS NULL AND o.begins_on <= app_today() AND (o.ends_on IS NULL OR o.ends_on >= app_today())) THEN 'h_observer' ELSE 'h_admin' END, false, m.begins_on, coalesce(m.ends_on, (m.ended_at AT TIME ZONE 'Europe/Brussels')::date), m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today()) FROM programmes_programmemembership m JOIN programmes_programme p ON p.id = m.programme_id WHERE m.user_id = app_uid() UNION ALL SELECT 'partner', t.code::text, t.name::text, 'partner', 'h_partner', false, m.begins_on, (coalesce(m.ended_at, t.retired_at) AT TIME ZONE 'Europe/Brussels')::date, m.ended_at IS NULL AND m.begins_on <= app_today() AND t.retired_at IS NULL FROM programmes_partnermembership m JOIN programmes_partner t ON t.id = m.partner_id WHERE m.user_id = app_uid() UNION ALL SELECT 'coach', k.slug::text, k.name::text, 'coach', 'h_coach', false, k.trained_on, NULL::date, k.state <> 'left' FROM coaches_coach k WHERE k.user_id = app_uid() UNION ALL SELECT 'staff', '', '', 'staff', 'h_staff', false, u.joined_at::date, NULL::date, true FROM accounts_user u WHERE u.id = app_uid() AND u.is_platform_staff AND u.is_active
$function$

""",
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
END $function$

""",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0017_list_files"),
        ("accounts", "0016_advisers"),
        ("companies", "0018_advisers"),
        ("coaches", "0007_advisers"),
        ("riskanalysis", "0008_held_by_hand"),
        ("actionplans", "0013_brought_plans"),
        ("programmes", "0033_founded"),
        ("modules", "0014_money_for_administrators"),
        ("trajectories", "0034_held_by_hand"),
        ("insight", "0007_mandates"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
