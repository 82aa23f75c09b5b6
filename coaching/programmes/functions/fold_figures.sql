CREATE OR REPLACE FUNCTION fold_figures()
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
