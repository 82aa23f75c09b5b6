"""The ledger of work for the worker. Any hat may ask for work by `note_work`; platform staff sees what waits or failed.

A line names a record by its key and holds nothing of it. Whoever knows the key of a record may ask how its work stands:
the key cannot be guessed and is known to those only who may read the record.
"""

import uuid

from django.db import migrations, models

import coaching.core.ground.clock
from coaching.core.ground.roles import HUMAN_HATS, Hat
from coaching.core.tenancy.security import SELECT, TRUE, Secure, definer_function

IS_STAFF = "EXISTS (SELECT 1 FROM accounts_user s WHERE s.id = app_uid() AND s.is_platform_staff AND s.is_active)"
ASKERS = (*HUMAN_HATS, Hat.RESPONDENT, Hat.SYSTEM)
NOTE = f"""
CREATE FUNCTION note_work(p_id uuid, p_kind text, p_subject uuid, p_company uuid, p_programme uuid, p_at timestamptz)
  RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $fn$
  INSERT INTO core_work (id, kind, subject_id, company_id, programme_id, state, attempts, asked_at, reason, error)
    VALUES (p_id, p_kind, p_subject, p_company, p_programme, 'waiting', 0, p_at, '', '')
  ON CONFLICT (kind, subject_id) DO UPDATE SET state = 'waiting', attempts = 0, asked_at = p_at, sent_at = NULL,
    begun_at = NULL, failed_at = NULL, settled_at = NULL, reason = '', error = '' WHERE core_work.state = 'failed'
$fn$;
REVOKE ALL ON FUNCTION note_work(uuid, text, uuid, uuid, uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION note_work(uuid, text, uuid, uuid, uuid, timestamptz) TO {", ".join(hat.value for hat in ASKERS)};
"""
SETTLE = f"""
CREATE FUNCTION settle_work(p_work uuid, p_verb text, p_at timestamptz) RETURNS boolean LANGUAGE plpgsql VOLATILE
  SECURITY DEFINER SET search_path = pg_catalog, public AS $fn$
BEGIN
  IF NOT {IS_STAFF} THEN RAISE EXCEPTION 'platform staff only'; END IF;
  IF p_verb = 'again' THEN
    UPDATE core_work SET state = 'waiting', attempts = 0, sent_at = p_at, begun_at = NULL, failed_at = NULL,
      settled_at = NULL, reason = '', error = '' WHERE id = p_work AND state = 'failed';
  ELSE
    UPDATE core_work SET settled_at = p_at
      WHERE id = p_work AND state = 'failed' AND settled_at IS NULL AND p_verb = 'let-go';
  END IF;
  RETURN FOUND;
END $fn$;
REVOKE ALL ON FUNCTION settle_work(uuid, text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION settle_work(uuid, text, timestamptz) TO h_staff;
"""
STANDING = definer_function(
    "work_standing(p_kind text, p_subjects uuid[])",
    "TABLE (subject_id uuid, state text, attempts smallint, reason text, asked_at timestamptz)",
    "SELECT w.subject_id, w.state::text, w.attempts, w.reason::text, w.asked_at FROM core_work w"
    " WHERE w.kind = p_kind AND w.subject_id = ANY (p_subjects)",
    (*HUMAN_HATS, Hat.PUBLIC, Hat.SYSTEM),
)
UNDO = (
    "DROP FUNCTION note_work(uuid, text, uuid, uuid, uuid, timestamptz);"
    "DROP FUNCTION settle_work(uuid, text, timestamptz); DROP FUNCTION work_standing(text, uuid[])"
)


class Migration(migrations.Migration):

    dependencies = [("core", "0007_settle_mail")]

    operations = [
        migrations.CreateModel(
            name='Work',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=60)),
                ('subject_id', models.UUIDField()),
                ('company_id', models.UUIDField(null=True)),
                ('programme_id', models.UUIDField(null=True)),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('running', 'being done'), ('failed', 'given up')], default='waiting', max_length=10)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('asked_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('sent_at', models.DateTimeField(null=True)),
                ('begun_at', models.DateTimeField(null=True)),
                ('failed_at', models.DateTimeField(null=True)),
                ('settled_at', models.DateTimeField(null=True)),
                ('reason', models.CharField(blank=True, choices=[('stopped', 'The work on it stopped several times.'), ('too_long', 'It took too long.'), ('not_allowed', 'Whoever asked for it may no longer do so.'), ('unexpected', 'Something unexpected went wrong.')], max_length=20)),
                ('error', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['asked_at', 'id'],
                'constraints': [models.UniqueConstraint(fields=('kind', 'subject_id'), name='work_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'failed'), _negated=True), models.Q(('failed_at__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='work_failed_has_moment')],
            },
        ),
        Secure("core_work", {Hat.STAFF: {SELECT: TRUE}}),
        migrations.RunSQL(NOTE + SETTLE + STANDING, UNDO),
    ]
