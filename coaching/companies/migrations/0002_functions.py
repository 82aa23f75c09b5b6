"""Which companies are mine, and who are a company's people. The tables are guarded in trajectories/0002."""

from django.db import migrations

from coaching.core.ground.roles import HUMAN_HATS, Hat
from coaching.core.tenancy.security import definer_function

ROLE_HAT = """
CREATE FUNCTION company_role_hat(role text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  SET search_path = pg_catalog, public
  AS $fn$ SELECT CASE WHEN role IN ('contact', 'prevention_adviser', 'measure_owner') THEN 'h_contact'
                      WHEN role IN ('employer_bench', 'worker_bench', 'secretary') THEN 'h_cpbw' END $fn$;
"""
ACTIVE = "m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today())"
CALLERS = [*HUMAN_HATS, Hat.SYSTEM]

MY_COMPANIES = definer_function(
    "my_companies(p_hat text)",
    "uuid[]",
    "SELECT coalesce(array_agg(DISTINCT m.company_id), '{}') FROM companies_membership m "
    f"WHERE m.user_id = app_uid() AND company_role_hat(m.role) = p_hat AND {ACTIVE}",
    CALLERS,
)
CONTACTS_OF = definer_function(
    "contacts_of(p_company uuid)",
    "SETOF bigint",
    f"SELECT DISTINCT m.user_id FROM companies_membership m WHERE m.company_id = p_company AND m.role = 'contact' AND {ACTIVE}",
    CALLERS,
)
BODY_OF = definer_function(
    "body_of(p_company uuid)",
    "SETOF bigint",
    "SELECT DISTINCT m.user_id FROM companies_membership m WHERE m.company_id = p_company "
    f"AND company_role_hat(m.role) = 'h_cpbw' AND {ACTIVE}",
    CALLERS,
)


class Migration(migrations.Migration):
    dependencies = [("companies", "0001_initial"), ("accounts", "0002_security")]
    operations = [
        migrations.RunSQL(ROLE_HAT, "DROP FUNCTION company_role_hat(text)"),
        migrations.RunSQL(MY_COMPANIES, "DROP FUNCTION my_companies(text)"),
        migrations.RunSQL(CONTACTS_OF, "DROP FUNCTION contacts_of(uuid)"),
        migrations.RunSQL(BODY_OF, "DROP FUNCTION body_of(uuid)"),
    ]
