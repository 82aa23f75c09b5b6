CREATE OR REPLACE FUNCTION my_pieces()
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
