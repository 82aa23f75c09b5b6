"""What applying must know of others' files, and no more: the next reference, the contacts of a known company."""

from django.db import migrations

from coaching.core.ground.roles import Hat
from coaching.core.tenancy.security import definer_function

# The advisory lock makes two submissions in one year wait for each other, so that no number is given twice.
NEXT_REFERENCE = """
CREATE FUNCTION next_reference(p_programme uuid, p_year int) RETURNS text LANGUAGE plpgsql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public AS $fn$
DECLARE last int;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('reference:' || p_programme::text || ':' || p_year, 0));
  SELECT max(substring(reference from 6)::int) INTO last FROM programmes_application
   WHERE programme_id = p_programme AND reference ~ ('^' || p_year || '-[0-9]{4,8}$');
  RETURN p_year || '-' || lpad((coalesce(last, 0) + 1)::text, greatest(4, length((coalesce(last, 0) + 1)::text)), '0');
END $fn$;
REVOKE ALL ON FUNCTION next_reference(uuid, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION next_reference(uuid, int) TO h_person, h_system;
"""
KNOWN_COMPANY = definer_function(
    "known_company(p_application uuid)",
    "TABLE (company_id uuid, user_id bigint)",
    "SELECT c.id, m.user_id FROM programmes_application a JOIN companies_company c "
    "ON c.enterprise_number = a.enterprise_number LEFT JOIN companies_membership m ON m.company_id = c.id "
    "AND m.role = 'contact' AND m.ended_at IS NULL AND m.begins_on <= app_today() "
    "AND (m.ends_on IS NULL OR m.ends_on >= app_today()) "
    "WHERE a.id = p_application AND a.applicant_id = app_uid() AND a.state = 'draft' AND a.enterprise_number <> ''",
    [Hat.PERSON],
)
HAS_OPEN = definer_function(
    "has_open_application(p_company uuid, p_programme uuid)",
    "boolean",
    "SELECT p_company = ANY (my_companies('h_contact')) AND EXISTS (SELECT 1 FROM programmes_application a "
    "WHERE a.company_id = p_company AND a.programme_id = p_programme "
    "AND a.state IN ('submitted', 'in_review', 'info_requested', 'waitlisted'))",
    [Hat.PERSON],
)


class Migration(migrations.Migration):
    dependencies = [("programmes", "0003_accept_invitation")]
    operations = [
        migrations.RunSQL(NEXT_REFERENCE, "DROP FUNCTION next_reference(uuid, int)"),
        migrations.RunSQL(KNOWN_COMPANY, "DROP FUNCTION known_company(uuid)"),
        migrations.RunSQL(HAS_OPEN, "DROP FUNCTION has_open_application(uuid, uuid)"),
    ]
