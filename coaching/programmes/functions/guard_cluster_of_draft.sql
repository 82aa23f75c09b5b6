CREATE OR REPLACE FUNCTION guard_cluster_of_draft()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  IF current_user LIKE 'h\_%' AND current_user <> 'h_system' AND NEW.cluster_id IS NOT NULL
     AND (current_user <> 'h_person' OR NOT NEW.cluster_id = ANY (my_clusters())) THEN
    RAISE EXCEPTION 'one joins a cluster by invitation' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$function$
