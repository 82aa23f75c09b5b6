CREATE OR REPLACE FUNCTION forget_words_in_records(p_pattern text, p_instead text, p_loose boolean, p_companies uuid[], p_programmes uuid[])
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  lines int;
  advice int;
BEGIN
  IF length(p_pattern) < 5 THEN
    RAISE EXCEPTION 'words as short as that stand everywhere';
  END IF;
  UPDATE core_auditevent e
     SET reason = regexp_replace(e.reason, p_pattern, p_instead, 'gi'),
         data = regexp_replace(e.data::text, p_pattern, p_instead, 'gi')::jsonb
   WHERE (e.reason ~* p_pattern OR e.data::text ~* p_pattern)
     AND (NOT p_loose OR e.company_id = ANY (p_companies)
          -- Of another company in that programme the same words may be the name.
          OR e.company_id IS NULL AND (e.programme_id IS NULL OR e.programme_id = ANY (p_programmes)));
  GET DIAGNOSTICS lines = ROW_COUNT;
  UPDATE companies_adviseradvice a SET text = regexp_replace(a.text, p_pattern, p_instead, 'gi')
   WHERE a.text ~* p_pattern AND (NOT p_loose OR a.company_id = ANY (p_companies));
  GET DIAGNOSTICS advice = ROW_COUNT;
  -- Nobody rewrites what is on record without a line that says so.
  IF lines + advice > 0 THEN
    INSERT INTO core_auditevent (id, at, hat, subject_type, event, source, target, reason, data)
    VALUES (gen_random_uuid(), app_now(), 'h_system', '', 'records.words_removed', '', '', '',
            jsonb_build_object('lines', lines, 'advice', advice));
  END IF;
  RETURN lines + advice;
END
$function$
