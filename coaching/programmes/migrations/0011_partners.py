"""Partners: their links, their people, and what they may know of their reach."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import coaching.core.ground.clock
from coaching.core.ground.roles import Hat
from coaching.core.tenancy.security import (
    INSERT,
    SELECT,
    UPDATE,
    SameTenant,
    Secure,
    any_of,
    commands,
    definer_function,
    of_admin,
)

ADMINISTERED = any_of("programme_id", "my_administered()")
ACTIVE = "m.ended_at IS NULL AND m.begins_on <= app_today() AND t.retired_at IS NULL"
OWN = any_of("partner_id", "my_partners()")
MY_PARTNERS = definer_function(
    "my_partners()",
    "uuid[]",
    "SELECT coalesce(array_agg(t.id), '{}') FROM programmes_partnermembership m JOIN programmes_partner t "
    f"ON t.id = m.partner_id WHERE m.user_id = app_uid() AND {ACTIVE}",
    [Hat.PARTNER],
)
# Without a slug: the first of the person's partners, by name.
PLACE = definer_function(
    "find_partner_place(p_slug text, p_user bigint, p_wanted text)",
    "TABLE (id uuid, slug text, name text, hat text, roles text[], has_mandate boolean, hats text[])",
    "SELECT t.id, t.code::text, t.name::text, 'h_partner'::text, ARRAY['partner'], false, ARRAY['h_partner'] "
    "FROM programmes_partnermembership m JOIN programmes_partner t ON t.id = m.partner_id "
    f"WHERE m.user_id = p_user AND (p_slug = '' OR t.code = p_slug) AND {ACTIVE} ORDER BY t.name, t.id LIMIT 1",
    [],
    logins=["w_web", "w_worker"],
)
# Anybody who comes by a link: is it one, and one more opening for today. Nothing about who came.
OPEN_LINK = """
CREATE FUNCTION open_partner_link(p_code text, p_count boolean) RETURNS boolean LANGUAGE plpgsql VOLATILE
  SECURITY DEFINER SET search_path = pg_catalog, public AS $fn$
DECLARE
  t programmes_partner%ROWTYPE;
BEGIN
  SELECT * INTO t FROM programmes_partner WHERE code = p_code AND retired_at IS NULL;
  IF NOT FOUND THEN RETURN false; END IF;
  IF p_count THEN
    INSERT INTO programmes_partnervisit (id, partner_id, programme_id, day, count)
      VALUES (gen_random_uuid(), t.id, t.programme_id, app_today(), 1)
      ON CONFLICT (partner_id, day) DO UPDATE SET count = programmes_partnervisit.count + 1;
  END IF;
  RETURN true;
END $fn$;
REVOKE ALL ON FUNCTION open_partner_link(text, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION open_partner_link(text, boolean) TO h_public;
"""
BEHIND = definer_function(
    "partner_behind(p_code text, p_programme uuid)",
    "TABLE (id uuid, kind text)",
    "SELECT t.id, t.kind::text FROM programmes_partner t WHERE t.code = p_code AND t.programme_id = p_programme "
    "AND t.retired_at IS NULL",
    [Hat.PERSON],
)
FIND = definer_function(
    "find_invitation(p_digest text)",
    "TABLE (id uuid, email text, role text, place text, slug text, inviter text, language text, expires_at timestamptz,"
    " state text, known boolean)",
    "SELECT i.id, i.email::text, i.role::text, coalesce(t.name, c.name, p.name)::text, "
    "coalesce(t.code, c.slug, p.slug)::text, u.name::text, i.language::text, i.expires_at, "
    "CASE WHEN i.accepted_at IS NOT NULL THEN 'accepted' WHEN i.revoked_at IS NOT NULL THEN 'revoked' "
    "WHEN i.expires_at <= now() THEN 'expired' ELSE 'open' END, "
    "EXISTS (SELECT 1 FROM accounts_user k WHERE k.email = lower(i.email)) "
    "FROM accounts_invitation i LEFT JOIN companies_company c ON c.id = i.company_id "
    "LEFT JOIN programmes_partner t ON t.id = i.partner_id AND t.programme_id = i.programme_id "
    "LEFT JOIN programmes_programme p ON p.id = i.programme_id LEFT JOIN accounts_user u ON u.id = i.invited_by_id "
    "WHERE i.token_digest = p_digest",
    [],
    logins=["w_web", "w_worker"],
)
ACCEPT = """
CREATE OR REPLACE FUNCTION accept_invitation(p_digest text, p_slug text) RETURNS text LANGUAGE plpgsql VOLATILE SECURITY DEFINER
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
    "UNION ALL SELECT 'partner', t.code::text, t.name::text, 'partner', 'h_partner', false, m.begins_on, "
    "(coalesce(m.ended_at, t.retired_at) AT TIME ZONE 'Europe/Brussels')::date, "
    f"{ACTIVE} FROM programmes_partnermembership m JOIN programmes_partner t ON t.id = m.partner_id "
    "WHERE m.user_id = app_uid() "
    "UNION ALL SELECT 'coach', k.slug::text, k.name::text, 'coach', 'h_coach', false, k.trained_on, NULL::date, "
    "k.state <> 'left' FROM coaches_coach k WHERE k.user_id = app_uid() "
    "UNION ALL SELECT 'staff', '', '', 'staff', 'h_staff', false, u.joined_at::date, NULL::date, true "
    "FROM accounts_user u WHERE u.id = app_uid() AND u.is_platform_staff AND u.is_active",
    [Hat.PERSON],
)


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0007_partner_invitations"),
        ("programmes", "0010_clusters"),
        ("trajectories", "0003_security"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Partner',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=150, verbose_name='name')),
                ('kind', models.CharField(choices=[('SECTOR_FUND', 'sector fund or federation'), ('HR_ASSOCIATION', 'HR association'), ('PREBES', 'Prebes'), ('PRESS', 'press or media'), ('LOGO', 'Logo (local health network)'), ('EMPLOYERS', "employers' organisation (UNIZO, Voka, Verso)"), ('UNION', 'trade union'), ('PREVENTION_SERVICE', 'internal or external prevention service'), ('SOCIAL_SECRETARIAT', 'social secretariat'), ('OTHER_COMPANY', 'another company'), ('OTHER', 'other')], max_length=30, verbose_name='kind')),
                ('code', models.SlugField(max_length=40, unique=True)),
                ('created_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('retired_at', models.DateTimeField(null=True)),
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.programme')),
            ],
            options={
                'ordering': ['name', 'id'],
            },
        ),
        migrations.AddField(
            model_name='application',
            name='partner',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='programmes.partner'),
        ),
        migrations.CreateModel(
            name='PartnerMembership',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('begins_on', models.DateField(default=coaching.core.ground.clock.today)),
                ('ended_at', models.DateTimeField(null=True)),
                ('partner', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.partner')),
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.programme')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='PartnerReach',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('year', models.PositiveSmallIntegerField()),
                ('as_of', models.DateField()),
                ('tables', models.JSONField(default=dict)),
                ('memory', models.JSONField(default=dict)),
                ('partner', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.partner')),
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.programme')),
            ],
            options={
                'ordering': ['-year'],
            },
        ),
        migrations.CreateModel(
            name='PartnerVisit',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('day', models.DateField()),
                ('count', models.PositiveIntegerField(default=0)),
                ('partner', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.partner')),
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.programme')),
            ],
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=models.UniqueConstraint(fields=('programme', 'name'), name='partner_name_once'),
        ),
        migrations.AddConstraint(
            model_name='partnermembership',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('partner', 'user'), name='partner_membership_once'),
        ),
        migrations.AddConstraint(
            model_name='partnerreach',
            constraint=models.UniqueConstraint(fields=('partner', 'year'), name='partner_reach_year'),
        ),
        migrations.AddConstraint(
            model_name='partnervisit',
            constraint=models.UniqueConstraint(fields=('partner', 'day'), name='partner_visit_day'),
        ),
        migrations.RunSQL(MY_PARTNERS, "DROP FUNCTION my_partners()"),
        migrations.RunSQL(PLACE, "DROP FUNCTION find_partner_place(text, bigint, text)"),
        migrations.RunSQL(OPEN_LINK, "DROP FUNCTION open_partner_link(text, boolean)"),
        migrations.RunSQL(BEHIND, "DROP FUNCTION partner_behind(text, uuid)"),
        *(migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (FIND, ACCEPT, MY_ROLES)),
        Secure(
            "programmes_partner",
            {
                Hat.ADMIN: {SELECT: of_admin(), **commands(ADMINISTERED, (INSERT, UPDATE))},
                Hat.PARTNER: commands(any_of("id", "my_partners()")),
            },
        ),
        Secure(
            "programmes_partnermembership", {Hat.ADMIN: {SELECT: of_admin(), UPDATE: ADMINISTERED}},
            columns={(Hat.ADMIN, UPDATE): "ended_at"},
        ),
        Secure("programmes_partnervisit", {Hat.ADMIN: commands(of_admin()), Hat.PARTNER: commands(OWN)}),
        Secure(
            "programmes_partnerreach", {Hat.PARTNER: commands(OWN)},
            columns={(Hat.PARTNER, SELECT): "id, partner_id, programme_id, year, as_of, tables"},
        ),
        SameTenant("programmes_application", "partner_id", "programmes_partner", ("programme_id",)),
        SameTenant("programmes_partnermembership", "partner_id", "programmes_partner", ("programme_id",)),
        SameTenant("programmes_partnervisit", "partner_id", "programmes_partner", ("programme_id",)),
        SameTenant("programmes_partnerreach", "partner_id", "programmes_partner", ("programme_id",)),
    ]
