"""When a programme stops a trajectory, the open question to a coach is withdrawn: administrators need UPDATE for it."""

from django.db import migrations

FORWARDS = """
GRANT UPDATE ON trajectories_coachrequest TO h_admin;
CREATE POLICY h_admin_update ON trajectories_coachrequest FOR UPDATE TO h_admin
  USING (programme_id = ANY ((SELECT my_programmes())::uuid[]))
  WITH CHECK (programme_id = ANY ((SELECT my_programmes())::uuid[]));
"""
BACKWARDS = """
DROP POLICY h_admin_update ON trajectories_coachrequest;
REVOKE UPDATE ON trajectories_coachrequest FROM h_admin;
"""


class Migration(migrations.Migration):
    dependencies = [("trajectories", "0003_security")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
