CREATE OR REPLACE FUNCTION file_for_staff(p_company uuid)
 RETURNS TABLE(name text, number text, street text, postcode text, municipality text, opened_at timestamp with time zone, unproved_since timestamp with time zone, proved_by text, language text)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT c.name::text, c.enterprise_number::text, c.street::text, c.postcode::text, c.municipality::text, c.created_at, c.unproved_since, c.proved_by::text, c.language::text FROM companies_company c WHERE c.id = p_company AND am_staff() AND (EXISTS (SELECT 1 FROM companies_filerequest r WHERE r.company_id = c.id AND r.staff_since IS NOT NULL) OR EXISTS (SELECT 1 FROM companies_proofletter l WHERE l.company_id = c.id))
$function$
