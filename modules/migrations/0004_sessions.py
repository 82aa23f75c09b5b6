"""Sessions and places: how many are taken is a figure for everybody, who comes is for the programme."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import coaching.core.ground.clock
from coaching.core.ground.roles import HUMAN_HATS, Hat
from coaching.core.tenancy.security import (
    INSERT,
    SELECT,
    TRUE,
    UPDATE,
    SameTenant,
    Secure,
    any_of,
    commands,
    definer_function,
    of_admin,
)

BY_TOKEN = "token_digest = (SELECT nullif(current_setting('app.token', true), ''))"
ADMINISTERED = any_of("programme_id", "my_administered()")
READERS = [hat for hat in (*HUMAN_HATS, Hat.PUBLIC, Hat.RESPONDENT) if hat is not Hat.ADMIN]
# All but the link: that is for those who have a place.
SHOWN = (
    "id, version, programme_id, module_id, starts_at, minutes, place, language, capacity, cancelled_at, cancel_reason, "
    "created_at"
)
TAKEN = definer_function(
    "places_taken(p_sessions uuid[])",
    "TABLE (session_id uuid, taken bigint)",
    "SELECT p.session_id, count(*) FROM modules_sessionplace p WHERE p.session_id = ANY (p_sessions) "
    "AND p.state IN ('taken', 'present', 'absent') GROUP BY 1",
    [*READERS, Hat.ADMIN, Hat.SYSTEM],
)
HAS_PLACE = definer_function(
    "has_place(p_session uuid, p_email text)",
    "boolean",
    "SELECT EXISTS (SELECT 1 FROM modules_sessionplace p WHERE p.session_id = p_session AND p.email = p_email "
    "AND p.state <> 'cancelled')",
    [Hat.PUBLIC],
)
LINK = definer_function(
    "session_link(p_session uuid)",
    "text",
    "SELECT s.link::text FROM modules_modulesession s WHERE s.id = p_session AND "
    "(current_setting('role', true) = 'h_system' OR s.programme_id = ANY (my_programmes()) "
    "OR EXISTS (SELECT 1 FROM modules_sessionplace p WHERE p.session_id = s.id AND p.state = 'taken' "
    "AND p.token_digest = nullif(current_setting('app.token', true), '')))",
    [Hat.RESPONDENT, Hat.ADMIN, Hat.SYSTEM],
)
# What a visitor may write to the trail and the outbox: about an uptake or a place, nothing else.
VISITOR = [
    "DROP POLICY h_respondent_insert ON core_auditevent",
    "CREATE POLICY h_respondent_insert ON core_auditevent FOR INSERT TO h_respondent WITH CHECK "
    "(actor_id IS NULL AND subject_type IN ('modules.moduleuptake', 'modules.sessionplace') AND company_id IS NULL)",
    "DROP POLICY h_respondent_insert ON core_outgoingemail",
    "CREATE POLICY h_respondent_insert ON core_outgoingemail FOR INSERT TO h_respondent WITH CHECK (recipient_id IS NULL "
    "AND kind IN ('modules.uptake_confirmed', 'modules.place_taken', 'modules.place_waiting') AND company_id IS NULL)",
]
BEFORE = [
    "DROP POLICY h_respondent_insert ON core_auditevent",
    "CREATE POLICY h_respondent_insert ON core_auditevent FOR INSERT TO h_respondent WITH CHECK "
    "(actor_id IS NULL AND subject_type = 'modules.moduleuptake' AND company_id IS NULL)",
    "DROP POLICY h_respondent_insert ON core_outgoingemail",
    "CREATE POLICY h_respondent_insert ON core_outgoingemail FOR INSERT TO h_respondent WITH CHECK "
    "(recipient_id IS NULL AND kind = 'modules.uptake_confirmed' AND company_id IS NULL)",
]


class Migration(migrations.Migration):

    dependencies = [
        ('modules', '0003_described'),
        ('programmes', '0006_assessment'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ModuleSession',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('starts_at', models.DateTimeField(verbose_name='begins')),
                ('minutes', models.PositiveSmallIntegerField(default=90, verbose_name='length in minutes')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='place')),
                ('link', models.URLField(blank=True, max_length=500, verbose_name='link')),
                ('language', models.CharField(choices=[('nl', 'Dutch'), ('fr', 'French'), ('en', 'English')], default='nl', max_length=2, verbose_name='language')),
                ('capacity', models.PositiveSmallIntegerField(default=20, verbose_name='places')),
                ('cancelled_at', models.DateTimeField(null=True)),
                ('cancel_reason', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('module', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='modules.module')),
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
            ],
            options={
                'ordering': ['starts_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='SessionPlace',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('token_digest', models.CharField(max_length=64, unique=True)),
                ('state', models.CharField(choices=[('asked', 'asked'), ('taken', 'has a place'), ('waiting', 'on the waiting list'), ('cancelled', 'does not come'), ('present', 'was there'), ('absent', 'was not there')], default='asked', max_length=10)),
                ('company_name', models.CharField(max_length=200, verbose_name='name of the company')),
                ('contact_name', models.CharField(max_length=150, verbose_name='your name')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('language', models.CharField(choices=[('nl', 'Dutch'), ('fr', 'French'), ('en', 'English')], default='nl', max_length=2)),
                ('asked_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('reminded_at', models.DateTimeField(null=True)),
                ('applicant', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='modules.modulesession')),
            ],
            options={
                'ordering': ['asked_at', 'id'],
            },
        ),
        migrations.AddIndex(
            model_name='modulesession',
            index=models.Index(fields=['module', 'starts_at'], name='session_module'),
        ),
        migrations.AddIndex(
            model_name='modulesession',
            index=models.Index(fields=['programme', '-starts_at'], name='session_programme'),
        ),
        migrations.AddConstraint(
            model_name='modulesession',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('place', ''), _negated=True), models.Q(('link', ''), _negated=True), _connector='OR'), name='session_somewhere'),
        ),
        migrations.AddConstraint(
            model_name='modulesession',
            constraint=models.CheckConstraint(condition=models.Q(('capacity__gt', 0), ('minutes__gt', 0)), name='session_has_places'),
        ),
        migrations.AddIndex(
            model_name='sessionplace',
            index=models.Index(fields=['session', 'state', 'asked_at'], name='place_session'),
        ),
        migrations.AddConstraint(
            model_name='sessionplace',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'cancelled'), _negated=True), fields=('session', 'email'), name='place_once'),
        ),
        migrations.RunSQL(TAKEN, "DROP FUNCTION places_taken(uuid[])"),
        migrations.RunSQL(HAS_PLACE, "DROP FUNCTION has_place(uuid, text)"),
        migrations.RunSQL(LINK, "DROP FUNCTION session_link(uuid)"),
        Secure(
            "modules_modulesession",
            {
                **{hat: commands(TRUE) for hat in READERS},
                Hat.ADMIN: {SELECT: TRUE, INSERT: ADMINISTERED, UPDATE: ADMINISTERED},
            },
            columns={(hat, SELECT): SHOWN for hat in READERS},
        ),
        Secure(
            "modules_sessionplace",
            {
                Hat.RESPONDENT: dict.fromkeys((SELECT, INSERT, UPDATE), BY_TOKEN),
                Hat.ADMIN: {SELECT: of_admin(), UPDATE: ADMINISTERED},
            },
        ),
        SameTenant("modules_sessionplace", "session_id", "modules_modulesession", ("programme_id",)),
        migrations.RunSQL(VISITOR, BEFORE),
    ]
