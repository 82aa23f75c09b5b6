"""Tables, as they stood when the history of migrations began anew (ADR 0067)."""

import coaching.core.ground.clock
import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

# What models do not say.
BEYOND = [
    "CREATE SCHEMA register_staging",
    "ALTER TABLE companies_company ALTER COLUMN former_numbers SET DEFAULT '{}'::character varying[]",
    "ALTER TABLE companies_company ALTER COLUMN proved_by SET DEFAULT ''::character varying",
    """CREATE UNLOGGED TABLE register_staging.activity (
    entity text NOT NULL,
    activity_group text NOT NULL,
    version text NOT NULL,
    code text NOT NULL
)
""",
    """CREATE UNLOGGED TABLE register_staging.address (
    entity text NOT NULL,
    street_nl text NOT NULL,
    street_fr text NOT NULL,
    postcode text NOT NULL,
    municipality_nl text NOT NULL,
    municipality_fr text NOT NULL,
    country_nl text DEFAULT ''::text NOT NULL,
    country_fr text DEFAULT ''::text NOT NULL
)
""",
    """CREATE UNLOGGED TABLE register_staging.code (
    key text NOT NULL,
    language text NOT NULL,
    words text NOT NULL
)
""",
    """CREATE UNLOGGED TABLE register_staging.denomination (
    entity text NOT NULL,
    language text NOT NULL,
    rank smallint NOT NULL,
    name text NOT NULL
)
""",
    """CREATE UNLOGGED TABLE register_staging.enterprise (
    number text NOT NULL,
    is_active boolean NOT NULL,
    is_natural_person boolean NOT NULL,
    juridical_form text NOT NULL,
    started_on date,
    juridical_situation text DEFAULT ''::text NOT NULL
)
""",
    """CREATE UNLOGGED TABLE register_staging.establishment (
    number text NOT NULL,
    enterprise_number text NOT NULL,
    started_on date
)
""",
    """CREATE UNLOGGED TABLE register_staging.gone (
    aspect text NOT NULL,
    number text NOT NULL
)
""",
    """CREATE UNLOGGED TABLE register_staging.progress (
    fingerprint text NOT NULL,
    file text NOT NULL,
    "position" bigint NOT NULL,
    line bigint NOT NULL,
    rows bigint NOT NULL,
    staged bigint NOT NULL,
    mistakes bigint NOT NULL,
    done boolean NOT NULL
)
""",
    """ALTER TABLE ONLY register_staging.progress
    ADD CONSTRAINT progress_pkey PRIMARY KEY (file)
""",
    "GRANT USAGE ON SCHEMA register_staging TO h_system",
    "GRANT SELECT,INSERT,UPDATE ON TABLE register_staging.activity TO h_system",
    "GRANT SELECT,INSERT,UPDATE ON TABLE register_staging.address TO h_system",
    "GRANT SELECT,INSERT,UPDATE ON TABLE register_staging.code TO h_system",
    "GRANT SELECT,INSERT,UPDATE ON TABLE register_staging.denomination TO h_system",
    "GRANT SELECT,INSERT,UPDATE ON TABLE register_staging.enterprise TO h_system",
    "GRANT SELECT,INSERT,UPDATE ON TABLE register_staging.establishment TO h_system",
    "GRANT SELECT,INSERT,UPDATE ON TABLE register_staging.gone TO h_system",
    "GRANT SELECT,INSERT,UPDATE ON TABLE register_staging.progress TO h_system",
]


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='RegisterCode',
            fields=[
                ('key', models.CharField(max_length=60, primary_key=True, serialize=False)),
                ('words', models.JSONField(default=dict)),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='RegisterEnterprise',
            fields=[
                ('number', models.CharField(max_length=10, primary_key=True, serialize=False)),
                ('names', models.JSONField(default=dict)),
                ('shop_names', models.JSONField(default=dict)),
                ('streets', models.JSONField(default=dict)),
                ('municipalities', models.JSONField(default=dict)),
                ('countries', models.JSONField(default=dict)),
                ('postcode', models.CharField(default='', max_length=10)),
                ('nace_version', models.CharField(default='', max_length=4)),
                ('nace_code', models.CharField(default='', max_length=10)),
                ('started_on', models.DateField(null=True)),
                ('juridical_form', models.CharField(default='', max_length=3)),
                ('juridical_situation', models.CharField(default='', max_length=3)),
                ('is_natural_person', models.BooleanField(default=False)),
                ('is_active', models.BooleanField(default=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RegisterExtract',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField(null=True)),
                ('dated', models.DateField(null=True)),
                ('is_update', models.BooleanField(default=False)),
                ('enterprises', models.PositiveIntegerField(default=0)),
                ('establishments', models.PositiveIntegerField(default=0)),
                ('loaded_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
            ],
            options={
                'ordering': ['-loaded_at'],
            },
        ),
        migrations.CreateModel(
            name='Company',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('slug', models.SlugField(max_length=60, unique=True)),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('enterprise_number', models.CharField(max_length=10, null=True, unique=True, verbose_name='enterprise number')),
                ('former_numbers', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), blank=True, default=list, editable=False, size=None)),
                ('street', models.CharField(blank=True, max_length=200, verbose_name='street and number')),
                ('postcode', models.CharField(blank=True, max_length=10, verbose_name='postcode')),
                ('municipality', models.CharField(blank=True, max_length=100, verbose_name='municipality')),
                ('province', models.CharField(blank=True, choices=[('ANT', 'Antwerp'), ('BRU', 'Brussels'), ('LIM', 'Limburg'), ('OVL', 'East Flanders'), ('VBR', 'Flemish Brabant'), ('WVL', 'West Flanders'), ('WBR', 'Walloon Brabant'), ('HAI', 'Hainaut'), ('LIE', 'Liège'), ('LUX', 'Luxembourg'), ('NAM', 'Namur'), ('', 'unknown')], max_length=3, verbose_name='province')),
                ('nace_code', models.CharField(blank=True, max_length=10, verbose_name='activity (NACE-BEL)')),
                ('nace_version', models.CharField(blank=True, default='', max_length=4)),
                ('joint_committees', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=6), blank=True, default=list, size=None, verbose_name='joint committees')),
                ('headcount', models.PositiveIntegerField(null=True, verbose_name='number of workers')),
                ('blue_collar', models.PositiveIntegerField(blank=True, null=True, verbose_name='of whom blue-collar workers')),
                ('high_skilled', models.PositiveIntegerField(null=True, verbose_name='of whom with a higher education degree')),
                ('language', models.CharField(choices=[('nl', 'Dutch'), ('fr', 'French'), ('en', 'English')], default='nl', max_length=2, verbose_name='language')),
                ('survey_languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=5), blank=True, default=list, size=None)),
                ('prevention_group', models.CharField(blank=True, choices=[('A', 'A: more than 1,000 workers, or fewer with higher risk'), ('B', 'B: 200 to 1,000 workers, or fewer with higher risk'), ('C+', 'C+: fewer than 200 workers, the prevention adviser has additional training'), ('C-', 'C−: fewer than 200 workers, the prevention adviser has no additional training'), ('C', 'C: fewer than 200 workers, not known whether C+ or C−'), ('D', 'D: fewer than 20 workers, the employer is prevention adviser')], max_length=2, verbose_name='prevention group')),
                ('group_chosen_at', models.DateTimeField(editable=False, null=True)),
                ('group_chosen_by_id', models.BigIntegerField(editable=False, null=True)),
                ('external_service', models.CharField(blank=True, max_length=100, verbose_name='external prevention service (EDPB)')),
                ('affiliated_on', models.DateField(blank=True, null=True, verbose_name='with this service since')),
                ('tariff_group', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='tariff group')),
                ('year_starts', models.PositiveSmallIntegerField(db_default=1, default=1, verbose_name='first month of the service year')),
                ('year_changes', django.contrib.postgres.fields.ArrayField(base_field=models.DateField(), blank=True, db_default=[], default=list, editable=False, size=None)),
                ('grace_days', models.PositiveSmallIntegerField(db_default=90, default=90, verbose_name='days to read after a closing')),
                ('is_demo', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('unproved_since', models.DateTimeField(editable=False, null=True)),
                ('proved_by', models.CharField(blank=True, default='', editable=False, max_length=10)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('high_skilled__isnull', True), ('headcount__isnull', True), ('high_skilled__lte', models.F('headcount')), _connector='OR'), name='company_high_skilled_within_headcount', violation_error_message='There cannot be more highly skilled workers than workers.'), models.CheckConstraint(condition=models.Q(('tariff_group__isnull', True), ('tariff_group__range', (1, 5)), _connector='OR'), name='company_tariff_group'), models.CheckConstraint(condition=models.Q(('grace_days__range', (0, 365))), name='company_grace_days'), models.CheckConstraint(condition=models.Q(('year_starts__range', (1, 12))), name='company_year_starts')],
            },
        ),
        migrations.CreateModel(
            name='EstablishmentUnit',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('since', models.DateField(default=coaching.core.ground.clock.today)),
                ('created_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('number', models.CharField(blank=True, max_length=10, verbose_name='establishment number')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('street', models.CharField(blank=True, max_length=200, verbose_name='street and number')),
                ('postcode', models.CharField(blank=True, max_length=10, verbose_name='postcode')),
                ('municipality', models.CharField(blank=True, max_length=100, verbose_name='municipality')),
                ('business_unit', models.CharField(blank=True, max_length=120, verbose_name='technical business unit (TBE)')),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
            ],
            options={
                'ordering': ['name'],
                'indexes': [models.Index(fields=['company', 'name'], name='establishment_company')],
            },
        ),
        migrations.CreateModel(
            name='FilePiece',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('analysis', 'risk analysis'), ('five_year_plan', 'five-year plan'), ('yearly_plan', 'yearly plan'), ('change_check', 'change in the work')], max_length=20)),
                ('made_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('made_by_id', models.BigIntegerField(null=True)),
                ('builds_on', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.filepiece')),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
            ],
            options={
                'indexes': [models.Index(fields=['company', 'made_at'], name='file_piece_company')],
            },
        ),
        migrations.CreateModel(
            name='AdviserQuestion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('discipline', models.CharField(choices=[('internal_adviser', 'internal prevention adviser'), ('prevention_adviser', 'prevention adviser of the external service'), ('psychosocial_adviser', 'prevention adviser for psychosocial risks'), ('physician', 'occupational physician')], max_length=20)),
                ('asked_of_id', models.BigIntegerField()),
                ('text', models.TextField(max_length=2000, verbose_name='question')),
                ('wanted_on', models.DateField(verbose_name='wanted by')),
                ('asked_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('asked_by_id', models.BigIntegerField()),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
                ('piece', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.filepiece')),
            ],
            options={
                'ordering': ['wanted_on', 'id'],
                'indexes': [models.Index(fields=['asked_of_id'], name='adviser_question_person')],
            },
        ),
        migrations.CreateModel(
            name='AdviserAdvice',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('discipline', models.CharField(choices=[('internal_adviser', 'internal prevention adviser'), ('prevention_adviser', 'prevention adviser of the external service'), ('psychosocial_adviser', 'prevention adviser for psychosocial risks'), ('physician', 'occupational physician')], max_length=20)),
                ('text', models.TextField(max_length=20000, verbose_name='advice')),
                ('author_id', models.BigIntegerField()),
                ('given_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('replaces', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='companies.adviseradvice')),
                ('question', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='advice', to='companies.adviserquestion')),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
                ('piece', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.filepiece')),
            ],
            options={
                'ordering': ['-given_at', 'id'],
                'indexes': [models.Index(fields=['company', '-given_at'], name='adviser_advice_company')],
            },
        ),
        migrations.CreateModel(
            name='FileRequest',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('person_id', models.BigIntegerField()),
                ('person_name', models.CharField(max_length=150)),
                ('number', models.CharField(max_length=10)),
                ('asked_name', models.CharField(max_length=200)),
                ('words', models.TextField(blank=True, verbose_name='who you are in this company')),
                ('asked_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('answer_by', models.DateField()),
                ('answer', models.CharField(blank=True, choices=[('let_in', 'let in'), ('refused', 'not let in')], max_length=10)),
                ('answer_words', models.TextField(blank=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by_id', models.BigIntegerField(null=True)),
                ('dispute', models.TextField(blank=True)),
                ('disputed_at', models.DateTimeField(null=True)),
                ('staff_since', models.DateTimeField(null=True)),
                ('decision', models.CharField(blank=True, choices=[('let_in', 'the person becomes a contact beside those there are'), ('replace', 'the person becomes the contact, and those there are lose access'), ('leave', 'nothing changes')], max_length=10)),
                ('decision_reason', models.TextField(blank=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by_id', models.BigIntegerField(null=True)),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
            ],
            options={
                'ordering': ['asked_at', 'id'],
                'indexes': [models.Index(fields=['company', 'asked_at'], name='file_request_company'), models.Index(fields=['person_id', '-asked_at'], name='file_request_person'), models.Index(condition=models.Q(('decided_at__isnull', True), ('staff_since__isnull', False)), fields=['staff_since'], name='file_request_staff')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('answered_at__isnull', True), ('decided_at__isnull', True)), fields=('company', 'person_id'), name='file_request_once'), models.CheckConstraint(condition=models.Q(('answer', ''), ('answered_at__isnull', False), _connector='OR'), name='file_request_answer_has_moment'), models.CheckConstraint(condition=models.Q(('decision', ''), models.Q(('decided_at__isnull', False), models.Q(('decision_reason', ''), _negated=True)), _connector='OR'), name='file_request_decision_has_reason')],
            },
        ),
        migrations.CreateModel(
            name='Mandate',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('person_id', models.BigIntegerField()),
                ('discipline', models.CharField(choices=[('coach', 'coach'), ('prevention_adviser', 'prevention adviser of the external service'), ('psychosocial_adviser', 'prevention adviser for psychosocial risks'), ('physician', 'occupational physician'), ('expert', 'other expert')], max_length=20, verbose_name='discipline')),
                ('since', models.DateTimeField(null=True)),
                ('begins_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('writes_until', models.DateTimeField(null=True)),
                ('reads_until', models.DateTimeField(null=True)),
                ('given_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('given_by_id', models.BigIntegerField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_by_id', models.BigIntegerField(null=True)),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
            ],
            options={
                'ordering': ['-given_at'],
                'indexes': [models.Index(fields=['person_id'], name='mandate_of_person'), models.Index(fields=['company', '-given_at'], name='mandate_company')],
                'constraints': [models.CheckConstraint(condition=models.Q(('reads_until__isnull', True), models.Q(('reads_until__gte', models.F('writes_until')), ('writes_until__isnull', False)), _connector='OR'), name='mandate_reads_as_long_as_it_writes')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(choices=[('contact', 'company contact'), ('prevention_adviser', 'prevention adviser'), ('measure_owner', 'measure owner'), ('employer_bench', "consultation body, employer's delegation"), ('worker_bench', "consultation body, workers' delegation"), ('secretary', 'secretary of the consultation body')], max_length=30, verbose_name='role')),
                ('has_mandate', models.BooleanField(default=False, verbose_name='may bind the employer')),
                ('begins_on', models.DateField(default=coaching.core.ground.clock.today, verbose_name='from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('ended_at', models.DateTimeField(null=True)),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['begins_on'],
                'indexes': [models.Index(fields=['company', 'role'], name='membership_company')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('company', 'user', 'role'), name='membership_once'), models.CheckConstraint(condition=models.Q(('has_mandate', False), ('role', 'contact'), _connector='OR'), name='membership_mandate_is_contacts')],
            },
        ),
        migrations.CreateModel(
            name='OwnDate',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('title', models.CharField(max_length=120, verbose_name='what')),
                ('first_on', models.DateField(verbose_name='first on')),
                ('every_months', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='every so many months')),
                ('who', models.CharField(choices=[('employer', 'employer'), ('adviser', 'prevention adviser'), ('body', 'consultation body'), ('service', 'external service')], default='employer', max_length=10, verbose_name='who must act')),
                ('ended_on', models.DateField(editable=False, null=True)),
                ('created_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('created_by_id', models.BigIntegerField(null=True)),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
            ],
            options={
                'ordering': ['first_on', 'title'],
                'indexes': [models.Index(fields=['company', 'first_on'], name='own_date_company')],
                'constraints': [models.CheckConstraint(condition=models.Q(('every_months__isnull', True), ('every_months__range', (1, 120)), _connector='OR'), name='own_date_rhythm'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='own_date_has_title')],
            },
        ),
        migrations.CreateModel(
            name='DateDone',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=40)),
                ('due_on', models.DateField()),
                ('done_on', models.DateField(verbose_name='done on')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='what is to be said of it')),
                ('cause_id', models.UUIDField(null=True)),
                ('recorded_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('recorded_by_id', models.BigIntegerField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_by_id', models.BigIntegerField(null=True)),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
                ('own', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.owndate')),
            ],
            options={
                'ordering': ['due_on', 'kind'],
                'indexes': [models.Index(fields=['company', 'kind', 'due_on'], name='date_done_company')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('company', 'kind', 'due_on', 'own', 'cause_id'), name='date_done_once', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='ProofLetter',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('asked_by_id', models.BigIntegerField()),
                ('asked_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('code_digest', models.CharField(blank=True, max_length=64)),
                ('made_at', models.DateTimeField(null=True)),
                ('expires_at', models.DateTimeField(null=True)),
                ('posted_at', models.DateTimeField(null=True)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('closed_at', models.DateTimeField(null=True)),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
            ],
            options={
                'ordering': ['asked_at', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('company',), name='one_open_letter')],
            },
        ),
        migrations.CreateModel(
            name='RegisterEstablishment',
            fields=[
                ('number', models.CharField(max_length=10, primary_key=True, serialize=False)),
                ('names', models.JSONField(default=dict)),
                ('shop_names', models.JSONField(default=dict)),
                ('streets', models.JSONField(default=dict)),
                ('municipalities', models.JSONField(default=dict)),
                ('countries', models.JSONField(default=dict)),
                ('postcode', models.CharField(default='', max_length=10)),
                ('nace_version', models.CharField(default='', max_length=4)),
                ('nace_code', models.CharField(default='', max_length=10)),
                ('started_on', models.DateField(null=True)),
                ('enterprise_number', models.CharField(max_length=10)),
            ],
            options={
                'indexes': [models.Index(fields=['enterprise_number', 'number'], name='register_units_of')],
            },
        ),
        migrations.CreateModel(
            name='RoleHolder',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('employer', 'employer'), ('line', 'hierarchical line'), ('internal_adviser', 'internal prevention adviser'), ('external_adviser', 'external prevention adviser'), ('physician', 'occupational physician'), ('counsellor', 'confidential counsellor'), ('hr', 'personnel department (HR)'), ('steering_group', 'steering group')], max_length=20, verbose_name='part')),
                ('discipline', models.CharField(blank=True, choices=[('safety', 'safety at work'), ('psychosocial', 'psychosocial aspects'), ('ergonomics', 'ergonomics'), ('hygiene', 'occupational hygiene')], max_length=20, verbose_name='discipline')),
                ('side', models.CharField(blank=True, choices=[('employer', 'for the employer'), ('workers', 'for the workers'), ('adviser', 'as adviser')], max_length=10, verbose_name='in the steering group')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('person_id', models.BigIntegerField(null=True)),
                ('works_here', models.BooleanField(default=True, verbose_name='works for the company')),
                ('organisation', models.CharField(blank=True, max_length=120, verbose_name='organisation')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='telephone')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('agreed_to_show_on', models.DateField(blank=True, null=True)),
                ('begins_on', models.DateField(default=coaching.core.ground.clock.today, verbose_name='from')),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_by_id', models.BigIntegerField(null=True)),
                ('end_reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                ('agreed_on', models.DateField(blank=True, null=True, verbose_name="agreed by the workers' representatives on")),
                ('agreed_by', models.CharField(blank=True, max_length=160, verbose_name='who agreed')),
                ('trained_on', models.DateField(blank=True, null=True, verbose_name='training finished on')),
                ('supervised_on', django.contrib.postgres.fields.ArrayField(base_field=models.DateField(), blank=True, default=list, size=None)),
                ('created_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('created_by_id', models.BigIntegerField(null=True)),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
            ],
            options={
                'ordering': ['kind', 'begins_on', 'name'],
                'indexes': [models.Index(fields=['company', 'kind'], name='roleholder_company')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('company', 'kind', 'discipline', 'name'), name='roleholder_once'), models.CheckConstraint(condition=models.Q(models.Q(('email', ''), ('phone', '')), ('agreed_to_show_on__isnull', False), _connector='OR'), name='roleholder_shown_when_agreed'), models.CheckConstraint(condition=models.Q(('agreed_on__isnull', True), ('agreed_on__lte', models.F('begins_on')), _connector='OR'), name='roleholder_agreed_beforehand'), models.CheckConstraint(condition=models.Q(('kind', 'counsellor'), models.Q(('agreed_by', ''), ('agreed_on__isnull', True), ('supervised_on', []), ('trained_on__isnull', True)), _connector='OR'), name='roleholder_counsellors_days')],
            },
        ),
        migrations.CreateModel(
            name='WorkUnit',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('since', models.DateField(default=coaching.core.ground.clock.today)),
                ('created_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('kind', models.CharField(choices=[('unit', 'work unit'), ('function', 'function across units')], default='unit', max_length=10, verbose_name='kind')),
                ('headcount', models.PositiveIntegerField(default=0, verbose_name='number of workers')),
                ('became', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), blank=True, default=list, editable=False, size=None)),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
                ('establishment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.establishmentunit')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.workunit')),
            ],
            options={
                'ordering': ['name'],
                'indexes': [models.Index(fields=['company', 'ended_on'], name='work_unit_company')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('company', 'name'), name='work_unit_name'), models.CheckConstraint(condition=models.Q(('parent__isnull', True), ('establishment__isnull', True), _connector='OR'), name='work_unit_in_one_place'), models.CheckConstraint(condition=models.Q(('kind', 'unit'), models.Q(('establishment__isnull', True), ('kind', 'function'), ('parent__isnull', True)), _connector='OR'), name='work_unit_function_stands_apart')],
            },
        ),
        migrations.CreateModel(
            name='Headcount',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('counted_on', models.DateField()),
                ('workers', models.PositiveIntegerField()),
                ('recorded_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('recorded_by_id', models.BigIntegerField(null=True)),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
                ('work_unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.workunit')),
            ],
            options={
                'ordering': ['counted_on', 'recorded_at'],
                'indexes': [models.Index(fields=['company', 'work_unit', 'counted_on'], name='headcount_company')],
            },
        ),
        migrations.CreateModel(
            name='EarlierUnit',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('since', models.DateField()),
                ('until', models.DateField()),
                ('stood', models.JSONField(default=dict)),
                ('deed', models.CharField(choices=[('renamed', 'renamed'), ('moved', 'moved'), ('changed', 'changed'), ('merged', 'merged'), ('split', 'split'), ('closed', 'closed'), ('reopened', 'in use again')], max_length=10)),
                ('why', models.CharField(blank=True, max_length=500)),
                ('recorded_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('recorded_by_id', models.BigIntegerField(null=True)),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
                ('establishment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.establishmentunit')),
                ('work_unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.workunit')),
            ],
            options={
                'ordering': ['until', 'since', 'recorded_at'],
                'indexes': [models.Index(fields=['company', 'work_unit'], name='earlier_unit_company')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('establishment__isnull', False), ('work_unit__isnull', True)), models.Q(('establishment__isnull', True), ('work_unit__isnull', False)), _connector='OR'), name='earlier_unit_of_one'), models.CheckConstraint(condition=models.Q(('until__gte', models.F('since'))), name='earlier_unit_days_in_order')],
            },
        ),
        migrations.CreateModel(
            name='ConsultationBody',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('committee', 'Committee for Prevention and Protection at Work (CPBW)'), ('union_delegation', 'union delegation'), ('direct', 'direct participation of the workers')], max_length=20, verbose_name='kind')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                ('worker_members', models.PositiveSmallIntegerField(default=0, verbose_name='members for the workers')),
                ('has_works_council', models.BooleanField(db_default=False, default=False, verbose_name='there is a works council too')),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('company',), name='one_body_per_company'), models.CheckConstraint(condition=models.Q(('has_works_council', False), ('kind', 'committee'), _connector='OR'), name='works_council_comes_with_a_committee', violation_error_message='A works council comes with a committee: choose the committee above.')],
            },
        ),
        migrations.CreateModel(
            name='DateNotice',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=40)),
                ('due_on', models.DateField()),
                ('about', models.CharField(blank=True, max_length=200)),
                ('ref_id', models.UUIDField(null=True)),
                ('is_late', models.BooleanField(default=False)),
                ('noticed_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
            ],
            options={
                'ordering': ['due_on', 'kind'],
                'indexes': [models.Index(fields=['company', 'due_on', 'id'], name='date_notice_company')],
                'constraints': [models.UniqueConstraint(fields=('company', 'kind', 'due_on', 'ref_id'), name='date_notice_once', nulls_distinct=False)],
            },
        ),
        migrations.RunSQL(BEYOND),
    ]
