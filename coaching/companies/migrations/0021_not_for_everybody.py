"""Rights as access.py declares them: prove_number_anew.

* prove_number_anew(): may be called by PUBLIC too
"""

from django.db import migrations

FORWARDS = [
    "REVOKE EXECUTE ON FUNCTION prove_number_anew() FROM PUBLIC",
]
BACKWARDS = [
    "GRANT EXECUTE ON FUNCTION prove_number_anew() TO PUBLIC",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0018_list_file_roles"),
        ("accounts", "0017_keys_of_mail"),
        ("companies", "0020_keys_of_mail"),
        ("coaches", "0007_advisers"),
        ("riskanalysis", "0008_held_by_hand"),
        ("actionplans", "0013_brought_plans"),
        ("programmes", "0035_keys_of_mail"),
        ("modules", "0014_money_for_administrators"),
        ("trajectories", "0036_keys_of_mail"),
        ("insight", "0007_mandates"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
