"""Rights as access.py declares them: actionplans_advicemark, actionplans_annualactionplan, actionplans_benchadvice and others.

* actionplans_advicemark: the trigger keeps_piece is missing
* actionplans_annualactionplan: the trigger keeps_piece is missing
* actionplans_benchadvice: the trigger keeps_piece is missing
* actionplans_bodyreview: the trigger keeps_piece is missing
* actionplans_findingwithoutobjective: the trigger keeps_piece is missing
* actionplans_globalpreventionplan: the trigger keeps_piece is missing
* actionplans_measurenote: the trigger keeps_piece is missing
* actionplans_objective: the trigger keeps_piece is missing
* actionplans_objectivefinding: the trigger keeps_piece is missing
* actionplans_plansection: the trigger keeps_piece is missing
* actionplans_preventionmeasure: the trigger keeps_piece is missing
* actionplans_remark: the trigger keeps_piece is missing
"""

from django.db import migrations

FORWARDS = [
    """CREATE TRIGGER keeps_piece BEFORE UPDATE OF piece_id, company_id ON actionplans_advicemark FOR EACH ROW WHEN ((old.piece_id, old.company_id) IS DISTINCT FROM (new.piece_id, new.company_id)) EXECUTE FUNCTION guard_piece()
""",
    """CREATE TRIGGER keeps_piece BEFORE UPDATE OF piece_id, company_id ON actionplans_annualactionplan FOR EACH ROW WHEN ((old.piece_id, old.company_id) IS DISTINCT FROM (new.piece_id, new.company_id)) EXECUTE FUNCTION guard_piece()
""",
    """CREATE TRIGGER keeps_piece BEFORE UPDATE OF piece_id, company_id ON actionplans_benchadvice FOR EACH ROW WHEN ((old.piece_id, old.company_id) IS DISTINCT FROM (new.piece_id, new.company_id)) EXECUTE FUNCTION guard_piece()
""",
    """CREATE TRIGGER keeps_piece BEFORE UPDATE OF piece_id, company_id ON actionplans_bodyreview FOR EACH ROW WHEN ((old.piece_id, old.company_id) IS DISTINCT FROM (new.piece_id, new.company_id)) EXECUTE FUNCTION guard_piece()
""",
    """CREATE TRIGGER keeps_piece BEFORE UPDATE OF piece_id, company_id ON actionplans_findingwithoutobjective FOR EACH ROW WHEN ((old.piece_id, old.company_id) IS DISTINCT FROM (new.piece_id, new.company_id)) EXECUTE FUNCTION guard_piece()
""",
    """CREATE TRIGGER keeps_piece BEFORE UPDATE OF piece_id, company_id ON actionplans_globalpreventionplan FOR EACH ROW WHEN ((old.piece_id, old.company_id) IS DISTINCT FROM (new.piece_id, new.company_id)) EXECUTE FUNCTION guard_piece()
""",
    """CREATE TRIGGER keeps_piece BEFORE UPDATE OF piece_id, company_id ON actionplans_measurenote FOR EACH ROW WHEN ((old.piece_id, old.company_id) IS DISTINCT FROM (new.piece_id, new.company_id)) EXECUTE FUNCTION guard_piece()
""",
    """CREATE TRIGGER keeps_piece BEFORE UPDATE OF piece_id, company_id ON actionplans_objective FOR EACH ROW WHEN ((old.piece_id, old.company_id) IS DISTINCT FROM (new.piece_id, new.company_id)) EXECUTE FUNCTION guard_piece()
""",
    """CREATE TRIGGER keeps_piece BEFORE UPDATE OF piece_id, company_id ON actionplans_objectivefinding FOR EACH ROW WHEN ((old.piece_id, old.company_id) IS DISTINCT FROM (new.piece_id, new.company_id)) EXECUTE FUNCTION guard_piece()
""",
    """CREATE TRIGGER keeps_piece BEFORE UPDATE OF piece_id, company_id ON actionplans_plansection FOR EACH ROW WHEN ((old.piece_id, old.company_id) IS DISTINCT FROM (new.piece_id, new.company_id)) EXECUTE FUNCTION guard_piece()
""",
    """CREATE TRIGGER keeps_piece BEFORE UPDATE OF piece_id, company_id ON actionplans_preventionmeasure FOR EACH ROW WHEN ((old.piece_id, old.company_id) IS DISTINCT FROM (new.piece_id, new.company_id)) EXECUTE FUNCTION guard_piece()
""",
    """CREATE TRIGGER keeps_piece BEFORE UPDATE OF piece_id, company_id ON actionplans_remark FOR EACH ROW WHEN ((old.piece_id, old.company_id) IS DISTINCT FROM (new.piece_id, new.company_id)) EXECUTE FUNCTION guard_piece()
""",
]
BACKWARDS = [
    "DROP TRIGGER keeps_piece ON actionplans_remark",
    "DROP TRIGGER keeps_piece ON actionplans_preventionmeasure",
    "DROP TRIGGER keeps_piece ON actionplans_plansection",
    "DROP TRIGGER keeps_piece ON actionplans_objectivefinding",
    "DROP TRIGGER keeps_piece ON actionplans_objective",
    "DROP TRIGGER keeps_piece ON actionplans_measurenote",
    "DROP TRIGGER keeps_piece ON actionplans_globalpreventionplan",
    "DROP TRIGGER keeps_piece ON actionplans_findingwithoutobjective",
    "DROP TRIGGER keeps_piece ON actionplans_bodyreview",
    "DROP TRIGGER keeps_piece ON actionplans_benchadvice",
    "DROP TRIGGER keeps_piece ON actionplans_annualactionplan",
    "DROP TRIGGER keeps_piece ON actionplans_advicemark",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0017_list_files"),
        ("accounts", "0015_guests"),
        ("companies", "0016_held_by_hand"),
        ("coaches", "0006_writing"),
        ("riskanalysis", "0008_held_by_hand"),
        ("actionplans", "0011_mandates"),
        ("programmes", "0033_founded"),
        ("modules", "0014_money_for_administrators"),
        ("trajectories", "0033_prevention_roles_rights"),
        ("insight", "0007_mandates"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
