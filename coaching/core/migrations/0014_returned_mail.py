"""A full mailbox is a state of its own, and settle_mail knows it (ADR 0047)."""

from django.db import migrations, models

FORWARDS = [
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
]
BACKWARDS = [
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
      WHERE id = p_mail AND state IN ('failed', 'unknown');
  ELSIF p_verb = 'arrived' THEN
    UPDATE core_outgoingemail SET state = 'sent', sent_at = coalesce(sent_at, claimed_at, now())
      WHERE id = p_mail AND state = 'unknown';
  ELSE
    UPDATE core_outgoingemail SET state = 'cancelled' WHERE id = p_mail AND state = 'failed' AND p_verb = 'let-go';
  END IF;
  RETURN FOUND;
END $function$

""",
]


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0013_mail_trouble'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='outgoingemail',
            name='mail_trouble',
        ),
        migrations.AddField(
            model_name='outgoingemail',
            name='times_full',
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AlterField(
            model_name='outgoingemail',
            name='state',
            field=models.CharField(choices=[('queued', 'waiting to be sent'), ('sending', 'being sent'), ('sent', 'sent'), ('failed', 'could not be sent'), ('full', 'mailbox full'), ('cancelled', 'cancelled'), ('unknown', 'not known whether it was sent')], default='queued', max_length=10),
        ),
        migrations.AddIndex(
            model_name='outgoingemail',
            index=models.Index(condition=models.Q(('state__in', ['failed', 'full', 'unknown'])), fields=['programme_id', '-created_at'], name='mail_trouble'),
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]
