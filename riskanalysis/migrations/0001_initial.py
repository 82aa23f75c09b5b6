"""Tables, as they stood when the history of migrations began anew (ADR 0067)."""

import coaching.core.ground.clock
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('coaches', '0001_initial'),
        ('companies', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='AnalysisUnit',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
                ('piece', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.filepiece')),
                ('work_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.workunit')),
            ],
        ),
        migrations.CreateModel(
            name='ChangeCheck',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('words', models.CharField(max_length=300, verbose_name='what changes')),
                ('changes_on', models.DateField(verbose_name='from when')),
                ('answers', models.JSONField(default=dict, verbose_name='answers')),
                ('parts', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('AO1', 'structure of the organisation'), ('AO2', 'division of tasks'), ('AO3', 'procedures'), ('AO4', 'management tools'), ('AO5', 'management style'), ('AO6', 'general policy'), ('AI1', 'complexity of the work'), ('AI2', 'variation'), ('AI3', 'emotional load'), ('AI4', 'mental load'), ('AI5', 'physical pace'), ('AI6', 'clarity of the task'), ('AV1', 'type of contract'), ('AV2', 'working hours and roster'), ('AV3', 'training'), ('AV4', 'career'), ('AV5', 'evaluation of performance'), ('AOM1', 'layout of the workplace'), ('AOM2', 'equipment and tools'), ('AOM3', 'noise'), ('AOM4', 'lighting'), ('AOM5', 'substances'), ('AOM6', 'posture and lifting'), ('AVH1', 'relations with colleagues'), ('AVH2', 'relations with the line'), ('AVH3', 'contacts with third parties'), ('AVH4', 'communication'), ('AVH5', 'cooperation'), ('AVH6', 'respect and inclusion')], max_length=5), blank=True, default=list, size=None, verbose_name='looked at again')),
                ('opened_parts', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('AO1', 'structure of the organisation'), ('AO2', 'division of tasks'), ('AO3', 'procedures'), ('AO4', 'management tools'), ('AO5', 'management style'), ('AO6', 'general policy'), ('AI1', 'complexity of the work'), ('AI2', 'variation'), ('AI3', 'emotional load'), ('AI4', 'mental load'), ('AI5', 'physical pace'), ('AI6', 'clarity of the task'), ('AV1', 'type of contract'), ('AV2', 'working hours and roster'), ('AV3', 'training'), ('AV4', 'career'), ('AV5', 'evaluation of performance'), ('AOM1', 'layout of the workplace'), ('AOM2', 'equipment and tools'), ('AOM3', 'noise'), ('AOM4', 'lighting'), ('AOM5', 'substances'), ('AOM6', 'posture and lifting'), ('AVH1', 'relations with colleagues'), ('AVH2', 'relations with the line'), ('AVH3', 'contacts with third parties'), ('AVH4', 'communication'), ('AVH5', 'cooperation'), ('AVH6', 'respect and inclusion')], max_length=5), blank=True, default=list, size=None)),
                ('reason', models.CharField(blank=True, max_length=1000, verbose_name='why nothing needs another look')),
                ('correction', models.CharField(blank=True, max_length=500, verbose_name='what was wrong')),
                ('answered_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('answered_by_id', models.BigIntegerField()),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
                ('corrects', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='put_right_by', to='riskanalysis.changecheck')),
                ('piece', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.filepiece')),
            ],
            options={
                'ordering': ['-answered_at'],
                'indexes': [models.Index(fields=['company', '-answered_at'], name='change_check_company')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('parts', []), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='change_check_opens_or_says_why'), models.CheckConstraint(condition=models.Q(('corrects__isnull', True), models.Q(('correction', ''), _negated=True), _connector='OR'), name='change_check_says_what_was_wrong')],
            },
        ),
        migrations.CreateModel(
            name='ChangeUnit',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('change', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='riskanalysis.changecheck')),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
                ('piece', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.filepiece')),
                ('work_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.workunit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('change', 'work_unit'), name='change_unit_once')],
            },
        ),
        migrations.CreateModel(
            name='RiskAnalysis',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('state', models.CharField(choices=[('scoping', 'setting up'), ('prediagnosis', 'pre-diagnosis'), ('collecting', 'collecting information'), ('evaluating', 'judging risks'), ('draft_report', 'draft report'), ('consulted', 'discussed with the consultation body'), ('final', 'final'), ('superseded', 'replaced by a newer one')], default='scoping', max_length=20)),
                ('version_no', models.PositiveSmallIntegerField(default=1)),
                ('kind', models.CharField(choices=[('whole', 'the whole organisation'), ('part', 'a part: units, functions, a place or some subjects'), ('situation', 'a specific situation, on request')], default='whole', max_length=10, verbose_name='kind')),
                ('parts', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('AO1', 'structure of the organisation'), ('AO2', 'division of tasks'), ('AO3', 'procedures'), ('AO4', 'management tools'), ('AO5', 'management style'), ('AO6', 'general policy'), ('AI1', 'complexity of the work'), ('AI2', 'variation'), ('AI3', 'emotional load'), ('AI4', 'mental load'), ('AI5', 'physical pace'), ('AI6', 'clarity of the task'), ('AV1', 'type of contract'), ('AV2', 'working hours and roster'), ('AV3', 'training'), ('AV4', 'career'), ('AV5', 'evaluation of performance'), ('AOM1', 'layout of the workplace'), ('AOM2', 'equipment and tools'), ('AOM3', 'noise'), ('AOM4', 'lighting'), ('AOM5', 'substances'), ('AOM6', 'posture and lifting'), ('AVH1', 'relations with colleagues'), ('AVH2', 'relations with the line'), ('AVH3', 'contacts with third parties'), ('AVH4', 'communication'), ('AVH5', 'cooperation'), ('AVH6', 'respect and inclusion')], max_length=5), blank=True, default=list, size=None, verbose_name='subjects')),
                ('scope_key', models.CharField(blank=True, editable=False, max_length=32)),
                ('asked_by', models.CharField(blank=True, choices=[('line', 'somebody of the line'), ('representatives', "at least a third of the workers' representatives")], max_length=20, verbose_name='asked by')),
                ('asked_on', models.DateField(blank=True, null=True, verbose_name='asked on')),
                ('decide_by', models.DateField(blank=True, null=True, verbose_name='the employer decides by')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='decided on')),
                ('decision', models.TextField(blank=True, verbose_name='what the employer decided')),
                ('adviser_part', models.TextField(blank=True, verbose_name='part of the psychosocial adviser')),
                ('participation_note', models.TextField(blank=True, verbose_name='how workers took part otherwise, or why they did not')),
                ('scope', models.TextField(blank=True, verbose_name='what is analysed, and how workers take part')),
                ('psychosocial_adviser_involved', models.BooleanField(default=False, verbose_name='psychosocial adviser involved')),
                ('signals', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None, verbose_name='warning lights')),
                ('signal_colour', models.CharField(blank=True, choices=[('green', 'green: fine as it is'), ('orange', 'orange: improve where possible'), ('red', 'red: must improve')], max_length=10)),
                ('prediagnosed_on', models.DateField(blank=True, null=True)),
                ('consultation_notes', models.TextField(blank=True, verbose_name='what the consultation body said')),
                ('created_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('consulted_at', models.DateTimeField(null=True)),
                ('finalised_at', models.DateTimeField(null=True)),
                ('finalised_by_id', models.BigIntegerField(null=True)),
                ('change', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='riskanalysis.changecheck')),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
                ('establishment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.establishmentunit', verbose_name='place')),
                ('piece', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.filepiece')),
                ('work_units', models.ManyToManyField(related_name='+', through='riskanalysis.AnalysisUnit', to='companies.workunit')),
            ],
            options={
                'ordering': ['-created_at'],
                'indexes': [models.Index(fields=['company', '-created_at'], name='analysis_company')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['final', 'superseded']), _negated=True), ('finalised_at__isnull', False), _connector='OR'), name='analysis_final_has_moment'), models.UniqueConstraint(condition=models.Q(('state__in', ['final', 'superseded']), _negated=True), fields=('company', 'kind', 'scope_key'), name='analysis_one_open'), models.UniqueConstraint(condition=models.Q(('kind', 'whole'), ('state', 'final')), fields=('company',), name='analysis_one_whole_in_force'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'whole'), _negated=True), models.Q(('establishment__isnull', True), ('parts', []), ('scope_key', '')), _connector='OR'), name='analysis_whole_is_whole'), models.CheckConstraint(condition=models.Q(models.Q(('asked_by__in', ['line', 'representatives']), ('asked_on__isnull', False), ('kind', 'situation')), models.Q(models.Q(('kind', 'situation'), _negated=True), ('asked_by', ''), ('asked_on__isnull', True), ('decided_on__isnull', True)), _connector='OR'), name='analysis_situation_was_asked_for'), models.CheckConstraint(condition=models.Q(models.Q(('decided_on__isnull', True), ('decision', '')), models.Q(models.Q(('decision', ''), _negated=True), ('decided_on__isnull', False)), _connector='OR'), name='analysis_decision_has_day')],
            },
        ),
        migrations.CreateModel(
            name='PlannedAnalysis',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('parts', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('AO1', 'structure of the organisation'), ('AO2', 'division of tasks'), ('AO3', 'procedures'), ('AO4', 'management tools'), ('AO5', 'management style'), ('AO6', 'general policy'), ('AI1', 'complexity of the work'), ('AI2', 'variation'), ('AI3', 'emotional load'), ('AI4', 'mental load'), ('AI5', 'physical pace'), ('AI6', 'clarity of the task'), ('AV1', 'type of contract'), ('AV2', 'working hours and roster'), ('AV3', 'training'), ('AV4', 'career'), ('AV5', 'evaluation of performance'), ('AOM1', 'layout of the workplace'), ('AOM2', 'equipment and tools'), ('AOM3', 'noise'), ('AOM4', 'lighting'), ('AOM5', 'substances'), ('AOM6', 'posture and lifting'), ('AVH1', 'relations with colleagues'), ('AVH2', 'relations with the line'), ('AVH3', 'contacts with third parties'), ('AVH4', 'communication'), ('AVH5', 'cooperation'), ('AVH6', 'respect and inclusion')], max_length=5), blank=True, default=list, size=None, verbose_name='subjects')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='why then')),
                ('dropped_on', models.DateField(blank=True, null=True)),
                ('dropped_why', models.CharField(blank=True, max_length=300, verbose_name='why not')),
                ('created_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
                ('work_unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.workunit', verbose_name='work unit')),
                ('analysis', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='riskanalysis.riskanalysis')),
            ],
            options={
                'ordering': ['year', 'created_at'],
                'indexes': [models.Index(fields=['company', 'year'], name='planned_analysis_company')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('dropped_on__isnull', True), ('dropped_why', '')), models.Q(('dropped_on__isnull', False), models.Q(('dropped_why', ''), _negated=True)), _connector='OR'), name='planned_analysis_dropped_with_reason')],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('code', models.CharField(max_length=6)),
                ('aspect', models.CharField(choices=[('AO', 'work organisation'), ('AI', 'job content'), ('AV', 'terms of employment'), ('AOM', 'working environment'), ('AVH', 'relations at work')], max_length=3)),
                ('sub_factor', models.CharField(choices=[('AO1', 'structure of the organisation'), ('AO2', 'division of tasks'), ('AO3', 'procedures'), ('AO4', 'management tools'), ('AO5', 'management style'), ('AO6', 'general policy'), ('AI1', 'complexity of the work'), ('AI2', 'variation'), ('AI3', 'emotional load'), ('AI4', 'mental load'), ('AI5', 'physical pace'), ('AI6', 'clarity of the task'), ('AV1', 'type of contract'), ('AV2', 'working hours and roster'), ('AV3', 'training'), ('AV4', 'career'), ('AV5', 'evaluation of performance'), ('AOM1', 'layout of the workplace'), ('AOM2', 'equipment and tools'), ('AOM3', 'noise'), ('AOM4', 'lighting'), ('AOM5', 'substances'), ('AOM6', 'posture and lifting'), ('AVH1', 'relations with colleagues'), ('AVH2', 'relations with the line'), ('AVH3', 'contacts with third parties'), ('AVH4', 'communication'), ('AVH5', 'cooperation'), ('AVH6', 'respect and inclusion')], max_length=5, verbose_name='sub-factor')),
                ('domain', models.CharField(choices=[('safety', 'safety at work'), ('health', 'protection of health'), ('psychosocial', 'psychosocial aspects'), ('ergonomics', 'ergonomics'), ('hygiene', 'hygiene at work'), ('embellishment', 'pleasant workplaces'), ('environment', 'environment, where it affects the others')], default='psychosocial', max_length=20, verbose_name='domain')),
                ('level', models.CharField(choices=[('organisation', 'whole organisation'), ('group', 'group of workstations or functions')], max_length=20, verbose_name='level')),
                ('hazard', models.CharField(max_length=300, verbose_name='what is wrong')),
                ('description', models.TextField(blank=True, verbose_name='explanation')),
                ('existing_measures', models.TextField(blank=True, verbose_name='what is done about it already')),
                ('method', models.CharField(choices=[('judgement', 'judged together'), ('share', 'share of workers at risk'), ('kinney', 'Kinney score (not for psychosocial risks)')], max_length=10, verbose_name='how it was judged')),
                ('colour', models.CharField(choices=[('green', 'green: fine as it is'), ('orange', 'orange: improve where possible'), ('red', 'red: must improve')], max_length=10, verbose_name='colour')),
                ('probability', models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True, verbose_name='probability (W)')),
                ('exposure', models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True, verbose_name='exposure (B)')),
                ('effect', models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True, verbose_name='effect (E)')),
                ('kinney_score', models.DecimalField(blank=True, decimal_places=1, max_digits=7, null=True)),
                ('kinney_class', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('at_risk_percent', models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='share of workers at risk (%)')),
                ('respondents', models.PositiveIntegerField(blank=True, null=True, verbose_name='number who answered')),
                ('severity', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='severity (1–3)')),
                ('priority', models.DecimalField(blank=True, decimal_places=1, max_digits=6, null=True)),
                ('consequences', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('stress', 'stress'), ('burn_out', 'burn-out'), ('conflict', 'conflict'), ('violence', 'violence'), ('bullying', 'bullying'), ('sexual_harassment', 'sexual harassment')], max_length=20), blank=True, default=list, size=None, verbose_name='what it can lead to')),
                ('is_objective', models.BooleanField(blank=True, null=True, verbose_name='an objective danger')),
                ('employer_can_act', models.BooleanField(blank=True, null=True, verbose_name='the employer has influence on it')),
                ('created_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('to_judge', models.BooleanField(default=False)),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
                ('piece', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.filepiece')),
                ('taken_from', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='riskanalysis.finding')),
                ('work_unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.workunit', verbose_name='work unit')),
                ('analysis', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='riskanalysis.riskanalysis')),
            ],
            options={
                'ordering': ['aspect', 'code'],
                'indexes': [models.Index(fields=['analysis', 'aspect'], name='finding_analysis')],
                'constraints': [models.UniqueConstraint(fields=('analysis', 'code'), name='finding_code'), models.CheckConstraint(condition=models.Q(models.Q(('method', 'kinney'), _negated=True), models.Q(('effect__isnull', False), ('exposure__isnull', False), ('kinney_class__isnull', False), ('kinney_score__isnull', False), ('probability__isnull', False)), _connector='OR'), name='finding_kinney_is_whole'), models.CheckConstraint(condition=models.Q(models.Q(('method', 'kinney'), _negated=True), models.Q(('domain', 'psychosocial'), _negated=True), _connector='OR'), name='finding_kinney_not_psychosocial'), models.CheckConstraint(condition=models.Q(('domain', 'psychosocial'), models.Q(('consequences', []), ('employer_can_act__isnull', True), ('is_objective__isnull', True)), _connector='OR'), name='finding_consequences_are_psychosocial'), models.CheckConstraint(condition=models.Q(('level', 'organisation'), ('work_unit__isnull', False), _connector='OR'), name='finding_group_has_unit'), models.CheckConstraint(condition=models.Q(models.Q(('method', 'share'), _negated=True), models.Q(('at_risk_percent__isnull', False), ('respondents__isnull', False), ('severity__isnull', False)), _connector='OR'), name='finding_share_is_whole')],
            },
        ),
        migrations.CreateModel(
            name='AspectJudgement',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('aspect', models.CharField(choices=[('AO', 'work organisation'), ('AI', 'job content'), ('AV', 'terms of employment'), ('AOM', 'working environment'), ('AVH', 'relations at work')], max_length=3, verbose_name='aspect')),
                ('colour', models.CharField(choices=[('green', 'green: fine as it is'), ('orange', 'orange: improve where possible'), ('red', 'red: must improve')], max_length=10, verbose_name='colour')),
                ('summary', models.TextField(blank=True, verbose_name='in short')),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
                ('piece', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.filepiece')),
                ('analysis', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='riskanalysis.riskanalysis')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('analysis', 'aspect'), name='aspect_once')],
            },
        ),
        migrations.CreateModel(
            name='AnalysisTalk',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('held_on', models.DateField(verbose_name='date')),
                ('kind', models.CharField(choices=[('group_talk', 'group talk'), ('observation', 'observation on the floor'), ('interview', 'interview'), ('survey', 'survey (summary figures)')], max_length=20, verbose_name='kind')),
                ('invited', models.PositiveIntegerField(blank=True, null=True, verbose_name='invited')),
                ('present', models.PositiveIntegerField(verbose_name='took part')),
                ('summary', models.TextField(verbose_name='what was said, without names')),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
                ('piece', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.filepiece')),
                ('work_unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.workunit', verbose_name='work unit')),
                ('analysis', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='riskanalysis.riskanalysis')),
            ],
            options={
                'db_table': 'riskanalysis_consultation',
                'ordering': ['held_on'],
                'indexes': [models.Index(fields=['analysis', 'held_on'], name='consultation_analysis')],
            },
        ),
        migrations.AddField(
            model_name='changecheck',
            name='work_units',
            field=models.ManyToManyField(related_name='+', through='riskanalysis.ChangeUnit', to='companies.workunit'),
        ),
        migrations.AddField(
            model_name='analysisunit',
            name='analysis',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='riskanalysis.riskanalysis'),
        ),
        migrations.AddConstraint(
            model_name='analysisunit',
            constraint=models.UniqueConstraint(fields=('analysis', 'work_unit'), name='analysis_unit_once'),
        ),
    ]
