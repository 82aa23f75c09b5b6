CREATE OR REPLACE FUNCTION my_mandated_companies()
 RETURNS TABLE(id uuid, slug text, name text)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- Names only, also of companies in whose file one worked before.
SELECT DISTINCT c.id, c.slug::text, c.name::text FROM companies_mandate m JOIN companies_company c ON c.id = m.company_id
 WHERE m.person_id = app_uid()
$function$
