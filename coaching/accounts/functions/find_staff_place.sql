CREATE OR REPLACE FUNCTION find_staff_place(p_slug text, p_user bigint, p_wanted text)
 RETURNS TABLE(id uuid, slug text, name text, hat text, roles text[], has_mandate boolean, hats text[])
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT '00000000-0000-0000-0000-000000000000'::uuid, ''::text, 'staff'::text, 'h_staff'::text, ARRAY['staff'], false, ARRAY['h_staff'] FROM accounts_user u WHERE u.id = p_user AND u.is_platform_staff AND u.is_active
$function$
