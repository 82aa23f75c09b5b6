CREATE OR REPLACE FUNCTION figures_behind()
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
