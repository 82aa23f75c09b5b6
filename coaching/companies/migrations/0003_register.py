"""The enterprise register: live tables that hats may read, and a schema of its own where an extract waits.

The register is public and the same for every tenant, so its policies say `true` for reading; no hat but the system's
may write. The waiting tables are outside `public`: only the system's hat may look into that schema. COPY does not go
into tables with row-level security, which is one more reason for them. Unlogged: they may be lost, the files are there.
"""

import uuid

from django.db import migrations, models

import coaching.core.ground.clock
from coaching.core.ground.roles import Hat
from coaching.core.tenancy.security import TRUE, Secure, commands

READERS = (Hat.PERSON, Hat.CONTACT, Hat.COACH, Hat.ADMIN)
STAGING = """
CREATE SCHEMA register_staging;
REVOKE ALL ON SCHEMA register_staging FROM PUBLIC;
GRANT USAGE ON SCHEMA register_staging TO h_system;
CREATE UNLOGGED TABLE register_staging.progress (fingerprint text NOT NULL, file text PRIMARY KEY,
  position bigint NOT NULL, line bigint NOT NULL, rows bigint NOT NULL, staged bigint NOT NULL,
  mistakes bigint NOT NULL, done boolean NOT NULL);
CREATE UNLOGGED TABLE register_staging.code (key text NOT NULL, language text NOT NULL, words text NOT NULL);
CREATE UNLOGGED TABLE register_staging.enterprise (number text NOT NULL, is_active boolean NOT NULL,
  is_natural_person boolean NOT NULL, juridical_form text NOT NULL, started_on date);
CREATE UNLOGGED TABLE register_staging.establishment (number text NOT NULL, enterprise_number text NOT NULL,
  started_on date);
CREATE UNLOGGED TABLE register_staging.denomination (entity text NOT NULL, language text NOT NULL,
  rank smallint NOT NULL, name text NOT NULL);
CREATE UNLOGGED TABLE register_staging.address (entity text NOT NULL, street_nl text NOT NULL, street_fr text NOT NULL,
  postcode text NOT NULL, municipality_nl text NOT NULL, municipality_fr text NOT NULL);
CREATE UNLOGGED TABLE register_staging.activity (entity text NOT NULL, activity_group text NOT NULL,
  version text NOT NULL, code text NOT NULL);
CREATE UNLOGGED TABLE register_staging.gone (aspect text NOT NULL, number text NOT NULL);
GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA register_staging TO h_system;

CREATE FUNCTION register_clear() RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public AS $fn$
BEGIN
  TRUNCATE register_staging.progress, register_staging.code, register_staging.enterprise,
    register_staging.establishment, register_staging.denomination, register_staging.address,
    register_staging.activity, register_staging.gone;
END $fn$;
REVOKE ALL ON FUNCTION register_clear() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION register_clear() TO h_system;

CREATE FUNCTION register_analyse() RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public AS $fn$
BEGIN
  ANALYZE register_staging.code, register_staging.enterprise, register_staging.establishment,
    register_staging.denomination, register_staging.address, register_staging.activity, register_staging.gone;
END $fn$;
REVOKE ALL ON FUNCTION register_analyse() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION register_analyse() TO h_system;
"""
UNSTAGING = """
DROP FUNCTION register_clear();
DROP FUNCTION register_analyse();
DROP SCHEMA register_staging CASCADE;
"""
# Django adds a second index for LIKE to a textual primary key; numbers are only looked up whole.
NO_SECOND_INDEX = """
DO $do$ DECLARE name text; BEGIN
  FOR name IN SELECT indexname FROM pg_indexes WHERE schemaname = 'public'
    AND tablename LIKE 'companies\\_register%' AND indexname LIKE '%\\_like' LOOP
    EXECUTE format('DROP INDEX public.%I', name);
  END LOOP;
END $do$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("companies", "0002_functions"),
        ("core", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="RegisterCode",
            fields=[
                ("key", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("words", models.JSONField(default=dict)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="RegisterEnterprise",
            fields=[
                ("number", models.CharField(max_length=10, primary_key=True, serialize=False)),
                ("names", models.JSONField(default=dict)),
                ("streets", models.JSONField(default=dict)),
                ("municipalities", models.JSONField(default=dict)),
                ("postcode", models.CharField(default="", max_length=10)),
                ("nace_version", models.CharField(default="", max_length=4)),
                ("nace_code", models.CharField(default="", max_length=10)),
                ("started_on", models.DateField(null=True)),
                ("juridical_form", models.CharField(default="", max_length=3)),
                ("is_natural_person", models.BooleanField(default=False)),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RegisterExtract",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField(null=True)),
                ("dated", models.DateField(null=True)),
                ("is_update", models.BooleanField(default=False)),
                ("enterprises", models.PositiveIntegerField(default=0)),
                ("establishments", models.PositiveIntegerField(default=0)),
                ("loaded_at", models.DateTimeField(default=coaching.core.ground.clock.now)),
            ],
            options={
                "ordering": ["-loaded_at"],
            },
        ),
        migrations.CreateModel(
            name="RegisterEstablishment",
            fields=[
                ("number", models.CharField(max_length=10, primary_key=True, serialize=False)),
                ("names", models.JSONField(default=dict)),
                ("streets", models.JSONField(default=dict)),
                ("municipalities", models.JSONField(default=dict)),
                ("postcode", models.CharField(default="", max_length=10)),
                ("nace_version", models.CharField(default="", max_length=4)),
                ("nace_code", models.CharField(default="", max_length=10)),
                ("started_on", models.DateField(null=True)),
                ("enterprise_number", models.CharField(max_length=10)),
            ],
            options={
                "indexes": [models.Index(fields=["enterprise_number", "number"], name="register_units_of")],
            },
        ),
        migrations.RunSQL(NO_SECOND_INDEX, migrations.RunSQL.noop),
        Secure("companies_registerenterprise", {hat: commands(TRUE) for hat in READERS}),
        Secure("companies_registerestablishment", {hat: commands(TRUE) for hat in READERS}),
        Secure("companies_registercode", {hat: commands(TRUE) for hat in READERS}),
        Secure("companies_registerextract", {Hat.ADMIN: commands(TRUE)}),
        migrations.RunSQL(STAGING, UNSTAGING),
    ]
