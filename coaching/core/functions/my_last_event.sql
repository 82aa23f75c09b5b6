CREATE OR REPLACE FUNCTION my_last_event(p_subject uuid, p_events text[], p_moves boolean)
 RETURNS TABLE(event character varying, at timestamp with time zone, reason text)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT l.event, l.at, l.reason FROM (SELECT e.event, e.at, e.reason, e.actor_id FROM core_auditevent e WHERE e.subject_id = p_subject AND e.event = ANY (p_events) AND (NOT p_moves OR e.target <> '') ORDER BY e.at DESC, e.id DESC LIMIT 1) l WHERE l.actor_id = app_uid()
$function$
