"""The edition of an application's activity; who pays for a programme; 2070 lies in East Flanders.

Files sent before Zwijndrecht changed province, on 1 January 2025, go on counting where it lay then.
"""

from django.db import migrations, models

FOUND = """CREATE OR REPLACE FUNCTION found_company(p_application uuid, p_slug text)
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
$function$"""
MOVED = """
UPDATE programmes_application SET province = 'OVL' WHERE postcode = '2070' AND province = 'ANT'
  AND (submitted_at IS NULL OR submitted_at >= '2025-01-01 00:00+01')
"""


class Migration(migrations.Migration):
    dependencies = [("programmes", "0030_jobs_stopped"), ("companies", "0007_register_as_it_is")]
    operations = [
        migrations.AddField("application", "nace_version", models.CharField(blank=True, default="", max_length=4)),
        migrations.AddField(
            "programme",
            "paid_by",
            models.CharField(blank=True, max_length=200, verbose_name="who pays for this programme"),
        ),
        migrations.RunSQL(FOUND, FOUND.replace("a.nace_code, a.nace_version,", "a.nace_code, '2025',")),
        migrations.RunSQL(
            "GRANT UPDATE (paid_by) ON programmes_programme TO h_admin",
            "REVOKE UPDATE (paid_by) ON programmes_programme FROM h_admin",
        ),
        migrations.RunSQL(MOVED, migrations.RunSQL.noop),
    ]
