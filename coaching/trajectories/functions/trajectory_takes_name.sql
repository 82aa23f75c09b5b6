CREATE OR REPLACE FUNCTION trajectory_takes_name()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  SELECT a.company_name INTO NEW.company_name FROM programmes_application a WHERE a.id = NEW.application_id;
  NEW.company_name := coalesce(NEW.company_name, '');
  RETURN NEW;
END
$function$
