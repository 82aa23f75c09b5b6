"""Rights as access.py declares them: my_files, my_files_to_add, my_files_to_write and others.

* my_files(): the function does something else than its file says
* my_files_to_add(): the function does something else than its file says
* my_files_to_write(): the function does something else than its file says
* my_guest_companies(): the function does something else than its file says
* my_pieces(): the function does something else than its file says
* my_pieces_to_write(): the function does something else than its file says
"""

from django.db import migrations

FORWARDS = [
    """CREATE OR REPLACE FUNCTION my_files()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(DISTINCT m.company_id), '{}') FROM companies_mandate m
 WHERE m.person_id = (SELECT app_uid()) AND m.ended_at IS NULL AND m.begins_at <= (SELECT app_now()) AND m.since IS NULL
   AND (m.reads_until IS NULL OR m.reads_until > (SELECT app_now()))
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
 WHERE m.person_id = (SELECT app_uid()) AND m.ended_at IS NULL AND m.begins_at <= (SELECT app_now()) AND m.discipline <> 'physician'
   AND (m.writes_until IS NULL OR m.writes_until > (SELECT app_now()))
$function$
""",
    """CREATE OR REPLACE FUNCTION my_files_to_write()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(DISTINCT m.company_id), '{}') FROM companies_mandate m
 WHERE m.person_id = (SELECT app_uid()) AND m.ended_at IS NULL AND m.begins_at <= (SELECT app_now()) AND m.discipline <> 'physician' AND m.since IS NULL
   AND (m.writes_until IS NULL OR m.writes_until > (SELECT app_now()))
$function$
""",
    """CREATE OR REPLACE FUNCTION my_guest_companies()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- Companies in whose file one works or still reads, whichever mandate one has.
SELECT coalesce(array_agg(DISTINCT m.company_id), '{}') FROM companies_mandate m
 WHERE m.person_id = (SELECT app_uid()) AND m.ended_at IS NULL AND m.begins_at <= (SELECT app_now())
   AND (m.reads_until IS NULL OR m.reads_until > (SELECT app_now()))
$function$
""",
    """CREATE OR REPLACE FUNCTION my_pieces()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- What was made while a limited mandate ran, and whatever that builds on. OFFSET 0: along the keys, however many files there are.
WITH RECURSIVE mine AS (
  SELECT piece.id, piece.builds_on_id FROM companies_mandate m CROSS JOIN LATERAL (
           SELECT p.id, p.builds_on_id FROM companies_filepiece p
            WHERE p.company_id = m.company_id AND p.made_at >= m.since
              AND (m.writes_until IS NULL OR p.made_at <= m.writes_until) OFFSET 0) AS piece
   WHERE m.person_id = (SELECT app_uid()) AND m.ended_at IS NULL AND m.begins_at <= (SELECT app_now()) AND m.since IS NOT NULL
     AND (m.reads_until IS NULL OR m.reads_until > (SELECT app_now()))
  UNION
  SELECT piece.id, piece.builds_on_id FROM mine CROSS JOIN LATERAL (
           SELECT p.id, p.builds_on_id FROM companies_filepiece p WHERE p.id = mine.builds_on_id OFFSET 0) AS piece
   WHERE mine.builds_on_id IS NOT NULL
)
SELECT coalesce(array_agg(mine.id), '{}') FROM mine
$function$
""",
    """CREATE OR REPLACE FUNCTION my_pieces_to_write()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(DISTINCT piece.id), '{}')
  FROM companies_mandate m CROSS JOIN LATERAL (
         SELECT p.id FROM companies_filepiece p WHERE p.company_id = m.company_id AND p.made_at >= m.since OFFSET 0) AS piece
 WHERE m.person_id = (SELECT app_uid()) AND m.ended_at IS NULL AND m.begins_at <= (SELECT app_now()) AND m.discipline <> 'physician' AND m.since IS NOT NULL
   AND (m.writes_until IS NULL OR m.writes_until > (SELECT app_now()))
$function$
""",
]
BACKWARDS = [
    """CREATE OR REPLACE FUNCTION my_pieces_to_write()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(DISTINCT piece.id), '{}')
  FROM companies_mandate m CROSS JOIN LATERAL (
         SELECT p.id FROM companies_filepiece p WHERE p.company_id = m.company_id AND p.made_at >= m.since OFFSET 0) AS piece
 WHERE m.person_id = app_uid() AND m.ended_at IS NULL AND m.begins_at <= app_now() AND m.discipline <> 'physician' AND m.since IS NOT NULL
   AND (m.writes_until IS NULL OR m.writes_until > app_now())
$function$

""",
    """CREATE OR REPLACE FUNCTION my_pieces()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- What was made while a limited mandate ran, and whatever that builds on. OFFSET 0: along the keys, however many files there are.
WITH RECURSIVE mine AS (
  SELECT piece.id, piece.builds_on_id FROM companies_mandate m CROSS JOIN LATERAL (
           SELECT p.id, p.builds_on_id FROM companies_filepiece p
            WHERE p.company_id = m.company_id AND p.made_at >= m.since
              AND (m.writes_until IS NULL OR p.made_at <= m.writes_until) OFFSET 0) AS piece
   WHERE m.person_id = app_uid() AND m.ended_at IS NULL AND m.begins_at <= app_now() AND m.since IS NOT NULL
     AND (m.reads_until IS NULL OR m.reads_until > app_now())
  UNION
  SELECT piece.id, piece.builds_on_id FROM mine CROSS JOIN LATERAL (
           SELECT p.id, p.builds_on_id FROM companies_filepiece p WHERE p.id = mine.builds_on_id OFFSET 0) AS piece
)
SELECT coalesce(array_agg(mine.id), '{}') FROM mine
$function$

""",
    """CREATE OR REPLACE FUNCTION my_guest_companies()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- Companies in whose file one works or still reads, whichever mandate one has.
SELECT coalesce(array_agg(DISTINCT m.company_id), '{}') FROM companies_mandate m
 WHERE m.person_id = app_uid() AND m.ended_at IS NULL AND m.begins_at <= app_now()
   AND (m.reads_until IS NULL OR m.reads_until > app_now())
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
    """CREATE OR REPLACE FUNCTION my_files()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(DISTINCT m.company_id), '{}') FROM companies_mandate m
 WHERE m.person_id = app_uid() AND m.ended_at IS NULL AND m.begins_at <= app_now() AND m.since IS NULL
   AND (m.reads_until IS NULL OR m.reads_until > app_now())
$function$

""",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_access"),
        ("accounts", "0002_access"),
        ("companies", "0003_access"),
        ("coaches", "0002_access"),
        ("riskanalysis", "0003_access"),
        ("actionplans", "0003_access"),
        ("programmes", "0002_access"),
        ("modules", "0002_access"),
        ("trajectories", "0002_access"),
        ("insight", "0002_access"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
