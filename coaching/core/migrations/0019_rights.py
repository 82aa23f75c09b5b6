"""Rights as access.py declares them: bench_coach, bench_company, bench_trajectory.

* bench_coach: no access.py names this table
* bench_company: no access.py names this table
* bench_trajectory: no access.py names this table
"""

from django.db import migrations

FORWARDS = [
    "ALTER TABLE bench_coach DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE bench_company DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE bench_trajectory DISABLE ROW LEVEL SECURITY",
]
BACKWARDS = [
    "ALTER TABLE bench_trajectory DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE bench_company DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE bench_coach DISABLE ROW LEVEL SECURITY",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0018_list_file_roles"),
        ("accounts", "0017_keys_of_mail"),
        ("companies", "0027_mandates_by_person_rights"),
        ("coaches", "0007_advisers"),
        ("riskanalysis", "0008_held_by_hand"),
        ("actionplans", "0013_brought_plans"),
        ("programmes", "0035_keys_of_mail"),
        ("modules", "0014_money_for_administrators"),
        ("trajectories", "0036_keys_of_mail"),
        ("insight", "0007_mandates"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
