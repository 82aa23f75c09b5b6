CREATE OR REPLACE FUNCTION my_clusters()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(x.id), '{}') FROM (SELECT c.id FROM programmes_cluster c WHERE c.begun_by_id = app_uid() UNION SELECT i.cluster_id FROM programmes_clusterinvitation i WHERE i.user_id = app_uid() AND i.accepted_at IS NOT NULL AND i.withdrawn_at IS NULL) x
$function$
