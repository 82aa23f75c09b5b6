CREATE OR REPLACE FUNCTION figures_counted()
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
