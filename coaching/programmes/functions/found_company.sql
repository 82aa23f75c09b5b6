CREATE OR REPLACE FUNCTION found_company(p_application uuid, p_slug text)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  a programmes_application%ROWTYPE;
  new_id uuid;
BEGIN
  SELECT * INTO a FROM programmes_application
   WHERE id = p_application AND applicant_id = app_uid() AND state = 'draft' AND company_id IS NULL FOR UPDATE;
  IF NOT FOUND THEN RAISE EXCEPTION 'no such draft of yours'; END IF;
  new_id := found_file(to_jsonb(a) || jsonb_build_object('name', a.company_name), p_slug);
  IF new_id IS NOT NULL AND a.body_kind <> '' THEN
    INSERT INTO companies_consultationbody (id, company_id, kind, name, worker_members)
      VALUES (gen_random_uuid(), new_id, a.body_kind, '', 0);
  END IF;
  RETURN new_id;
END
$function$
