CREATE OR REPLACE FUNCTION my_indicators_to_write()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- With a limited mandate that still writes: what a plan that one writes names, and what was made since it began.
SELECT coalesce(array_agg(DISTINCT found.id), '{}') FROM (
  SELECT o.measured_by_id AS id FROM actionplans_objective o
   WHERE o.measured_by_id IS NOT NULL AND o.piece_id = ANY ((SELECT my_pieces_to_write())::uuid[])
  UNION ALL
  SELECT m.measured_by_id FROM actionplans_preventionmeasure m
   WHERE m.measured_by_id IS NOT NULL AND m.piece_id = ANY ((SELECT my_pieces_to_write())::uuid[])
  UNION ALL
  SELECT i.id FROM companies_mandate d JOIN actionplans_indicator i ON i.company_id = d.company_id AND i.made_at >= d.since
   WHERE d.person_id = app_uid() AND d.ended_at IS NULL AND d.begins_at <= app_now() AND d.since IS NOT NULL
     AND d.discipline <> 'physician' AND (d.writes_until IS NULL OR d.writes_until > app_now())
) AS found
$function$
