CREATE OR REPLACE FUNCTION demo_mail(p_id uuid)
 RETURNS TABLE(id uuid, email text, subject text, kind text, state text, created_at timestamp with time zone, sent_at timestamp with time zone, last_error text, body_text text, body_html text)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT m.id, t.email, m.subject::text, m.kind::text, m.state::text, m.created_at, m.sent_at, m.last_error, m.body_text, m.body_html FROM core_outgoingemail m LEFT JOIN accounts_user u ON u.id = m.recipient_id CROSS JOIN LATERAL (SELECT coalesce(nullif(m.to_address, ''), nullif(m.address, ''), u.email)::text AS email) t WHERE (EXISTS (SELECT 1 FROM accounts_user d WHERE d.is_demo) OR t.email ~* '\.(test|example|invalid)$' OR t.email ~* '@(example\.(com|org|net)|localhost)$') AND m.id = p_id
$function$
