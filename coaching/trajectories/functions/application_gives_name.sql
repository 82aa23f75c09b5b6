CREATE OR REPLACE FUNCTION application_gives_name()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  UPDATE trajectories_trajectory t SET company_name = NEW.company_name WHERE t.application_id = NEW.id;
  RETURN NULL;
END
$function$
