"""Own dates, what was done when, and who was told of what (ADR 0069), with their rights as access.py declares them."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import coaching.core.ground.clock

FORWARDS = [
    "ALTER TABLE companies_datedone ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE companies_datenotice ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE companies_owndate ENABLE ROW LEVEL SECURITY",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_owndate_tenant_company') THEN ALTER TABLE companies_owndate ADD CONSTRAINT companies_owndate_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE companies_datedone ADD CONSTRAINT companies_datedone_own_id_same_tenant FOREIGN KEY (own_id, company_id) REFERENCES companies_owndate(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """CREATE POLICY h_coach_insert ON companies_datedone FOR INSERT TO h_coach WITH CHECK ((company_id = ANY ((SELECT my_files_to_add())::uuid[])) AND (recorded_by_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_coach_select ON companies_datedone FOR SELECT TO h_coach USING (company_id = ANY ((SELECT my_guest_companies())::uuid[]))
""",
    """CREATE POLICY h_coach_update ON companies_datedone FOR UPDATE TO h_coach USING (company_id = ANY ((SELECT my_files_to_add())::uuid[])) WITH CHECK (company_id = ANY ((SELECT my_files_to_add())::uuid[]))
""",
    """CREATE POLICY h_contact_insert ON companies_datedone FOR INSERT TO h_contact WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (recorded_by_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_contact_select ON companies_datedone FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON companies_datedone FOR UPDATE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_cpbw_select ON companies_datedone FOR SELECT TO h_cpbw USING (company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]))
""",
    "CREATE POLICY h_system_delete ON companies_datedone FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON companies_datedone FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON companies_datedone FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON companies_datedone FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_coach_delete ON companies_datenotice FOR DELETE TO h_coach USING (company_id = ANY ((SELECT my_files_to_add())::uuid[]))
""",
    """CREATE POLICY h_coach_select ON companies_datenotice FOR SELECT TO h_coach USING (company_id = ANY ((SELECT my_guest_companies())::uuid[]))
""",
    """CREATE POLICY h_contact_delete ON companies_datenotice FOR DELETE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_select ON companies_datenotice FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    "CREATE POLICY h_system_delete ON companies_datenotice FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON companies_datenotice FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON companies_datenotice FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON companies_datenotice FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_coach_insert ON companies_owndate FOR INSERT TO h_coach WITH CHECK (company_id = ANY ((SELECT my_files_to_add())::uuid[]))
""",
    """CREATE POLICY h_coach_select ON companies_owndate FOR SELECT TO h_coach USING (company_id = ANY ((SELECT my_guest_companies())::uuid[]))
""",
    """CREATE POLICY h_coach_update ON companies_owndate FOR UPDATE TO h_coach USING (company_id = ANY ((SELECT my_files_to_add())::uuid[])) WITH CHECK (company_id = ANY ((SELECT my_files_to_add())::uuid[]))
""",
    """CREATE POLICY h_contact_insert ON companies_owndate FOR INSERT TO h_contact WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_select ON companies_owndate FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON companies_owndate FOR UPDATE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_cpbw_select ON companies_owndate FOR SELECT TO h_cpbw USING (company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]))
""",
    "CREATE POLICY h_system_delete ON companies_owndate FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON companies_owndate FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON companies_owndate FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON companies_owndate FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    "GRANT INSERT ON companies_datedone TO h_coach",
    "GRANT SELECT ON companies_datedone TO h_coach",
    "GRANT UPDATE (withdrawn_at, withdrawn_by_id) ON companies_datedone TO h_coach",
    "GRANT INSERT ON companies_datedone TO h_contact",
    "GRANT SELECT ON companies_datedone TO h_contact",
    "GRANT UPDATE (withdrawn_at, withdrawn_by_id) ON companies_datedone TO h_contact",
    "GRANT SELECT ON companies_datedone TO h_cpbw",
    "GRANT DELETE ON companies_datedone TO h_system",
    "GRANT INSERT ON companies_datedone TO h_system",
    "GRANT SELECT ON companies_datedone TO h_system",
    "GRANT UPDATE ON companies_datedone TO h_system",
    "GRANT DELETE ON companies_datenotice TO h_coach",
    "GRANT SELECT ON companies_datenotice TO h_coach",
    "GRANT DELETE ON companies_datenotice TO h_contact",
    "GRANT SELECT ON companies_datenotice TO h_contact",
    "GRANT DELETE ON companies_datenotice TO h_system",
    "GRANT INSERT ON companies_datenotice TO h_system",
    "GRANT SELECT ON companies_datenotice TO h_system",
    "GRANT UPDATE ON companies_datenotice TO h_system",
    "GRANT INSERT ON companies_owndate TO h_coach",
    "GRANT SELECT ON companies_owndate TO h_coach",
    "GRANT UPDATE ON companies_owndate TO h_coach",
    "GRANT INSERT ON companies_owndate TO h_contact",
    "GRANT SELECT ON companies_owndate TO h_contact",
    "GRANT UPDATE ON companies_owndate TO h_contact",
    "GRANT SELECT ON companies_owndate TO h_cpbw",
    "GRANT DELETE ON companies_owndate TO h_system",
    "GRANT INSERT ON companies_owndate TO h_system",
    "GRANT SELECT ON companies_owndate TO h_system",
    "GRANT UPDATE ON companies_owndate TO h_system",
]
BACKWARDS = [
    "REVOKE UPDATE ON companies_owndate FROM h_system",
    "REVOKE SELECT ON companies_owndate FROM h_system",
    "REVOKE INSERT ON companies_owndate FROM h_system",
    "REVOKE DELETE ON companies_owndate FROM h_system",
    "REVOKE SELECT ON companies_owndate FROM h_cpbw",
    "REVOKE UPDATE ON companies_owndate FROM h_contact",
    "REVOKE SELECT ON companies_owndate FROM h_contact",
    "REVOKE INSERT ON companies_owndate FROM h_contact",
    "REVOKE UPDATE ON companies_owndate FROM h_coach",
    "REVOKE SELECT ON companies_owndate FROM h_coach",
    "REVOKE INSERT ON companies_owndate FROM h_coach",
    "REVOKE UPDATE ON companies_datenotice FROM h_system",
    "REVOKE SELECT ON companies_datenotice FROM h_system",
    "REVOKE INSERT ON companies_datenotice FROM h_system",
    "REVOKE DELETE ON companies_datenotice FROM h_system",
    "REVOKE SELECT ON companies_datenotice FROM h_contact",
    "REVOKE DELETE ON companies_datenotice FROM h_contact",
    "REVOKE SELECT ON companies_datenotice FROM h_coach",
    "REVOKE DELETE ON companies_datenotice FROM h_coach",
    "REVOKE UPDATE ON companies_datedone FROM h_system",
    "REVOKE SELECT ON companies_datedone FROM h_system",
    "REVOKE INSERT ON companies_datedone FROM h_system",
    "REVOKE DELETE ON companies_datedone FROM h_system",
    "REVOKE SELECT ON companies_datedone FROM h_cpbw",
    "REVOKE UPDATE (withdrawn_at, withdrawn_by_id) ON companies_datedone FROM h_contact",
    "REVOKE SELECT ON companies_datedone FROM h_contact",
    "REVOKE INSERT ON companies_datedone FROM h_contact",
    "REVOKE UPDATE (withdrawn_at, withdrawn_by_id) ON companies_datedone FROM h_coach",
    "REVOKE SELECT ON companies_datedone FROM h_coach",
    "REVOKE INSERT ON companies_datedone FROM h_coach",
    "DROP POLICY h_system_update ON companies_owndate",
    "DROP POLICY h_system_select ON companies_owndate",
    "DROP POLICY h_system_insert ON companies_owndate",
    "DROP POLICY h_system_delete ON companies_owndate",
    "DROP POLICY h_cpbw_select ON companies_owndate",
    "DROP POLICY h_contact_update ON companies_owndate",
    "DROP POLICY h_contact_select ON companies_owndate",
    "DROP POLICY h_contact_insert ON companies_owndate",
    "DROP POLICY h_coach_update ON companies_owndate",
    "DROP POLICY h_coach_select ON companies_owndate",
    "DROP POLICY h_coach_insert ON companies_owndate",
    "DROP POLICY h_system_update ON companies_datenotice",
    "DROP POLICY h_system_select ON companies_datenotice",
    "DROP POLICY h_system_insert ON companies_datenotice",
    "DROP POLICY h_system_delete ON companies_datenotice",
    "DROP POLICY h_contact_select ON companies_datenotice",
    "DROP POLICY h_contact_delete ON companies_datenotice",
    "DROP POLICY h_coach_select ON companies_datenotice",
    "DROP POLICY h_coach_delete ON companies_datenotice",
    "DROP POLICY h_system_update ON companies_datedone",
    "DROP POLICY h_system_select ON companies_datedone",
    "DROP POLICY h_system_insert ON companies_datedone",
    "DROP POLICY h_system_delete ON companies_datedone",
    "DROP POLICY h_cpbw_select ON companies_datedone",
    "DROP POLICY h_contact_update ON companies_datedone",
    "DROP POLICY h_contact_select ON companies_datedone",
    "DROP POLICY h_contact_insert ON companies_datedone",
    "DROP POLICY h_coach_update ON companies_datedone",
    "DROP POLICY h_coach_select ON companies_datedone",
    "DROP POLICY h_coach_insert ON companies_datedone",
    "ALTER TABLE companies_datedone DROP CONSTRAINT companies_datedone_own_id_same_tenant",
    "ALTER TABLE companies_owndate DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE companies_datenotice DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE companies_datedone DISABLE ROW LEVEL SECURITY",
]


class Migration(migrations.Migration):

    dependencies = [
        ("core", "0018_list_file_roles"),
        ("accounts", "0017_keys_of_mail"),
        ("companies", "0024_service_years"),
        ("coaches", "0007_advisers"),
        ("riskanalysis", "0008_held_by_hand"),
        ("actionplans", "0013_brought_plans"),
        ("programmes", "0035_keys_of_mail"),
        ("modules", "0014_money_for_administrators"),
        ("trajectories", "0036_keys_of_mail"),
        ("insight", "0007_mandates"),
    ]

    operations = [
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
        migrations.AddIndex(
            model_name='owndate',
            index=models.Index(fields=['company', 'first_on'], name='own_date_company'),
        ),
        migrations.AddConstraint(
            model_name='owndate',
            constraint=models.CheckConstraint(condition=models.Q(('every_months__isnull', True), ('every_months__range', (1, 120)), _connector='OR'), name='own_date_rhythm'),
        ),
        migrations.AddConstraint(
            model_name='owndate',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='own_date_has_title'),
        ),
        migrations.AddIndex(
            model_name='datedone',
            index=models.Index(fields=['company', 'kind', 'due_on'], name='date_done_company'),
        ),
        migrations.AddConstraint(
            model_name='datedone',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('company', 'kind', 'due_on', 'own', 'cause_id'), name='date_done_once', nulls_distinct=False),
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]
