CREATE OR REPLACE FUNCTION recount_figures()
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
