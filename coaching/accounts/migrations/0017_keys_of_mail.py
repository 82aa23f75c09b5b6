"""Rights as access.py declares them: core_outgoingemail.

* core_outgoingemail: h_staff, to read it, misses piece_id
"""

from django.db import migrations

FORWARDS = [
    "GRANT SELECT (piece_id) ON core_outgoingemail TO h_staff",
]
BACKWARDS = [
    "REVOKE SELECT (piece_id) ON core_outgoingemail FROM h_staff",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0018_list_file_roles"),
        ("accounts", "0016_advisers"),
        ("companies", "0019_proof_of_a_number"),
        ("coaches", "0007_advisers"),
        ("riskanalysis", "0008_held_by_hand"),
        ("actionplans", "0013_brought_plans"),
        ("programmes", "0034_advisers"),
        ("modules", "0014_money_for_administrators"),
        ("trajectories", "0035_advisers"),
        ("insight", "0007_mandates"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
