"""Rights, keys, guards and narrow functions, as they stood when the history of migrations began anew (ADR 0067)."""

from django.db import migrations

FORWARDS = [
    "SET LOCAL check_function_bodies = off",  # they call each other, across apps too
    "ALTER TABLE coaches_coach ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE coaches_coachabsence ENABLE ROW LEVEL SECURITY",
    """CREATE OR REPLACE FUNCTION find_coach_place(p_slug text, p_user bigint, p_wanted text)
 RETURNS TABLE(id uuid, slug text, name text, hat text, roles text[], has_mandate boolean, hats text[])
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT k.id, k.slug::text, k.name::text, 'h_coach'::text, ARRAY['coach', 'guest'], false, ARRAY['h_coach']
  FROM coaches_coach k WHERE k.user_id = p_user AND k.state <> 'left'
UNION ALL
-- Who works in files and coaches nobody. It stays when all mandates have ended: then it says so.
SELECT (array_agg(m.id ORDER BY m.given_at DESC))[1], ''::text, u.name::text, 'h_coach',
       array_agg(DISTINCT CASE m.discipline WHEN 'coach' THEN 'expert' ELSE guest_role(m.discipline) END)
       || CASE WHEN bool_or(m.discipline <> 'physician' AND m.ended_at IS NULL AND m.begins_at <= app_now()
                            AND (m.writes_until IS NULL OR m.writes_until > app_now())) THEN ARRAY['guest'] ELSE '{}' END,
       false, ARRAY['h_coach']
  FROM companies_mandate m JOIN accounts_user u ON u.id = m.person_id
 WHERE m.person_id = p_user AND NOT EXISTS (SELECT 1 FROM coaches_coach k WHERE k.user_id = p_user AND k.state <> 'left')
 GROUP BY u.name
$function$
""",
    "REVOKE ALL ON FUNCTION find_coach_place(text,bigint,text) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_coach_ids()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(k.id), '{}') FROM coaches_coach k WHERE k.user_id = app_uid() AND k.state <> 'left'
$function$
""",
    "REVOKE ALL ON FUNCTION my_coach_ids() FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION find_coach_place(text,bigint,text) TO w_web, w_worker",
    "GRANT EXECUTE ON FUNCTION my_coach_ids() TO h_coach, h_system",
    "CREATE POLICY h_admin_select ON coaches_coach FOR SELECT TO h_admin USING (true)",
    "CREATE POLICY h_coach_select ON coaches_coach FOR SELECT TO h_coach USING (true)",
    """CREATE POLICY h_coach_update ON coaches_coach FOR UPDATE TO h_coach USING (user_id = (SELECT app_uid())) WITH CHECK (user_id = (SELECT app_uid()))
""",
    "CREATE POLICY h_contact_select ON coaches_coach FOR SELECT TO h_contact USING (true)",
    "CREATE POLICY h_cpbw_select ON coaches_coach FOR SELECT TO h_cpbw USING (true)",
    "CREATE POLICY h_partner_select ON coaches_coach FOR SELECT TO h_partner USING (true)",
    "CREATE POLICY h_person_select ON coaches_coach FOR SELECT TO h_person USING (true)",
    "CREATE POLICY h_public_select ON coaches_coach FOR SELECT TO h_public USING (true)",
    "CREATE POLICY h_staff_select ON coaches_coach FOR SELECT TO h_staff USING (true)",
    "CREATE POLICY h_system_delete ON coaches_coach FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON coaches_coach FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON coaches_coach FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON coaches_coach FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    "CREATE POLICY h_admin_select ON coaches_coachabsence FOR SELECT TO h_admin USING (true)",
    """CREATE POLICY h_coach_delete ON coaches_coachabsence FOR DELETE TO h_coach USING (coach_id = ANY ((SELECT my_coach_ids())::uuid[]))
""",
    """CREATE POLICY h_coach_insert ON coaches_coachabsence FOR INSERT TO h_coach WITH CHECK (coach_id = ANY ((SELECT my_coach_ids())::uuid[]))
""",
    "CREATE POLICY h_coach_select ON coaches_coachabsence FOR SELECT TO h_coach USING (true)",
    "CREATE POLICY h_contact_select ON coaches_coachabsence FOR SELECT TO h_contact USING (true)",
    "CREATE POLICY h_cpbw_select ON coaches_coachabsence FOR SELECT TO h_cpbw USING (true)",
    "CREATE POLICY h_partner_select ON coaches_coachabsence FOR SELECT TO h_partner USING (true)",
    "CREATE POLICY h_person_select ON coaches_coachabsence FOR SELECT TO h_person USING (true)",
    "CREATE POLICY h_public_select ON coaches_coachabsence FOR SELECT TO h_public USING (true)",
    "CREATE POLICY h_staff_select ON coaches_coachabsence FOR SELECT TO h_staff USING (true)",
    "CREATE POLICY h_system_delete ON coaches_coachabsence FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON coaches_coachabsence FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON coaches_coachabsence FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON coaches_coachabsence FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    "GRANT SELECT ON coaches_coach TO h_admin",
    "GRANT SELECT ON coaches_coach TO h_coach",
    "GRANT UPDATE ON coaches_coach TO h_coach",
    "GRANT SELECT ON coaches_coach TO h_contact",
    "GRANT SELECT ON coaches_coach TO h_cpbw",
    "GRANT SELECT ON coaches_coach TO h_partner",
    "GRANT SELECT ON coaches_coach TO h_person",
    "GRANT SELECT ON coaches_coach TO h_public",
    "GRANT SELECT ON coaches_coach TO h_staff",
    "GRANT DELETE ON coaches_coach TO h_system",
    "GRANT INSERT ON coaches_coach TO h_system",
    "GRANT SELECT ON coaches_coach TO h_system",
    "GRANT UPDATE ON coaches_coach TO h_system",
    "GRANT SELECT ON coaches_coachabsence TO h_admin",
    "GRANT DELETE ON coaches_coachabsence TO h_coach",
    "GRANT INSERT ON coaches_coachabsence TO h_coach",
    "GRANT SELECT ON coaches_coachabsence TO h_coach",
    "GRANT SELECT ON coaches_coachabsence TO h_contact",
    "GRANT SELECT ON coaches_coachabsence TO h_cpbw",
    "GRANT SELECT ON coaches_coachabsence TO h_partner",
    "GRANT SELECT ON coaches_coachabsence TO h_person",
    "GRANT SELECT ON coaches_coachabsence TO h_public",
    "GRANT SELECT ON coaches_coachabsence TO h_staff",
    "GRANT DELETE ON coaches_coachabsence TO h_system",
    "GRANT INSERT ON coaches_coachabsence TO h_system",
    "GRANT SELECT ON coaches_coachabsence TO h_system",
    "GRANT UPDATE ON coaches_coachabsence TO h_system",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_access"),
        ("accounts", "0002_access"),
        ("companies", "0002_access"),
        ("coaches", "0001_initial"),
        ("riskanalysis", "0001_initial"),
        ("actionplans", "0001_initial"),
        ("programmes", "0001_initial"),
        ("modules", "0001_initial"),
        ("trajectories", "0001_initial"),
        ("insight", "0001_initial"),
    ]
    operations = [migrations.RunSQL(FORWARDS)]
