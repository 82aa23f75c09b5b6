CREATE OR REPLACE FUNCTION forget_records_of_company(p_company uuid, p_kept text[])
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  gone int;
  emptied int;
  advice int;
BEGIN
  -- What was decided about public money stays without a word: who, when, from which state to which.
  UPDATE core_auditevent e SET reason = '', data = '{}'::jsonb
   WHERE e.company_id = p_company AND e.subject_type = ANY (p_kept) AND (e.reason <> '' OR e.data <> '{}'::jsonb);
  GET DIAGNOSTICS emptied = ROW_COUNT;
  DELETE FROM core_auditevent e WHERE e.company_id = p_company AND NOT e.subject_type = ANY (p_kept);
  GET DIAGNOSTICS gone = ROW_COUNT;
  DELETE FROM companies_adviseradvice a WHERE a.company_id = p_company;
  GET DIAGNOSTICS advice = ROW_COUNT;
  INSERT INTO core_auditevent (id, at, hat, subject_type, event, source, target, reason, data)
  VALUES (gen_random_uuid(), app_now(), 'h_system', '', 'records.company_forgotten', '', '', '',
          jsonb_build_object('lines', gone, 'emptied', emptied, 'advice', advice));
  RETURN gone + emptied + advice;
END
$function$
