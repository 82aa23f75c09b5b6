"""Rights as access.py declares them: figure_cuts, fold_figures, keep_figures and others.

* figure_cuts(text,integer,text,text,text,timestamp with time zone,uuid): may not be called by PUBLIC
* figure_cuts(text,integer,text,text,text,timestamp with time zone,uuid): the function is missing
* fold_figures(): may not be called by h_system
* fold_figures(): the function is missing
* keep_figures(): nobody may call it
* keep_figures(): the function is missing
* programmes_application: the trigger figures_added is missing
* programmes_application: the trigger figures_changed is missing
* programmes_application: the trigger figures_gone is missing
* programmes_figure: h_admin may not read it; declared is all columns
* programmes_figure: h_observer may not read it; declared is all columns
* programmes_figure: h_system may not read it; declared is all columns
* programmes_figure: the policy by which h_admin may read it is missing: “(programme_id = ANY (( SELECT my_judged() AS …
* programmes_figure: the policy by which h_observer may read it is missing: “(programme_id = ANY (( SELECT my_programme…
* programmes_figure: the policy by which h_system may read it is missing: “true”
* programmes_figure: row-level security is off, and should be on
"""

from django.db import migrations

FORWARDS = [
    "ALTER TABLE programmes_figure ENABLE ROW LEVEL SECURITY",
    """CREATE OR REPLACE FUNCTION figure_cuts(p_state text, p_layer integer, p_province text, p_target_group text, p_channel text, p_submitted_at timestamp with time zone, p_round uuid)
 RETURNS TABLE(cut text, value text, state text, month date)
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
-- What one application is counted under. Its round is counted whatever its state; a draft is counted nowhere.
SELECT c.cut, c.value, c.state, c.month FROM (VALUES
  ('layer', p_layer::text, p_state, date_trunc('month', p_submitted_at AT TIME ZONE 'Europe/Brussels')::date),
  ('province', p_province, p_state, date_trunc('month', p_submitted_at AT TIME ZONE 'Europe/Brussels')::date),
  ('target_group', p_target_group, p_state, date_trunc('month', p_submitted_at AT TIME ZONE 'Europe/Brussels')::date),
  ('referral_channel', p_channel, p_state, date_trunc('month', p_submitted_at AT TIME ZONE 'Europe/Brussels')::date),
  ('round', p_round::text, '', NULL)) c(cut, value, state, month)
 WHERE p_state <> 'draft' AND c.value IS NOT NULL
$function$
""",
    "REVOKE ALL ON FUNCTION figure_cuts(text,integer,text,text,text,timestamp with time zone,uuid) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION fold_figures()
 RETURNS bigint
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- Rows about the same become one. Every reader sees them before or after; whoever folds meanwhile takes other rows.
WITH same AS (
  SELECT id, count(*) OVER (PARTITION BY programme_id, cut, value, state, month) AS n FROM programmes_figure),
taken AS (
  SELECT f.id FROM programmes_figure f WHERE f.id IN (SELECT s.id FROM same s WHERE s.n > 1) FOR UPDATE SKIP LOCKED),
gone AS (
  DELETE FROM programmes_figure f USING taken t WHERE f.id = t.id RETURNING f.*),
folded AS (
  INSERT INTO programmes_figure (programme_id, cut, value, state, month, applied, started, paid_eur)
    SELECT programme_id, cut, value, state, month, sum(applied), sum(started), sum(paid_eur) FROM gone
     GROUP BY programme_id, cut, value, state, month HAVING sum(applied) <> 0 OR sum(started) <> 0 OR sum(paid_eur) <> 0)
SELECT count(*) FROM gone
$function$
""",
    "REVOKE ALL ON FUNCTION fold_figures() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION keep_figures()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- Adds what a change of applications adds to the figures of their programmes: rows only, so nobody waits for anybody.
BEGIN
  IF TG_OP = 'UPDATE' THEN
    INSERT INTO programmes_figure (programme_id, cut, value, state, month, applied, started, paid_eur)
      SELECT a.programme_id, c.cut, c.value, c.state, c.month, sum(a.n), 0, 0
        FROM (VALUES
          (-1, OLD.programme_id, OLD.state, OLD.layer, OLD.province, OLD.target_group, OLD.referral_channel, OLD.submitted_at, OLD.round_id),
          (1, NEW.programme_id, NEW.state, NEW.layer, NEW.province, NEW.target_group, NEW.referral_channel, NEW.submitted_at, NEW.round_id)
        ) a(n, programme_id, state, layer, province, target_group, referral_channel, submitted_at, round_id)
        CROSS JOIN LATERAL figure_cuts(a.state, a.layer, a.province, a.target_group, a.referral_channel, a.submitted_at, a.round_id) c
       GROUP BY a.programme_id, c.cut, c.value, c.state, c.month HAVING sum(a.n) <> 0;
  ELSE
    INSERT INTO programmes_figure (programme_id, cut, value, state, month, applied, started, paid_eur)
      SELECT a.programme_id, c.cut, c.value, c.state, c.month, CASE TG_OP WHEN 'INSERT' THEN count(*) ELSE -count(*) END, 0, 0
        FROM changed a
        CROSS JOIN LATERAL figure_cuts(a.state, a.layer, a.province, a.target_group, a.referral_channel, a.submitted_at, a.round_id) c
       GROUP BY a.programme_id, c.cut, c.value, c.state, c.month;
  END IF;
  RETURN NULL;
END
$function$
""",
    "REVOKE ALL ON FUNCTION keep_figures() FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION figure_cuts(text,integer,text,text,text,timestamp with time zone,uuid) TO PUBLIC",
    "GRANT EXECUTE ON FUNCTION fold_figures() TO h_system",
    """CREATE TRIGGER figures_added AFTER INSERT ON programmes_application REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION keep_figures()
""",
    """CREATE TRIGGER figures_changed AFTER UPDATE ON programmes_application FOR EACH ROW WHEN ((old.state <> 'draft' OR new.state <> 'draft') AND (old.programme_id, old.state, old.layer, old.province, old.target_group, old.referral_channel, old.submitted_at, old.round_id) IS DISTINCT FROM (new.programme_id, new.state, new.layer, new.province, new.target_group, new.referral_channel, new.submitted_at, new.round_id)) EXECUTE FUNCTION keep_figures()
""",
    """CREATE TRIGGER figures_gone AFTER DELETE ON programmes_application REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION keep_figures()
""",
    """CREATE POLICY h_admin_select ON programmes_figure FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    """CREATE POLICY h_observer_select ON programmes_figure FOR SELECT TO h_observer USING (programme_id = ANY ((SELECT my_programmes())::uuid[]))
""",
    "CREATE POLICY h_system_select ON programmes_figure FOR SELECT TO h_system USING (true)",
    "GRANT SELECT ON programmes_figure TO h_admin",
    "GRANT SELECT ON programmes_figure TO h_observer",
    "GRANT SELECT ON programmes_figure TO h_system",
]
BACKWARDS = [
    "REVOKE SELECT ON programmes_figure FROM h_system",
    "REVOKE SELECT ON programmes_figure FROM h_observer",
    "REVOKE SELECT ON programmes_figure FROM h_admin",
    "DROP POLICY h_system_select ON programmes_figure",
    "DROP POLICY h_observer_select ON programmes_figure",
    "DROP POLICY h_admin_select ON programmes_figure",
    "DROP TRIGGER figures_gone ON programmes_application",
    "DROP TRIGGER figures_changed ON programmes_application",
    "DROP TRIGGER figures_added ON programmes_application",
    "DROP FUNCTION keep_figures()",
    "DROP FUNCTION fold_figures()",
    "DROP FUNCTION figure_cuts(text,integer,text,text,text,timestamp with time zone,uuid)",
    "ALTER TABLE programmes_figure DISABLE ROW LEVEL SECURITY",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0011_observers"),
        ("accounts", "0010_seal_second_steps"),
        ("companies", "0006_roles_within_a_hat"),
        ("coaches", "0004_search_folded"),
        ("programmes", "0020_figures"),
        ("modules", "0010_observers"),
        ("trajectories", "0021_names_in_two_steps"),
        ("riskanalysis", "0005_names"),
        ("actionplans", "0006_observers"),
        ("insight", "0004_observers"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
