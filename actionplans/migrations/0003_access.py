"""Rights as access.py declares them: actionplans_annualactionplan, actionplans_globalpreventionplan, actionplans_preventionmeasure.

* actionplans_annualactionplan: the trigger stays_as_agreed is missing
* actionplans_globalpreventionplan: the trigger stays_as_agreed is missing
* actionplans_preventionmeasure: the trigger stays_as_agreed is missing
"""

from django.db import migrations

FORWARDS = [
    """CREATE TRIGGER stays_as_agreed BEFORE UPDATE OF priorities, means, duties, adaptations, year, first_day, last_day, deadline, global_plan_id, results, body_said, lessons ON actionplans_annualactionplan FOR EACH ROW WHEN (((old.state NOT IN ('draft', 'internal_review', 'advised')) AND (old.priorities, old.means, old.duties, old.adaptations, old.year, old.first_day, old.last_day, old.deadline, old.global_plan_id) IS DISTINCT FROM (new.priorities, new.means, new.duties, new.adaptations, new.year, new.first_day, new.last_day, new.deadline, new.global_plan_id)) OR ((old.state IN ('closed', 'amended')) AND (old.results, old.body_said, old.lessons) IS DISTINCT FROM (new.results, new.body_said, new.lessons))) EXECUTE FUNCTION keep_agreed()
""",
    """CREATE TRIGGER stays_as_agreed BEFORE UPDATE OF start_year, start_month, analysis_id, amended_from_id, renews_id, is_brought ON actionplans_globalpreventionplan FOR EACH ROW WHEN (((old.state NOT IN ('draft', 'internal_review', 'advised')) AND (old.start_year, old.start_month, old.analysis_id, old.amended_from_id, old.renews_id, old.is_brought) IS DISTINCT FROM (new.start_year, new.start_month, new.analysis_id, new.amended_from_id, new.renews_id, new.is_brought))) EXECUTE FUNCTION keep_agreed()
""",
    """CREATE TRIGGER stays_as_agreed BEFORE UPDATE OF what, why, who, how, "where", due_on, prevention_level, voluntary, budget_eur, indicator ON actionplans_preventionmeasure FOR EACH ROW WHEN (((old.state NOT IN ('proposed', 'planned') AND old.plan_id = new.plan_id) AND (old.what, old.why, old.who, old.how, old."where", old.due_on, old.prevention_level, old.voluntary, old.budget_eur, old.indicator) IS DISTINCT FROM (new.what, new.why, new.who, new.how, new."where", new.due_on, new.prevention_level, new.voluntary, new.budget_eur, new.indicator))) EXECUTE FUNCTION keep_agreed()
""",
]
BACKWARDS = [
    "DROP TRIGGER stays_as_agreed ON actionplans_preventionmeasure",
    "DROP TRIGGER stays_as_agreed ON actionplans_globalpreventionplan",
    "DROP TRIGGER stays_as_agreed ON actionplans_annualactionplan",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_access"),
        ("accounts", "0002_access"),
        ("companies", "0003_access"),
        ("coaches", "0002_access"),
        ("riskanalysis", "0003_access"),
        ("actionplans", "0002_access"),
        ("programmes", "0002_access"),
        ("modules", "0002_access"),
        ("trajectories", "0002_access"),
        ("insight", "0002_access"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
