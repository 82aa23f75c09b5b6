"""What an invitation says, how it is accepted, and every place that a person has: each crosses tenants, narrowly."""

from django.db import migrations

from coaching.core.ground.roles import Hat
from coaching.core.tenancy.security import definer_function

# Whoever holds the secret link may read what it offers; the state is computed here so that nobody forgets a case.
FIND = definer_function(
    "find_invitation(p_digest text)",
    "TABLE (id uuid, email text, role text, place text, slug text, inviter text, language text, expires_at timestamptz,"
    " state text, known boolean)",
    "SELECT i.id, i.email::text, i.role::text, coalesce(c.name, p.name)::text, coalesce(c.slug, p.slug)::text, "
    "u.name::text, i.language::text, i.expires_at, "
    "CASE WHEN i.accepted_at IS NOT NULL THEN 'accepted' WHEN i.revoked_at IS NOT NULL THEN 'revoked' "
    "WHEN i.expires_at <= now() THEN 'expired' ELSE 'open' END, "
    "EXISTS (SELECT 1 FROM accounts_user k WHERE k.email = lower(i.email)) "
    "FROM accounts_invitation i LEFT JOIN companies_company c ON c.id = i.company_id "
    "LEFT JOIN programmes_programme p ON p.id = i.programme_id LEFT JOIN accounts_user u ON u.id = i.invited_by_id "
    "WHERE i.token_digest = p_digest",
    [],
    logins=["w_web", "w_worker"],
)
# A contact may only write invitations to their own company, an administrator to their own programme (policies);
# a role that does not belong to that kind of place is refused here once more.
ACCEPT = """
CREATE FUNCTION accept_invitation(p_digest text, p_slug text) RETURNS text LANGUAGE plpgsql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public AS $fn$
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
END $fn$;
REVOKE ALL ON FUNCTION accept_invitation(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION accept_invitation(text, text) TO h_person;
"""
RUNS = "m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today())"
LAST_DAY = "coalesce(m.ends_on, (m.ended_at AT TIME ZONE 'Europe/Brussels')::date)"
MY_ROLES = definer_function(
    "my_roles()",
    "TABLE (kind text, slug text, name text, role text, hat text, has_mandate boolean, begins_on date, ends_on date,"
    " active boolean)",
    "SELECT 'company', c.slug::text, c.name::text, m.role::text, company_role_hat(m.role), m.has_mandate, m.begins_on, "
    f"{LAST_DAY}, {RUNS} FROM companies_membership m JOIN companies_company c ON c.id = m.company_id "
    "WHERE m.user_id = app_uid() "
    "UNION ALL SELECT 'programme', p.slug::text, p.name::text, m.role::text, 'h_admin', false, m.begins_on, "
    f"{LAST_DAY}, {RUNS} FROM programmes_programmemembership m JOIN programmes_programme p ON p.id = m.programme_id "
    "WHERE m.user_id = app_uid() "
    "UNION ALL SELECT 'coach', k.slug::text, k.name::text, 'coach', 'h_coach', false, k.trained_on, NULL::date, "
    "k.state <> 'left' FROM coaches_coach k WHERE k.user_id = app_uid() "
    "UNION ALL SELECT 'staff', '', '', 'staff', 'h_staff', false, u.joined_at::date, NULL::date, true "
    "FROM accounts_user u WHERE u.id = app_uid() AND u.is_platform_staff AND u.is_active",
    [Hat.PERSON],
)
# Whom a company's contact tells that nobody stays behind: the administrators of its programmes.
ADMINISTRATORS = definer_function(
    "administrators_of_company(p_company uuid)",
    "SETOF bigint",
    "SELECT DISTINCT m.user_id FROM programmes_application a JOIN programmes_programmemembership m "
    "ON m.programme_id = a.programme_id WHERE a.company_id = p_company AND a.state <> 'draft' "
    f"AND m.role = 'administrator' AND {RUNS} AND p_company = ANY (my_companies('h_contact'))",
    [Hat.CONTACT],
)


class Migration(migrations.Migration):
    dependencies = [("programmes", "0002_functions"), ("accounts", "0003_account_mail")]
    operations = [
        migrations.RunSQL(FIND, "DROP FUNCTION find_invitation(text)"),
        migrations.RunSQL(ACCEPT, "DROP FUNCTION accept_invitation(text, text)"),
        migrations.RunSQL(MY_ROLES, "DROP FUNCTION my_roles()"),
        migrations.RunSQL(ADMINISTRATORS, "DROP FUNCTION administrators_of_company(uuid)"),
    ]
