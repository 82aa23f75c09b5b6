"""Companies that apply together, and since when a company is on the waiting list."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import coaching.core.ground.clock
from coaching.core.ground.roles import Hat
from coaching.core.tenancy.security import (
    INSERT,
    SELECT,
    UPDATE,
    SameTenant,
    Secure,
    any_of,
    commands,
    definer_function,
    of_admin,
    of_self,
)

READERS = [Hat.PERSON, Hat.CONTACT, Hat.ADMIN]
# Begun by oneself, or confirmed by oneself after an invitation.
MY_CLUSTERS = definer_function(
    "my_clusters()",
    "uuid[]",
    "SELECT coalesce(array_agg(x.id), '{}') FROM (SELECT c.id FROM programmes_cluster c WHERE c.begun_by_id = app_uid() "
    "UNION SELECT i.cluster_id FROM programmes_clusterinvitation i WHERE i.user_id = app_uid() AND i.accepted_at IS NOT NULL "
    "AND i.withdrawn_at IS NULL) x",
    [Hat.PERSON],
)
BEGUN = definer_function(
    "my_begun_clusters()",
    "uuid[]",
    "SELECT coalesce(array_agg(c.id), '{}') FROM programmes_cluster c WHERE c.begun_by_id = app_uid()",
    [Hat.PERSON],
)
MAY_SEE = (
    "(current_setting('role', true) = 'h_system' OR p_cluster = ANY (my_clusters()) "
    "OR EXISTS (SELECT 1 FROM programmes_cluster c WHERE c.id = p_cluster AND c.programme_id = ANY (my_programmes())) "
    "OR EXISTS (SELECT 1 FROM programmes_application m WHERE m.cluster_id = p_cluster "
    "AND (m.applicant_id = app_uid() OR m.company_id = ANY (my_companies('h_contact')))))"
)
# Fellows learn names and whether the application is sent; not what was decided about others.
MEMBERS = definer_function(
    "cluster_members(p_cluster uuid)",
    "TABLE (company text, state text, application uuid)",
    "SELECT a.company_name::text, CASE WHEN a.state = 'draft' THEN 'draft' ELSE 'sent' END, a.id "
    "FROM programmes_application a WHERE a.cluster_id = p_cluster AND a.state <> 'withdrawn' "
    f"AND {MAY_SEE} "
    "UNION ALL SELECT i.company_name::text, 'invited', NULL FROM programmes_clusterinvitation i "
    f"WHERE i.cluster_id = p_cluster AND i.accepted_at IS NULL AND i.withdrawn_at IS NULL AND {MAY_SEE} ORDER BY 2 DESC, 1",
    [*READERS, Hat.SYSTEM],
)
NAME = definer_function(
    "cluster_name(p_cluster uuid)",
    "text",
    f"SELECT c.name::text FROM programmes_cluster c WHERE c.id = p_cluster AND {MAY_SEE}",
    [*READERS, Hat.SYSTEM],
)
# The address must be confirmed: whoever merely types somebody's address is let in nowhere.
TO_ME = (
    "i.id = p_invitation AND i.withdrawn_at IS NULL AND (i.user_id IS NULL OR i.user_id = app_uid()) "
    "AND i.email IN (SELECT lower(e.email) FROM account_emailaddress e WHERE e.user_id = app_uid() AND e.verified)"
)
# What whoever began wrote about the question of all: shown to those who were asked along, copied into their draft.
FIND = definer_function(
    "find_cluster_invitation(p_invitation uuid)",
    "TABLE (cluster_id uuid, cluster text, company text, inviter text, programme_id uuid, programme text, accepted boolean, "
    "layer int, motivation text, objectives text, referral_channel text)",
    "SELECT c.id, c.name::text, i.company_name::text, u.name::text, p.id, p.name::text, i.accepted_at IS NOT NULL, "
    "l.layer::int, l.motivation, l.objectives, l.referral_channel::text "
    "FROM programmes_clusterinvitation i JOIN programmes_cluster c ON c.id = i.cluster_id "
    "JOIN programmes_programme p ON p.id = c.programme_id LEFT JOIN accounts_user u ON u.id = c.begun_by_id "
    "LEFT JOIN LATERAL (SELECT a.layer, a.motivation, a.objectives, a.referral_channel FROM programmes_application a "
    "WHERE a.cluster_id = c.id AND a.applicant_id = c.begun_by_id ORDER BY a.created_at LIMIT 1) l ON true "
    f"WHERE {TO_ME}",
    [Hat.PERSON],
)
ACCEPT = f"""
CREATE FUNCTION accept_cluster_invitation(p_invitation uuid) RETURNS uuid LANGUAGE sql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public AS $fn$
  UPDATE programmes_clusterinvitation i SET user_id = app_uid(), accepted_at = coalesce(i.accepted_at, now())
   WHERE {TO_ME} RETURNING i.cluster_id
$fn$;
REVOKE ALL ON FUNCTION accept_cluster_invitation(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION accept_cluster_invitation(uuid) TO h_person;
"""
GUARD = """
CREATE FUNCTION guard_cluster_of_draft() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $fn$
BEGIN
  IF current_user LIKE 'h\\_%' AND current_user <> 'h_system' AND NEW.cluster_id IS NOT NULL
     AND (current_user <> 'h_person' OR NOT NEW.cluster_id = ANY (my_clusters())) THEN
    RAISE EXCEPTION 'one joins a cluster by invitation' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $fn$;
CREATE TRIGGER guard_cluster_of_new BEFORE INSERT ON programmes_application FOR EACH ROW
  WHEN (NEW.cluster_id IS NOT NULL) EXECUTE FUNCTION guard_cluster_of_draft();
CREATE TRIGGER guard_cluster_of_draft BEFORE UPDATE OF cluster_id ON programmes_application FOR EACH ROW
  WHEN (NEW.cluster_id IS DISTINCT FROM OLD.cluster_id) EXECUTE FUNCTION guard_cluster_of_draft();
"""
UNGUARD = """
DROP TRIGGER guard_cluster_of_new ON programmes_application;
DROP TRIGGER guard_cluster_of_draft ON programmes_application;
DROP FUNCTION guard_cluster_of_draft();
"""
# What a company answered the last time it applied for this layer, for a contact who applies again.
EARLIER = definer_function(
    "earlier_answers(p_company uuid, p_layer int)",
    "jsonb",
    "SELECT jsonb_build_object('motivation', a.motivation, 'objectives', a.objectives, 'own_hours', a.own_hours, "
    "'body_kind', a.body_kind, 'support_from', a.support_from, 'support_evidence', a.support_evidence, "
    "'support_texts', a.support_texts, 'referral_channel', a.referral_channel, 'answers', a.answers) "
    "FROM programmes_application a WHERE a.company_id = p_company AND a.layer = p_layer AND a.state <> 'draft' "
    "AND p_company = ANY (my_companies('h_contact')) ORDER BY a.submitted_at DESC, a.id LIMIT 1",
    [Hat.PERSON],
)
OWN = any_of("cluster_id", "my_begun_clusters()")


class Migration(migrations.Migration):
    dependencies = [("programmes", "0009_accreditation"), ("account", "0009_emailaddress_unique_primary_email")]
    operations = [
        migrations.CreateModel(
            name="Cluster",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=120, verbose_name="name of the group")),
                ("begun_by_id", models.BigIntegerField()),
                ("created_at", models.DateTimeField(default=coaching.core.ground.clock.now)),
                (
                    "programme",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                        to="programmes.programme",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "indexes": [models.Index(fields=["programme", "-created_at"], name="cluster_programme")],
            },
        ),
        migrations.CreateModel(
            name="ClusterInvitation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("company_name", models.CharField(max_length=200, verbose_name="name of the company")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("invited_at", models.DateTimeField(default=coaching.core.ground.clock.now)),
                ("accepted_at", models.DateTimeField(null=True)),
                ("user_id", models.BigIntegerField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "cluster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="invitations", to="programmes.cluster"
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                        to="programmes.programme",
                    ),
                ),
            ],
            options={"ordering": ["invited_at", "id"]},
        ),
        migrations.AddField(
            model_name="application",
            name="cluster",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+",
                to="programmes.cluster",
            ),
        ),
        migrations.AddField(model_name="application", name="waitlisted_on", field=models.DateField(null=True)),
        migrations.RunSQL(MY_CLUSTERS, "DROP FUNCTION my_clusters()"),
        migrations.RunSQL(BEGUN, "DROP FUNCTION my_begun_clusters()"),
        migrations.RunSQL(MEMBERS, "DROP FUNCTION cluster_members(uuid)"),
        migrations.RunSQL(NAME, "DROP FUNCTION cluster_name(uuid)"),
        migrations.RunSQL(FIND, "DROP FUNCTION find_cluster_invitation(uuid)"),
        migrations.RunSQL(EARLIER, "DROP FUNCTION earlier_answers(uuid, int)"),
        migrations.RunSQL(ACCEPT, "DROP FUNCTION accept_cluster_invitation(uuid)"),
        Secure(
            "programmes_cluster",
            {
                Hat.PERSON: {SELECT: of_self("begun_by_id"), INSERT: of_self("begun_by_id"), UPDATE: of_self("begun_by_id")},
                Hat.ADMIN: commands(of_admin()),
            },
            columns={(Hat.PERSON, UPDATE): "name"},
        ),
        Secure(
            "programmes_clusterinvitation",
            {
                Hat.PERSON: {SELECT: OWN, INSERT: OWN, UPDATE: OWN},
                Hat.ADMIN: commands(of_admin()),
            },
            columns={(Hat.PERSON, UPDATE): "withdrawn_at"},
        ),
        SameTenant("programmes_clusterinvitation", "cluster_id", "programmes_cluster", ("programme_id",)),
        SameTenant("programmes_application", "cluster_id", "programmes_cluster", ("programme_id",)),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
