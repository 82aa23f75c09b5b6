CREATE OR REPLACE FUNCTION find_draft_share(p_application uuid)
 RETURNS TABLE(company text, programme text, inviter text, accepted boolean)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT a.company_name::text, p.name::text, u.name::text, s.accepted_at IS NOT NULL FROM programmes_draftshare s JOIN programmes_application a ON a.id = s.application_id AND a.state = 'draft' JOIN programmes_programme p ON p.id = a.programme_id LEFT JOIN accounts_user u ON u.id = s.invited_by_id WHERE s.application_id = p_application AND s.revoked_at IS NULL AND (s.user_id IS NULL OR s.user_id = app_uid()) AND s.email IN (SELECT lower(e.email) FROM account_emailaddress e WHERE e.user_id = app_uid() AND e.verified)
$function$
