"""Which programmes are mine, who administers one, and how an application founds a company."""

from django.db import migrations

from coaching.core.ground.roles import HUMAN_HATS, Hat
from coaching.core.tenancy.security import definer_function

ACTIVE = "m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today())"

MY_PROGRAMMES = definer_function(
    "my_programmes()",
    "uuid[]",
    "SELECT coalesce(array_agg(DISTINCT m.programme_id), '{}') FROM programmes_programmemembership m "
    f"WHERE m.user_id = app_uid() AND {ACTIVE}",
    [Hat.ADMIN, Hat.SYSTEM],
)
ADMINISTRATORS_OF = definer_function(
    "administrators_of(p_programme uuid)",
    "SETOF bigint",
    "SELECT DISTINCT m.user_id FROM programmes_programmemembership m "
    f"WHERE m.programme_id = p_programme AND m.role = 'administrator' AND {ACTIVE}",
    [*HUMAN_HATS, Hat.SYSTEM],
)
# An administrator reaches a company through its applications. Per row on purpose: only single files read companies
# under this hat; the desk's lists read the application's own columns.
REACHES = definer_function(
    "programme_reaches(p_company uuid)",
    "boolean",
    "SELECT EXISTS (SELECT 1 FROM programmes_application a JOIN programmes_programmemembership m "
    "ON m.programme_id = a.programme_id WHERE a.company_id = p_company AND a.state <> 'draft' "
    f"AND m.user_id = app_uid() AND {ACTIVE})",
    [Hat.ADMIN],
)
PLACE = definer_function(
    "find_programme_place(p_slug text, p_user bigint, p_wanted text)",
    "TABLE (id uuid, slug text, name text, hat text, roles text[], has_mandate boolean, hats text[])",
    "SELECT p.id, p.slug::text, p.name::text, 'h_admin'::text, array_agg(m.role::text), false, ARRAY['h_admin'] "
    "FROM programmes_programme p JOIN programmes_programmemembership m ON m.programme_id = p.id "
    f"WHERE p.slug = p_slug AND m.user_id = p_user AND {ACTIVE} GROUP BY p.id, p.slug, p.name",
    [],
    logins=["w_web", "w_worker"],
)
# The company row appears when its first application is submitted; the applicant becomes its contact with the
# employer's mandate. A number that is known already gives NULL: nothing is founded and nothing is told.
FOUND = """
CREATE FUNCTION found_company(p_application uuid, p_slug text) RETURNS uuid LANGUAGE plpgsql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public AS $fn$
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
      a.province, a.nace_code, '2025', a.joint_committees, a.headcount, a.blue_collar, a.high_skilled, a.language, '{}',
      '', '', false, now());
  INSERT INTO companies_membership (id, company_id, user_id, role, has_mandate, begins_on)
    VALUES (gen_random_uuid(), new_id, app_uid(), 'contact', true, app_today());
  IF a.body_kind <> '' THEN
    INSERT INTO companies_consultationbody (id, company_id, kind, name, worker_members)
      VALUES (gen_random_uuid(), new_id, a.body_kind, '', 0);
  END IF;
  RETURN new_id;
END $fn$;
REVOKE ALL ON FUNCTION found_company(uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION found_company(uuid, text) TO h_person;
"""


class Migration(migrations.Migration):
    dependencies = [("programmes", "0001_initial"), ("coaches", "0002_functions"), ("modules", "0001_initial")]
    operations = [
        migrations.RunSQL(MY_PROGRAMMES, "DROP FUNCTION my_programmes()"),
        migrations.RunSQL(ADMINISTRATORS_OF, "DROP FUNCTION administrators_of(uuid)"),
        migrations.RunSQL(REACHES, "DROP FUNCTION programme_reaches(uuid)"),
        migrations.RunSQL(PLACE, "DROP FUNCTION find_programme_place(text, bigint, text)"),
        migrations.RunSQL(FOUND, "DROP FUNCTION found_company(uuid, text)"),
    ]
