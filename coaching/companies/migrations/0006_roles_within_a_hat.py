"""Rights as access.py declares them: accounts_invitation.

* accounts_invitation: h_contact, to change it, may change all columns too many and misses expires_at, revoked_at, sent…
"""

from django.db import migrations

FORWARDS = [
    "REVOKE UPDATE ON accounts_invitation FROM h_contact",
    "GRANT UPDATE (expires_at, revoked_at, sent_at, token_digest) ON accounts_invitation TO h_contact",
]
BACKWARDS = [
    "REVOKE UPDATE (expires_at, revoked_at, sent_at, token_digest) ON accounts_invitation FROM h_contact",
    "GRANT UPDATE ON accounts_invitation TO h_contact",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0010_own_deeds"),
        ("accounts", "0009_roles_within_a_hat"),
        ("companies", "0005_former_numbers"),
        ("coaches", "0004_search_folded"),
        ("programmes", "0017_search_folded"),
        ("modules", "0008_search_folded"),
        ("trajectories", "0017_search_folded"),
        ("riskanalysis", "0003_by_trajectory"),
        ("actionplans", "0004_who_changes_what"),
        ("insight", "0003_warnings"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
