CREATE OR REPLACE FUNCTION people_in_piece(p_piece uuid)
 RETURNS SETOF bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- Who from outside works in a piece of a file, told to who has to do with its company.
SELECT DISTINCT m.person_id FROM companies_filepiece p JOIN companies_mandate m ON m.company_id = p.company_id
 WHERE p.id = p_piece AND (m.since IS NULL OR p.made_at >= m.since) AND m.ended_at IS NULL AND m.begins_at <= app_now()
   AND (m.writes_until IS NULL OR m.writes_until > app_now())
   AND (current_setting('role', true) = 'h_system' OR p.company_id = ANY (my_companies('h_contact'))
        OR p.company_id = ANY (my_companies('h_cpbw')) OR p.company_id = ANY (my_guest_companies()))
$function$
