"""Rights as access.py declares them: figures_behind, figures_counted, figures_of_payments and others.

* figures_behind(): nobody may call it
* figures_behind(): the function is missing
* figures_counted(): may not be called by h_system
* figures_counted(): the function is missing
* figures_of_payments(): nobody may call it
* figures_of_payments(): the function is missing
* figures_of_starts(): nobody may call it
* figures_of_starts(): the function is missing
* programmes_application: the trigger behind_added is missing
* programmes_application: the trigger behind_changed is missing
* programmes_application: the trigger behind_emptied is missing
* programmes_application: the trigger behind_gone is missing
* recount_after_truncate(): nobody may call it
* recount_after_truncate(): the function is missing
* recount_figures(): may not be called by h_system
* recount_figures(): the function is missing
* trajectories_expensestatement: the trigger figures_added is missing
* trajectories_expensestatement: the trigger figures_changed is missing
* trajectories_expensestatement: the trigger figures_emptied is missing
* trajectories_expensestatement: the trigger figures_gone is missing
* trajectories_trajectory: the trigger figures_added is missing
* trajectories_trajectory: the trigger figures_changed is missing
* trajectories_trajectory: the trigger figures_emptied is missing
* trajectories_trajectory: the trigger figures_gone is missing
"""

from django.db import migrations

FORWARDS = [
    """CREATE OR REPLACE FUNCTION figures_behind()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- The start and the payments behind an application are counted elsewhere once it moves. The lock waits for who is counting
-- one right now, under the application as it was; whoever comes after waits here and counts under the new one.
BEGIN
  IF TG_OP = 'UPDATE' THEN
    PERFORM 1 FROM programmes_application a WHERE a.id = NEW.id FOR UPDATE;
    INSERT INTO programmes_figure (programme_id, cut, value, state, month, applied, started, paid_eur)
      SELECT t.programme_id, c.cut, c.value, '', c.month, 0, sum(a.n), 0
        FROM (VALUES (-1, OLD.id, OLD.state, OLD.layer, OLD.province, OLD.target_group, OLD.referral_channel, OLD.submitted_at), (1, NEW.id, NEW.state, NEW.layer, NEW.province, NEW.target_group, NEW.referral_channel, NEW.submitted_at)) a(n, id, state, layer, province, target_group, referral_channel, submitted_at)
        JOIN trajectories_trajectory t ON t.application_id = a.id
        CROSS JOIN LATERAL figure_cuts(a.state, a.layer, a.province, a.target_group, a.referral_channel, a.submitted_at, NULL) c
       WHERE t.started_on IS NOT NULL GROUP BY t.programme_id, c.cut, c.value, c.month HAVING sum(a.n) <> 0;
    INSERT INTO programmes_figure (programme_id, cut, value, state, month, applied, started, paid_eur)
      SELECT e.programme_id, 'paid', a.layer::text, CASE a.state WHEN 'approved' THEN 'stands' ELSE 'gone' END, NULL::date, 0, 0, sum(a.n * e.subsidy_eur)
        FROM (VALUES (-1, OLD.id, OLD.state, OLD.layer, OLD.province, OLD.target_group, OLD.referral_channel, OLD.submitted_at), (1, NEW.id, NEW.state, NEW.layer, NEW.province, NEW.target_group, NEW.referral_channel, NEW.submitted_at)) a(n, id, state, layer, province, target_group, referral_channel, submitted_at)
        JOIN trajectories_trajectory t ON t.application_id = a.id
        JOIN trajectories_expensestatement e ON e.trajectory_id = t.id
       WHERE e.state = 'approved' AND a.state <> 'draft' GROUP BY 1, 2, 3, 4 HAVING sum(a.n * e.subsidy_eur) <> 0;
  ELSE
    INSERT INTO programmes_figure (programme_id, cut, value, state, month, applied, started, paid_eur)
      SELECT t.programme_id, c.cut, c.value, '', c.month, 0, sum(CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END), 0
        FROM changed a JOIN trajectories_trajectory t ON t.application_id = a.id
        CROSS JOIN LATERAL figure_cuts(a.state, a.layer, a.province, a.target_group, a.referral_channel, a.submitted_at, NULL) c
       WHERE t.started_on IS NOT NULL GROUP BY t.programme_id, c.cut, c.value, c.month HAVING sum(CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END) <> 0;
    INSERT INTO programmes_figure (programme_id, cut, value, state, month, applied, started, paid_eur)
      SELECT e.programme_id, 'paid', a.layer::text, CASE a.state WHEN 'approved' THEN 'stands' ELSE 'gone' END, NULL::date, 0, 0, sum(CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END * e.subsidy_eur)
        FROM changed a JOIN trajectories_trajectory t ON t.application_id = a.id
        JOIN trajectories_expensestatement e ON e.trajectory_id = t.id
       WHERE e.state = 'approved' AND a.state <> 'draft' GROUP BY 1, 2, 3, 4 HAVING sum(CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END * e.subsidy_eur) <> 0;
  END IF;
  RETURN NULL;
END
$function$
""",
    "REVOKE ALL ON FUNCTION figures_behind() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION figures_counted()
 RETURNS TABLE(programme_id uuid, cut text, value text, state text, month date, applied bigint, started bigint, paid_eur numeric)
 LANGUAGE sql
 STABLE
AS $function$
-- What the figures must add up to, counted from the files themselves.
SELECT a.programme_id, c.cut, c.value, c.state, c.month, count(*), 0, 0.00
  FROM programmes_application a
  CROSS JOIN LATERAL figure_cuts(a.state, a.layer, a.province, a.target_group, a.referral_channel, a.submitted_at, a.round_id) c
 GROUP BY 1, 2, 3, 4, 5
UNION ALL
SELECT t.programme_id, c.cut, c.value, '', c.month, 0, count(*), 0.00
  FROM trajectories_trajectory t JOIN programmes_application a ON a.id = t.application_id
  CROSS JOIN LATERAL figure_cuts(a.state, a.layer, a.province, a.target_group, a.referral_channel, a.submitted_at, NULL) c
 WHERE t.started_on IS NOT NULL GROUP BY 1, 2, 3, 4, 5
UNION ALL
SELECT e.programme_id, 'paid', a.layer::text, CASE a.state WHEN 'approved' THEN 'stands' ELSE 'gone' END, NULL::date, 0, 0, sum(e.subsidy_eur)
  FROM trajectories_expensestatement e JOIN trajectories_trajectory t ON t.id = e.trajectory_id
  JOIN programmes_application a ON a.id = t.application_id
 WHERE e.state = 'approved' AND a.state <> 'draft' GROUP BY 1, 2, 3, 4, 5
$function$
""",
    "REVOKE ALL ON FUNCTION figures_counted() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION figures_of_payments()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- What was paid counts under its application and by whether the approval stands: both keys are held, as for a start.
BEGIN
  IF TG_OP = 'UPDATE' THEN
    PERFORM 1 FROM trajectories_trajectory t JOIN programmes_application a ON a.id = t.application_id
      WHERE t.id IN (OLD.trajectory_id, NEW.trajectory_id) FOR KEY SHARE;
    INSERT INTO programmes_figure (programme_id, cut, value, state, month, applied, started, paid_eur)
      SELECT e.programme_id, 'paid', a.layer::text, CASE a.state WHEN 'approved' THEN 'stands' ELSE 'gone' END, NULL::date, 0, 0, sum(e.n * e.subsidy_eur)
        FROM (VALUES (-1, OLD.programme_id, OLD.trajectory_id, OLD.state, OLD.subsidy_eur), (1, NEW.programme_id, NEW.trajectory_id, NEW.state, NEW.subsidy_eur)) e(n, programme_id, trajectory_id, state, subsidy_eur)
        JOIN trajectories_trajectory t ON t.id = e.trajectory_id
        JOIN programmes_application a ON a.id = t.application_id
       WHERE e.state = 'approved' AND a.state <> 'draft' GROUP BY 1, 2, 3, 4 HAVING sum(e.n * e.subsidy_eur) <> 0;
  ELSE
    PERFORM 1 FROM trajectories_trajectory t JOIN programmes_application a ON a.id = t.application_id
      WHERE t.id IN (SELECT e.trajectory_id FROM changed e WHERE e.state = 'approved') FOR KEY SHARE;
    INSERT INTO programmes_figure (programme_id, cut, value, state, month, applied, started, paid_eur)
      SELECT e.programme_id, 'paid', a.layer::text, CASE a.state WHEN 'approved' THEN 'stands' ELSE 'gone' END, NULL::date, 0, 0, sum(CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END * e.subsidy_eur)
        FROM changed e JOIN trajectories_trajectory t ON t.id = e.trajectory_id
        JOIN programmes_application a ON a.id = t.application_id
       WHERE e.state = 'approved' AND a.state <> 'draft' GROUP BY 1, 2, 3, 4 HAVING sum(CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END * e.subsidy_eur) <> 0;
  END IF;
  RETURN NULL;
END
$function$
""",
    "REVOKE ALL ON FUNCTION figures_of_payments() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION figures_of_starts()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- A trajectory that starts, or no longer has, is counted under its application. Its key is held until the end, so that a
-- change of that application (figures_behind) waits and then sees this trajectory; what decides a file takes no such lock.
BEGIN
  IF TG_OP = 'UPDATE' THEN
    PERFORM 1 FROM programmes_application a WHERE a.id IN (OLD.application_id, NEW.application_id) FOR KEY SHARE;
    INSERT INTO programmes_figure (programme_id, cut, value, state, month, applied, started, paid_eur)
      SELECT t.programme_id, c.cut, c.value, '', c.month, 0, sum(t.n), 0
        FROM (VALUES (-1, OLD.id, OLD.programme_id, OLD.application_id, OLD.started_on), (1, NEW.id, NEW.programme_id, NEW.application_id, NEW.started_on)) t(n, id, programme_id, application_id, started_on)
        JOIN programmes_application a ON a.id = t.application_id
        CROSS JOIN LATERAL figure_cuts(a.state, a.layer, a.province, a.target_group, a.referral_channel, a.submitted_at, NULL) c
       WHERE t.started_on IS NOT NULL GROUP BY t.programme_id, c.cut, c.value, c.month HAVING sum(t.n) <> 0;
    IF OLD.application_id <> NEW.application_id THEN
      INSERT INTO programmes_figure (programme_id, cut, value, state, month, applied, started, paid_eur)
        SELECT e.programme_id, 'paid', a.layer::text, CASE a.state WHEN 'approved' THEN 'stands' ELSE 'gone' END, NULL::date, 0, 0, sum(t.n * e.subsidy_eur)
          FROM (VALUES (-1, OLD.id, OLD.programme_id, OLD.application_id, OLD.started_on), (1, NEW.id, NEW.programme_id, NEW.application_id, NEW.started_on)) t(n, id, programme_id, application_id, started_on)
          JOIN trajectories_expensestatement e ON e.trajectory_id = t.id
          JOIN programmes_application a ON a.id = t.application_id
         WHERE e.state = 'approved' AND a.state <> 'draft' GROUP BY 1, 2, 3, 4 HAVING sum(t.n * e.subsidy_eur) <> 0;
    END IF;
  ELSE
    PERFORM 1 FROM programmes_application a
      WHERE a.id IN (SELECT t.application_id FROM changed t WHERE t.started_on IS NOT NULL) FOR KEY SHARE;
    INSERT INTO programmes_figure (programme_id, cut, value, state, month, applied, started, paid_eur)
      SELECT t.programme_id, c.cut, c.value, '', c.month, 0, sum(CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END), 0
        FROM changed t JOIN programmes_application a ON a.id = t.application_id
        CROSS JOIN LATERAL figure_cuts(a.state, a.layer, a.province, a.target_group, a.referral_channel, a.submitted_at, NULL) c
       WHERE t.started_on IS NOT NULL GROUP BY t.programme_id, c.cut, c.value, c.month HAVING sum(CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END) <> 0;
    INSERT INTO programmes_figure (programme_id, cut, value, state, month, applied, started, paid_eur)
      SELECT e.programme_id, 'paid', a.layer::text, CASE a.state WHEN 'approved' THEN 'stands' ELSE 'gone' END, NULL::date, 0, 0, sum(CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END * e.subsidy_eur)
        FROM changed t JOIN trajectories_expensestatement e ON e.trajectory_id = t.id
        JOIN programmes_application a ON a.id = t.application_id
       WHERE e.state = 'approved' AND a.state <> 'draft' GROUP BY 1, 2, 3, 4 HAVING sum(CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END * e.subsidy_eur) <> 0;
  END IF;
  RETURN NULL;
END
$function$
""",
    "REVOKE ALL ON FUNCTION figures_of_starts() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION recount_after_truncate()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  PERFORM recount_figures();
  RETURN NULL;
END
$function$
""",
    "REVOKE ALL ON FUNCTION recount_after_truncate() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION recount_figures()
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- The lock waits for who has written figures and holds who is about to: what they add comes on top of this count.
DECLARE
  written bigint;
BEGIN
  LOCK TABLE programmes_figure IN SHARE ROW EXCLUSIVE MODE;
  DELETE FROM programmes_figure;
  INSERT INTO programmes_figure (programme_id, cut, value, state, month, applied, started, paid_eur)
    SELECT programme_id, cut, value, state, month, applied, started, paid_eur FROM figures_counted();
  GET DIAGNOSTICS written = ROW_COUNT;
  RETURN written;
END
$function$
""",
    "REVOKE ALL ON FUNCTION recount_figures() FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION figures_counted() TO h_system",
    "GRANT EXECUTE ON FUNCTION recount_figures() TO h_system",
    """CREATE TRIGGER behind_added AFTER INSERT ON programmes_application REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION figures_behind()
""",
    """CREATE TRIGGER behind_changed AFTER UPDATE ON programmes_application FOR EACH ROW WHEN ((old.state <> 'draft' OR new.state <> 'draft') AND (old.state = 'draft', old.state = 'approved', old.layer, old.province, old.target_group, old.referral_channel, old.submitted_at) IS DISTINCT FROM (new.state = 'draft', new.state = 'approved', new.layer, new.province, new.target_group, new.referral_channel, new.submitted_at)) EXECUTE FUNCTION figures_behind()
""",
    """CREATE TRIGGER behind_emptied AFTER TRUNCATE ON programmes_application FOR EACH STATEMENT EXECUTE FUNCTION recount_after_truncate()
""",
    """CREATE TRIGGER behind_gone AFTER DELETE ON programmes_application REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION figures_behind()
""",
    """CREATE TRIGGER figures_added AFTER INSERT ON trajectories_expensestatement REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION figures_of_payments()
""",
    """CREATE TRIGGER figures_changed AFTER UPDATE ON trajectories_expensestatement FOR EACH ROW WHEN ((true) AND (old.programme_id, old.trajectory_id, old.state, old.subsidy_eur) IS DISTINCT FROM (new.programme_id, new.trajectory_id, new.state, new.subsidy_eur)) EXECUTE FUNCTION figures_of_payments()
""",
    """CREATE TRIGGER figures_emptied AFTER TRUNCATE ON trajectories_expensestatement FOR EACH STATEMENT EXECUTE FUNCTION recount_after_truncate()
""",
    """CREATE TRIGGER figures_gone AFTER DELETE ON trajectories_expensestatement REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION figures_of_payments()
""",
    """CREATE TRIGGER figures_added AFTER INSERT ON trajectories_trajectory REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION figures_of_starts()
""",
    """CREATE TRIGGER figures_changed AFTER UPDATE ON trajectories_trajectory FOR EACH ROW WHEN ((true) AND (old.programme_id, old.application_id, old.started_on) IS DISTINCT FROM (new.programme_id, new.application_id, new.started_on)) EXECUTE FUNCTION figures_of_starts()
""",
    """CREATE TRIGGER figures_emptied AFTER TRUNCATE ON trajectories_trajectory FOR EACH STATEMENT EXECUTE FUNCTION recount_after_truncate()
""",
    """CREATE TRIGGER figures_gone AFTER DELETE ON trajectories_trajectory REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION figures_of_starts()
""",
]
BACKWARDS = [
    "DROP TRIGGER figures_gone ON trajectories_trajectory",
    "DROP TRIGGER figures_emptied ON trajectories_trajectory",
    "DROP TRIGGER figures_changed ON trajectories_trajectory",
    "DROP TRIGGER figures_added ON trajectories_trajectory",
    "DROP TRIGGER figures_gone ON trajectories_expensestatement",
    "DROP TRIGGER figures_emptied ON trajectories_expensestatement",
    "DROP TRIGGER figures_changed ON trajectories_expensestatement",
    "DROP TRIGGER figures_added ON trajectories_expensestatement",
    "DROP TRIGGER behind_gone ON programmes_application",
    "DROP TRIGGER behind_emptied ON programmes_application",
    "DROP TRIGGER behind_changed ON programmes_application",
    "DROP TRIGGER behind_added ON programmes_application",
    "DROP FUNCTION recount_figures()",
    "DROP FUNCTION recount_after_truncate()",
    "DROP FUNCTION figures_of_starts()",
    "DROP FUNCTION figures_of_payments()",
    "DROP FUNCTION figures_counted()",
    "DROP FUNCTION figures_behind()",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0011_observers"),
        ("accounts", "0011_numbers"),
        ("companies", "0006_roles_within_a_hat"),
        ("coaches", "0005_where_and_when"),
        ("programmes", "0021_figures_kept"),
        ("modules", "0010_observers"),
        ("trajectories", "0022_reach"),
        ("riskanalysis", "0005_names"),
        ("actionplans", "0006_observers"),
        ("insight", "0004_observers"),
    ]
    operations = [
        migrations.RunSQL(FORWARDS, BACKWARDS),
        # What is there already; the triggers above have locked its tables until this is done.
        migrations.RunSQL("SELECT recount_figures()", migrations.RunSQL.noop),
    ]
