"""Rights as access.py declares them: find_coach_place.

* find_coach_place(text,bigint,text): the function does something else than its file says
"""

from django.db import migrations

FORWARDS = [
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
]
BACKWARDS = [
    """CREATE OR REPLACE FUNCTION find_coach_place(p_slug text, p_user bigint, p_wanted text)
 RETURNS TABLE(id uuid, slug text, name text, hat text, roles text[], has_mandate boolean, hats text[])
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT k.id, k.slug::text, k.name::text, 'h_coach'::text, ARRAY['coach', 'guest'], false, ARRAY['h_coach'] FROM coaches_coach k WHERE k.user_id = p_user AND k.state <> 'left'
$function$

""",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0017_list_files"),
        ("accounts", "0016_advisers"),
        ("companies", "0018_advisers"),
        ("coaches", "0006_writing"),
        ("riskanalysis", "0008_held_by_hand"),
        ("actionplans", "0013_brought_plans"),
        ("programmes", "0033_founded"),
        ("modules", "0014_money_for_administrators"),
        ("trajectories", "0034_held_by_hand"),
        ("insight", "0007_mandates"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
