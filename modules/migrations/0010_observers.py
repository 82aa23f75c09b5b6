"""Rights as access.py declares them: modules_moduleuptake, modules_moduleversion, modules_sessionplace and others.

* modules_moduleuptake: the policy by which h_admin may read it says “(programme_id = ANY (( SELECT my_programmes() AS …
* modules_moduleuptake: the policy by which h_admin may change it says “(programme_id = ANY (( SELECT my_programmes() A…
* modules_moduleversion: the policy by which h_admin may read it says “((keeper_id IS NULL) OR (keeper_id = ANY (( SELE…
* modules_sessionplace: the policy by which h_admin may read it says “(programme_id = ANY (( SELECT my_programmes() AS …
* session_link(uuid): the function does something else than its file says
"""

from django.db import migrations

FORWARDS = [
    """CREATE OR REPLACE FUNCTION session_link(p_session uuid)
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT s.link::text FROM modules_modulesession s WHERE s.id = p_session AND (current_setting('role', true) = 'h_system' OR s.programme_id = ANY (my_judged()) OR EXISTS (SELECT 1 FROM modules_sessionplace p WHERE p.session_id = s.id AND p.state = 'taken' AND p.token_digest = nullif(current_setting('app.token', true), '')))
$function$
""",
    "DROP POLICY h_admin_select ON modules_moduleuptake",
    """CREATE POLICY h_admin_select ON modules_moduleuptake FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    "DROP POLICY h_admin_update ON modules_moduleuptake",
    """CREATE POLICY h_admin_update ON modules_moduleuptake FOR UPDATE TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[])) WITH CHECK (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    "DROP POLICY h_admin_select ON modules_moduleversion",
    """CREATE POLICY h_admin_select ON modules_moduleversion FOR SELECT TO h_admin USING ((keeper_id IS NULL) OR (keeper_id = ANY ((SELECT my_judged())::uuid[])))
""",
    "DROP POLICY h_admin_select ON modules_sessionplace",
    """CREATE POLICY h_admin_select ON modules_sessionplace FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
]
BACKWARDS = [
    "DROP POLICY h_admin_select ON modules_sessionplace",
    """CREATE POLICY h_admin_select ON modules_sessionplace FOR SELECT TO h_admin USING ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))
""",
    "DROP POLICY h_admin_select ON modules_moduleversion",
    """CREATE POLICY h_admin_select ON modules_moduleversion FOR SELECT TO h_admin USING (((keeper_id IS NULL) OR (keeper_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[]))))
""",
    "DROP POLICY h_admin_update ON modules_moduleuptake",
    """CREATE POLICY h_admin_update ON modules_moduleuptake FOR UPDATE TO h_admin USING ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[]))) WITH CHECK ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))
""",
    "DROP POLICY h_admin_select ON modules_moduleuptake",
    """CREATE POLICY h_admin_select ON modules_moduleuptake FOR SELECT TO h_admin USING ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))
""",
    """CREATE OR REPLACE FUNCTION session_link(p_session uuid)
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$ SELECT s.link::text FROM modules_modulesession s WHERE s.id = p_session AND (current_setting('role', true) = 'h_system' OR s.programme_id = ANY (my_programmes()) OR EXISTS (SELECT 1 FROM modules_sessionplace p WHERE p.session_id = s.id AND p.state = 'taken' AND p.token_digest = nullif(current_setting('app.token', true), ''))) $function$

""",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0011_observers"),
        ("accounts", "0010_seal_second_steps"),
        ("companies", "0006_roles_within_a_hat"),
        ("coaches", "0004_search_folded"),
        ("programmes", "0019_observers"),
        ("modules", "0009_names"),
        ("trajectories", "0019_names"),
        ("riskanalysis", "0005_names"),
        ("actionplans", "0005_names"),
        ("insight", "0003_warnings"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
