CREATE OR REPLACE FUNCTION person_for_staff(p_email text, p_id bigint)
 RETURNS TABLE(id bigint, name text, email text, is_active boolean, joined_at timestamp with time zone, second_factor boolean)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT u.id, u.name::text, u.email::text, u.is_active, u.joined_at, EXISTS (SELECT 1 FROM mfa_authenticator a WHERE a.user_id = u.id) FROM accounts_user u WHERE (u.email = lower(p_email) OR u.id = p_id) AND EXISTS (SELECT 1 FROM accounts_user s WHERE s.id = app_uid() AND s.is_platform_staff AND s.is_active)
$function$
