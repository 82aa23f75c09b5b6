CREATE OR REPLACE FUNCTION my_pieces_to_write()
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
