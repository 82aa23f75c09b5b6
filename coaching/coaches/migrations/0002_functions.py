"""Which coach am I?"""

from django.db import migrations

from coaching.core.ground.roles import Hat
from coaching.core.tenancy.security import definer_function

MY_COACH_IDS = definer_function(
    "my_coach_ids()",
    "uuid[]",
    "SELECT coalesce(array_agg(k.id), '{}') FROM coaches_coach k WHERE k.user_id = app_uid() AND k.state <> 'left'",
    [Hat.COACH, Hat.SYSTEM],
)
PLACE = definer_function(
    "find_coach_place(p_slug text, p_user bigint, p_wanted text)",
    "TABLE (id uuid, slug text, name text, hat text, roles text[], has_mandate boolean, hats text[])",
    "SELECT k.id, k.slug::text, k.name::text, 'h_coach'::text, ARRAY['coach'], false, ARRAY['h_coach'] "
    "FROM coaches_coach k WHERE k.user_id = p_user AND k.state <> 'left'",
    [],
    logins=["w_web", "w_worker"],
)


class Migration(migrations.Migration):
    dependencies = [("coaches", "0001_initial"), ("companies", "0002_functions")]
    operations = [
        migrations.RunSQL(MY_COACH_IDS, "DROP FUNCTION my_coach_ids()"),
        migrations.RunSQL(PLACE, "DROP FUNCTION find_coach_place(text, bigint, text)"),
    ]
