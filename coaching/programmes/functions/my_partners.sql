CREATE OR REPLACE FUNCTION my_partners()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(t.id), '{}') FROM programmes_partnermembership m JOIN programmes_partner t ON t.id = m.partner_id WHERE m.user_id = app_uid() AND m.ended_at IS NULL AND m.begins_on <= app_today() AND t.retired_at IS NULL
$function$
