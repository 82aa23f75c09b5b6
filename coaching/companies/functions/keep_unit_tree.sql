CREATE OR REPLACE FUNCTION keep_unit_tree()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
      up uuid := NEW.parent_id;
      sort text;
    BEGIN
      IF NEW.kind <> 'unit' AND EXISTS (SELECT 1 FROM companies_workunit u WHERE u.parent_id = NEW.id AND u.company_id = NEW.company_id) THEN
        RAISE EXCEPTION 'a function has no parts' USING ERRCODE = 'check_violation';
      END IF;
      IF up IS NULL THEN
        RETURN NULL;
      END IF;
      -- Two units moved under each other at once: the second looks when the first has been written.
      PERFORM pg_advisory_xact_lock(hashtextextended('unit tree ' || NEW.company_id, 0));
      WHILE up IS NOT NULL LOOP
        IF up = NEW.id THEN
          RAISE EXCEPTION 'a unit cannot be part of itself' USING ERRCODE = 'check_violation';
        END IF;
        SELECT u.parent_id, u.kind INTO up, sort FROM companies_workunit u WHERE u.id = up AND u.company_id = NEW.company_id;
        IF sort <> 'unit' THEN
          RAISE EXCEPTION 'a function has no parts' USING ERRCODE = 'check_violation';
        END IF;
      END LOOP;
      RETURN NULL;
    END
$function$
