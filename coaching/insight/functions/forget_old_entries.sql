CREATE OR REPLACE FUNCTION forget_old_entries(p_before timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  gone int;
BEGIN
  IF p_before > app_now() - interval '180 days' THEN
    RAISE EXCEPTION 'entries of the machine are kept for half a year at least';
  END IF;
  -- That the machine put its hat on, of no company and no person. Nothing that somebody did.
  DELETE FROM core_auditevent e WHERE e.event = 'system.entered' AND e.at < p_before
     AND e.actor_id IS NULL AND e.company_id IS NULL AND e.programme_id IS NULL;
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END
$function$
