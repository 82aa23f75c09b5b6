CREATE OR REPLACE FUNCTION find_cluster_invitation(p_invitation uuid)
 RETURNS TABLE(cluster_id uuid, cluster text, company text, inviter text, programme_id uuid, programme text, accepted boolean, layer integer, motivation text, objectives text, referral_channel text)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT c.id, c.name::text, i.company_name::text, u.name::text, p.id, p.name::text, i.accepted_at IS NOT NULL, l.layer::int, l.motivation, l.objectives, l.referral_channel::text FROM programmes_clusterinvitation i JOIN programmes_cluster c ON c.id = i.cluster_id JOIN programmes_programme p ON p.id = c.programme_id LEFT JOIN accounts_user u ON u.id = c.begun_by_id LEFT JOIN LATERAL (SELECT a.layer, a.motivation, a.objectives, a.referral_channel FROM programmes_application a WHERE a.cluster_id = c.id AND a.applicant_id = c.begun_by_id ORDER BY a.created_at LIMIT 1) l ON true WHERE i.id = p_invitation AND i.withdrawn_at IS NULL AND (i.user_id IS NULL OR i.user_id = app_uid()) AND i.email IN (SELECT lower(e.email) FROM account_emailaddress e WHERE e.user_id = app_uid() AND e.verified)
$function$
