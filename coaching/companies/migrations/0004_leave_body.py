"""A member of the consultation body leaves by themselves: a narrow function, for one's own seat only."""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION leave_body(p_company uuid) RETURNS integer LANGUAGE sql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public AS $fn$
  WITH left_now AS (
    UPDATE companies_membership m SET ended_at = now()
     WHERE m.company_id = p_company AND m.user_id = app_uid() AND m.ended_at IS NULL
       AND company_role_hat(m.role) = 'h_cpbw'
    RETURNING 1)
  SELECT count(*)::integer FROM left_now
$fn$;
REVOKE ALL ON FUNCTION leave_body(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION leave_body(uuid) TO h_cpbw;
"""


class Migration(migrations.Migration):
    dependencies = [("companies", "0003_register")]
    operations = [migrations.RunSQL(FORWARDS, "DROP FUNCTION leave_body(uuid)")]
