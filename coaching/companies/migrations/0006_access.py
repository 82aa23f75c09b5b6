"""Rights as access.py declares them: function_in_unit.

* function_in_unit(): the function does something else than its file says
"""

from django.db import migrations

FORWARDS = [
    """CREATE OR REPLACE FUNCTION function_in_unit()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  -- Of what the hat does not read, policies and keys decide.
  IF (SELECT kind FROM companies_workunit WHERE id = NEW.function_id AND company_id = NEW.company_id) <> 'function'
    OR (SELECT kind FROM companies_workunit WHERE id = NEW.work_unit_id AND company_id = NEW.company_id) <> 'unit' THEN
    RAISE EXCEPTION 'a function works in units' USING ERRCODE = 'check_violation', CONSTRAINT = 'function_in_unit';
  END IF;
  RETURN NEW;
END
$function$
""",
]
BACKWARDS = [
    """CREATE OR REPLACE FUNCTION function_in_unit()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  IF (SELECT kind FROM companies_workunit WHERE id = NEW.function_id AND company_id = NEW.company_id) IS DISTINCT FROM 'function'
    OR (SELECT kind FROM companies_workunit WHERE id = NEW.work_unit_id AND company_id = NEW.company_id) IS DISTINCT FROM 'unit' THEN
    RAISE EXCEPTION 'a function works in units' USING ERRCODE = 'check_violation', CONSTRAINT = 'function_in_unit';
  END IF;
  RETURN NEW;
END
$function$

""",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_access"),
        ("accounts", "0002_access"),
        ("companies", "0005_access"),
        ("coaches", "0002_access"),
        ("riskanalysis", "0003_access"),
        ("actionplans", "0005_body_asks"),
        ("programmes", "0002_access"),
        ("modules", "0002_access"),
        ("trajectories", "0003_access"),
        ("insight", "0002_access"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
