CREATE OR REPLACE FUNCTION assessor_conflicts(p_application uuid)
 RETURNS SETOF bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
WITH a AS (SELECT * FROM programmes_application x WHERE x.id = p_application AND x.programme_id = ANY (my_judged())) SELECT a.applicant_id FROM a UNION SELECT m.user_id FROM companies_membership m JOIN a ON m.company_id = a.company_id UNION SELECT c.user_id FROM coaches_coach c JOIN a ON true JOIN companies_company k ON k.id = a.company_id WHERE k.external_service <> '' AND lower(trim(c.employer_service)) = lower(trim(k.external_service)) UNION SELECT c.user_id FROM coaches_coach c JOIN trajectories_trajectory t ON t.coach_id = c.id JOIN a ON t.company_id = a.company_id
$function$
