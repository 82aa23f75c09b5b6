"""Mails of the sign-in pages enter the outbox without a hat; staff finds one person and takes a lost second factor away."""

from django.db import migrations

from coaching.core.ground.roles import Hat
from coaching.core.tenancy.security import definer_function

# The sign-in pages wear no hat. They may write one kind of mail, and read nothing back.
QUEUE = """
CREATE FUNCTION queue_account_mail(p_id uuid, p_address text, p_language text, p_context jsonb, p_dedupe text)
  RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $fn$
  INSERT INTO core_outgoingemail (id, kind, recipient_id, address, language, context, dedupe_key, deadline_mail, state,
      created_at, not_before, attempts, last_error, to_address, subject, body_text, body_html)
    VALUES (p_id, 'account.message', NULL, p_address, p_language, p_context, p_dedupe, true, 'queued',
      now(), now(), 0, '', '', '', '', '') ON CONFLICT DO NOTHING
$fn$;
REVOKE ALL ON FUNCTION queue_account_mail(uuid, text, text, jsonb, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION queue_account_mail(uuid, text, text, jsonb, text) TO w_web, w_worker;
"""
IS_STAFF = "EXISTS (SELECT 1 FROM accounts_user s WHERE s.id = app_uid() AND s.is_platform_staff AND s.is_active)"
# One person at a time, by their whole address or number: staff cannot browse people.
FIND_PERSON = definer_function(
    "person_for_staff(p_email text, p_id bigint)",
    "TABLE (id bigint, name text, email text, is_active boolean, joined_at timestamptz, second_factor boolean)",
    "SELECT u.id, u.name::text, u.email::text, u.is_active, u.joined_at, "
    "EXISTS (SELECT 1 FROM mfa_authenticator a WHERE a.user_id = u.id) FROM accounts_user u "
    f"WHERE (u.email = lower(p_email) OR u.id = p_id) AND {IS_STAFF}",
    [Hat.STAFF],
)
RESET = f"""
CREATE FUNCTION reset_second_factor(p_user bigint) RETURNS int LANGUAGE plpgsql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public AS $fn$
DECLARE gone int;
BEGIN
  IF NOT {IS_STAFF} THEN RAISE EXCEPTION 'platform staff only'; END IF;
  DELETE FROM mfa_authenticator WHERE user_id = p_user;
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END $fn$;
REVOKE ALL ON FUNCTION reset_second_factor(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION reset_second_factor(bigint) TO h_staff;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_security"), ("core", "0003_mailbox")]
    operations = [
        migrations.RunSQL(QUEUE, "DROP FUNCTION queue_account_mail(uuid, text, text, jsonb, text)"),
        migrations.RunSQL(FIND_PERSON, "DROP FUNCTION person_for_staff(text, bigint)"),
        migrations.RunSQL(RESET, "DROP FUNCTION reset_second_factor(bigint)"),
    ]
