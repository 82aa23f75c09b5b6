"""Rights, keys, guards and narrow functions, as they stood when the history of migrations began anew (ADR 0067)."""

from django.db import migrations

FORWARDS = [
    "SET LOCAL check_function_bodies = off",  # they call each other, across apps too
    "ALTER TABLE accounts_calendarlink ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE accounts_invitation ENABLE ROW LEVEL SECURITY",
    """CREATE OR REPLACE FUNCTION am_staff()
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT EXISTS (SELECT 1 FROM accounts_user s WHERE s.id = app_uid() AND s.is_platform_staff AND s.is_active)
$function$
""",
    "REVOKE ALL ON FUNCTION am_staff() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION ask_invitation_again(p_digest text, p_now timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  i accounts_invitation%ROWTYPE;
  slug text;
BEGIN
  SELECT * INTO i FROM accounts_invitation WHERE token_digest = p_digest;
  IF i.id IS NULL OR i.accepted_at IS NOT NULL OR i.revoked_at IS NOT NULL OR i.expires_at > p_now THEN
    RETURN false;
  END IF;
  SELECT CASE WHEN i.company_id IS NOT NULL THEN '/c/' || c.slug || '/people/'
      WHEN i.partner_id IS NOT NULL THEN '/p/' || p.slug || '/partners/' ELSE '/p/' || p.slug || '/people/' END INTO slug
    FROM (SELECT 1) one LEFT JOIN companies_company c ON c.id = i.company_id
    LEFT JOIN programmes_programme p ON p.id = i.programme_id;
  INSERT INTO core_outgoingemail (id, kind, recipient_id, address, language, context, dedupe_key, deadline_mail, state,
      company_id, programme_id, created_at, not_before, attempts, last_error, to_address, subject, body_text, body_html)
    SELECT gen_random_uuid(), 'accounts.invitation_asked', u.id, '', '',
      jsonb_build_object('email', i.email, 'role', i.role, 'path', slug),
      'invitation-asked:' || left(p_digest, 32) || ':' || u.id, true, 'queued', i.company_id, i.programme_id, p_now, p_now, 0,
      '', '', '', '', ''
    FROM accounts_user u WHERE u.is_active AND u.id IN (
      SELECT m.user_id FROM companies_membership m WHERE m.company_id = i.company_id AND m.role = 'contact' AND m.has_mandate
        AND m.ended_at IS NULL AND (m.ends_on IS NULL OR m.ends_on >= p_now::date)
      UNION SELECT m.user_id FROM programmes_programmemembership m WHERE m.programme_id = i.programme_id
        AND i.company_id IS NULL AND m.role = 'administrator' AND m.ended_at IS NULL
        AND (m.ends_on IS NULL OR m.ends_on >= p_now::date))
    ON CONFLICT DO NOTHING;
  RETURN EXISTS (SELECT 1 FROM core_outgoingemail WHERE dedupe_key LIKE 'invitation-asked:' || left(p_digest, 32) || ':%');
END
$function$
""",
    "REVOKE ALL ON FUNCTION ask_invitation_again(text,timestamp with time zone) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION find_calendar_link(p_link uuid)
 RETURNS TABLE(user_id bigint, kind text, slug text, seed uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT l.user_id, l.kind::text, l.slug::text, l.seed FROM accounts_calendarlink l JOIN accounts_user u ON u.id = l.user_id WHERE l.id = p_link AND u.is_active
$function$
""",
    "REVOKE ALL ON FUNCTION find_calendar_link(uuid) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION find_staff_place(p_slug text, p_user bigint, p_wanted text)
 RETURNS TABLE(id uuid, slug text, name text, hat text, roles text[], has_mandate boolean, hats text[])
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT '00000000-0000-0000-0000-000000000000'::uuid, ''::text, 'staff'::text, 'h_staff'::text, ARRAY['staff'], false, ARRAY['h_staff'] FROM accounts_user u WHERE u.id = p_user AND u.is_platform_staff AND u.is_active
$function$
""",
    "REVOKE ALL ON FUNCTION find_staff_place(text,bigint,text) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION guard_staff()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  IF current_user = 'w_web' THEN
    RAISE EXCEPTION 'platform staff is made by a command, never by the web' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$function$
""",
    "REVOKE ALL ON FUNCTION guard_staff() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION person_for_staff(p_email text, p_id bigint)
 RETURNS TABLE(id bigint, name text, email text, is_active boolean, joined_at timestamp with time zone, second_factor boolean)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT u.id, u.name::text, u.email::text, u.is_active, u.joined_at, EXISTS (SELECT 1 FROM mfa_authenticator a WHERE a.user_id = u.id) FROM accounts_user u WHERE (u.email = lower(p_email) OR u.id = p_id) AND EXISTS (SELECT 1 FROM accounts_user s WHERE s.id = app_uid() AND s.is_platform_staff AND s.is_active)
$function$
""",
    "REVOKE ALL ON FUNCTION person_for_staff(text,bigint) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION queue_account_mail(p_id uuid, p_address text, p_language text, p_context jsonb, p_dedupe text)
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
""",
    "REVOKE ALL ON FUNCTION queue_account_mail(uuid,text,text,jsonb,text) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION reset_second_factor(p_user bigint)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE gone int;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM accounts_user s WHERE s.id = app_uid() AND s.is_platform_staff AND s.is_active) THEN RAISE EXCEPTION 'platform staff only'; END IF;
  DELETE FROM mfa_authenticator WHERE user_id = p_user;
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END
$function$
""",
    "REVOKE ALL ON FUNCTION reset_second_factor(bigint) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION am_staff() TO h_staff",
    "GRANT EXECUTE ON FUNCTION ask_invitation_again(text,timestamp with time zone) TO w_web, w_worker",
    "GRANT EXECUTE ON FUNCTION find_calendar_link(uuid) TO w_web, w_worker",
    "GRANT EXECUTE ON FUNCTION find_staff_place(text,bigint,text) TO w_web, w_worker",
    "GRANT EXECUTE ON FUNCTION guard_staff() TO PUBLIC",
    "GRANT EXECUTE ON FUNCTION person_for_staff(text,bigint) TO h_staff",
    "GRANT EXECUTE ON FUNCTION queue_account_mail(uuid,text,text,jsonb,text) TO w_web, w_worker",
    "GRANT EXECUTE ON FUNCTION reset_second_factor(bigint) TO h_staff",
    """CREATE TRIGGER no_new_staff BEFORE INSERT ON accounts_user FOR EACH ROW WHEN (new.is_platform_staff) EXECUTE FUNCTION guard_staff()
""",
    """CREATE TRIGGER nobody_becomes_staff BEFORE UPDATE OF is_platform_staff ON accounts_user FOR EACH ROW WHEN (new.is_platform_staff AND NOT old.is_platform_staff) EXECUTE FUNCTION guard_staff()
""",
    """CREATE POLICY h_person_delete ON accounts_calendarlink FOR DELETE TO h_person USING (user_id = (SELECT app_uid()))
""",
    """CREATE POLICY h_person_insert ON accounts_calendarlink FOR INSERT TO h_person WITH CHECK (user_id = (SELECT app_uid()))
""",
    """CREATE POLICY h_person_select ON accounts_calendarlink FOR SELECT TO h_person USING (user_id = (SELECT app_uid()))
""",
    """CREATE POLICY h_person_update ON accounts_calendarlink FOR UPDATE TO h_person USING (user_id = (SELECT app_uid())) WITH CHECK (user_id = (SELECT app_uid()))
""",
    "CREATE POLICY h_system_delete ON accounts_calendarlink FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON accounts_calendarlink FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON accounts_calendarlink FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON accounts_calendarlink FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    "CREATE POLICY h_system_delete ON accounts_invitation FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON accounts_invitation FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON accounts_invitation FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON accounts_invitation FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_staff_insert ON core_auditevent FOR INSERT TO h_staff WITH CHECK ((actor_id = (SELECT app_uid())) AND ((SELECT am_staff())))
""",
    """CREATE POLICY h_staff_select ON core_auditevent FOR SELECT TO h_staff USING ((event = 'system.entered' OR hat = 'h_staff') AND ((SELECT am_staff())))
""",
    """CREATE POLICY h_staff_insert ON core_outgoingemail FOR INSERT TO h_staff WITH CHECK ((state = 'queued' AND attempts = 0) AND ((SELECT am_staff())))
""",
    "CREATE POLICY h_staff_select ON core_outgoingemail FOR SELECT TO h_staff USING ((SELECT am_staff()))",
    "CREATE POLICY h_staff_select ON core_work FOR SELECT TO h_staff USING ((SELECT am_staff()))",
    "GRANT DELETE ON account_emailaddress TO w_web",
    "GRANT INSERT ON account_emailaddress TO w_web",
    "GRANT SELECT ON account_emailaddress TO w_web",
    "GRANT UPDATE ON account_emailaddress TO w_web",
    "GRANT DELETE ON account_emailaddress TO w_worker",
    "GRANT INSERT ON account_emailaddress TO w_worker",
    "GRANT SELECT ON account_emailaddress TO w_worker",
    "GRANT UPDATE ON account_emailaddress TO w_worker",
    "GRANT DELETE ON account_emailconfirmation TO w_web",
    "GRANT INSERT ON account_emailconfirmation TO w_web",
    "GRANT SELECT ON account_emailconfirmation TO w_web",
    "GRANT UPDATE ON account_emailconfirmation TO w_web",
    "GRANT DELETE ON account_emailconfirmation TO w_worker",
    "GRANT INSERT ON account_emailconfirmation TO w_worker",
    "GRANT SELECT ON account_emailconfirmation TO w_worker",
    "GRANT UPDATE ON account_emailconfirmation TO w_worker",
    "GRANT DELETE ON accounts_calendarlink TO h_person",
    "GRANT INSERT ON accounts_calendarlink TO h_person",
    "GRANT SELECT ON accounts_calendarlink TO h_person",
    "GRANT UPDATE ON accounts_calendarlink TO h_person",
    "GRANT DELETE ON accounts_calendarlink TO h_system",
    "GRANT INSERT ON accounts_calendarlink TO h_system",
    "GRANT SELECT ON accounts_calendarlink TO h_system",
    "GRANT UPDATE ON accounts_calendarlink TO h_system",
    "GRANT DELETE ON accounts_invitation TO h_system",
    "GRANT INSERT ON accounts_invitation TO h_system",
    "GRANT SELECT ON accounts_invitation TO h_system",
    "GRANT UPDATE ON accounts_invitation TO h_system",
    "GRANT SELECT ON accounts_user TO h_system",
    "GRANT DELETE ON accounts_user TO w_web",
    "GRANT INSERT ON accounts_user TO w_web",
    "GRANT SELECT ON accounts_user TO w_web",
    "GRANT UPDATE ON accounts_user TO w_web",
    "GRANT DELETE ON accounts_user TO w_worker",
    "GRANT INSERT ON accounts_user TO w_worker",
    "GRANT SELECT ON accounts_user TO w_worker",
    "GRANT UPDATE ON accounts_user TO w_worker",
    "GRANT INSERT ON core_auditevent TO h_staff",
    "GRANT SELECT ON core_auditevent TO h_staff",
    "GRANT INSERT ON core_outgoingemail TO h_staff",
    """GRANT SELECT (company_id, created_at, deadline_mail, id, kind, not_before, piece_id, programme_id, recipient_id, reminder_id, sent_at, state, subject, trajectory_id) ON core_outgoingemail TO h_staff
""",
    "GRANT SELECT ON core_work TO h_staff",
    "GRANT DELETE ON mfa_authenticator TO w_web",
    "GRANT INSERT ON mfa_authenticator TO w_web",
    "GRANT SELECT ON mfa_authenticator TO w_web",
    "GRANT UPDATE ON mfa_authenticator TO w_web",
    "GRANT DELETE ON mfa_authenticator TO w_worker",
    "GRANT INSERT ON mfa_authenticator TO w_worker",
    "GRANT SELECT ON mfa_authenticator TO w_worker",
    "GRANT UPDATE ON mfa_authenticator TO w_worker",
    "GRANT DELETE ON socialaccount_socialaccount TO w_web",
    "GRANT INSERT ON socialaccount_socialaccount TO w_web",
    "GRANT SELECT ON socialaccount_socialaccount TO w_web",
    "GRANT UPDATE ON socialaccount_socialaccount TO w_web",
    "GRANT DELETE ON socialaccount_socialaccount TO w_worker",
    "GRANT INSERT ON socialaccount_socialaccount TO w_worker",
    "GRANT SELECT ON socialaccount_socialaccount TO w_worker",
    "GRANT UPDATE ON socialaccount_socialaccount TO w_worker",
    "GRANT DELETE ON socialaccount_socialapp TO w_web",
    "GRANT INSERT ON socialaccount_socialapp TO w_web",
    "GRANT SELECT ON socialaccount_socialapp TO w_web",
    "GRANT UPDATE ON socialaccount_socialapp TO w_web",
    "GRANT DELETE ON socialaccount_socialapp TO w_worker",
    "GRANT INSERT ON socialaccount_socialapp TO w_worker",
    "GRANT SELECT ON socialaccount_socialapp TO w_worker",
    "GRANT UPDATE ON socialaccount_socialapp TO w_worker",
    "GRANT DELETE ON socialaccount_socialtoken TO w_web",
    "GRANT INSERT ON socialaccount_socialtoken TO w_web",
    "GRANT SELECT ON socialaccount_socialtoken TO w_web",
    "GRANT UPDATE ON socialaccount_socialtoken TO w_web",
    "GRANT DELETE ON socialaccount_socialtoken TO w_worker",
    "GRANT INSERT ON socialaccount_socialtoken TO w_worker",
    "GRANT SELECT ON socialaccount_socialtoken TO w_worker",
    "GRANT UPDATE ON socialaccount_socialtoken TO w_worker",
    "GRANT DELETE ON usersessions_usersession TO w_web",
    "GRANT INSERT ON usersessions_usersession TO w_web",
    "GRANT SELECT ON usersessions_usersession TO w_web",
    "GRANT UPDATE ON usersessions_usersession TO w_web",
    "GRANT DELETE ON usersessions_usersession TO w_worker",
    "GRANT INSERT ON usersessions_usersession TO w_worker",
    "GRANT SELECT ON usersessions_usersession TO w_worker",
    "GRANT UPDATE ON usersessions_usersession TO w_worker",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_access"),
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
