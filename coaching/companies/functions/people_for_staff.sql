CREATE OR REPLACE FUNCTION people_for_staff(p_company uuid, p_request uuid)
 RETURNS TABLE(id bigint, name text, email text, phone text, binds boolean, since date)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT u.id, u.name::text, u.email::text, coalesce(nullif(u.mobile, ''), u.phone)::text, m.has_mandate, m.begins_on FROM companies_membership m JOIN accounts_user u ON u.id = m.user_id WHERE m.company_id = p_company AND m.role = 'contact' AND m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today()) AND am_staff() AND (EXISTS (SELECT 1 FROM companies_filerequest r WHERE r.company_id = p_company AND r.staff_since IS NOT NULL) OR EXISTS (SELECT 1 FROM companies_proofletter l WHERE l.company_id = p_company)) UNION ALL SELECT u.id, u.name::text, u.email::text, coalesce(nullif(u.mobile, ''), u.phone)::text, NULL::boolean, NULL::date FROM companies_filerequest r JOIN accounts_user u ON u.id = r.person_id WHERE r.id = p_request AND r.company_id = p_company AND r.staff_since IS NOT NULL AND am_staff()
$function$
