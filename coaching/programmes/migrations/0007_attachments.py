"""Files with an application, colleagues who help with a draft, and what the applicant confirmed."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import coaching.core.ground.clock
from coaching.core.ground.roles import Hat
from coaching.core.tenancy.security import (
    ALL,
    DELETE,
    INSERT,
    SELECT,
    UPDATE,
    SameTenant,
    Secure,
    any_of,
    commands,
    definer_function,
    of_admin,
    of_contact,
    of_self,
)

MY_APPLICATIONS = definer_function(
    "my_own_applications()",
    "uuid[]",
    "SELECT coalesce(array_agg(a.id), '{}') FROM programmes_application a WHERE a.applicant_id = app_uid()",
    [Hat.PERSON],
)
MY_DRAFTS = definer_function(
    "my_own_drafts()",
    "uuid[]",
    "SELECT coalesce(array_agg(a.id), '{}') FROM programmes_application a "
    "WHERE a.applicant_id = app_uid() AND a.state = 'draft'",
    [Hat.PERSON],
)
# Drafts of others that one was let into, until they are sent or the owner takes it back.
MY_SHARED = definer_function(
    "my_shared_drafts()",
    "uuid[]",
    "SELECT coalesce(array_agg(a.id), '{}') FROM programmes_draftshare s JOIN programmes_application a "
    "ON a.id = s.application_id AND a.state = 'draft' "
    "WHERE s.user_id = app_uid() AND s.accepted_at IS NOT NULL AND s.revoked_at IS NULL",
    [Hat.PERSON],
)
# The address must be confirmed: whoever merely types somebody's address is let in nowhere.
TO_ME = (
    "s.application_id = p_application AND s.revoked_at IS NULL AND (s.user_id IS NULL OR s.user_id = app_uid()) "
    "AND s.email IN (SELECT lower(e.email) FROM account_emailaddress e WHERE e.user_id = app_uid() AND e.verified)"
)
FIND = definer_function(
    "find_draft_share(p_application uuid)",
    "TABLE (company text, programme text, inviter text, accepted boolean)",
    "SELECT a.company_name::text, p.name::text, u.name::text, s.accepted_at IS NOT NULL "
    "FROM programmes_draftshare s JOIN programmes_application a ON a.id = s.application_id AND a.state = 'draft' "
    "JOIN programmes_programme p ON p.id = a.programme_id LEFT JOIN accounts_user u ON u.id = s.invited_by_id "
    f"WHERE {TO_ME}",
    [Hat.PERSON],
)
ACCEPT = f"""
CREATE FUNCTION accept_draft_share(p_application uuid) RETURNS uuid LANGUAGE sql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public AS $fn$
  UPDATE programmes_draftshare s SET user_id = app_uid(), accepted_at = coalesce(s.accepted_at, now())
   WHERE {TO_ME} AND EXISTS
     (SELECT 1 FROM programmes_application a WHERE a.id = s.application_id AND a.state = 'draft')
  RETURNING s.id
$fn$;
REVOKE ALL ON FUNCTION accept_draft_share(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION accept_draft_share(uuid) TO h_person;
"""
def has_open(signature: str, also: str = "") -> str:
    return definer_function(
        f"has_open_application({signature})",
        "boolean",
        "SELECT p_company = ANY (my_companies('h_contact')) AND EXISTS (SELECT 1 FROM programmes_application a "
        f"WHERE a.company_id = p_company AND a.programme_id = p_programme{also} "
        "AND a.state IN ('submitted', 'in_review', 'info_requested', 'waitlisted'))",
        [Hat.PERSON],
    )


# Waiting for a decision about one layer is no reason not to ask for another.
PER_LAYER = has_open("p_company uuid, p_programme uuid, p_layer int", " AND a.layer = p_layer")
BEFORE = has_open("p_company uuid, p_programme uuid")
IN_HAND = "my_own_drafts() || my_shared_drafts()"
# One's own, and drafts that one was let into. Only a contact of the company may turn another's draft into a sent one.
READ_OWN = "applicant_id = (SELECT app_uid()) OR " + any_of("id", "my_shared_drafts()")
WRITE_OWN = (
    "applicant_id = (SELECT app_uid()) OR (" + any_of("id", "my_shared_drafts()") + " AND (state = 'draft' OR "
    + of_contact() + "))"
)
SHARED = (
    f"ALTER POLICY h_person_select ON programmes_application USING ({READ_OWN}); "
    f"ALTER POLICY h_person_update ON programmes_application USING ({READ_OWN}) WITH CHECK ({WRITE_OWN})"
)
NOT_SHARED = (
    f"ALTER POLICY h_person_select ON programmes_application USING ({of_self('applicant_id')}); "
    f"ALTER POLICY h_person_update ON programmes_application USING ({of_self('applicant_id')}) "
    f"WITH CHECK ({of_self('applicant_id')})"
)


class Migration(migrations.Migration):

    dependencies = [
        ('account', '0009_emailaddress_unique_primary_email'),
        ('companies', '0003_register'),
        ('programmes', '0006_assessment'),
    ]

    operations = [
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('page', models.CharField(max_length=20)),
                ('code', models.CharField(blank=True, max_length=40)),
                ('file', models.FileField(upload_to='applications/%Y/%m/')),
                ('file_name', models.CharField(max_length=200)),
                ('file_sha256', models.CharField(max_length=64)),
                ('size', models.PositiveIntegerField()),
                ('added_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('added_by_id', models.BigIntegerField(null=True)),
            ],
            options={
                'ordering': ['added_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='DraftShare',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('user_id', models.BigIntegerField(null=True)),
                ('invited_by_id', models.BigIntegerField(null=True)),
                ('invited_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('accepted_at', models.DateTimeField(null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['invited_at', 'id'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='application',
            name='application_approved_has_start_due',
        ),
        migrations.AddField(
            model_name='application',
            name='declaration',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name='application',
            name='pages',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name='application',
            name='support_texts',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('layer', 5), ('state', 'approved'), _negated=True), ('start_due_on__isnull', False), _connector='OR'), name='application_approved_has_start_due'),
        ),
        migrations.AddField(
            model_name='attachment',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.application'),
        ),
        migrations.AddField(
            model_name='attachment',
            name='company',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company'),
        ),
        migrations.AddField(
            model_name='attachment',
            name='programme',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme'),
        ),
        migrations.AddField(
            model_name='attachment',
            name='question',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.informationrequest'),
        ),
        migrations.AddField(
            model_name='draftshare',
            name='application',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.application'),
        ),
        migrations.AddIndex(
            model_name='draftshare',
            index=models.Index(fields=['application', 'invited_at'], name='draft_share_application'),
        ),
        migrations.AddIndex(
            model_name='draftshare',
            index=models.Index(fields=['user_id'], name='draft_share_user'),
        ),
        migrations.AddConstraint(
            model_name='draftshare',
            constraint=models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True)), fields=('application', 'email'), name='draft_share_once'),
        ),
        migrations.RunSQL(MY_APPLICATIONS, "DROP FUNCTION my_own_applications()"),
        migrations.RunSQL(MY_DRAFTS, "DROP FUNCTION my_own_drafts()"),
        migrations.RunSQL(MY_SHARED, "DROP FUNCTION my_shared_drafts()"),
        migrations.RunSQL(FIND, "DROP FUNCTION find_draft_share(uuid)"),
        migrations.RunSQL(ACCEPT, "DROP FUNCTION accept_draft_share(uuid)"),
        migrations.RunSQL(SHARED, NOT_SHARED),
        migrations.RunSQL("DROP FUNCTION has_open_application(uuid, uuid)", BEFORE),
        migrations.RunSQL(PER_LAYER, "DROP FUNCTION has_open_application(uuid, uuid, int)"),
        Secure(
            "programmes_attachment",
            {
                Hat.PERSON: {
                    # What is added to an answer is the company's, not that of whoever once applied.
                    SELECT: "question_id IS NULL AND "
                    + any_of("application_id", "my_own_applications() || my_shared_drafts()"),
                    INSERT: "company_id IS NULL AND question_id IS NULL AND " + any_of("application_id", IN_HAND),
                    UPDATE: any_of("application_id", IN_HAND),
                    DELETE: any_of("application_id", IN_HAND),
                },
                Hat.CONTACT: commands(of_contact(), (SELECT, INSERT)),
                # Until it is sent, a file has no company and the programme does not see it.
                Hat.ADMIN: commands("company_id IS NOT NULL AND " + of_admin()),
            },
            columns={(Hat.PERSON, UPDATE): "company_id"},
        ),
        Secure("programmes_draftshare", {Hat.PERSON: commands(any_of("application_id", "my_own_drafts()"), ALL)}),
        SameTenant("programmes_attachment", "application_id", "programmes_application", ("company_id", "programme_id")),
        SameTenant(
            "programmes_attachment", "question_id", "programmes_informationrequest", ("company_id", "programme_id")
        ),
    ]
