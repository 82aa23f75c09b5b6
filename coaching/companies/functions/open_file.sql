CREATE OR REPLACE FUNCTION open_file(p_told jsonb, p_slug text, p_most integer)
 RETURNS TABLE(outcome text, id uuid)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  told_number text := coalesce(p_told->>'enterprise_number', '');
  mine uuid[];
  found uuid;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('found_company', 0));
  SELECT coalesce(array_agg(m.company_id), '{}') INTO mine FROM companies_membership m
   WHERE m.user_id = app_uid() AND m.role = 'contact' AND m.ended_at IS NULL AND m.begins_on <= app_today()
     AND (m.ends_on IS NULL OR m.ends_on >= app_today());
  SELECT c.id INTO found FROM companies_company c
   WHERE c.id = ANY (mine) AND CASE WHEN told_number <> '' THEN c.enterprise_number = told_number
     ELSE c.enterprise_number IS NULL AND lower(c.name) = lower(p_told->>'name') AND c.postcode = p_told->>'postcode' END
   ORDER BY c.created_at LIMIT 1;
  IF found IS NOT NULL THEN RETURN QUERY SELECT 'own', found; RETURN; END IF;
  IF (SELECT count(*) FROM companies_company c WHERE c.id = ANY (mine) AND c.unproved_since IS NOT NULL)
     + (SELECT count(*) FROM companies_filerequest r WHERE r.person_id = app_uid() AND r.asked_at > now() - interval '1 day')
     >= p_most THEN
    RETURN QUERY SELECT 'too many', NULL::uuid; RETURN;
  END IF;
  found := found_file(p_told, p_slug);
  IF found IS NULL THEN RETURN QUERY SELECT 'taken', NULL::uuid; RETURN; END IF;
  INSERT INTO core_auditevent (id, at, actor_id, hat, company_id, subject_type, subject_id, event, source, target, reason,
      data)
    VALUES (gen_random_uuid(), now(), app_uid(), 'h_person', found, 'companies.company', found, 'companies.file_opened', '',
      '', '', '{}');
  RETURN QUERY SELECT 'opened', found;
END
$function$
