"""Only a contact with the employer's mandate lets people in. A measure owner or adviser wears the same hat: not them.

The pages ask the same; this holds when a page forgets. Everybody may still end a membership of their own.
"""

from django.db import migrations

from coaching.core.ground.roles import Hat
from coaching.core.tenancy.security import any_of, definer_function, of_contact

MY_MANDATES = definer_function(
    "my_mandates()",
    "uuid[]",
    "SELECT coalesce(array_agg(DISTINCT m.company_id), '{}') FROM companies_membership m WHERE m.user_id = app_uid() "
    "AND m.role = 'contact' AND m.has_mandate AND m.ended_at IS NULL AND m.begins_on <= app_today() "
    "AND (m.ends_on IS NULL OR m.ends_on >= app_today())",
    [Hat.CONTACT],
)
MANDATE = any_of("company_id", "my_mandates()")
LEAVING = "user_id = (SELECT app_uid()) AND ended_at IS NOT NULL"
FORWARDS = f"""
ALTER POLICY h_contact_insert ON companies_membership WITH CHECK ({MANDATE});
ALTER POLICY h_contact_update ON companies_membership WITH CHECK ({of_contact()} AND ({MANDATE} OR ({LEAVING})));
ALTER POLICY h_contact_insert ON accounts_invitation WITH CHECK ({MANDATE});
ALTER POLICY h_contact_update ON accounts_invitation USING ({MANDATE}) WITH CHECK ({MANDATE});
"""
BACKWARDS = f"""
ALTER POLICY h_contact_insert ON companies_membership WITH CHECK ({of_contact()});
ALTER POLICY h_contact_update ON companies_membership WITH CHECK ({of_contact()});
ALTER POLICY h_contact_insert ON accounts_invitation WITH CHECK ({of_contact()});
ALTER POLICY h_contact_update ON accounts_invitation USING ({of_contact()}) WITH CHECK ({of_contact()});
"""


class Migration(migrations.Migration):
    dependencies = [("trajectories", "0004_admin_withdraws")]
    operations = [
        migrations.RunSQL(MY_MANDATES, "DROP FUNCTION my_mandates()"),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]
