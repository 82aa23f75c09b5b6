CREATE OR REPLACE FUNCTION register_analyse()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  ANALYZE register_staging.code, register_staging.enterprise, register_staging.establishment,
    register_staging.denomination, register_staging.address, register_staging.activity, register_staging.gone;
END
$function$
