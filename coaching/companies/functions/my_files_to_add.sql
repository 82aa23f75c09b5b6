CREATE OR REPLACE FUNCTION my_files_to_add()
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
