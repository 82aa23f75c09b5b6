"""Rights as access.py declares them: riskanalysis_analysisunit, riskanalysis_aspectjudgement, riskanalysis_consultation and others.

* riskanalysis_analysisunit: the trigger keeps_piece is missing
* riskanalysis_aspectjudgement: the trigger keeps_piece is missing
* riskanalysis_consultation: the trigger keeps_piece is missing
* riskanalysis_finding: the trigger keeps_piece is missing
* riskanalysis_riskanalysis: the trigger keeps_piece is missing
"""

from django.db import migrations

FORWARDS = [
    """CREATE TRIGGER keeps_piece BEFORE UPDATE OF piece_id, company_id ON riskanalysis_analysisunit FOR EACH ROW WHEN ((old.piece_id, old.company_id) IS DISTINCT FROM (new.piece_id, new.company_id)) EXECUTE FUNCTION guard_piece()
""",
    """CREATE TRIGGER keeps_piece BEFORE UPDATE OF piece_id, company_id ON riskanalysis_aspectjudgement FOR EACH ROW WHEN ((old.piece_id, old.company_id) IS DISTINCT FROM (new.piece_id, new.company_id)) EXECUTE FUNCTION guard_piece()
""",
    """CREATE TRIGGER keeps_piece BEFORE UPDATE OF piece_id, company_id ON riskanalysis_consultation FOR EACH ROW WHEN ((old.piece_id, old.company_id) IS DISTINCT FROM (new.piece_id, new.company_id)) EXECUTE FUNCTION guard_piece()
""",
    """CREATE TRIGGER keeps_piece BEFORE UPDATE OF piece_id, company_id ON riskanalysis_finding FOR EACH ROW WHEN ((old.piece_id, old.company_id) IS DISTINCT FROM (new.piece_id, new.company_id)) EXECUTE FUNCTION guard_piece()
""",
    """CREATE TRIGGER keeps_piece BEFORE UPDATE OF piece_id, company_id ON riskanalysis_riskanalysis FOR EACH ROW WHEN ((old.piece_id, old.company_id) IS DISTINCT FROM (new.piece_id, new.company_id)) EXECUTE FUNCTION guard_piece()
""",
]
BACKWARDS = [
    "DROP TRIGGER keeps_piece ON riskanalysis_riskanalysis",
    "DROP TRIGGER keeps_piece ON riskanalysis_finding",
    "DROP TRIGGER keeps_piece ON riskanalysis_consultation",
    "DROP TRIGGER keeps_piece ON riskanalysis_aspectjudgement",
    "DROP TRIGGER keeps_piece ON riskanalysis_analysisunit",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0017_list_files"),
        ("accounts", "0015_guests"),
        ("companies", "0016_held_by_hand"),
        ("coaches", "0006_writing"),
        ("riskanalysis", "0007_mandates"),
        ("actionplans", "0011_mandates"),
        ("programmes", "0033_founded"),
        ("modules", "0014_money_for_administrators"),
        ("trajectories", "0033_prevention_roles_rights"),
        ("insight", "0007_mandates"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
