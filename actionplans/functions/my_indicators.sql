CREATE OR REPLACE FUNCTION my_indicators()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- With a limited mandate: what a plan in one's pieces names, and what was made while it ran.
SELECT coalesce(array_agg(DISTINCT found.id), '{}') FROM (
  SELECT o.measured_by_id AS id FROM actionplans_objective o
   WHERE o.measured_by_id IS NOT NULL AND o.piece_id = ANY ((SELECT my_pieces())::uuid[])
  UNION ALL
  SELECT m.measured_by_id FROM actionplans_preventionmeasure m
   WHERE m.measured_by_id IS NOT NULL AND m.piece_id = ANY ((SELECT my_pieces())::uuid[])
  UNION ALL
  SELECT i.id FROM companies_mandate d JOIN actionplans_indicator i ON i.company_id = d.company_id AND i.made_at >= d.since
   WHERE d.person_id = app_uid() AND d.ended_at IS NULL AND d.begins_at <= app_now() AND d.since IS NOT NULL
     AND (d.reads_until IS NULL OR d.reads_until > app_now()) AND (d.writes_until IS NULL OR i.made_at <= d.writes_until)
) AS found
$function$
