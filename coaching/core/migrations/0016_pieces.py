"""Trail, documents, mails and reminders say which piece of a company's file they are about (ADR 0053)."""

from django.db import migrations, models

NOW = [
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
    "GRANT EXECUTE ON FUNCTION app_now() TO PUBLIC",
]


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0015_documents_folded'),
    ]

    operations = [
        migrations.RunSQL(NOW, "DROP FUNCTION app_now()"),
        migrations.AddField(
            model_name='auditevent',
            name='piece_id',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='document',
            name='piece_id',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='outgoingemail',
            name='piece_id',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='reminder',
            name='piece_id',
            field=models.UUIDField(null=True),
        ),
    ]
