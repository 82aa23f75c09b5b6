CREATE OR REPLACE FUNCTION find_programme_place(p_slug text, p_user bigint, p_wanted text)
 RETURNS TABLE(id uuid, slug text, name text, hat text, roles text[], has_mandate boolean, hats text[])
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT p.id, p.slug::text, p.name::text, 'h_admin'::text, array_agg(m.role::text), false, ARRAY['h_admin'] FROM programmes_programme p JOIN programmes_programmemembership m ON m.programme_id = p.id WHERE p.slug = p_slug AND m.user_id = p_user AND m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today()) GROUP BY p.id, p.slug, p.name
$function$
