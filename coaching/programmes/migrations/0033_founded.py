"""Rights as access.py declares them: found_company.

* found_company(uuid,text): the function does something else than its file says
"""

from django.db import migrations

FORWARDS = [
    """CREATE OR REPLACE FUNCTION found_company(p_application uuid, p_slug text)
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
""",
]
BACKWARDS = [
    """CREATE OR REPLACE FUNCTION found_company(p_application uuid, p_slug text)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  a programmes_application%ROWTYPE;
  new_id uuid := gen_random_uuid();
  try_slug text := p_slug;
  n int := 1;
BEGIN
  SELECT * INTO a FROM programmes_application
   WHERE id = p_application AND applicant_id = app_uid() AND state = 'draft' AND company_id IS NULL FOR UPDATE;
  IF NOT FOUND THEN RAISE EXCEPTION 'no such draft of yours'; END IF;
  IF a.enterprise_number <> '' AND EXISTS
     (SELECT 1 FROM companies_company c WHERE c.enterprise_number = a.enterprise_number) THEN RETURN NULL; END IF;
  WHILE EXISTS (SELECT 1 FROM companies_company c WHERE c.slug = try_slug) LOOP
    n := n + 1; try_slug := left(p_slug, 55) || '-' || n;
  END LOOP;
  INSERT INTO companies_company (id, version, slug, name, enterprise_number, street, postcode, municipality, province,
      nace_code, nace_version, joint_committees, headcount, blue_collar, high_skilled, language, survey_languages,
      prevention_group, external_service, is_demo, created_at)
    VALUES (new_id, 1, try_slug, a.company_name, nullif(a.enterprise_number, ''), a.street, a.postcode, a.municipality,
      a.province, a.nace_code, a.nace_version, a.joint_committees, a.headcount, a.blue_collar, a.high_skilled, a.language, '{}',
      '', '', false, now());
  INSERT INTO companies_membership (id, company_id, user_id, role, has_mandate, begins_on)
    VALUES (gen_random_uuid(), new_id, app_uid(), 'contact', true, app_today());
  IF a.body_kind <> '' THEN
    INSERT INTO companies_consultationbody (id, company_id, kind, name, worker_members)
      VALUES (gen_random_uuid(), new_id, a.body_kind, '', 0);
  END IF;
  RETURN new_id;
END
$function$

""",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0015_documents_folded"),
        ("accounts", "0013_returned_mail"),
        ("companies", "0015_opening_rights"),
        ("coaches", "0005_where_and_when"),
        ("programmes", "0032_money_for_administrators"),
        ("modules", "0013_date_wishes"),
        ("trajectories", "0029_messages_of_a_programme"),
        ("riskanalysis", "0005_names"),
        ("actionplans", "0009_route"),
        ("insight", "0006_answer"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
