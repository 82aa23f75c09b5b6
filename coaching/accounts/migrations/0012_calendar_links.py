"""Links for calendar programs: the table, its rights, and the narrow function that says whose a link is."""

import uuid

from django.db import migrations, models

import coaching.core.ground.clock

FORWARDS = [
    "ALTER TABLE accounts_calendarlink ENABLE ROW LEVEL SECURITY",
    """CREATE OR REPLACE FUNCTION find_calendar_link(p_link uuid)
 RETURNS TABLE(user_id bigint, kind text, slug text, seed uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT l.user_id, l.kind::text, l.slug::text, l.seed FROM accounts_calendarlink l JOIN accounts_user u ON u.id = l.user_id WHERE l.id = p_link AND u.is_active
$function$
""",
    "REVOKE ALL ON FUNCTION find_calendar_link(uuid) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION find_calendar_link(uuid) TO w_web, w_worker",
    """CREATE POLICY h_person_delete ON accounts_calendarlink FOR DELETE TO h_person USING (user_id = (SELECT app_uid()))
""",
    """CREATE POLICY h_person_insert ON accounts_calendarlink FOR INSERT TO h_person WITH CHECK (user_id = (SELECT app_uid()))
""",
    """CREATE POLICY h_person_select ON accounts_calendarlink FOR SELECT TO h_person USING (user_id = (SELECT app_uid()))
""",
    """CREATE POLICY h_person_update ON accounts_calendarlink FOR UPDATE TO h_person USING (user_id = (SELECT app_uid())) WITH CHECK (user_id = (SELECT app_uid()))
""",
    "CREATE POLICY h_system_delete ON accounts_calendarlink FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON accounts_calendarlink FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON accounts_calendarlink FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON accounts_calendarlink FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    "GRANT DELETE ON accounts_calendarlink TO h_person",
    "GRANT INSERT ON accounts_calendarlink TO h_person",
    "GRANT SELECT ON accounts_calendarlink TO h_person",
    "GRANT UPDATE ON accounts_calendarlink TO h_person",
    "GRANT DELETE ON accounts_calendarlink TO h_system",
    "GRANT INSERT ON accounts_calendarlink TO h_system",
    "GRANT SELECT ON accounts_calendarlink TO h_system",
    "GRANT UPDATE ON accounts_calendarlink TO h_system",
]
BACKWARDS = [
    "REVOKE UPDATE ON accounts_calendarlink FROM h_system",
    "REVOKE SELECT ON accounts_calendarlink FROM h_system",
    "REVOKE INSERT ON accounts_calendarlink FROM h_system",
    "REVOKE DELETE ON accounts_calendarlink FROM h_system",
    "REVOKE UPDATE ON accounts_calendarlink FROM h_person",
    "REVOKE SELECT ON accounts_calendarlink FROM h_person",
    "REVOKE INSERT ON accounts_calendarlink FROM h_person",
    "REVOKE DELETE ON accounts_calendarlink FROM h_person",
    "DROP POLICY h_system_update ON accounts_calendarlink",
    "DROP POLICY h_system_select ON accounts_calendarlink",
    "DROP POLICY h_system_insert ON accounts_calendarlink",
    "DROP POLICY h_system_delete ON accounts_calendarlink",
    "DROP POLICY h_person_update ON accounts_calendarlink",
    "DROP POLICY h_person_select ON accounts_calendarlink",
    "DROP POLICY h_person_insert ON accounts_calendarlink",
    "DROP POLICY h_person_delete ON accounts_calendarlink",
    "DROP FUNCTION find_calendar_link(uuid)",
    "ALTER TABLE accounts_calendarlink DISABLE ROW LEVEL SECURITY",
]


class Migration(migrations.Migration):
    dependencies = [("core", "0013_mail_trouble"), ("accounts", "0011_numbers")]
    operations = [
        migrations.CreateModel(
            name="CalendarLink",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("user_id", models.BigIntegerField()),
                ("kind", models.CharField(max_length=12)),
                ("slug", models.CharField(blank=True, max_length=120)),
                ("seed", models.UUIDField(default=uuid.uuid4)),
                ("made_at", models.DateTimeField(default=coaching.core.ground.clock.now)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("user_id", "kind", "slug"), name="one_calendar_link")],
            },
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]
