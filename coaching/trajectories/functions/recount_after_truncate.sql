CREATE OR REPLACE FUNCTION recount_after_truncate()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  PERFORM recount_figures();
  RETURN NULL;
END
$function$
