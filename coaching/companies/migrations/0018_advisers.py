"""Rights as access.py declares them: guest_role, my_ended_mandate, my_files_to_add and others.

* guest_role(text): may not be called by PUBLIC
* guest_role(text): the function is missing
* my_ended_mandate(text): may not be called by h_person
* my_ended_mandate(text): the function is missing
* my_files_to_add(): the function does something else than its file says
* my_files_to_write(): the function does something else than its file says
* my_mandated_companies(): may not be called by h_coach
* my_mandated_companies(): the function is missing
* my_pieces_to_write(): the function does something else than its file says
"""

from django.db import migrations

FORWARDS = [
    """CREATE OR REPLACE FUNCTION guest_role(discipline text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT CASE discipline WHEN 'prevention_adviser' THEN 'external_adviser' ELSE discipline END
$function$
""",
    "REVOKE ALL ON FUNCTION guest_role(text) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_ended_mandate(p_slug text)
 RETURNS TABLE(name text, ended timestamp with time zone)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- Told to who had a mandate in that file themselves, and to nobody else.
SELECT c.name::text, least(coalesce(m.ended_at, m.reads_until), coalesce(m.reads_until, m.ended_at))
  FROM companies_mandate m JOIN companies_company c ON c.id = m.company_id
 WHERE c.slug = p_slug AND m.person_id = app_uid() AND (m.ended_at IS NOT NULL OR m.reads_until <= app_now())
 ORDER BY 2 DESC LIMIT 1
$function$
""",
    "REVOKE ALL ON FUNCTION my_ended_mandate(text) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_files_to_add()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- Files in which something new may be made: whole ones, and those whose mandate runs from a day on.
SELECT coalesce(array_agg(DISTINCT m.company_id), '{}') FROM companies_mandate m
 WHERE m.person_id = app_uid() AND m.ended_at IS NULL AND m.begins_at <= app_now() AND m.discipline <> 'physician'
   AND (m.writes_until IS NULL OR m.writes_until > app_now())
$function$
""",
    """CREATE OR REPLACE FUNCTION my_files_to_write()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(DISTINCT m.company_id), '{}') FROM companies_mandate m
 WHERE m.person_id = app_uid() AND m.ended_at IS NULL AND m.begins_at <= app_now() AND m.discipline <> 'physician' AND m.since IS NULL
   AND (m.writes_until IS NULL OR m.writes_until > app_now())
$function$
""",
    """CREATE OR REPLACE FUNCTION my_mandated_companies()
 RETURNS TABLE(id uuid, slug text, name text)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- Names only, also of companies in whose file one worked before.
SELECT DISTINCT c.id, c.slug::text, c.name::text FROM companies_mandate m JOIN companies_company c ON c.id = m.company_id
 WHERE m.person_id = app_uid()
$function$
""",
    "REVOKE ALL ON FUNCTION my_mandated_companies() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_pieces_to_write()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(DISTINCT p.id), '{}')
  FROM companies_mandate m JOIN companies_filepiece p ON p.company_id = m.company_id
 WHERE m.person_id = app_uid() AND m.ended_at IS NULL AND m.begins_at <= app_now() AND m.discipline <> 'physician' AND m.since IS NOT NULL
   AND (m.writes_until IS NULL OR m.writes_until > app_now()) AND p.made_at >= m.since
$function$
""",
    "GRANT EXECUTE ON FUNCTION guest_role(text) TO PUBLIC",
    "GRANT EXECUTE ON FUNCTION my_ended_mandate(text) TO h_person",
    "GRANT EXECUTE ON FUNCTION my_mandated_companies() TO h_coach",
]
BACKWARDS = [
    """CREATE OR REPLACE FUNCTION my_pieces_to_write()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(DISTINCT p.id), '{}')
  FROM companies_mandate m JOIN companies_filepiece p ON p.company_id = m.company_id
 WHERE m.person_id = app_uid() AND m.ended_at IS NULL AND m.begins_at <= app_now() AND m.since IS NOT NULL
   AND (m.writes_until IS NULL OR m.writes_until > app_now()) AND p.made_at >= m.since
$function$

""",
    "DROP FUNCTION my_mandated_companies()",
    """CREATE OR REPLACE FUNCTION my_files_to_write()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(DISTINCT m.company_id), '{}') FROM companies_mandate m
 WHERE m.person_id = app_uid() AND m.ended_at IS NULL AND m.begins_at <= app_now() AND m.since IS NULL
   AND (m.writes_until IS NULL OR m.writes_until > app_now())
$function$

""",
    """CREATE OR REPLACE FUNCTION my_files_to_add()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- Files in which something new may be made: whole ones, and those whose mandate runs from a day on.
SELECT coalesce(array_agg(DISTINCT m.company_id), '{}') FROM companies_mandate m
 WHERE m.person_id = app_uid() AND m.ended_at IS NULL AND m.begins_at <= app_now()
   AND (m.writes_until IS NULL OR m.writes_until > app_now())
$function$

""",
    "DROP FUNCTION my_ended_mandate(text)",
    "DROP FUNCTION guest_role(text)",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0017_list_files"),
        ("accounts", "0016_advisers"),
        ("companies", "0017_works_council"),
        ("coaches", "0006_writing"),
        ("riskanalysis", "0008_held_by_hand"),
        ("actionplans", "0013_brought_plans"),
        ("programmes", "0033_founded"),
        ("modules", "0014_money_for_administrators"),
        ("trajectories", "0034_held_by_hand"),
        ("insight", "0007_mandates"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
