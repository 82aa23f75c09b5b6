CREATE OR REPLACE FUNCTION cluster_name(p_cluster uuid)
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT c.name::text FROM programmes_cluster c WHERE c.id = p_cluster AND (current_setting('role', true) = 'h_system' OR p_cluster = ANY (my_clusters()) OR EXISTS (SELECT 1 FROM programmes_cluster c WHERE c.id = p_cluster AND c.programme_id = ANY (my_judged())) OR EXISTS (SELECT 1 FROM programmes_application m WHERE m.cluster_id = p_cluster AND (m.applicant_id = app_uid() OR m.company_id = ANY (my_companies('h_contact')))))
$function$
