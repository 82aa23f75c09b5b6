CREATE OR REPLACE FUNCTION my_advising()
 RETURNS text[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- Advisers and the physician advise while their mandate runs, not while it is only read; a coach and an expert never.
SELECT coalesce(array_agg(DISTINCT m.company_id::text || ':' || m.discipline), '{}') FROM companies_mandate m
 WHERE m.person_id = app_uid() AND m.ended_at IS NULL AND m.begins_at <= app_now()
   AND m.discipline IN ('prevention_adviser', 'psychosocial_adviser', 'physician')
   AND (m.writes_until IS NULL OR m.writes_until > app_now())
$function$
