"""Platform staff settles one mail in trouble at a time; it reads no words of it."""

from django.db import migrations

IS_STAFF = "EXISTS (SELECT 1 FROM accounts_user s WHERE s.id = app_uid() AND s.is_platform_staff AND s.is_active)"
SETTLE = f"""
CREATE FUNCTION settle_mail(p_mail uuid, p_verb text) RETURNS boolean LANGUAGE plpgsql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public AS $fn$
BEGIN
  IF NOT {IS_STAFF} THEN RAISE EXCEPTION 'platform staff only'; END IF;
  IF p_verb = 'again' THEN
    UPDATE core_outgoingemail SET state = 'queued', attempts = 0, claimed_at = NULL, carried_by = NULL, not_before = now()
      WHERE id = p_mail AND state IN ('failed', 'unknown');
  ELSIF p_verb = 'arrived' THEN
    UPDATE core_outgoingemail SET state = 'sent', sent_at = coalesce(sent_at, claimed_at, now())
      WHERE id = p_mail AND state = 'unknown';
  ELSE
    UPDATE core_outgoingemail SET state = 'cancelled' WHERE id = p_mail AND state = 'failed' AND p_verb = 'let-go';
  END IF;
  RETURN FOUND;
END $fn$;
REVOKE ALL ON FUNCTION settle_mail(uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION settle_mail(uuid, text) TO h_staff;
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0006_document_programme"), ("accounts", "0003_account_mail")]
    operations = [migrations.RunSQL(SETTLE, "DROP FUNCTION settle_mail(uuid, text)")]
