"""Who applied asks for, and opens, the copy of an own application: no other document, and of nobody else."""

from django.db import migrations

OWN_COPY = """
kind = 'application-copy' AND position('h_person' in audience) > 0
AND subject_id IN (SELECT a.id FROM programmes_application a
                    WHERE a.applicant_id = (SELECT app_uid()))
"""
GRANT = f"""
GRANT SELECT, INSERT ON core_document TO h_person;
CREATE POLICY h_person_select ON core_document FOR SELECT TO h_person USING ({OWN_COPY});
CREATE POLICY h_person_insert ON core_document FOR INSERT TO h_person WITH CHECK ({OWN_COPY});
"""
REVOKE = """
DROP POLICY h_person_insert ON core_document;
DROP POLICY h_person_select ON core_document;
REVOKE SELECT, INSERT ON core_document FROM h_person;
"""


class Migration(migrations.Migration):
    dependencies = [("trajectories", "0003_security"), ("programmes", "0004_applying")]
    operations = [migrations.RunSQL(GRANT, REVOKE)]
