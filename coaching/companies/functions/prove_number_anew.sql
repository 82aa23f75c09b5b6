CREATE OR REPLACE FUNCTION prove_number_anew()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  worn text := current_setting('role', true);
BEGIN
  -- A proof is that of one number. A programme that approved the company is told of the change, and answers for it.
  IF worn = 'h_system' OR coalesce(worn, '') NOT LIKE 'h\_%' OR NEW.enterprise_number IS NULL
     OR EXISTS (SELECT 1 FROM programmes_application a WHERE a.company_id = NEW.id AND a.state = 'approved') THEN
    RETURN NEW;
  END IF;
  NEW.unproved_since := coalesce(OLD.unproved_since, now());
  NEW.proved_by := '';
  UPDATE companies_proofletter l SET closed_at = now()
   WHERE l.company_id = NEW.id AND l.closed_at IS NULL AND l.made_at IS NOT NULL;
  RETURN NEW;
END
$function$
