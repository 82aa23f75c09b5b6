CREATE OR REPLACE FUNCTION partner_behind(p_code text, p_programme uuid)
 RETURNS TABLE(id uuid, kind text)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT t.id, t.kind::text FROM programmes_partner t WHERE t.code = p_code AND t.programme_id = p_programme AND t.retired_at IS NULL
$function$
