"""Rights as access.py declares them: riskanalysis_riskanalysis.

* riskanalysis_riskanalysis: the trigger employer_decides is missing
* riskanalysis_riskanalysis: the trigger stays_as_agreed is missing
"""

from django.db import migrations

FORWARDS = [
    """CREATE TRIGGER employer_decides BEFORE UPDATE OF decision, decided_on ON riskanalysis_riskanalysis FOR EACH ROW WHEN ((old.decision, old.decided_on) IS DISTINCT FROM (new.decision, new.decided_on)) EXECUTE FUNCTION employer_says()
""",
    """CREATE TRIGGER stays_as_agreed BEFORE UPDATE OF kind, parts, establishment_id, scope_key, title, scope, asked_by, asked_on, adviser_part, signals, signal_colour, participation_note, decision, decided_on ON riskanalysis_riskanalysis FOR EACH ROW WHEN (((old.state NOT IN ('scoping', 'prediagnosis', 'collecting', 'evaluating')) AND (old.kind, old.parts, old.establishment_id, old.scope_key, old.title, old.scope, old.asked_by, old.asked_on, old.adviser_part, old.signals, old.signal_colour) IS DISTINCT FROM (new.kind, new.parts, new.establishment_id, new.scope_key, new.title, new.scope, new.asked_by, new.asked_on, new.adviser_part, new.signals, new.signal_colour)) OR ((old.state IN ('final', 'superseded')) AND (old.participation_note) IS DISTINCT FROM (new.participation_note)) OR ((old.decided_on IS NOT NULL) AND (old.decision, old.decided_on) IS DISTINCT FROM (new.decision, new.decided_on))) EXECUTE FUNCTION keep_agreed()
""",
]
BACKWARDS = [
    "DROP TRIGGER stays_as_agreed ON riskanalysis_riskanalysis",
    "DROP TRIGGER employer_decides ON riskanalysis_riskanalysis",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_access"),
        ("accounts", "0002_access"),
        ("companies", "0003_access"),
        ("coaches", "0002_access"),
        ("riskanalysis", "0002_access"),
        ("actionplans", "0002_access"),
        ("programmes", "0002_access"),
        ("modules", "0002_access"),
        ("trajectories", "0002_access"),
        ("insight", "0002_access"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
