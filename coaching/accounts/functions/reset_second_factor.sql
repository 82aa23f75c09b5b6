CREATE OR REPLACE FUNCTION reset_second_factor(p_user bigint)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE gone int;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM accounts_user s WHERE s.id = app_uid() AND s.is_platform_staff AND s.is_active) THEN RAISE EXCEPTION 'platform staff only'; END IF;
  DELETE FROM mfa_authenticator WHERE user_id = p_user;
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END
$function$
