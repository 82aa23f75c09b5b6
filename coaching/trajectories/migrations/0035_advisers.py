"""Rights as access.py declares them: companies_company, companies_consultationbody, companies_establishmentunit and others.

* companies_company: the policy by which h_coach may read it says “(id = ANY (( SELECT my_coach_companies() AS my_coach…
* companies_consultationbody: the policy by which h_coach may read it says “(company_id = ANY (( SELECT my_coach_compan…
* companies_establishmentunit: the policy by which h_coach may read it says “(company_id = ANY (( SELECT my_coach_compa…
* companies_membership: the policy by which h_coach may read it says “(company_id = ANY (( SELECT my_coach_companies() …
* companies_workunit: the policy by which h_coach may read it says “(company_id = ANY (( SELECT my_coach_companies() AS…
* find_company_place(text,bigint,text): the function does something else than its file says
* my_coach_companies(): the function does something else than its file says
"""

from django.db import migrations

FORWARDS = [
    "DROP POLICY h_coach_select ON companies_earlierunit",
    "CREATE POLICY h_coach_select ON companies_earlierunit FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_coach_companies())::uuid[])) OR (company_id = ANY ((SELECT my_guest_companies())::uuid[])))",
    "DROP POLICY h_coach_insert ON companies_earlierunit",
    "CREATE POLICY h_coach_insert ON companies_earlierunit FOR INSERT TO h_coach WITH CHECK ((company_id = ANY ((SELECT my_files_to_add())::uuid[])))",
    "DROP POLICY h_coach_select ON companies_headcount",
    "CREATE POLICY h_coach_select ON companies_headcount FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_coach_companies())::uuid[])) OR (company_id = ANY ((SELECT my_guest_companies())::uuid[])))",
    "DROP POLICY h_coach_insert ON companies_headcount",
    "CREATE POLICY h_coach_insert ON companies_headcount FOR INSERT TO h_coach WITH CHECK ((company_id = ANY ((SELECT my_files_to_add())::uuid[])))",
    "DROP POLICY h_coach_select ON companies_roleholder",
    "CREATE POLICY h_coach_select ON companies_roleholder FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_coach_companies())::uuid[])) OR (company_id = ANY ((SELECT my_guest_companies())::uuid[])))",
    """CREATE OR REPLACE FUNCTION find_company_place(p_slug text, p_user bigint, p_wanted text)
 RETURNS TABLE(id uuid, slug text, name text, hat text, roles text[], has_mandate boolean, hats text[])
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
WITH rel AS (
      SELECT c.id, c.slug, c.name, m.role::text AS role, company_role_hat(m.role) AS hat, m.has_mandate
        FROM companies_company c JOIN companies_membership m ON m.company_id = c.id
       WHERE c.slug = p_slug AND m.user_id = p_user AND m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today())
      UNION ALL
      SELECT c.id, c.slug, c.name, 'coach', 'h_coach', false
        FROM companies_company c JOIN trajectories_trajectory t ON t.company_id = c.id
        JOIN coaches_coach k ON k.id = t.coach_id
       WHERE c.slug = p_slug AND k.user_id = p_user AND k.state <> 'left' AND t.state <> 'stopped'
      UNION ALL
      SELECT c.id, c.slug, c.name, guest_role(m.discipline), 'h_coach', false
        FROM companies_company c JOIN companies_mandate m ON m.company_id = c.id
       WHERE c.slug = p_slug AND m.person_id = p_user AND m.ended_at IS NULL AND m.begins_at <= app_now()
         AND (m.reads_until IS NULL OR m.reads_until > app_now())
      UNION ALL
      -- Who may write, too; a physician reads.
      SELECT c.id, c.slug, c.name, 'guest', 'h_coach', false
        FROM companies_company c JOIN companies_mandate m ON m.company_id = c.id
       WHERE c.slug = p_slug AND m.person_id = p_user AND m.ended_at IS NULL AND m.begins_at <= app_now()
         AND m.discipline <> 'physician' AND (m.writes_until IS NULL OR m.writes_until > app_now())
    ), chosen AS (
      SELECT hat FROM rel ORDER BY (hat = p_wanted) DESC, array_position(ARRAY['h_contact', 'h_coach', 'h_cpbw'], hat)
       LIMIT 1
    )
    SELECT rel.id, rel.slug::text, rel.name::text, rel.hat, array_agg(DISTINCT rel.role), bool_or(rel.has_mandate),
           (SELECT array_agg(DISTINCT r.hat) FROM rel r)
      FROM rel JOIN chosen ON chosen.hat = rel.hat GROUP BY 1, 2, 3, 4
$function$
""",
    """CREATE OR REPLACE FUNCTION my_coach_companies()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(DISTINCT t.company_id), '{}') FROM trajectories_trajectory t
 WHERE t.id = ANY ((SELECT my_requested_trajectories())::uuid[])
$function$
""",
    "DROP POLICY h_coach_select ON companies_company",
    """CREATE POLICY h_coach_select ON companies_company FOR SELECT TO h_coach USING ((id = ANY ((SELECT my_coach_companies())::uuid[])) OR (id = ANY ((SELECT my_guest_companies())::uuid[])))
""",
    "DROP POLICY h_coach_select ON companies_consultationbody",
    """CREATE POLICY h_coach_select ON companies_consultationbody FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_coach_companies())::uuid[])) OR (company_id = ANY ((SELECT my_guest_companies())::uuid[])))
""",
    "DROP POLICY h_coach_select ON companies_establishmentunit",
    """CREATE POLICY h_coach_select ON companies_establishmentunit FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_coach_companies())::uuid[])) OR (company_id = ANY ((SELECT my_guest_companies())::uuid[])))
""",
    "DROP POLICY h_coach_select ON companies_membership",
    """CREATE POLICY h_coach_select ON companies_membership FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_coach_companies())::uuid[])) OR (company_id = ANY ((SELECT my_guest_companies())::uuid[])))
""",
    "DROP POLICY h_coach_select ON companies_workunit",
    """CREATE POLICY h_coach_select ON companies_workunit FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_coach_companies())::uuid[])) OR (company_id = ANY ((SELECT my_guest_companies())::uuid[])))
""",
]
BACKWARDS = [
    "DROP POLICY h_coach_select ON companies_earlierunit",
    "CREATE POLICY h_coach_select ON companies_earlierunit FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_coach_companies())::uuid[])))",
    "DROP POLICY h_coach_insert ON companies_earlierunit",
    "CREATE POLICY h_coach_insert ON companies_earlierunit FOR INSERT TO h_coach WITH CHECK ((company_id = ANY ((SELECT my_coach_companies())::uuid[])))",
    "DROP POLICY h_coach_select ON companies_headcount",
    "CREATE POLICY h_coach_select ON companies_headcount FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_coach_companies())::uuid[])))",
    "DROP POLICY h_coach_insert ON companies_headcount",
    "CREATE POLICY h_coach_insert ON companies_headcount FOR INSERT TO h_coach WITH CHECK ((company_id = ANY ((SELECT my_coach_companies())::uuid[])))",
    "DROP POLICY h_coach_select ON companies_roleholder",
    "CREATE POLICY h_coach_select ON companies_roleholder FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_coach_companies())::uuid[])))",
    "DROP POLICY h_coach_select ON companies_workunit",
    """CREATE POLICY h_coach_select ON companies_workunit FOR SELECT TO h_coach USING ((company_id = ANY (( SELECT my_coach_companies() AS my_coach_companies)::uuid[])))
""",
    "DROP POLICY h_coach_select ON companies_membership",
    """CREATE POLICY h_coach_select ON companies_membership FOR SELECT TO h_coach USING ((company_id = ANY (( SELECT my_coach_companies() AS my_coach_companies)::uuid[])))
""",
    "DROP POLICY h_coach_select ON companies_establishmentunit",
    """CREATE POLICY h_coach_select ON companies_establishmentunit FOR SELECT TO h_coach USING ((company_id = ANY (( SELECT my_coach_companies() AS my_coach_companies)::uuid[])))
""",
    "DROP POLICY h_coach_select ON companies_consultationbody",
    """CREATE POLICY h_coach_select ON companies_consultationbody FOR SELECT TO h_coach USING ((company_id = ANY (( SELECT my_coach_companies() AS my_coach_companies)::uuid[])))
""",
    "DROP POLICY h_coach_select ON companies_company",
    """CREATE POLICY h_coach_select ON companies_company FOR SELECT TO h_coach USING ((id = ANY (( SELECT my_coach_companies() AS my_coach_companies)::uuid[])))
""",
    """CREATE OR REPLACE FUNCTION my_coach_companies()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(DISTINCT x.company_id), '{}') FROM (
  SELECT t.company_id FROM trajectories_trajectory t WHERE t.id = ANY ((SELECT my_requested_trajectories())::uuid[])
  UNION SELECT unnest((SELECT my_guest_companies())::uuid[])) x
$function$

""",
    """CREATE OR REPLACE FUNCTION find_company_place(p_slug text, p_user bigint, p_wanted text)
 RETURNS TABLE(id uuid, slug text, name text, hat text, roles text[], has_mandate boolean, hats text[])
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
WITH rel AS (
      SELECT c.id, c.slug, c.name, m.role::text AS role, company_role_hat(m.role) AS hat, m.has_mandate
        FROM companies_company c JOIN companies_membership m ON m.company_id = c.id
       WHERE c.slug = p_slug AND m.user_id = p_user AND m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today())
      UNION ALL
      SELECT c.id, c.slug, c.name, 'coach', 'h_coach', false
        FROM companies_company c JOIN trajectories_trajectory t ON t.company_id = c.id
        JOIN coaches_coach k ON k.id = t.coach_id
       WHERE c.slug = p_slug AND k.user_id = p_user AND k.state <> 'left' AND t.state <> 'stopped'
      UNION ALL
      SELECT c.id, c.slug, c.name, 'coach', 'h_coach', false
        FROM companies_company c JOIN companies_mandate m ON m.company_id = c.id
       WHERE c.slug = p_slug AND m.person_id = p_user AND m.ended_at IS NULL AND m.begins_at <= app_now()
         AND (m.reads_until IS NULL OR m.reads_until > app_now())
      UNION ALL
      -- Who may write, too.
      SELECT c.id, c.slug, c.name, 'guest', 'h_coach', false
        FROM companies_company c JOIN companies_mandate m ON m.company_id = c.id
       WHERE c.slug = p_slug AND m.person_id = p_user AND m.ended_at IS NULL AND m.begins_at <= app_now()
         AND (m.writes_until IS NULL OR m.writes_until > app_now())
    ), chosen AS (
      SELECT hat FROM rel ORDER BY (hat = p_wanted) DESC, array_position(ARRAY['h_contact', 'h_coach', 'h_cpbw'], hat)
       LIMIT 1
    )
    SELECT rel.id, rel.slug::text, rel.name::text, rel.hat, array_agg(DISTINCT rel.role), bool_or(rel.has_mandate),
           (SELECT array_agg(DISTINCT r.hat) FROM rel r)
      FROM rel JOIN chosen ON chosen.hat = rel.hat GROUP BY 1, 2, 3, 4
$function$

""",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0017_list_files"),
        ("accounts", "0016_advisers"),
        ("companies", "0018_advisers"),
        ("coaches", "0007_advisers"),
        ("riskanalysis", "0008_held_by_hand"),
        ("actionplans", "0013_brought_plans"),
        ("programmes", "0034_advisers"),
        ("modules", "0014_money_for_administrators"),
        ("trajectories", "0034_held_by_hand"),
        ("insight", "0007_mandates"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
