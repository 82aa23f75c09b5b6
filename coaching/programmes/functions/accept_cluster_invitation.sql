CREATE OR REPLACE FUNCTION accept_cluster_invitation(p_invitation uuid)
 RETURNS uuid
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
UPDATE programmes_clusterinvitation i SET user_id = app_uid(), accepted_at = coalesce(i.accepted_at, now())
   WHERE i.id = p_invitation AND i.withdrawn_at IS NULL AND (i.user_id IS NULL OR i.user_id = app_uid()) AND i.email IN (SELECT lower(e.email) FROM account_emailaddress e WHERE e.user_id = app_uid() AND e.verified) RETURNING i.cluster_id
$function$
