CREATE OR REPLACE FUNCTION found_file(p_told jsonb, p_slug text)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  new_id uuid := gen_random_uuid();
  told_number text := coalesce(p_told->>'enterprise_number', '');
  try_slug text := p_slug;
  n int := 1;
BEGIN
  -- One at a time, so that two people with the same new number at once do not both find it free.
  PERFORM pg_advisory_xact_lock(hashtextextended('found_company', 0));
  IF told_number <> '' AND EXISTS (SELECT 1 FROM companies_company c WHERE c.enterprise_number = told_number) THEN
    RETURN NULL;
  END IF;
  WHILE EXISTS (SELECT 1 FROM companies_company c WHERE c.slug = try_slug) LOOP
    n := n + 1; try_slug := left(p_slug, 50) || '-' || n;
  END LOOP;
  INSERT INTO companies_company (id, version, slug, name, enterprise_number, former_numbers, street, postcode, municipality,
      province, nace_code, nace_version, joint_committees, headcount, blue_collar, high_skilled, language, survey_languages,
      prevention_group, external_service, is_demo, created_at, unproved_since, proved_by)
    SELECT new_id, 1, try_slug, t.name, nullif(told_number, ''), '{}', coalesce(t.street, ''), coalesce(t.postcode, ''),
      coalesce(t.municipality, ''), coalesce(t.province, ''), coalesce(t.nace_code, ''), coalesce(t.nace_version, ''),
      coalesce(t.joint_committees, '{}'), t.headcount, t.blue_collar, t.high_skilled, t.language, '{}', '', '', false, now(),
      now(), ''
    FROM jsonb_to_record(p_told) AS t(name text, street text, postcode text, municipality text, province text,
      nace_code text, nace_version text, joint_committees varchar(6)[], headcount int, blue_collar int, high_skilled int,
      language text);
  INSERT INTO companies_membership (id, company_id, user_id, role, has_mandate, begins_on)
    VALUES (gen_random_uuid(), new_id, app_uid(), 'contact', true, app_today());
  RETURN new_id;
END
$function$
