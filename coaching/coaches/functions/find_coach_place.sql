CREATE OR REPLACE FUNCTION find_coach_place(p_slug text, p_user bigint, p_wanted text)
 RETURNS TABLE(id uuid, slug text, name text, hat text, roles text[], has_mandate boolean, hats text[])
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT k.id, k.slug::text, k.name::text, 'h_coach'::text, ARRAY['coach', 'guest'], false, ARRAY['h_coach'] FROM coaches_coach k WHERE k.user_id = p_user AND k.state <> 'left'
$function$
