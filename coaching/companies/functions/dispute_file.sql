CREATE OR REPLACE FUNCTION dispute_file(p_request uuid, p_words text)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
WITH said AS (
    UPDATE companies_filerequest r SET dispute = p_words, disputed_at = now(), staff_since = coalesce(r.staff_since, now())
     WHERE r.id = p_request AND r.person_id = app_uid() AND r.answer = 'refused' AND r.disputed_at IS NULL
       AND r.decided_at IS NULL
    RETURNING r.company_id),
  kept AS (
    INSERT INTO core_auditevent (id, at, actor_id, hat, company_id, subject_type, subject_id, event, source, target, reason,
        data)
      SELECT gen_random_uuid(), now(), app_uid(), 'h_person', company_id, 'companies.filerequest', p_request,
        'companies.file_disputed', '', '', p_words, '{}' FROM said
    RETURNING 1)
  SELECT EXISTS (SELECT 1 FROM kept)
$function$
