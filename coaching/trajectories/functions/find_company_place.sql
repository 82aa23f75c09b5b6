CREATE OR REPLACE FUNCTION find_company_place(p_slug text, p_user bigint, p_wanted text)
 RETURNS TABLE(id uuid, slug text, name text, hat text, roles text[], has_mandate boolean, hats text[])
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
WITH rel AS (
      SELECT c.id, c.slug, c.name, m.role::text AS role, company_role_hat(m.role) AS hat, m.has_mandate
        FROM companies_company c JOIN companies_membership m ON m.company_id = c.id
       WHERE c.slug = p_slug AND m.user_id = p_user AND m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today())
      UNION ALL
      SELECT c.id, c.slug, c.name, 'coach', 'h_coach', false
        FROM companies_company c JOIN trajectories_trajectory t ON t.company_id = c.id
        JOIN coaches_coach k ON k.id = t.coach_id
       WHERE c.slug = p_slug AND k.user_id = p_user AND k.state <> 'left' AND t.state <> 'stopped'
      UNION ALL
      SELECT c.id, c.slug, c.name, guest_role(m.discipline), 'h_coach', false
        FROM companies_company c JOIN companies_mandate m ON m.company_id = c.id
       WHERE c.slug = p_slug AND m.person_id = p_user AND m.ended_at IS NULL AND m.begins_at <= app_now()
         AND (m.reads_until IS NULL OR m.reads_until > app_now())
      UNION ALL
      -- Who may write, too; a physician reads.
      SELECT c.id, c.slug, c.name, 'guest', 'h_coach', false
        FROM companies_company c JOIN companies_mandate m ON m.company_id = c.id
       WHERE c.slug = p_slug AND m.person_id = p_user AND m.ended_at IS NULL AND m.begins_at <= app_now()
         AND m.discipline <> 'physician' AND (m.writes_until IS NULL OR m.writes_until > app_now())
    ), chosen AS (
      SELECT hat FROM rel ORDER BY (hat = p_wanted) DESC, array_position(ARRAY['h_contact', 'h_coach', 'h_cpbw'], hat)
       LIMIT 1
    )
    SELECT rel.id, rel.slug::text, rel.name::text, rel.hat, array_agg(DISTINCT rel.role), bool_or(rel.has_mandate),
           (SELECT array_agg(DISTINCT r.hat) FROM rel r)
      FROM rel JOIN chosen ON chosen.hat = rel.hat GROUP BY 1, 2, 3, 4
$function$
