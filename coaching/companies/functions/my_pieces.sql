CREATE OR REPLACE FUNCTION my_pieces()
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
