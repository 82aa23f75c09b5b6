CREATE OR REPLACE FUNCTION my_begun_clusters()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(c.id), '{}') FROM programmes_cluster c WHERE c.begun_by_id = app_uid()
$function$
