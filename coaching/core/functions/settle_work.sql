CREATE OR REPLACE FUNCTION settle_work(p_work uuid, p_verb text, p_at timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM accounts_user s WHERE s.id = app_uid() AND s.is_platform_staff AND s.is_active) THEN RAISE EXCEPTION 'platform staff only'; END IF;
  IF p_verb = 'again' THEN
    UPDATE core_work SET state = 'waiting', attempts = 0, sent_at = p_at, begun_at = NULL, failed_at = NULL,
      settled_at = NULL, reason = '', error = '' WHERE id = p_work AND state = 'failed';
  ELSE
    UPDATE core_work SET settled_at = p_at
      WHERE id = p_work AND state = 'failed' AND settled_at IS NULL AND p_verb = 'let-go';
  END IF;
  RETURN FOUND;
END
$function$
