"""Rights as access.py declares them: my_pieces, my_pieces_to_write.

* my_pieces(): the function does something else than its file says
* my_pieces_to_write(): the function does something else than its file says
"""

from django.db import migrations

FORWARDS = [
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
 WHERE m.person_id = app_uid() AND m.ended_at IS NULL AND m.begins_at <= app_now() AND m.discipline <> 'physician' AND m.since IS NOT NULL
   AND (m.writes_until IS NULL OR m.writes_until > app_now()) AND p.made_at >= m.since
$function$

""",
    """CREATE OR REPLACE FUNCTION my_pieces()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- What was made while a limited mandate ran, and whatever that builds on.
WITH RECURSIVE mine AS (
  SELECT p.id, p.builds_on_id FROM companies_mandate m JOIN companies_filepiece p ON p.company_id = m.company_id
   WHERE m.person_id = app_uid() AND m.ended_at IS NULL AND m.begins_at <= app_now() AND m.since IS NOT NULL
     AND (m.reads_until IS NULL OR m.reads_until > app_now())
     AND p.made_at >= m.since AND (m.writes_until IS NULL OR p.made_at <= m.writes_until)
  UNION
  SELECT p.id, p.builds_on_id FROM mine JOIN companies_filepiece p ON p.id = mine.builds_on_id
)
SELECT coalesce(array_agg(DISTINCT mine.id), '{}') FROM mine
$function$

""",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0018_list_file_roles"),
        ("accounts", "0017_keys_of_mail"),
        ("companies", "0026_mandates_by_person"),
        ("coaches", "0007_advisers"),
        ("riskanalysis", "0008_held_by_hand"),
        ("actionplans", "0013_brought_plans"),
        ("programmes", "0035_keys_of_mail"),
        ("modules", "0014_money_for_administrators"),
        ("trajectories", "0036_keys_of_mail"),
        ("insight", "0007_mandates"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
