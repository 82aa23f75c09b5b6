CREATE OR REPLACE FUNCTION next_reference(p_programme uuid, p_year integer)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE last int;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('reference:' || p_programme::text || ':' || p_year, 0));
  SELECT max(substring(reference from 6)::int) INTO last FROM programmes_application
   WHERE programme_id = p_programme AND reference ~ ('^' || p_year || '-[0-9]{4,8}$');
  RETURN p_year || '-' || lpad((coalesce(last, 0) + 1)::text, greatest(4, length((coalesce(last, 0) + 1)::text)), '0');
END
$function$
