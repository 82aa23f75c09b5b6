CREATE OR REPLACE FUNCTION ask_letter(p_company uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  letter companies_proofletter%ROWTYPE;
  new_id uuid := gen_random_uuid();
BEGIN
  PERFORM 1 FROM companies_company c
    WHERE c.id = p_company AND c.unproved_since IS NOT NULL AND c.id = ANY (my_mandates()) FOR UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  SELECT * INTO letter FROM companies_proofletter l WHERE l.company_id = p_company AND l.closed_at IS NULL;
  IF letter.id IS NOT NULL AND (letter.expires_at IS NULL OR letter.expires_at > now()) THEN RETURN letter.id; END IF;
  UPDATE companies_proofletter SET closed_at = now() WHERE id = letter.id;
  INSERT INTO companies_proofletter (id, company_id, asked_by_id, asked_at, code_digest, tries)
    VALUES (new_id, p_company, app_uid(), now(), '', 0);
  RETURN new_id;
END
$function$
