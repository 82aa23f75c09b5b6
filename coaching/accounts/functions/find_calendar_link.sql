CREATE OR REPLACE FUNCTION find_calendar_link(p_link uuid)
 RETURNS TABLE(user_id bigint, kind text, slug text, seed uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT l.user_id, l.kind::text, l.slug::text, l.seed FROM accounts_calendarlink l JOIN accounts_user u ON u.id = l.user_id WHERE l.id = p_link AND u.is_active
$function$
