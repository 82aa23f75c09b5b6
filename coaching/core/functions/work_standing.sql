CREATE OR REPLACE FUNCTION work_standing(p_kind text, p_subjects uuid[])
 RETURNS TABLE(subject_id uuid, state text, attempts smallint, reason text, asked_at timestamp with time zone)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT w.subject_id, w.state::text, w.attempts, w.reason::text, w.asked_at FROM core_work w WHERE w.kind = p_kind AND w.subject_id = ANY (p_subjects)
$function$
