CREATE OR REPLACE FUNCTION make_letter(p_letter uuid, p_digest text, p_days integer)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
WITH made AS (
    UPDATE companies_proofletter l SET code_digest = p_digest, made_at = now(), tries = 0,
       expires_at = now() + p_days * interval '1 day'
     WHERE l.id = p_letter AND l.closed_at IS NULL AND l.made_at IS NULL AND am_staff()
    RETURNING 1)
  SELECT EXISTS (SELECT 1 FROM made)
$function$
