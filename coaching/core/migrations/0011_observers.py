"""Rights as access.py declares them: note_work and work_standing.

* note_work(uuid,text,uuid,uuid,uuid,timestamp with time zone): may not be called by h_observer
* work_standing(text,uuid[]): may not be called by h_observer
"""

from django.db import migrations

ROLE = """DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'h_observer') THEN
    RAISE EXCEPTION 'the role h_observer is missing: as superuser run coaching/config/roles.sql again, then migrate';
  END IF;
END $$"""
FORWARDS = [
    ROLE,
    "GRANT EXECUTE ON FUNCTION note_work(uuid,text,uuid,uuid,uuid,timestamp with time zone) TO h_observer",
    "GRANT EXECUTE ON FUNCTION work_standing(text,uuid[]) TO h_observer",
]
BACKWARDS = [
    "REVOKE EXECUTE ON FUNCTION work_standing(text,uuid[]) FROM h_observer",
    "REVOKE EXECUTE ON FUNCTION note_work(uuid,text,uuid,uuid,uuid,timestamp with time zone) FROM h_observer",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0010_own_deeds"),
        ("accounts", "0010_seal_second_steps"),
        ("companies", "0006_roles_within_a_hat"),
        ("coaches", "0004_search_folded"),
        ("programmes", "0018_roles_within_a_hat"),
        ("modules", "0009_names"),
        ("trajectories", "0019_names"),
        ("riskanalysis", "0005_names"),
        ("actionplans", "0005_names"),
        ("insight", "0003_warnings"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
