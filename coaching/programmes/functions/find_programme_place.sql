CREATE OR REPLACE FUNCTION find_programme_place(p_slug text, p_user bigint, p_wanted text)
 RETURNS TABLE(id uuid, slug text, name text, hat text, roles text[], has_mandate boolean, hats text[])
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- Who only observes wears a hat of figures; any other role beside it wears the programme's.
SELECT p.id, p.slug::text, p.name::text, h.hat, h.roles, false, ARRAY[h.hat]
  FROM programmes_programme p CROSS JOIN LATERAL (
    SELECT CASE WHEN bool_and(m.role = 'observer') THEN 'h_observer' ELSE 'h_admin' END AS hat, array_agg(m.role::text) AS roles
      FROM programmes_programmemembership m
     WHERE m.programme_id = p.id AND m.user_id = p_user AND m.ended_at IS NULL AND m.begins_on <= app_today()
       AND (m.ends_on IS NULL OR m.ends_on >= app_today())) h
 WHERE p.slug = p_slug AND h.roles IS NOT NULL
$function$
