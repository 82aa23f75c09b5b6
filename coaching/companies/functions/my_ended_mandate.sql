CREATE OR REPLACE FUNCTION my_ended_mandate(p_slug text)
 RETURNS TABLE(name text, ended timestamp with time zone)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- Told to who had a mandate in that file themselves, and to nobody else.
SELECT c.name::text, least(coalesce(m.ended_at, m.reads_until), coalesce(m.reads_until, m.ended_at))
  FROM companies_mandate m JOIN companies_company c ON c.id = m.company_id
 WHERE c.slug = p_slug AND m.person_id = app_uid() AND (m.ended_at IS NOT NULL OR m.reads_until <= app_now())
 ORDER BY 2 DESC LIMIT 1
$function$
