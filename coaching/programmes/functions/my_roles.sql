CREATE OR REPLACE FUNCTION my_roles()
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
