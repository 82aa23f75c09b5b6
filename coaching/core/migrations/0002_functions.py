"""Who is asking and which day it is: the two questions every policy builds on.

The core's own tables are guarded in trajectories/0002, the first migration that has all look-ups at hand.
"""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION app_uid() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
  SET search_path = pg_catalog, public
  AS $fn$ SELECT nullif(current_setting('app.user_id', true), '')::bigint $fn$;
CREATE FUNCTION app_today() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE
  SET search_path = pg_catalog, public
  AS $fn$ SELECT coalesce(nullif(current_setting('app.today', true), '')::date,
                          (now() AT TIME ZONE 'Europe/Brussels')::date) $fn$;
GRANT SELECT, INSERT, UPDATE, DELETE ON django_session TO w_web, w_worker;
GRANT SELECT ON django_content_type TO w_web, w_worker;
GRANT SELECT ON django_migrations TO w_web, w_worker;
"""
BACKWARDS = "DROP FUNCTION app_uid(); DROP FUNCTION app_today();"


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_initial"),
        ("sessions", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
