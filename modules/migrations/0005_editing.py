"""Versions of a module's text, who keeps it, and what can be downloaded with it."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import coaching.core.ground.clock
from coaching.core.ground.roles import HUMAN_HATS, Hat
from coaching.core.tenancy.security import DELETE, INSERT, SELECT, Secure, any_of, commands, of_admin

ADMINISTERED = any_of("keeper_id", "my_administered()")
READERS = (*HUMAN_HATS, Hat.PUBLIC)
IN_THE_OFFER = "state <> 'draft'"
# What is read of a module may be read of its materials: the sub-select is itself held to the policies of its table.
WITH_ITS_MODULE = "EXISTS (SELECT 1 FROM modules_module m WHERE m.id = module_id)"
OF_OWN_MODULE = f"EXISTS (SELECT 1 FROM modules_module m WHERE m.id = module_id AND m.{ADMINISTERED})"
# An administrator keeps the programme's own modules, and takes on what nobody keeps yet (ADR 0015).
KEEPING = [
    *(
        f"ALTER POLICY {hat.value}_select ON modules_module USING ({IN_THE_OFFER})"
        for hat in READERS
        if hat is not Hat.ADMIN
    ),
    f"ALTER POLICY h_admin_select ON modules_module USING ({IN_THE_OFFER} OR {ADMINISTERED})",
    "GRANT INSERT, UPDATE, DELETE ON modules_module TO h_admin",
    f"CREATE POLICY h_admin_insert ON modules_module FOR INSERT TO h_admin WITH CHECK ({ADMINISTERED})",
    f"CREATE POLICY h_admin_update ON modules_module FOR UPDATE TO h_admin "
    f"USING (keeper_id IS NULL OR {ADMINISTERED}) WITH CHECK ({ADMINISTERED})",
    f"CREATE POLICY h_admin_delete ON modules_module FOR DELETE TO h_admin USING ({ADMINISTERED})",
]
TAKING_ON = [
    "GRANT UPDATE ON modules_moduleversion TO h_admin",
    f"CREATE POLICY h_admin_update ON modules_moduleversion FOR UPDATE TO h_admin "
    f"USING (keeper_id IS NULL OR {ADMINISTERED}) WITH CHECK ({ADMINISTERED})",
]
# What is in use already becomes the first edition, so that it stays readable when it is changed.
FIRST_EDITION = """
INSERT INTO modules_moduleversion (id, version, module_id, edition, state, note, created_at, published_at, content)
SELECT gen_random_uuid(), 1, m.id, 1, 'published', '', now(), now(), jsonb_build_object(
  'layer', m.layer, 'title', m.title, 'objective', m.objective, 'content', m.content, 'timeline', m.timeline,
  'asks_during', m.asks_during, 'asks_after', m.asks_after, 'evidence', m.evidence, 'themes', to_jsonb(m.themes),
  'target_groups', to_jsonb(m.target_groups), 'languages', to_jsonb(m.languages), 'form', m.form,
  'hours_during', m.hours_during::text, 'hours_after', m.hours_after::text, 'cost_eur', m.cost_eur::text,
  'provider', m.provider)
FROM modules_module m WHERE m.state <> 'draft'
"""
BEFORE = [
    *(f"ALTER POLICY {hat.value}_select ON modules_module USING (state = 'published')" for hat in READERS),
    *(f"DROP POLICY h_admin_{command} ON modules_module" for command in ("insert", "update", "delete")),
    "REVOKE INSERT, UPDATE, DELETE ON modules_module FROM h_admin",
]


class Migration(migrations.Migration):

    dependencies = [
        ('modules', '0004_sessions'),
        ('programmes', '0012_search_text'),
    ]

    operations = [
        migrations.AddField(
            model_name='module',
            name='keeper',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme'),
        ),
        migrations.CreateModel(
            name='ModuleMaterial',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('poster', 'poster'), ('file', 'file')], max_length=10)),
                ('language', models.CharField(choices=[('nl', 'Dutch'), ('fr', 'French'), ('en', 'English')], default='nl', max_length=2, verbose_name='language')),
                ('title', models.CharField(max_length=80, verbose_name='title')),
                ('lines', models.JSONField(blank=True, default=list)),
                ('picture', models.CharField(blank=True, choices=[('water', 'a glass of water'), ('apple', 'an apple'), ('stand', 'somebody who stretches'), ('box', 'a box close to the body'), ('together', 'two people with one load'), ('table', 'a table at hip height'), ('talk', 'two speech bubbles'), ('help', 'an open hand'), ('clock', 'a clock'), ('light', 'a traffic light'), ('moon', 'a moon')], max_length=20, verbose_name='drawing')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('file', models.FileField(blank=True, upload_to='materials/%Y/%m/')),
                ('file_name', models.CharField(blank=True, max_length=200)),
                ('file_sha256', models.CharField(blank=True, max_length=64)),
                ('size', models.PositiveIntegerField(default=0)),
                ('added_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('added_by_id', models.BigIntegerField(null=True)),
                ('module', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='modules.module')),
            ],
            options={
                'ordering': ['position', 'added_at', 'id'],
                'indexes': [models.Index(condition=models.Q(('file', '')), fields=['added_at'], name='material_to_make')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind', 'poster'), models.Q(('file', ''), _negated=True), _connector='OR'), name='material_file_is_there')],
            },
        ),
        migrations.CreateModel(
            name='ModuleVersion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('edition', models.PositiveSmallIntegerField(default=1)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('review', 'to review'), ('published', 'in use'), ('replaced', 'replaced')], default='draft', max_length=10)),
                ('content', models.JSONField(default=dict)),
                ('note', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('created_by_id', models.BigIntegerField(null=True)),
                ('submitted_at', models.DateTimeField(null=True)),
                ('submitted_by_id', models.BigIntegerField(null=True)),
                ('published_at', models.DateTimeField(null=True)),
                ('published_by_id', models.BigIntegerField(null=True)),
                ('module', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='modules.module')),
                ('keeper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
            ],
            options={
                'ordering': ['-edition'],
                'constraints': [models.UniqueConstraint(fields=('module', 'edition'), name='module_edition_once'), models.UniqueConstraint(condition=models.Q(('state', 'published')), fields=('module',), name='module_in_use_once'), models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'review'])), fields=('module',), name='module_open_once'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'review']), ('published_at__isnull', False), _connector='OR'), name='module_version_has_moment')],
            },
        ),
        migrations.RunSQL(KEEPING, BEFORE),
        migrations.RunSQL(FIRST_EDITION, migrations.RunSQL.noop),
        Secure(
            "modules_moduleversion",
            {Hat.ADMIN: {SELECT: f"keeper_id IS NULL OR {of_admin('keeper_id')}", **commands(ADMINISTERED, (INSERT, DELETE))}},
        ),
        migrations.RunSQL(TAKING_ON, migrations.RunSQL.noop),
        Secure(
            "modules_modulematerial",
            {
                **{hat: commands(WITH_ITS_MODULE) for hat in READERS if hat is not Hat.ADMIN},
                Hat.ADMIN: {SELECT: WITH_ITS_MODULE, **commands(OF_OWN_MODULE, (INSERT, DELETE))},
            },
        ),
    ]
