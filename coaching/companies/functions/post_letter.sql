CREATE OR REPLACE FUNCTION post_letter(p_letter uuid)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
WITH posted AS (
    UPDATE companies_proofletter l SET posted_at = now()
     WHERE l.id = p_letter AND l.closed_at IS NULL AND l.made_at IS NOT NULL AND l.posted_at IS NULL AND am_staff()
    RETURNING 1)
  SELECT EXISTS (SELECT 1 FROM posted)
$function$
