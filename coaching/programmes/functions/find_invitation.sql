CREATE OR REPLACE FUNCTION find_invitation(p_digest text)
 RETURNS TABLE(id uuid, email text, role text, place text, slug text, inviter text, language text, expires_at timestamp with time zone, state text, known boolean)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT i.id, i.email::text, i.role::text, coalesce(t.name, c.name, p.name)::text, coalesce(t.code, c.slug, p.slug)::text, u.name::text, i.language::text, i.expires_at, CASE WHEN i.accepted_at IS NOT NULL THEN 'accepted' WHEN i.revoked_at IS NOT NULL THEN 'revoked' WHEN i.expires_at <= now() THEN 'expired' ELSE 'open' END, EXISTS (SELECT 1 FROM accounts_user k WHERE k.email = lower(i.email)) FROM accounts_invitation i LEFT JOIN companies_company c ON c.id = i.company_id LEFT JOIN programmes_partner t ON t.id = i.partner_id AND t.programme_id = i.programme_id LEFT JOIN programmes_programme p ON p.id = i.programme_id LEFT JOIN accounts_user u ON u.id = i.invited_by_id WHERE i.token_digest = p_digest
$function$
