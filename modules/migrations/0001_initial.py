"""Tables, as they stood when the history of migrations began anew (ADR 0067)."""

import coaching.core.ground.clock
import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

# What models do not say.
BEYOND = [
    """ALTER TABLE modules_module ADD COLUMN search_en text GENERATED ALWAYS AS (search_fold(((((COALESCE((title ->> 'en'::text), ''::text) || ' '::text) || COALESCE((objective ->> 'en'::text), ''::text)) || ' '::text) || COALESCE((content ->> 'en'::text), ''::text)))) STORED
""",
    """ALTER TABLE modules_module ADD COLUMN search_fr text GENERATED ALWAYS AS (search_fold(((((COALESCE((title ->> 'fr'::text), ''::text) || ' '::text) || COALESCE((objective ->> 'fr'::text), ''::text)) || ' '::text) || COALESCE((content ->> 'fr'::text), ''::text)))) STORED
""",
    """ALTER TABLE modules_module ADD COLUMN search_nl text GENERATED ALWAYS AS (search_fold(((((COALESCE((title ->> 'nl'::text), ''::text) || ' '::text) || COALESCE((objective ->> 'nl'::text), ''::text)) || ' '::text) || COALESCE((content ->> 'nl'::text), ''::text)))) STORED
""",
    """ALTER TABLE modules_module ADD COLUMN search_titles text GENERATED ALWAYS AS (search_fold(((((COALESCE((title ->> 'nl'::text), ''::text) || ' '::text) || COALESCE((title ->> 'fr'::text), ''::text)) || ' '::text) || COALESCE((title ->> 'en'::text), ''::text)))) STORED
""",
    """ALTER TABLE modules_moduleuptake ADD COLUMN search_text text GENERATED ALWAYS AS (search_fold((company_name)::text)) STORED
""",
]


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('companies', '0001_initial'),
        ('programmes', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Module',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('layer', models.PositiveSmallIntegerField(choices=[(1, 'Raise awareness'), (2, 'Good practices and methods'), (3, 'Webinars'), (4, 'Good examples and innovative projects'), (5, 'Intensive coaching')], verbose_name='layer')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('published', 'published'), ('retired', 'retired')], default='draft', max_length=10)),
                ('title', models.JSONField()),
                ('objective', models.JSONField()),
                ('content', models.JSONField()),
                ('timeline', models.JSONField()),
                ('asks_during', models.JSONField()),
                ('asks_after', models.JSONField()),
                ('themes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('mental', 'mental health'), ('tobacco', 'tobacco'), ('alcohol', 'alcohol and drugs'), ('nutrition', 'nutrition'), ('movement', 'movement and sitting'), ('work_life', 'work–life balance'), ('workload', 'workload'), ('sleep', 'sleep'), ('ergonomics', 'ergonomics')], max_length=20), default=list, size=None)),
                ('hours_during', models.DecimalField(decimal_places=1, default=0, max_digits=6)),
                ('cost_eur', models.DecimalField(decimal_places=2, default=0, max_digits=8)),
                ('hours_after', models.DecimalField(decimal_places=1, default=0, max_digits=6)),
                ('target_groups', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('all', 'everybody'), ('small', 'small companies'), ('low_skilled', 'low-skilled workers'), ('line', 'managers and shift leaders'), ('advisers', 'prevention advisers')], max_length=20), blank=True, default=list, size=None)),
                ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=5), blank=True, default=list, size=None)),
                ('form', models.CharField(choices=[('on_site', 'at your place'), ('online', 'online'), ('both', 'online and at your place')], default='on_site', max_length=10)),
                ('evidence', models.JSONField(blank=True, default=dict)),
                ('provider', models.CharField(blank=True, max_length=120)),
                ('by_date', models.BooleanField(default=False)),
                ('materials', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), blank=True, default=list, size=None)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('keeper', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
            ],
            options={
                'ordering': ['layer', 'position', 'slug'],
                'indexes': [models.Index(fields=['layer', 'position', 'slug'], name='module_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Gathering',
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
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
                ('module', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='modules.module')),
            ],
            options={
                'db_table': 'modules_modulesession',
                'ordering': ['starts_at', 'id'],
                'indexes': [models.Index(fields=['module', 'starts_at'], name='session_module'), models.Index(fields=['programme', '-starts_at'], name='session_programme')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('place', ''), _negated=True), models.Q(('link', ''), _negated=True), _connector='OR'), name='session_somewhere'), models.CheckConstraint(condition=models.Q(('capacity__gt', 0), ('minutes__gt', 0)), name='session_has_places')],
            },
        ),
        migrations.CreateModel(
            name='DateWish',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('asked_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('told_at', models.DateTimeField(null=True)),
                ('applicant', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('gathering', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='modules.gathering')),
                ('module', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='modules.module')),
            ],
            options={
                'ordering': ['asked_at', 'id'],
                'indexes': [models.Index(fields=['applicant', '-asked_at'], name='wish_applicant'), models.Index(condition=models.Q(('told_at', None)), fields=['module', 'asked_at'], name='wish_waits')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('told_at__isnull', True)), fields=('module', 'applicant'), name='wish_once')],
            },
        ),
        migrations.CreateModel(
            name='ModuleMaterial',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('poster', 'poster'), ('guide', 'guide'), ('file', 'file')], max_length=10)),
                ('language', models.CharField(choices=[('nl', 'Dutch'), ('fr', 'French'), ('en', 'English')], default='nl', max_length=2, verbose_name='language')),
                ('title', models.CharField(max_length=80, verbose_name='title')),
                ('lines', models.JSONField(blank=True, default=list)),
                ('picture', models.CharField(blank=True, choices=[('water', 'a glass of water'), ('apple', 'an apple'), ('stand', 'somebody who stretches'), ('box', 'a box close to the body'), ('together', 'two people with one load'), ('table', 'a table at hip height'), ('talk', 'two speech bubbles'), ('help', 'an open hand'), ('clock', 'a clock'), ('light', 'a traffic light'), ('moon', 'a moon')], max_length=20, verbose_name='drawing')),
                ('body', models.JSONField(blank=True, default=dict)),
                ('file', models.FileField(blank=True, upload_to='materials/%Y/%m/')),
                ('file_name', models.CharField(blank=True, max_length=200)),
                ('file_sha256', models.CharField(blank=True, max_length=64)),
                ('size', models.PositiveIntegerField(default=0)),
                ('added_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('added_by_id', models.BigIntegerField(null=True)),
                ('module', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='modules.module')),
            ],
            options={
                'ordering': ['added_at', 'id'],
                'indexes': [models.Index(condition=models.Q(('file', '')), fields=['added_at'], name='material_to_make')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['poster', 'guide']), models.Q(('file', ''), _negated=True), _connector='OR'), name='material_file_is_there')],
            },
        ),
        migrations.CreateModel(
            name='ModuleUptake',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('module_title', models.JSONField(default=dict)),
                ('layer', models.PositiveSmallIntegerField()),
                ('token_digest', models.CharField(max_length=64, unique=True)),
                ('state', models.CharField(choices=[('registered', 'signed up'), ('confirmed', 'going on'), ('delivered', 'used'), ('feedback', 'feedback asked'), ('closed', 'finished'), ('withdrawn', 'stopped')], default='registered', max_length=12)),
                ('company_name', models.CharField(max_length=200, verbose_name='name of the company')),
                ('enterprise_number', models.CharField(blank=True, max_length=10, verbose_name='enterprise number')),
                ('contact_name', models.CharField(max_length=150, verbose_name='your name')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('language', models.CharField(choices=[('nl', 'Dutch'), ('fr', 'French'), ('en', 'English')], default='nl', max_length=2)),
                ('answers', models.JSONField(blank=True, default=dict)),
                ('feedback', models.JSONField(blank=True, default=dict)),
                ('created_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('delivered_at', models.DateTimeField(null=True)),
                ('feedback_asked_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('applicant', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('application', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='programmes.application')),
                ('company', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                ('layer_version', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.layerversion')),
                ('module', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='modules.module')),
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
            ],
            options={
                'ordering': ['-created_at', 'id'],
                'indexes': [models.Index(fields=['programme', '-created_at', 'id'], name='uptake_programme'), models.Index(fields=['programme', 'company_name', 'id'], name='uptake_by_company_name'), models.Index(fields=['programme', 'layer', 'id'], name='uptake_by_layer'), models.Index(fields=['programme', 'state', 'id'], name='uptake_by_state'), models.Index(fields=['company', '-created_at'], name='uptake_company'), models.Index(fields=['applicant', '-created_at'], name='uptake_applicant'), models.Index(fields=['email'], name='uptake_email'), models.Index(fields=['state', 'confirmed_at'], name='uptake_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['closed', 'withdrawn']), _negated=True), ('closed_at__isnull', False), _connector='OR'), name='uptake_ended_has_moment'), models.CheckConstraint(condition=models.Q(('state__in', ['registered', 'withdrawn']), ('confirmed_at__isnull', False), _connector='OR'), name='uptake_confirmed_has_moment')],
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
                ('keeper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
                ('module', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='modules.module')),
            ],
            options={
                'ordering': ['-edition'],
                'constraints': [models.UniqueConstraint(fields=('module', 'edition'), name='module_edition_once'), models.UniqueConstraint(condition=models.Q(('state', 'published')), fields=('module',), name='module_in_use_once'), models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'review'])), fields=('module',), name='module_open_once'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'review']), ('published_at__isnull', False), _connector='OR'), name='module_version_has_moment')],
            },
        ),
        migrations.CreateModel(
            name='GatheringPlace',
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
                ('gathering', models.ForeignKey(db_column='session_id', on_delete=django.db.models.deletion.CASCADE, related_name='+', to='modules.gathering')),
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
            ],
            options={
                'db_table': 'modules_sessionplace',
                'ordering': ['asked_at', 'id'],
                'indexes': [models.Index(fields=['gathering', 'state', 'asked_at'], name='place_session')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'cancelled'), _negated=True), fields=('gathering', 'email'), name='place_once')],
            },
        ),
        migrations.RunSQL(BEYOND),
    ]
