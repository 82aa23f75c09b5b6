CREATE OR REPLACE FUNCTION known_company(p_application uuid)
 RETURNS TABLE(company_id uuid, user_id bigint)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT c.id, m.user_id FROM programmes_application a JOIN companies_company c ON c.enterprise_number = a.enterprise_number LEFT JOIN companies_membership m ON m.company_id = c.id AND m.role = 'contact' AND m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today()) WHERE a.id = p_application AND a.applicant_id = app_uid() AND a.state = 'draft' AND a.enterprise_number <> ''
$function$
