CREATE OR REPLACE FUNCTION my_guest_companies()
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
