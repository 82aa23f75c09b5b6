CREATE OR REPLACE FUNCTION queue_account_mail(p_id uuid, p_address text, p_language text, p_context jsonb, p_dedupe text)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
INSERT INTO core_outgoingemail (id, kind, recipient_id, address, language, context, dedupe_key, deadline_mail, state,
      created_at, not_before, attempts, last_error, to_address, subject, body_text, body_html)
    VALUES (p_id, 'account.message', NULL, p_address, p_language, p_context, p_dedupe, true, 'queued',
      now(), now(), 0, '', '', '', '', '') ON CONFLICT DO NOTHING
$function$
