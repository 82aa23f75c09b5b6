CREATE OR REPLACE FUNCTION try_code(p_company uuid, p_code text, p_most integer)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  letter companies_proofletter%ROWTYPE;
BEGIN
  IF NOT p_company = ANY (my_mandates()) THEN RETURN 'none'; END IF;
  SELECT * INTO letter FROM companies_proofletter l
   WHERE l.company_id = p_company AND l.closed_at IS NULL AND l.made_at IS NOT NULL FOR UPDATE;
  IF letter.id IS NULL THEN RETURN 'none'; END IF;
  IF letter.expires_at <= now() THEN RETURN 'expired'; END IF;
  IF encode(sha256(convert_to(letter.id::text || p_code, 'UTF8')), 'hex') <> letter.code_digest THEN
    UPDATE companies_proofletter SET tries = tries + 1,
      closed_at = CASE WHEN tries + 1 >= p_most THEN now() END WHERE id = letter.id;
    RETURN CASE WHEN letter.tries + 1 >= p_most THEN 'spent' ELSE 'wrong' END;
  END IF;
  UPDATE companies_proofletter SET closed_at = now() WHERE id = letter.id;
  UPDATE companies_company SET unproved_since = NULL, proved_by = 'letter' WHERE id = p_company;
  RETURN 'done';
END
$function$
