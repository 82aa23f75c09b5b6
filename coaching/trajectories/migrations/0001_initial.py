"""Tables, as they stood when the history of migrations began anew (ADR 0067)."""

import coaching.core.ground.clock
import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.db import migrations, models

# What models do not say.
BEYOND = [
    "ALTER TABLE trajectories_message ADD COLUMN search_text text GENERATED ALWAYS AS (search_fold(text)) STORED",
    """ALTER TABLE trajectories_trajectory ADD COLUMN search_text text GENERATED ALWAYS AS (search_fold((company_name)::text)) STORED
""",
]


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('coaches', '0001_initial'),
        ('companies', '0001_initial'),
        ('modules', '0001_initial'),
        ('programmes', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='PaymentAccount',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('holder', models.CharField(max_length=150, verbose_name='holder of the account')),
                ('iban', models.CharField(max_length=34, verbose_name='account number (IBAN)')),
                ('coach', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='coaches.coach')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Trajectory',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('company_name', models.CharField(blank=True, default='', editable=False, max_length=200)),
                ('state', models.CharField(choices=[('awaiting_coach', 'no coach chosen yet'), ('coach_requested', "waiting for the coach's answer"), ('coach_accepted', 'coach found, not started yet'), ('started', 'started'), ('analysis', 'risk analysis'), ('planning', 'making plans'), ('implementation', 'carrying out measures'), ('evaluation', 'evaluation'), ('closed', 'closed'), ('on_hold', 'on hold'), ('stopped', 'stopped')], default='awaiting_coach', max_length=20)),
                ('state_before_hold', models.CharField(blank=True, max_length=20)),
                ('approved_on', models.DateField(verbose_name='approved on')),
                ('start_due_on', models.DateField(verbose_name='start before')),
                ('clock_steps', models.JSONField(null=True)),
                ('clock_paused_on', models.DateField(null=True)),
                ('coaching_hours', models.DecimalField(decimal_places=1, max_digits=5, verbose_name='coaching hours')),
                ('hours_used', models.DecimalField(decimal_places=1, default=0, max_digits=6)),
                ('coach_accepted_at', models.DateTimeField(null=True)),
                ('coach_wanted_at', models.DateTimeField(null=True)),
                ('started_on', models.DateField(null=True, verbose_name='started on')),
                ('last_session_on', models.DateField(null=True)),
                ('nudged_for', models.DateField(null=True)),
                ('escalated_at', models.DateTimeField(null=True)),
                ('final_report', models.TextField(blank=True, verbose_name='final report')),
                ('closed_at', models.DateTimeField(null=True)),
                ('closed_by_id', models.BigIntegerField(null=True)),
                ('stopped_at', models.DateTimeField(null=True)),
                ('imported_at', models.DateTimeField(null=True)),
                ('application', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.application')),
                ('coach', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coaches.coach')),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
                ('mandate', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='companies.mandate')),
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
            ],
            options={
                'ordering': ['-approved_on', 'id'],
                'indexes': [models.Index(fields=['company', 'state'], name='trajectory_company'), models.Index(fields=['programme', 'state', 'start_due_on'], name='trajectory_desk'), models.Index(fields=['programme', '-approved_on', 'id'], name='trajectory_recent'), models.Index(fields=['programme', 'company_name', 'id'], name='trajectory_by_name'), models.Index(fields=['programme', 'state', 'id'], name='trajectory_by_state'), models.Index(fields=['programme', 'start_due_on', 'id'], name='trajectory_by_due'), models.Index(fields=['programme', 'last_session_on', 'id'], name='trajectory_by_last'), models.Index(fields=['programme', 'hours_used', '-id'], name='trajectory_by_hours'), models.Index(fields=['coach', 'state'], name='trajectory_coach'), models.Index(condition=models.Q(('escalated_at__isnull', False), ('started_on__isnull', True)), fields=['programme', 'start_due_on'], name='trajectory_escalated'), models.Index(condition=models.Q(('state__in', ('awaiting_coach', 'coach_requested', 'coach_accepted'))), fields=['programme', 'start_due_on', 'id'], name='trajectory_before_start'), models.Index(condition=models.Q(('coach_wanted_at__isnull', False), ('state', 'awaiting_coach')), fields=['programme', 'start_due_on', 'id'], name='trajectory_coach_wanted'), models.Index(condition=models.Q(('state', 'evaluation'), models.Q(('final_report', ''), _negated=True)), fields=['programme', 'start_due_on', 'id'], name='trajectory_to_close')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['awaiting_coach', 'coach_requested', 'coach_accepted', 'on_hold', 'stopped']), models.Q(('coach__isnull', False), ('started_on__isnull', False)), models.Q(('imported_at__isnull', False), ('started_on__isnull', False)), _connector='OR'), name='trajectory_running_has_start'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_at__isnull', False), _connector='OR'), name='trajectory_closed_has_moment'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'stopped'), _negated=True), ('stopped_at__isnull', False), _connector='OR'), name='trajectory_stopped_has_moment'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'on_hold'), _negated=True), models.Q(('state_before_hold', ''), _negated=True), _connector='OR'), name='trajectory_hold_knows_before')],
            },
        ),
        migrations.CreateModel(
            name='ExpenseStatement',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('state', models.CharField(choices=[('submitted', 'to be settled'), ('approved', 'paid'), ('refused', 'refused')], default='submitted', max_length=10)),
                ('lines', models.JSONField(default=list)),
                ('hours', models.DecimalField(decimal_places=1, max_digits=6, verbose_name='hours')),
                ('paid_hours', models.DecimalField(decimal_places=1, max_digits=6)),
                ('subsidy_eur', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='subsidy')),
                ('company_share_eur', models.DecimalField(decimal_places=2, max_digits=10, verbose_name="company's share")),
                ('submitted_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('submitted_by_id', models.BigIntegerField(null=True)),
                ('settled_at', models.DateTimeField(null=True)),
                ('settled_by_id', models.BigIntegerField(null=True)),
                ('reason', models.TextField(blank=True)),
                ('payee', models.CharField(blank=True, db_default='', default='', max_length=150)),
                ('iban', models.CharField(blank=True, db_default='', default='', max_length=34)),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
                ('trajectory', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='trajectories.trajectory')),
            ],
            options={
                'ordering': ['-submitted_at', 'id'],
                'indexes': [models.Index(fields=['programme', 'state', '-submitted_at'], name='expense_desk'), models.Index(fields=['trajectory', 'number'], name='expense_trajectory')],
                'constraints': [models.UniqueConstraint(fields=('trajectory', 'number'), name='expense_number_once'), models.CheckConstraint(condition=models.Q(('state', 'submitted'), ('settled_at__isnull', False), _connector='OR'), name='expense_settled_has_moment')],
            },
        ),
        migrations.CreateModel(
            name='CoachingSession',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('held_on', models.DateField(verbose_name='date')),
                ('kind', models.CharField(choices=[('intake', 'first talk'), ('analysis', 'risk analysis'), ('group_talk', 'group talk'), ('planning', 'working on the plans'), ('floor', 'on the shop floor'), ('follow_up', 'follow-up'), ('evaluation', 'evaluation')], max_length=20, verbose_name='kind')),
                ('hours', models.DecimalField(decimal_places=1, max_digits=4, verbose_name='hours')),
                ('present', models.CharField(blank=True, max_length=300, verbose_name='present')),
                ('agreed', models.TextField(blank=True, verbose_name='what was agreed')),
                ('next_step', models.TextField(blank=True, verbose_name='next step')),
                ('logged_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('logged_by_id', models.BigIntegerField(null=True)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('confirmed_by_id', models.BigIntegerField(null=True)),
                ('objection', models.TextField(blank=True, verbose_name='what is not right')),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
                ('statement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trajectories.expensestatement')),
                ('trajectory', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='trajectories.trajectory')),
            ],
            options={
                'db_table': 'trajectories_session',
                'ordering': ['-held_on', '-logged_at'],
                'indexes': [models.Index(fields=['trajectory', '-held_on'], name='session_trajectory')],
                'constraints': [models.CheckConstraint(condition=models.Q(('hours__gt', 0), ('hours__lte', 12)), name='session_hours_sensible')],
            },
        ),
        migrations.CreateModel(
            name='PlannedSession',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('state', models.CharField(choices=[('proposed', 'dates proposed'), ('agreed', 'agreed'), ('declined', 'no date suited'), ('cancelled', 'cancelled'), ('held', 'held and logged')], default='proposed', max_length=10)),
                ('kind', models.CharField(choices=[('intake', 'first talk'), ('analysis', 'risk analysis'), ('group_talk', 'group talk'), ('planning', 'working on the plans'), ('floor', 'on the shop floor'), ('follow_up', 'follow-up'), ('evaluation', 'evaluation')], max_length=20, verbose_name='kind')),
                ('options', models.JSONField(default=list)),
                ('answer_by', models.DateField()),
                ('starts_at', models.DateTimeField(null=True, verbose_name='begins')),
                ('ends_at', models.DateTimeField(null=True, verbose_name='ends')),
                ('venue', models.CharField(blank=True, max_length=200, verbose_name='where')),
                ('link', models.URLField(blank=True, max_length=300, verbose_name='link for a talk online')),
                ('note', models.TextField(blank=True, verbose_name='message')),
                ('proposed_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('proposed_by_id', models.BigIntegerField(null=True)),
                ('why', models.TextField(blank=True, verbose_name='reason')),
                ('changed_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('changed_by_id', models.BigIntegerField(null=True)),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
                ('session', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trajectories.coachingsession')),
                ('trajectory', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='trajectories.trajectory')),
            ],
            options={
                'ordering': ['starts_at', 'id'],
                'indexes': [models.Index(fields=['trajectory', 'state', 'starts_at'], name='planned_trajectory'), models.Index(fields=['company', 'state', 'answer_by'], name='planned_company')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['agreed', 'held']), _negated=True), models.Q(('ends_at__isnull', False), ('starts_at__isnull', False)), _connector='OR'), name='planned_agreed_has_date'), models.CheckConstraint(condition=models.Q(('ends_at__isnull', True), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='planned_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(models.Q(('session__isnull', False), ('state', 'held')), models.Q(models.Q(('state', 'held'), _negated=True), ('session__isnull', True)), _connector='OR'), name='planned_held_is_logged')],
            },
        ),
        migrations.CreateModel(
            name='MessageMark',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('user_id', models.BigIntegerField()),
                ('read_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
                ('trajectory', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='trajectories.trajectory')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('trajectory', 'user_id'), name='message_mark_once')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('form_id', models.UUIDField(default=uuid.uuid4)),
                ('is_internal', models.BooleanField(default=False, verbose_name='only for coach and programme')),
                ('author_id', models.BigIntegerField()),
                ('text', models.TextField(verbose_name='message')),
                ('written_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('edited_at', models.DateTimeField(null=True)),
                ('removed_at', models.DateTimeField(null=True)),
                ('mentioned', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, default=list, size=None)),
                ('file', models.FileField(blank=True, upload_to='messages/%Y/%m/')),
                ('file_name', models.CharField(blank=True, max_length=200)),
                ('file_sha256', models.CharField(blank=True, max_length=64)),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
                ('trajectory', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='trajectories.trajectory')),
            ],
            options={
                'ordering': ['-written_at', 'id'],
                'indexes': [models.Index(fields=['trajectory', '-written_at'], name='message_trajectory'), models.Index(fields=['company', '-written_at'], name='message_company'), models.Index(fields=['programme', '-written_at', 'id'], name='message_programme')],
                'constraints': [models.UniqueConstraint(fields=('trajectory', 'author_id', 'form_id'), name='message_once')],
            },
        ),
        migrations.CreateModel(
            name='Helped',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
                ('piece', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.filepiece')),
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
                ('trajectory', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='trajectories.trajectory')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('trajectory', 'piece'), name='helped_once')],
            },
        ),
        migrations.CreateModel(
            name='CoachRequest',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('open', 'waiting for an answer'), ('accepted', 'accepted'), ('declined', 'declined'), ('withdrawn', 'withdrawn')], default='open', max_length=10)),
                ('message', models.TextField(blank=True, verbose_name='message to the coach')),
                ('requested_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('requested_by_id', models.BigIntegerField(null=True)),
                ('answer_due_on', models.DateField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('answer', models.TextField(blank=True, verbose_name='answer')),
                ('is_change', models.BooleanField(default=False)),
                ('reason', models.TextField(blank=True, verbose_name='why another coach')),
                ('whole_file', models.BooleanField(default=False, verbose_name='the coach may see everything in our file')),
                ('talk_at', models.DateTimeField(null=True)),
                ('talk_where', models.CharField(blank=True, max_length=200, verbose_name='where, or the link')),
                ('coach', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coaches.coach')),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
                ('trajectory', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='trajectories.trajectory')),
            ],
            options={
                'ordering': ['-requested_at'],
                'indexes': [models.Index(fields=['trajectory', '-requested_at'], name='coach_request_trajectory'), models.Index(fields=['coach', 'state', '-answered_at'], name='coach_request_coach')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('trajectory',), name='one_open_coach_request'), models.CheckConstraint(condition=models.Q(('state', 'open'), ('answered_at__isnull', False), _connector='OR'), name='coach_request_answered_has_moment')],
            },
        ),
        migrations.RunSQL(BEYOND),
    ]
