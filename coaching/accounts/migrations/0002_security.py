"""Accounts: the sign-in tables belong to the logins, never to a hat. Names come through a narrow function."""

from django.db import migrations

from coaching.core.ground.roles import HUMAN_HATS, Hat
from coaching.core.tenancy.security import definer_function

LOGIN_TABLES = """
GRANT SELECT, INSERT, UPDATE, DELETE ON accounts_user, account_emailaddress, account_emailconfirmation,
  mfa_authenticator, usersessions_usersession, socialaccount_socialaccount, socialaccount_socialapp,
  socialaccount_socialtoken TO w_web, w_worker;
GRANT SELECT ON accounts_user TO h_system;
"""

NAMES = definer_function(
    "person_names(ids bigint[])",
    "TABLE (id bigint, name text)",
    "SELECT u.id, u.name::text FROM accounts_user u WHERE u.id = ANY (ids)",
    [*HUMAN_HATS, Hat.SYSTEM],
)
STAFF = definer_function(
    "find_staff_place(p_slug text, p_user bigint, p_wanted text)",
    "TABLE (id uuid, slug text, name text, hat text, roles text[], has_mandate boolean, hats text[])",
    "SELECT '00000000-0000-0000-0000-000000000000'::uuid, ''::text, 'staff'::text, 'h_staff'::text, "
    "ARRAY['staff'], false, ARRAY['h_staff'] FROM accounts_user u "
    "WHERE u.id = p_user AND u.is_platform_staff AND u.is_active",
    [],
    logins=["w_web", "w_worker"],
)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("core", "0002_functions"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("usersessions", "0001_initial"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
    ]
    operations = [
        migrations.RunSQL(LOGIN_TABLES, migrations.RunSQL.noop),
        migrations.RunSQL(NAMES, "DROP FUNCTION person_names(bigint[])"),
        migrations.RunSQL(STAFF, "DROP FUNCTION find_staff_place(text, bigint, text)"),
    ]
