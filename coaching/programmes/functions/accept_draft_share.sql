CREATE OR REPLACE FUNCTION accept_draft_share(p_application uuid)
 RETURNS uuid
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
UPDATE programmes_draftshare s SET user_id = app_uid(), accepted_at = coalesce(s.accepted_at, now())
   WHERE s.application_id = p_application AND s.revoked_at IS NULL AND (s.user_id IS NULL OR s.user_id = app_uid()) AND s.email IN (SELECT lower(e.email) FROM account_emailaddress e WHERE e.user_id = app_uid() AND e.verified) AND EXISTS
     (SELECT 1 FROM programmes_application a WHERE a.id = s.application_id AND a.state = 'draft')
  RETURNING s.id
$function$
