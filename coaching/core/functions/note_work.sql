CREATE OR REPLACE FUNCTION note_work(p_id uuid, p_kind text, p_subject uuid, p_company uuid, p_programme uuid, p_at timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
INSERT INTO core_work (id, kind, subject_id, company_id, programme_id, state, attempts, asked_at, reason, error)
    VALUES (p_id, p_kind, p_subject, p_company, p_programme, 'waiting', 0, p_at, '', '')
  ON CONFLICT (kind, subject_id) DO UPDATE SET state = 'waiting', attempts = 0, asked_at = p_at, sent_at = NULL,
    begun_at = NULL, failed_at = NULL, settled_at = NULL, reason = '', error = '' WHERE core_work.state = 'failed'
$function$
