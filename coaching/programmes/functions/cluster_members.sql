CREATE OR REPLACE FUNCTION cluster_members(p_cluster uuid)
 RETURNS TABLE(company text, state text, application uuid)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT a.company_name::text, CASE WHEN a.state = 'draft' THEN 'draft' ELSE 'sent' END, a.id FROM programmes_application a WHERE a.cluster_id = p_cluster AND a.state <> 'withdrawn' AND (current_setting('role', true) = 'h_system' OR p_cluster = ANY (my_clusters()) OR EXISTS (SELECT 1 FROM programmes_cluster c WHERE c.id = p_cluster AND c.programme_id = ANY (my_judged())) OR EXISTS (SELECT 1 FROM programmes_application m WHERE m.cluster_id = p_cluster AND (m.applicant_id = app_uid() OR m.company_id = ANY (my_companies('h_contact'))))) UNION ALL SELECT i.company_name::text, 'invited', NULL FROM programmes_clusterinvitation i WHERE i.cluster_id = p_cluster AND i.accepted_at IS NULL AND i.withdrawn_at IS NULL AND (current_setting('role', true) = 'h_system' OR p_cluster = ANY (my_clusters()) OR EXISTS (SELECT 1 FROM programmes_cluster c WHERE c.id = p_cluster AND c.programme_id = ANY (my_judged())) OR EXISTS (SELECT 1 FROM programmes_application m WHERE m.cluster_id = p_cluster AND (m.applicant_id = app_uid() OR m.company_id = ANY (my_companies('h_contact'))))) ORDER BY 2 DESC, 1
$function$
