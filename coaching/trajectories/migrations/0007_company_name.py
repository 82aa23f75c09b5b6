"""The company's name beside its trajectory, so that a desk of any size is sorted by an index; loads of some coaches."""

from django.db import migrations, models

from coaching.core.ground.roles import HUMAN_HATS, Hat
from coaching.core.tenancy.security import definer_function

# The application says what the company is called. Whoever writes a trajectory, with whatever hat, writes that name.
NAMES = """
CREATE FUNCTION trajectory_takes_name() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $fn$
BEGIN
  SELECT a.company_name INTO NEW.company_name FROM programmes_application a WHERE a.id = NEW.application_id;
  NEW.company_name := coalesce(NEW.company_name, '');
  RETURN NEW;
END $fn$;
CREATE FUNCTION application_gives_name() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $fn$
BEGIN
  UPDATE trajectories_trajectory t SET company_name = NEW.company_name WHERE t.application_id = NEW.id;
  RETURN NULL;
END $fn$;
REVOKE ALL ON FUNCTION trajectory_takes_name(), application_gives_name() FROM PUBLIC;
CREATE TRIGGER takes_name BEFORE INSERT ON trajectories_trajectory
  FOR EACH ROW EXECUTE FUNCTION trajectory_takes_name();
CREATE TRIGGER keeps_name BEFORE UPDATE OF company_name, application_id ON trajectories_trajectory
  FOR EACH ROW WHEN (NEW.company_name IS DISTINCT FROM OLD.company_name
                     OR NEW.application_id IS DISTINCT FROM OLD.application_id)
  EXECUTE FUNCTION trajectory_takes_name();
CREATE TRIGGER gives_name AFTER UPDATE OF company_name ON programmes_application
  FOR EACH ROW WHEN (NEW.company_name IS DISTINCT FROM OLD.company_name) EXECUTE FUNCTION application_gives_name();
UPDATE trajectories_trajectory t SET company_name = a.company_name
  FROM programmes_application a WHERE a.id = t.application_id;
"""
NO_NAMES = """
DROP TRIGGER gives_name ON programmes_application;
DROP TRIGGER keeps_name ON trajectories_trajectory;
DROP TRIGGER takes_name ON trajectories_trajectory;
DROP FUNCTION application_gives_name();
DROP FUNCTION trajectory_takes_name();
"""
# As coach_loads(), for the coaches of one page: an index finds them, however many trajectories there are.
LOADS_OF = definer_function(
    "coach_loads_of(p_coaches uuid[])",
    "TABLE (coach_id uuid, load bigint)",
    "SELECT x.coach_id, count(*) FROM (SELECT t.coach_id, t.id FROM trajectories_trajectory t "
    "WHERE t.coach_id = ANY (p_coaches) AND t.state NOT IN ('closed', 'stopped') "
    "UNION SELECT r.coach_id, r.trajectory_id FROM trajectories_coachrequest r "
    "WHERE r.coach_id = ANY (p_coaches) AND r.state = 'open') x GROUP BY 1",
    [Hat.PUBLIC, *HUMAN_HATS, Hat.SYSTEM],
)


class Migration(migrations.Migration):
    dependencies = [("trajectories", "0006_clock_by_hand"), ("programmes", "0005_layers")]
    operations = [
        migrations.AddField(
            "trajectory", "company_name", models.CharField(blank=True, default="", editable=False, max_length=200)
        ),
        migrations.AddIndex(
            "trajectory", models.Index(fields=["programme", "company_name", "id"], name="trajectory_by_name")
        ),
        migrations.RunSQL(NAMES, NO_NAMES),
        migrations.RunSQL(LOADS_OF, "DROP FUNCTION coach_loads_of(uuid[])"),
    ]
