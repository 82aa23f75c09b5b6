CREATE OR REPLACE FUNCTION guard_advice()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  IF current_user NOT LIKE 'h\_%' THEN
    RETURN coalesce(NEW, OLD);
  END IF;
  IF TG_OP <> 'INSERT' THEN
    RAISE EXCEPTION 'advice stays as it was given' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW.replaces_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM companies_adviseradvice a WHERE a.id = NEW.replaces_id AND a.company_id = NEW.company_id
       AND a.author_id = NEW.author_id AND a.piece_id IS NOT DISTINCT FROM NEW.piece_id) THEN
    RAISE EXCEPTION 'advice replaces advice of the same adviser about the same thing' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW.question_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM companies_adviserquestion q WHERE q.id = NEW.question_id AND q.company_id = NEW.company_id
       AND q.asked_of_id = NEW.author_id AND q.discipline = NEW.discipline
       AND q.piece_id IS NOT DISTINCT FROM NEW.piece_id) THEN
    RAISE EXCEPTION 'advice answers what its adviser was asked' USING ERRCODE = 'insufficient_privilege';
  END IF;
  -- No hat says by itself when it was given.
  IF current_user <> 'h_system' THEN
    NEW.given_at := app_now();
  END IF;
  RETURN NEW;
END
$function$
