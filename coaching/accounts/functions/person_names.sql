CREATE OR REPLACE FUNCTION person_names(ids bigint[])
 RETURNS TABLE(id bigint, name text)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT u.id, u.name::text FROM accounts_user u WHERE u.id = ANY (ids)
$function$
