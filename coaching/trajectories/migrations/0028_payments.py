"""Who is paid on which account: of coaches, and of each statement; and their rights as access.py declares them."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

FORWARDS = [
    "ALTER TABLE trajectories_paymentaccount ENABLE ROW LEVEL SECURITY",
    """CREATE OR REPLACE FUNCTION guard_payee()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  IF current_user NOT LIKE 'h\\_%' OR current_user = 'h_system' OR (OLD.state = 'submitted' AND OLD.iban = '') THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a statement is paid on the account that it was handed in with' USING ERRCODE = 'insufficient_privilege';
END
$function$
""",
    "REVOKE ALL ON FUNCTION guard_payee() FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION guard_payee() TO PUBLIC",
    """CREATE TRIGGER keeps_payee BEFORE UPDATE OF payee, iban ON trajectories_expensestatement FOR EACH ROW WHEN (old.payee IS DISTINCT FROM new.payee OR old.iban IS DISTINCT FROM new.iban) EXECUTE FUNCTION guard_payee()
""",
    """CREATE POLICY h_coach_update ON trajectories_expensestatement FOR UPDATE TO h_coach USING ((trajectory_id = ANY ((SELECT my_trajectories())::uuid[])) AND (submitted_by_id = (SELECT app_uid()))) WITH CHECK ((trajectory_id = ANY ((SELECT my_trajectories())::uuid[])) AND (submitted_by_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_coach_insert ON trajectories_paymentaccount FOR INSERT TO h_coach WITH CHECK (coach_id = ANY ((SELECT my_coach_ids())::uuid[]))
""",
    """CREATE POLICY h_coach_select ON trajectories_paymentaccount FOR SELECT TO h_coach USING (coach_id = ANY ((SELECT my_coach_ids())::uuid[]))
""",
    """CREATE POLICY h_coach_update ON trajectories_paymentaccount FOR UPDATE TO h_coach USING (coach_id = ANY ((SELECT my_coach_ids())::uuid[])) WITH CHECK (coach_id = ANY ((SELECT my_coach_ids())::uuid[]))
""",
    "CREATE POLICY h_system_delete ON trajectories_paymentaccount FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON trajectories_paymentaccount FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON trajectories_paymentaccount FOR SELECT TO h_system USING (true)",
    """CREATE POLICY h_system_update ON trajectories_paymentaccount FOR UPDATE TO h_system USING (true) WITH CHECK (true)
""",
    "GRANT UPDATE (iban, payee) ON trajectories_expensestatement TO h_coach",
    "GRANT INSERT ON trajectories_paymentaccount TO h_coach",
    "GRANT SELECT ON trajectories_paymentaccount TO h_coach",
    "GRANT UPDATE ON trajectories_paymentaccount TO h_coach",
    "GRANT DELETE ON trajectories_paymentaccount TO h_system",
    "GRANT INSERT ON trajectories_paymentaccount TO h_system",
    "GRANT SELECT ON trajectories_paymentaccount TO h_system",
    "GRANT UPDATE ON trajectories_paymentaccount TO h_system",
]
BACKWARDS = [
    "REVOKE UPDATE ON trajectories_paymentaccount FROM h_system",
    "REVOKE SELECT ON trajectories_paymentaccount FROM h_system",
    "REVOKE INSERT ON trajectories_paymentaccount FROM h_system",
    "REVOKE DELETE ON trajectories_paymentaccount FROM h_system",
    "REVOKE UPDATE ON trajectories_paymentaccount FROM h_coach",
    "REVOKE SELECT ON trajectories_paymentaccount FROM h_coach",
    "REVOKE INSERT ON trajectories_paymentaccount FROM h_coach",
    "REVOKE UPDATE (iban, payee) ON trajectories_expensestatement FROM h_coach",
    "DROP POLICY h_system_update ON trajectories_paymentaccount",
    "DROP POLICY h_system_select ON trajectories_paymentaccount",
    "DROP POLICY h_system_insert ON trajectories_paymentaccount",
    "DROP POLICY h_system_delete ON trajectories_paymentaccount",
    "DROP POLICY h_coach_update ON trajectories_paymentaccount",
    "DROP POLICY h_coach_select ON trajectories_paymentaccount",
    "DROP POLICY h_coach_insert ON trajectories_paymentaccount",
    "DROP POLICY h_coach_update ON trajectories_expensestatement",
    "DROP TRIGGER keeps_payee ON trajectories_expensestatement",
    "DROP FUNCTION guard_payee()",
    "ALTER TABLE trajectories_paymentaccount DISABLE ROW LEVEL SECURITY",
]


class Migration(migrations.Migration):

    dependencies = [
        ("core", "0013_mail_trouble"),
        ("accounts", "0011_numbers"),
        ("companies", "0006_roles_within_a_hat"),
        ("coaches", "0005_where_and_when"),
        ("programmes", "0028_lists_sorted"),
        ("modules", "0011_uptakes_sorted"),
        ("trajectories", "0027_planned_sessions_rights"),
        ("riskanalysis", "0005_names"),
        ("actionplans", "0009_route"),
        ("insight", "0006_answer"),
    ]

    operations = [
        migrations.AddField(
            model_name='expensestatement',
            name='iban',
            field=models.CharField(blank=True, db_default='', default='', max_length=34),
        ),
        migrations.AddField(
            model_name='expensestatement',
            name='payee',
            field=models.CharField(blank=True, db_default='', default='', max_length=150),
        ),
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
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]
