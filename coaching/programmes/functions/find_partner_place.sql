CREATE OR REPLACE FUNCTION find_partner_place(p_slug text, p_user bigint, p_wanted text)
 RETURNS TABLE(id uuid, slug text, name text, hat text, roles text[], has_mandate boolean, hats text[])
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT t.id, t.code::text, t.name::text, 'h_partner'::text, ARRAY['partner'], false, ARRAY['h_partner'] FROM programmes_partnermembership m JOIN programmes_partner t ON t.id = m.partner_id WHERE m.user_id = p_user AND (p_slug = '' OR t.code = p_slug) AND m.ended_at IS NULL AND m.begins_on <= app_today() AND t.retired_at IS NULL ORDER BY t.name, t.id LIMIT 1
$function$
