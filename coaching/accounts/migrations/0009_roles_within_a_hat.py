"""Rights as access.py declares them: accounts_user, am_staff, core_auditevent and others.

* accounts_user: the trigger no_new_staff is missing
* accounts_user: the trigger nobody_becomes_staff is missing
* am_staff(): may not be called by h_staff
* am_staff(): the function is missing
* core_auditevent: the policy by which h_staff may add rows to it says “(actor_id = ( SELECT app_uid() AS app_uid))”, d…
* core_auditevent: the policy by which h_staff may read it says “(((event)::text = 'system.entered'::text) OR ((hat)::t…
* core_outgoingemail: the policy by which h_staff may add rows to it says “true”, declared is “(((state)::text = 'queue…
* core_outgoingemail: the policy by which h_staff may read it says “true”, declared is “( SELECT am_staff() AS am_staff)”
* core_work: the policy by which h_staff may read it says “true”, declared is “( SELECT am_staff() AS am_staff)”
* guard_staff(): may not be called by PUBLIC
* guard_staff(): the function is missing
"""

from django.db import migrations

FORWARDS = [
    """CREATE OR REPLACE FUNCTION am_staff()
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT EXISTS (SELECT 1 FROM accounts_user s WHERE s.id = app_uid() AND s.is_platform_staff AND s.is_active)
$function$
""",
    "REVOKE ALL ON FUNCTION am_staff() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION guard_staff()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  IF current_user = 'w_web' THEN
    RAISE EXCEPTION 'platform staff is made by a command, never by the web' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$function$
""",
    "REVOKE ALL ON FUNCTION guard_staff() FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION am_staff() TO h_staff",
    "GRANT EXECUTE ON FUNCTION guard_staff() TO PUBLIC",
    """CREATE TRIGGER no_new_staff BEFORE INSERT ON accounts_user FOR EACH ROW WHEN (new.is_platform_staff) EXECUTE FUNCTION guard_staff()
""",
    """CREATE TRIGGER nobody_becomes_staff BEFORE UPDATE OF is_platform_staff ON accounts_user FOR EACH ROW WHEN (new.is_platform_staff AND NOT old.is_platform_staff) EXECUTE FUNCTION guard_staff()
""",
    "DROP POLICY h_staff_insert ON core_auditevent",
    """CREATE POLICY h_staff_insert ON core_auditevent FOR INSERT TO h_staff WITH CHECK ((actor_id = (SELECT app_uid())) AND ((SELECT am_staff())))
""",
    "DROP POLICY h_staff_select ON core_auditevent",
    """CREATE POLICY h_staff_select ON core_auditevent FOR SELECT TO h_staff USING ((event = 'system.entered' OR hat = 'h_staff') AND ((SELECT am_staff())))
""",
    "DROP POLICY h_staff_insert ON core_outgoingemail",
    """CREATE POLICY h_staff_insert ON core_outgoingemail FOR INSERT TO h_staff WITH CHECK ((state = 'queued' AND attempts = 0) AND ((SELECT am_staff())))
""",
    "DROP POLICY h_staff_select ON core_outgoingemail",
    "CREATE POLICY h_staff_select ON core_outgoingemail FOR SELECT TO h_staff USING ((SELECT am_staff()))",
    "DROP POLICY h_staff_select ON core_work",
    "CREATE POLICY h_staff_select ON core_work FOR SELECT TO h_staff USING ((SELECT am_staff()))",
]
BACKWARDS = [
    "DROP POLICY h_staff_select ON core_work",
    "CREATE POLICY h_staff_select ON core_work FOR SELECT TO h_staff USING (true)",
    "DROP POLICY h_staff_select ON core_outgoingemail",
    "CREATE POLICY h_staff_select ON core_outgoingemail FOR SELECT TO h_staff USING (true)",
    "DROP POLICY h_staff_insert ON core_outgoingemail",
    "CREATE POLICY h_staff_insert ON core_outgoingemail FOR INSERT TO h_staff WITH CHECK (true)",
    "DROP POLICY h_staff_select ON core_auditevent",
    """CREATE POLICY h_staff_select ON core_auditevent FOR SELECT TO h_staff USING ((((event)::text = 'system.entered'::text) OR ((hat)::text = 'h_staff'::text)))
""",
    "DROP POLICY h_staff_insert ON core_auditevent",
    """CREATE POLICY h_staff_insert ON core_auditevent FOR INSERT TO h_staff WITH CHECK ((actor_id = ( SELECT app_uid() AS app_uid)))
""",
    "DROP TRIGGER nobody_becomes_staff ON accounts_user",
    "DROP TRIGGER no_new_staff ON accounts_user",
    "DROP FUNCTION guard_staff()",
    "DROP FUNCTION am_staff()",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0010_own_deeds"),
        ("accounts", "0008_ask_again"),
        ("companies", "0005_former_numbers"),
        ("coaches", "0004_search_folded"),
        ("programmes", "0017_search_folded"),
        ("modules", "0008_search_folded"),
        ("trajectories", "0017_search_folded"),
        ("riskanalysis", "0003_by_trajectory"),
        ("actionplans", "0004_who_changes_what"),
        ("insight", "0003_warnings"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
