CREATE OR REPLACE FUNCTION figures_of_starts()
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
