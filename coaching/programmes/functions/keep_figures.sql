CREATE OR REPLACE FUNCTION keep_figures()
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
