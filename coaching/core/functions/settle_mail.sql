CREATE OR REPLACE FUNCTION settle_mail(p_mail uuid, p_verb text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM accounts_user s WHERE s.id = app_uid() AND s.is_platform_staff AND s.is_active) THEN RAISE EXCEPTION 'platform staff only'; END IF;
  IF p_verb = 'again' THEN
    UPDATE core_outgoingemail SET state = 'queued', attempts = 0, claimed_at = NULL, carried_by = NULL, not_before = now()
      WHERE id = p_mail AND state IN ('failed', 'full', 'unknown');
  ELSIF p_verb = 'arrived' THEN
    UPDATE core_outgoingemail SET state = 'sent', sent_at = coalesce(sent_at, claimed_at, now())
      WHERE id = p_mail AND state = 'unknown';
  ELSE
    UPDATE core_outgoingemail SET state = 'cancelled' WHERE id = p_mail AND state IN ('failed', 'full') AND p_verb = 'let-go';
  END IF;
  RETURN FOUND;
END
$function$
