CREATE OR REPLACE FUNCTION figures_of_payments()
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
