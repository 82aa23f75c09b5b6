"""Rights as access.py declares them: actionplans_globalpreventionplan, actionplans_objective, periods_of_file, plans_of_file.

* actionplans_globalpreventionplan: the composite key actionplans_globalpreventionplan_renews_id_same_tenant is missing…
* actionplans_objective: the composite key actionplans_objective_renewed_from_id_same_tenant is missing: a row could na…
* periods_of_file(uuid): may not be called by h_coach, h_contact, h_system
* periods_of_file(uuid): the function is missing
* plans_of_file(uuid): a function that no access.py names
"""

from django.db import migrations

FORWARDS = [
    """CREATE OR REPLACE FUNCTION periods_of_file(p_company uuid)
 RETURNS TABLE(yearly boolean, first_day date, version_no smallint, over boolean)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
WITH told AS (
  SELECT true WHERE current_setting('role', true) = 'h_system' OR p_company = ANY (my_companies('h_contact'))
                 OR p_company = ANY (my_files_to_add()))
SELECT false, make_date(p.start_year, p.start_month, 1), p.version_no, p.state IN ('amended', 'expired', 'closed')
  FROM actionplans_globalpreventionplan p, told WHERE p.company_id = p_company
UNION ALL
SELECT true, p.first_day, p.version_no, p.state IN ('amended', 'expired', 'closed')
  FROM actionplans_annualactionplan p, told WHERE p.company_id = p_company
$function$
""",
    "REVOKE ALL ON FUNCTION periods_of_file(uuid) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION periods_of_file(uuid) TO h_coach, h_contact, h_system",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'actionplans_globalpreventionplan_tenant_company') THEN ALTER TABLE actionplans_globalpreventionplan ADD CONSTRAINT actionplans_globalpreventionplan_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE actionplans_globalpreventionplan ADD CONSTRAINT actionplans_globalpreventionplan_renews_id_same_tenant FOREIGN KEY (renews_id, company_id) REFERENCES actionplans_globalpreventionplan(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'actionplans_objective_tenant_company') THEN ALTER TABLE actionplans_objective ADD CONSTRAINT actionplans_objective_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE actionplans_objective ADD CONSTRAINT actionplans_objective_renewed_from_id_same_tenant FOREIGN KEY (renewed_from_id, company_id) REFERENCES actionplans_objective(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    "DROP FUNCTION plans_of_file(uuid)",
]
BACKWARDS = [
    """CREATE OR REPLACE FUNCTION plans_of_file(p_company uuid)
 RETURNS TABLE(yearly boolean, year smallint, version_no smallint, over boolean)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
WITH told AS (
  SELECT true WHERE current_setting('role', true) = 'h_system' OR p_company = ANY (my_companies('h_contact'))
                 OR p_company = ANY (my_files_to_add()))
SELECT false, p.start_year, p.version_no, p.state IN ('amended', 'expired', 'closed')
  FROM actionplans_globalpreventionplan p, told WHERE p.company_id = p_company
UNION ALL
SELECT true, p.year, p.version_no, p.state IN ('amended', 'expired', 'closed')
  FROM actionplans_annualactionplan p, told WHERE p.company_id = p_company
$function$

""",
    "REVOKE ALL ON FUNCTION plans_of_file(uuid) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION plans_of_file(uuid) TO h_coach, h_contact, h_system",
    "ALTER TABLE actionplans_objective DROP CONSTRAINT actionplans_objective_renewed_from_id_same_tenant",
    """ALTER TABLE actionplans_globalpreventionplan DROP CONSTRAINT actionplans_globalpreventionplan_renews_id_same_tenant
""",
    "DROP FUNCTION periods_of_file(uuid)",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0018_list_file_roles"),
        ("accounts", "0017_keys_of_mail"),
        ("companies", "0024_service_years"),
        ("coaches", "0007_advisers"),
        ("riskanalysis", "0008_held_by_hand"),
        ("actionplans", "0015_years"),
        ("programmes", "0035_keys_of_mail"),
        ("modules", "0014_money_for_administrators"),
        ("trajectories", "0036_keys_of_mail"),
        ("insight", "0007_mandates"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
