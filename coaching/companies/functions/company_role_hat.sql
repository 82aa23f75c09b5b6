CREATE OR REPLACE FUNCTION company_role_hat(role text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT CASE WHEN role IN ('contact', 'prevention_adviser', 'measure_owner') THEN 'h_contact'
                      WHEN role IN ('employer_bench', 'worker_bench', 'secretary') THEN 'h_cpbw' END
$function$
