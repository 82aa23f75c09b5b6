"""Rights, keys, guards and narrow functions, as they stood when the history of migrations began anew (ADR 0067)."""

from django.db import migrations

FORWARDS = [
    "SET LOCAL check_function_bodies = off",  # they call each other, across apps too
    "ALTER TABLE core_auditevent ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE core_document ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE core_listfile ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE core_outgoingemail ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE core_reminder ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE core_work ENABLE ROW LEVEL SECURITY",
    """CREATE OR REPLACE FUNCTION app_now()
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT clock_timestamp() + coalesce(nullif(current_setting('app.shift', true), '')::interval, interval '0')
$function$
""",
    "REVOKE ALL ON FUNCTION app_now() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION app_today()
 RETURNS date
 LANGUAGE sql
 STABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(nullif(current_setting('app.today', true), '')::date,
                          (now() AT TIME ZONE 'Europe/Brussels')::date)
$function$
""",
    "REVOKE ALL ON FUNCTION app_today() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION app_uid()
 RETURNS bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT nullif(current_setting('app.user_id', true), '')::bigint
$function$
""",
    "REVOKE ALL ON FUNCTION app_uid() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION carry_mail(p_claimed_at timestamp with time zone, p_sent uuid, p_sent_at timestamp with time zone, p_sent_to text, p_sent_subject text, p_text text, p_html text, p_next uuid, p_next_to text, p_next_subject text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  UPDATE core_outgoingemail SET state = 'sent', sent_at = p_sent_at, to_address = p_sent_to, subject = p_sent_subject, body_text = p_text,
      body_html = p_html, last_error = ''
    WHERE p_sent IS NOT NULL AND state = 'sending' AND claimed_at = p_claimed_at AND (id = p_sent OR carried_by = p_sent);
  UPDATE core_outgoingemail SET to_address = p_next_to, subject = p_next_subject
    WHERE p_next IS NOT NULL AND state = 'sending' AND claimed_at = p_claimed_at AND (id = p_next OR carried_by = p_next);
  RETURN FOUND;
END
$function$
""",
    """REVOKE ALL ON FUNCTION carry_mail(timestamp with time zone,uuid,timestamp with time zone,text,text,text,text,uuid,text,text) FROM PUBLIC
""",
    """CREATE OR REPLACE FUNCTION demo_mail(p_id uuid)
 RETURNS TABLE(id uuid, email text, subject text, kind text, state text, created_at timestamp with time zone, sent_at timestamp with time zone, last_error text, body_text text, body_html text)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT m.id, t.email, m.subject::text, m.kind::text, m.state::text, m.created_at, m.sent_at, m.last_error, m.body_text, m.body_html FROM core_outgoingemail m LEFT JOIN accounts_user u ON u.id = m.recipient_id CROSS JOIN LATERAL (SELECT coalesce(nullif(m.to_address, ''), nullif(m.address, ''), u.email)::text AS email) t WHERE (EXISTS (SELECT 1 FROM accounts_user d WHERE d.is_demo) OR t.email ~* '\\.(test|example|invalid)$' OR t.email ~* '@(example\\.(com|org|net)|localhost)$') AND m.id = p_id
$function$
""",
    "REVOKE ALL ON FUNCTION demo_mail(uuid) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION demo_mailbox(p_search text, p_before timestamp with time zone)
 RETURNS TABLE(id uuid, email text, subject text, kind text, state text, created_at timestamp with time zone, sent_at timestamp with time zone)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT m.id, t.email, m.subject::text, m.kind::text, m.state::text, m.created_at, m.sent_at FROM core_outgoingemail m LEFT JOIN accounts_user u ON u.id = m.recipient_id CROSS JOIN LATERAL (SELECT coalesce(nullif(m.to_address, ''), nullif(m.address, ''), u.email)::text AS email) t WHERE (EXISTS (SELECT 1 FROM accounts_user d WHERE d.is_demo) OR t.email ~* '\\.(test|example|invalid)$' OR t.email ~* '@(example\\.(com|org|net)|localhost)$') AND (p_before IS NULL OR m.created_at < p_before) AND (p_search = '' OR position(lower(p_search) in lower(t.email || ' ' || m.subject)) > 0) ORDER BY m.created_at DESC, m.id LIMIT 51
$function$
""",
    "REVOKE ALL ON FUNCTION demo_mailbox(text,timestamp with time zone) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION guard_moves()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  hat text := current_user;
  move text;
BEGIN
  IF hat = 'h_system' OR hat NOT LIKE 'h\\_%' THEN
    RETURN coalesce(NEW, OLD);
  END IF;
  IF TG_OP = 'INSERT' THEN
    move := '>' || NEW.state;
  ELSIF TG_OP = 'DELETE' THEN
    move := OLD.state || '>';
  ELSIF NEW.state = OLD.state THEN
    RETURN NEW;
  ELSE
    move := hat || ':' || OLD.state || '>' || NEW.state;
  END IF;
  IF move = ANY (TG_ARGV) OR hat || ':' || OLD.state || '>*' = ANY (TG_ARGV) THEN
    RETURN coalesce(NEW, OLD);
  END IF;
  IF move || '!' = ANY (TG_ARGV) THEN
    IF NEW.company_id = ANY (my_mandates()) THEN
      RETURN NEW;
    END IF;
    RAISE EXCEPTION '% % needs the mandate of the employer', TG_TABLE_NAME, move USING ERRCODE = 'insufficient_privilege';
  END IF;
  RAISE EXCEPTION '% % is no move for %', TG_TABLE_NAME, move, hat USING ERRCODE = 'insufficient_privilege';
END
$function$
""",
    "REVOKE ALL ON FUNCTION guard_moves() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_last_event(p_subject uuid, p_events text[], p_moves boolean)
 RETURNS TABLE(event character varying, at timestamp with time zone, reason text)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT l.event, l.at, l.reason FROM (SELECT e.event, e.at, e.reason, e.actor_id FROM core_auditevent e WHERE e.subject_id = p_subject AND e.event = ANY (p_events) AND (NOT p_moves OR e.target <> '') ORDER BY e.at DESC, e.id DESC LIMIT 1) l WHERE l.actor_id = app_uid()
$function$
""",
    "REVOKE ALL ON FUNCTION my_last_event(uuid,text[],boolean) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION note_work(p_id uuid, p_kind text, p_subject uuid, p_company uuid, p_programme uuid, p_at timestamp with time zone)
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
""",
    "REVOKE ALL ON FUNCTION note_work(uuid,text,uuid,uuid,uuid,timestamp with time zone) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION settle_mail(p_mail uuid, p_verb text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM accounts_user s WHERE s.id = app_uid() AND s.is_platform_staff AND s.is_active) THEN RAISE EXCEPTION 'platform staff only'; END IF;
  IF p_verb = 'again' THEN
    UPDATE core_outgoingemail SET state = 'queued', attempts = 0, claimed_at = NULL, carried_by = NULL, not_before = now()
      WHERE id = p_mail AND state IN ('failed', 'full', 'unknown');
  ELSIF p_verb = 'arrived' THEN
    UPDATE core_outgoingemail SET state = 'sent', sent_at = coalesce(sent_at, claimed_at, now())
      WHERE id = p_mail AND state = 'unknown';
  ELSE
    UPDATE core_outgoingemail SET state = 'cancelled' WHERE id = p_mail AND state IN ('failed', 'full') AND p_verb = 'let-go';
  END IF;
  RETURN FOUND;
END
$function$
""",
    "REVOKE ALL ON FUNCTION settle_mail(uuid,text) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION settle_work(p_work uuid, p_verb text, p_at timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM accounts_user s WHERE s.id = app_uid() AND s.is_platform_staff AND s.is_active) THEN RAISE EXCEPTION 'platform staff only'; END IF;
  IF p_verb = 'again' THEN
    UPDATE core_work SET state = 'waiting', attempts = 0, sent_at = p_at, begun_at = NULL, failed_at = NULL,
      settled_at = NULL, reason = '', error = '' WHERE id = p_work AND state = 'failed';
  ELSE
    UPDATE core_work SET settled_at = p_at
      WHERE id = p_work AND state = 'failed' AND settled_at IS NULL AND p_verb = 'let-go';
  END IF;
  RETURN FOUND;
END
$function$
""",
    "REVOKE ALL ON FUNCTION settle_work(uuid,text,timestamp with time zone) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION work_standing(p_kind text, p_subjects uuid[])
 RETURNS TABLE(subject_id uuid, state text, attempts smallint, reason text, asked_at timestamp with time zone)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT w.subject_id, w.state::text, w.attempts, w.reason::text, w.asked_at FROM core_work w WHERE w.kind = p_kind AND w.subject_id = ANY (p_subjects)
$function$
""",
    "REVOKE ALL ON FUNCTION work_standing(text,uuid[]) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION app_now() TO PUBLIC",
    "GRANT EXECUTE ON FUNCTION app_today() TO PUBLIC",
    "GRANT EXECUTE ON FUNCTION app_uid() TO PUBLIC",
    """GRANT EXECUTE ON FUNCTION carry_mail(timestamp with time zone,uuid,timestamp with time zone,text,text,text,text,uuid,text,text) TO w_worker
""",
    "GRANT EXECUTE ON FUNCTION demo_mail(uuid) TO w_web",
    "GRANT EXECUTE ON FUNCTION demo_mailbox(text,timestamp with time zone) TO w_web",
    "GRANT EXECUTE ON FUNCTION guard_moves() TO PUBLIC",
    """GRANT EXECUTE ON FUNCTION my_last_event(uuid,text[],boolean) TO h_admin, h_coach, h_contact, h_cpbw, h_partner, h_person, h_staff, h_system
""",
    """GRANT EXECUTE ON FUNCTION note_work(uuid,text,uuid,uuid,uuid,timestamp with time zone) TO h_admin, h_coach, h_contact, h_cpbw, h_observer, h_partner, h_person, h_respondent, h_staff, h_system
""",
    "GRANT EXECUTE ON FUNCTION settle_mail(uuid,text) TO h_staff",
    "GRANT EXECUTE ON FUNCTION settle_work(uuid,text,timestamp with time zone) TO h_staff",
    """GRANT EXECUTE ON FUNCTION work_standing(text,uuid[]) TO h_admin, h_coach, h_contact, h_cpbw, h_observer, h_partner, h_person, h_public, h_staff, h_system
""",
    "CREATE POLICY h_system_insert ON core_auditevent FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON core_auditevent FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_delete ON core_document FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON core_document FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON core_document FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON core_document FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_person_insert ON core_listfile FOR INSERT TO h_person WITH CHECK ((user_id = (SELECT app_uid())) AND (state = 'queued' AND file = '' AND counted IS NULL))
""",
    "CREATE POLICY h_person_select ON core_listfile FOR SELECT TO h_person USING (user_id = (SELECT app_uid()))",
    "CREATE POLICY h_system_delete ON core_listfile FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON core_listfile FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON core_listfile FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON core_listfile FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_person_select ON core_outgoingemail FOR SELECT TO h_person USING (recipient_id = (SELECT app_uid()))
""",
    "CREATE POLICY h_system_delete ON core_outgoingemail FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON core_outgoingemail FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON core_outgoingemail FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON core_outgoingemail FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    "CREATE POLICY h_system_delete ON core_reminder FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON core_reminder FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON core_reminder FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON core_reminder FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    "CREATE POLICY h_system_delete ON core_work FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON core_work FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON core_work FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON core_work FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    "GRANT INSERT ON core_auditevent TO h_system",
    "GRANT SELECT ON core_auditevent TO h_system",
    "GRANT DELETE ON core_document TO h_system",
    "GRANT INSERT ON core_document TO h_system",
    "GRANT SELECT ON core_document TO h_system",
    "GRANT UPDATE ON core_document TO h_system",
    "GRANT INSERT ON core_listfile TO h_person",
    "GRANT SELECT ON core_listfile TO h_person",
    "GRANT DELETE ON core_listfile TO h_system",
    "GRANT INSERT ON core_listfile TO h_system",
    "GRANT SELECT ON core_listfile TO h_system",
    "GRANT UPDATE ON core_listfile TO h_system",
    "GRANT SELECT ON core_outgoingemail TO h_person",
    "GRANT DELETE ON core_outgoingemail TO h_system",
    "GRANT INSERT ON core_outgoingemail TO h_system",
    "GRANT SELECT ON core_outgoingemail TO h_system",
    "GRANT UPDATE ON core_outgoingemail TO h_system",
    "GRANT DELETE ON core_reminder TO h_system",
    "GRANT INSERT ON core_reminder TO h_system",
    "GRANT SELECT ON core_reminder TO h_system",
    "GRANT UPDATE ON core_reminder TO h_system",
    "GRANT DELETE ON core_work TO h_system",
    "GRANT INSERT ON core_work TO h_system",
    "GRANT SELECT ON core_work TO h_system",
    "GRANT UPDATE ON core_work TO h_system",
    "GRANT SELECT ON django_content_type TO w_web",
    "GRANT SELECT ON django_content_type TO w_worker",
    "GRANT SELECT ON django_migrations TO w_web",
    "GRANT SELECT ON django_migrations TO w_worker",
    "GRANT DELETE ON django_session TO w_web",
    "GRANT INSERT ON django_session TO w_web",
    "GRANT SELECT ON django_session TO w_web",
    "GRANT UPDATE ON django_session TO w_web",
    "GRANT DELETE ON django_session TO w_worker",
    "GRANT INSERT ON django_session TO w_worker",
    "GRANT SELECT ON django_session TO w_worker",
    "GRANT UPDATE ON django_session TO w_worker",
]


class Migration(migrations.Migration):
    dependencies = [
        ("account", "0009_emailaddress_unique_primary_email"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("sessions", "0001_initial"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
        ("usersessions", "0001_initial"),
        ("core", "0001_initial"),
        ("accounts", "0001_initial"),
        ("companies", "0001_initial"),
        ("coaches", "0001_initial"),
        ("riskanalysis", "0001_initial"),
        ("actionplans", "0001_initial"),
        ("programmes", "0001_initial"),
        ("modules", "0001_initial"),
        ("trajectories", "0001_initial"),
        ("insight", "0001_initial"),
    ]
    operations = [migrations.RunSQL(FORWARDS)]
