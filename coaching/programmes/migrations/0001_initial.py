"""Tables, as they stood when the history of migrations began anew (ADR 0067)."""

import coaching.core.ground.clock
import coaching.core.ground.search
import coaching.programmes.models.programme
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import uuid
from django.conf import settings
from django.db import migrations, models

# What models do not say.
BEYOND = [
    """ALTER TABLE programmes_application ALTER COLUMN search_text SET EXPRESSION AS (search_fold((((COALESCE(company_name, ''::character varying))::text || ' '::text) || (COALESCE(municipality, ''::character varying))::text)))
""",
    """CREATE TABLE programmes_searchword (
    kind text NOT NULL,
    id uuid NOT NULL,
    programme_id uuid NOT NULL,
    word text NOT NULL COLLATE pg_catalog."C"
)
""",
    """ALTER TABLE ONLY programmes_searchword
    ADD CONSTRAINT programmes_searchword_pkey PRIMARY KEY (id, kind, word)
""",
    "CREATE INDEX searchword_prefix ON programmes_searchword USING btree (kind, programme_id, word, id)",
]


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('actionplans', '0001_initial'),
        ('coaches', '0001_initial'),
        ('companies', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('slug', models.SlugField(max_length=60, unique=True)),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('budget_eur', models.DecimalField(decimal_places=2, default=0, max_digits=12, verbose_name='budget')),
                ('start_months', models.PositiveSmallIntegerField(default=3, verbose_name='months to start in')),
                ('clock_steps', models.JSONField(default=coaching.programmes.models.programme.default_clock_steps)),
                ('priority_points', models.JSONField(default=coaching.programmes.models.programme.default_priority_points)),
                ('risk_sectors', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=5), blank=True, default=list, size=None)),
                ('coaching_hours', models.DecimalField(decimal_places=1, default=20, max_digits=5, verbose_name='coaching hours')),
                ('company_share_eur', models.DecimalField(decimal_places=2, default=500, max_digits=8)),
                ('subsidy_eur', models.DecimalField(decimal_places=2, default=1000, max_digits=8)),
                ('requires_accreditation', models.BooleanField(default=False, verbose_name='Companies choose among accredited coaches only')),
                ('contact_address', models.TextField(blank=True, max_length=300, verbose_name='postal address')),
                ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('contact_phone', models.CharField(blank=True, max_length=40, verbose_name='telephone')),
                ('objection_days', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='days to object to a refusal')),
                ('objection_texts', models.JSONField(blank=True, default=dict, verbose_name='how one objects to a refusal')),
                ('paper_name', models.CharField(blank=True, max_length=80, verbose_name='name at the top of letters')),
                ('paper_colour', models.CharField(blank=True, max_length=7, verbose_name='colour of headings')),
                ('paper_accent', models.CharField(blank=True, max_length=7, verbose_name='colour of lines')),
                ('logo', models.CharField(blank=True, max_length=80, verbose_name='logo')),
                ('is_open', models.BooleanField(default=True)),
                ('is_demo', models.BooleanField(default=False)),
                ('paid_by', models.CharField(blank=True, max_length=200, verbose_name='who pays for this programme')),
                ('created_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='AssessmentRound',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('opens_on', models.DateField(verbose_name='opens on')),
                ('closes_on', models.DateField(verbose_name='closes on')),
                ('decide_by', models.DateField(verbose_name='decision by')),
                ('created_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.programme')),
            ],
            options={
                'ordering': ['-opens_on', 'id'],
                'indexes': [models.Index(fields=['programme', '-opens_on'], name='round_programme')],
                'constraints': [models.CheckConstraint(condition=models.Q(('closes_on__lte', models.F('decide_by')), ('opens_on__lte', models.F('closes_on'))), name='round_dates_in_order', violation_error_message='A round opens, closes and decides in that order.')],
            },
        ),
        migrations.CreateModel(
            name='Cluster',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120, verbose_name='name of the group')),
                ('begun_by_id', models.BigIntegerField()),
                ('created_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
            ],
            options={
                'ordering': ['name'],
                'indexes': [models.Index(fields=['programme', '-created_at'], name='cluster_programme')],
            },
        ),
        migrations.CreateModel(
            name='LayerVersion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('number', models.PositiveSmallIntegerField(verbose_name='layer')),
                ('edition', models.PositiveSmallIntegerField(default=1)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('published', 'in use'), ('replaced', 'replaced')], default='draft', max_length=10)),
                ('name', models.JSONField(default=dict)),
                ('summary', models.JSONField(blank=True, default=dict)),
                ('needs_approval', models.BooleanField(default=False, verbose_name='needs approval')),
                ('definition', models.JSONField(default=dict)),
                ('created_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('published_at', models.DateTimeField(null=True)),
                ('published_by_id', models.BigIntegerField(null=True)),
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.programme')),
            ],
            options={
                'ordering': ['number', '-edition'],
                'indexes': [models.Index(fields=['programme', 'number', 'state'], name='layer_programme')],
                'constraints': [models.UniqueConstraint(fields=('programme', 'number', 'edition'), name='layer_edition_once'), models.UniqueConstraint(condition=models.Q(('state', 'published')), fields=('programme', 'number'), name='layer_published_once'), models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('programme', 'number'), name='layer_drafted_once'), models.CheckConstraint(condition=models.Q(('state', 'draft'), ('published_at__isnull', False), _connector='OR'), name='layer_published_has_moment')],
            },
        ),
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
                'constraints': [models.UniqueConstraint(fields=('programme', 'name'), name='partner_name_once')],
            },
        ),
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('reference', models.CharField(blank=True, max_length=30, verbose_name='reference')),
                ('layer', models.PositiveSmallIntegerField(default=5)),
                ('answers', models.JSONField(blank=True, default=dict)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('submitted', 'submitted'), ('in_review', 'being assessed'), ('info_requested', 'more information asked'), ('waitlisted', 'on the waiting list'), ('approved', 'approved'), ('rejected', 'not approved'), ('withdrawn', 'withdrawn'), ('lapsed', 'lapsed')], default='draft', max_length=20)),
                ('enterprise_number', models.CharField(blank=True, max_length=10, verbose_name='enterprise number')),
                ('company_name', models.CharField(blank=True, max_length=200, verbose_name='name of the company')),
                ('street', models.CharField(blank=True, max_length=200, verbose_name='street and number')),
                ('postcode', models.CharField(blank=True, max_length=10, verbose_name='postcode')),
                ('municipality', models.CharField(blank=True, max_length=100, verbose_name='municipality')),
                ('province', models.CharField(blank=True, choices=[('ANT', 'Antwerp'), ('BRU', 'Brussels'), ('LIM', 'Limburg'), ('OVL', 'East Flanders'), ('VBR', 'Flemish Brabant'), ('WVL', 'West Flanders'), ('WBR', 'Walloon Brabant'), ('HAI', 'Hainaut'), ('LIE', 'Liège'), ('LUX', 'Luxembourg'), ('NAM', 'Namur'), ('', 'unknown')], max_length=3)),
                ('sites', models.JSONField(blank=True, default=list)),
                ('nace_code', models.CharField(blank=True, max_length=10, verbose_name='activity (NACE-BEL)')),
                ('nace_version', models.CharField(blank=True, default='', max_length=4)),
                ('joint_committees', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=6), blank=True, default=list, size=None)),
                ('language', models.CharField(choices=[('nl', 'Dutch'), ('fr', 'French'), ('en', 'English')], default='nl', max_length=2, verbose_name='language')),
                ('headcount', models.PositiveIntegerField(blank=True, null=True, verbose_name='number of workers')),
                ('blue_collar', models.PositiveIntegerField(blank=True, null=True, verbose_name='blue-collar workers')),
                ('high_skilled', models.PositiveIntegerField(blank=True, null=True, verbose_name='highly skilled workers')),
                ('body_kind', models.CharField(blank=True, choices=[('committee', 'Committee for Prevention and Protection at Work (CPBW)'), ('union_delegation', 'union delegation'), ('direct', 'direct participation of the workers')], max_length=20, verbose_name='consultation body')),
                ('motivation', models.TextField(blank=True, verbose_name='why coaching')),
                ('objectives', models.TextField(blank=True, verbose_name='what you want to reach')),
                ('own_hours', models.PositiveIntegerField(blank=True, null=True, verbose_name='hours you set aside')),
                ('support_from', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('EMPLOYER', 'the employer'), ('COMMITTEE', 'the committee (CPBW)'), ('UNION_DELEGATION', 'the union delegation'), ('WORKERS', 'the workers')], max_length=20), blank=True, default=list, size=None)),
                ('support_evidence', models.TextField(blank=True, verbose_name='how that support shows')),
                ('support_texts', models.JSONField(blank=True, default=dict)),
                ('referral_channel', models.CharField(blank=True, choices=[('SECTOR_FUND', 'sector fund or federation'), ('HR_ASSOCIATION', 'HR association'), ('PREBES', 'Prebes'), ('PRESS', 'press or media'), ('LOGO', 'Logo (local health network)'), ('EMPLOYERS', "employers' organisation (UNIZO, Voka, Verso)"), ('UNION', 'trade union'), ('PREVENTION_SERVICE', 'internal or external prevention service'), ('SOCIAL_SECRETARIAT', 'social secretariat'), ('OTHER_COMPANY', 'another company'), ('OTHER', 'other')], max_length=30)),
                ('declared_at', models.DateTimeField(blank=True, null=True)),
                ('declaration', models.JSONField(blank=True, default=dict)),
                ('pages', models.JSONField(blank=True, default=dict)),
                ('target_group', models.CharField(blank=True, choices=[('SME_LOW_SKILLED', 'fewer than 50 workers, many low-skilled'), ('SME_OTHER', 'fewer than 50 workers, few low-skilled'), ('LARGE_LOW_SKILLED', '50 workers or more, many low-skilled'), ('LARGE_OTHER', '50 workers or more, few low-skilled')], max_length=20)),
                ('priority_score', models.PositiveSmallIntegerField(default=0)),
                ('created_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('saved_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('submitted_at', models.DateTimeField(null=True)),
                ('submitted_by_id', models.BigIntegerField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by_id', models.BigIntegerField(null=True)),
                ('decision_reason', models.TextField(blank=True)),
                ('start_due_on', models.DateField(null=True)),
                ('waitlisted_on', models.DateField(null=True)),
                ('search_text', models.GeneratedField(db_persist=True, expression=coaching.core.ground.search.Folded(django.db.models.functions.text.Concat('company_name', models.Value(' '), 'municipality')), output_field=models.TextField())),
                ('proposed_verb', models.CharField(blank=True, max_length=10)),
                ('proposed_reason', models.TextField(blank=True)),
                ('proposed_at', models.DateTimeField(null=True)),
                ('proposed_by_id', models.BigIntegerField(null=True)),
                ('applicant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('company', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                ('round', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='programmes.assessmentround')),
                ('cluster', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='programmes.cluster')),
                ('layer_version', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.layerversion')),
                ('partner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='programmes.partner')),
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
            ],
            options={
                'ordering': ['-created_at', 'id'],
                'indexes': [models.Index(fields=['programme', 'state', '-submitted_at'], name='application_desk'), models.Index(fields=['programme', '-submitted_at', 'id'], name='application_recent'), models.Index(fields=['company', '-created_at'], name='application_company'), models.Index(fields=['programme', 'reference', 'id'], name='application_by_reference'), models.Index(fields=['programme', 'state', 'id'], name='application_by_state'), models.Index(fields=['programme', 'target_group', 'id'], name='application_by_target_group'), models.Index(fields=['programme', 'province', 'id'], name='application_by_province'), models.Index(fields=['programme', 'municipality', 'id'], name='application_by_municipality'), models.Index(condition=models.Q(('state__in', ['submitted', 'in_review'])), fields=['programme', '-priority_score', 'submitted_at'], name='application_todo'), models.Index(condition=models.Q(('proposed_verb', ''), _negated=True), fields=['programme', 'proposed_at'], include=('proposed_verb', 'state', 'layer'), name='application_proposed')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('reference', ''), _negated=True), fields=('programme', 'reference'), name='application_reference'), models.CheckConstraint(condition=models.Q(('state', 'draft'), models.Q(('company__isnull', False), ('declared_at__isnull', False), ('submitted_at__isnull', False)), _connector='OR'), name='application_submitted_is_complete'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['approved', 'rejected', 'lapsed']), _negated=True), ('decided_at__isnull', False), _connector='OR'), name='application_decided_has_moment'), models.CheckConstraint(condition=models.Q(models.Q(('layer', 5), ('state', 'approved'), _negated=True), ('start_due_on__isnull', False), _connector='OR'), name='application_approved_has_start_due')],
            },
        ),
        migrations.CreateModel(
            name='InformationRequest',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('question', models.TextField(verbose_name='question')),
                ('asked_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('asked_by_id', models.BigIntegerField()),
                ('answer', models.TextField(blank=True, verbose_name='answer')),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by_id', models.BigIntegerField(null=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='programmes.application')),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
            ],
            options={
                'ordering': ['asked_at'],
                'indexes': [models.Index(fields=['company', 'asked_at'], name='info_request_company')],
            },
        ),
        migrations.CreateModel(
            name='FileNote',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('internal', 'internal note'), ('appeal', 'appeal of the company')], default='internal', max_length=10, verbose_name='kind')),
                ('text', models.TextField(verbose_name='note')),
                ('written_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('written_by_id', models.BigIntegerField(null=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.application')),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
            ],
            options={
                'ordering': ['written_at'],
            },
        ),
        migrations.CreateModel(
            name='Figure',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('cut', models.CharField(max_length=20)),
                ('value', models.CharField(max_length=40)),
                ('state', models.CharField(max_length=20)),
                ('month', models.DateField(null=True)),
                ('applied', models.BigIntegerField()),
                ('started', models.BigIntegerField()),
                ('paid_eur', models.DecimalField(decimal_places=2, max_digits=16)),
                ('programme', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.programme')),
            ],
            options={
                'indexes': [models.Index(fields=['programme', 'cut'], name='figure_cut')],
            },
        ),
        migrations.CreateModel(
            name='ClusterInvitation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('company_name', models.CharField(max_length=200, verbose_name='name of the company')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('invited_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('accepted_at', models.DateTimeField(null=True)),
                ('user_id', models.BigIntegerField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('cluster', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='programmes.cluster')),
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
            ],
            options={
                'ordering': ['invited_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='BulkJob',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20)),
                ('state', models.CharField(choices=[('queued', 'waiting'), ('running', 'going on'), ('done', 'done'), ('failed', 'nothing was done'), ('stopped', 'stopped halfway')], default='queued', max_length=10)),
                ('parameters', models.JSONField(default=dict)),
                ('total', models.PositiveIntegerField(default=0)),
                ('done', models.PositiveIntegerField(default=0)),
                ('problems', models.JSONField(default=list)),
                ('created_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('created_by_id', models.BigIntegerField(null=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.programme')),
            ],
            options={
                'ordering': ['-created_at', 'id'],
                'indexes': [models.Index(fields=['programme', '-created_at'], name='bulk_job_programme')],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('page', models.CharField(max_length=20)),
                ('code', models.CharField(blank=True, max_length=40)),
                ('file', models.FileField(upload_to='applications/%Y/%m/')),
                ('file_name', models.CharField(max_length=200)),
                ('file_sha256', models.CharField(max_length=64)),
                ('size', models.PositiveIntegerField()),
                ('added_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('added_by_id', models.BigIntegerField(null=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.application')),
                ('company', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                ('question', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.informationrequest')),
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
            ],
            options={
                'ordering': ['added_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('assessor_id', models.BigIntegerField()),
                ('due_on', models.DateField(verbose_name='score by')),
                ('assigned_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('assigned_by_id', models.BigIntegerField(null=True)),
                ('scores', models.JSONField(default=dict)),
                ('remark', models.TextField(blank=True, verbose_name='remark')),
                ('total', models.DecimalField(decimal_places=1, max_digits=5, null=True)),
                ('submitted_at', models.DateTimeField(null=True)),
                ('reminded_at', models.DateTimeField(null=True)),
                ('recused_at', models.DateTimeField(null=True)),
                ('recusal_reason', models.TextField(blank=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.application')),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
            ],
            options={
                'ordering': ['assigned_at', 'id'],
                'indexes': [models.Index(fields=['programme', 'assessor_id', 'due_on'], name='assessment_assessor'), models.Index(condition=models.Q(('recused_at__isnull', True), ('submitted_at__isnull', True)), fields=['assessor_id', 'due_on', 'id'], name='assessment_to_judge'), models.Index(condition=models.Q(('submitted_at__isnull', False)), fields=['assessor_id', '-submitted_at', 'id'], name='assessment_judged')],
                'constraints': [models.UniqueConstraint(fields=('application', 'assessor_id'), name='assessment_once'), models.CheckConstraint(condition=models.Q(('submitted_at__isnull', True), ('total__isnull', False), _connector='OR'), name='assessment_submitted_has_total')],
            },
        ),
        migrations.CreateModel(
            name='Accreditation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('from_on', models.DateField(verbose_name='accredited from')),
                ('until_on', models.DateField(verbose_name='accredited until')),
                ('ended_on', models.DateField(null=True)),
                ('created_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('decided_by_id', models.BigIntegerField(null=True)),
                ('coach', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='coaches.coach')),
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.programme')),
            ],
            options={
                'ordering': ['-created_at'],
                'indexes': [models.Index(condition=models.Q(('ended_on', None)), fields=['until_on'], name='accreditation_until')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('programme', 'coach'), name='accreditation_once'), models.CheckConstraint(condition=models.Q(('until_on__gte', models.F('from_on'))), name='accreditation_ends')],
            },
        ),
        migrations.CreateModel(
            name='ProgrammeMembership',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(choices=[('administrator', 'programme administrator'), ('assessor', 'assessor'), ('observer', 'programme observer')], max_length=30, verbose_name='role')),
                ('begins_on', models.DateField(default=coaching.core.ground.clock.today)),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.programme')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['programme', 'role'], name='programme_membership')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('programme', 'user', 'role'), name='programme_membership_once')],
            },
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('owner_id', models.BigIntegerField()),
                ('list_code', models.CharField(max_length=40)),
                ('name', models.CharField(blank=True, max_length=60, verbose_name='name')),
                ('query', models.TextField(blank=True)),
                ('columns', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None)),
                ('per_page', models.PositiveSmallIntegerField(null=True)),
                ('shared', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.programme')),
            ],
            options={
                'ordering': ['name', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('shared', False)), fields=('programme', 'list_code', 'owner_id', 'name'), name='saved_view_own_name'), models.UniqueConstraint(condition=models.Q(('shared', True)), fields=('programme', 'list_code', 'name'), name='saved_view_shared_name'), models.CheckConstraint(condition=models.Q(('shared', False), models.Q(('name', ''), _negated=True), _connector='OR'), name='saved_view_shared_has_name')],
            },
        ),
        migrations.CreateModel(
            name='TextTemplate',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('approve', 'reason to approve'), ('reject', 'reason not to approve'), ('waitlist', 'reason for the waiting list'), ('question', 'question to the company'), ('mail', 'mail to companies'), ('added', 'paragraph of a mail or letter')], max_length=10, verbose_name='what for')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('subjects', models.JSONField(default=dict)),
                ('texts', models.JSONField(default=dict)),
                ('created_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('retired_at', models.DateTimeField(null=True)),
                ('added_to', models.CharField(blank=True, max_length=60, verbose_name='added to')),
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.programme')),
            ],
            options={
                'ordering': ['kind', 'name', 'id'],
                'indexes': [models.Index(fields=['programme', 'kind', 'name'], name='text_programme')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('retired_at__isnull', True), models.Q(('added_to', ''), _negated=True)), fields=('programme', 'added_to'), name='text_added_once')],
            },
        ),
        migrations.CreateModel(
            name='DraftShare',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('user_id', models.BigIntegerField(null=True)),
                ('invited_by_id', models.BigIntegerField(null=True)),
                ('invited_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('accepted_at', models.DateTimeField(null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('application', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.application')),
            ],
            options={
                'ordering': ['invited_at', 'id'],
                'indexes': [models.Index(fields=['application', 'invited_at'], name='draft_share_application'), models.Index(fields=['user_id'], name='draft_share_user')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True)), fields=('application', 'email'), name='draft_share_once')],
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
            options={
                'constraints': [models.UniqueConstraint(fields=('partner', 'day'), name='partner_visit_day')],
            },
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
                'constraints': [models.UniqueConstraint(fields=('partner', 'year'), name='partner_reach_year')],
            },
        ),
        migrations.CreateModel(
            name='PartnerMembership',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('begins_on', models.DateField(default=coaching.core.ground.clock.today)),
                ('ended_at', models.DateTimeField(null=True)),
                ('partner', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.partner')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.programme')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('partner', 'user'), name='partner_membership_once')],
            },
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(models.F('programme'), django.db.models.functions.comparison.Coalesce('headcount', 0), models.F('id'), name='application_by_headcount'),
        ),
        migrations.RunSQL(BEYOND),
    ]
