"""Rights as access.py declares them: accounts_invitation, core_reminder, guard_applicants_words and others.

* accounts_invitation: h_admin, to change it, may change all columns too many and misses expires_at, revoked_at, sent_a…
* accounts_invitation: the policy by which h_admin may add rows to it says “(programme_id = ANY (( SELECT my_programmes…
* accounts_invitation: the policy by which h_admin may read it says “(programme_id = ANY (( SELECT my_programmes() AS m…
* accounts_invitation: the policy by which h_admin may change it says “(programme_id = ANY (( SELECT my_programmes() AS…
* core_reminder: the policy by which h_admin may add rows to it says “(programme_id = ANY (( SELECT my_programmes() AS …
* core_reminder: the policy by which h_admin may change it says “(programme_id = ANY (( SELECT my_programmes() AS my_pr…
* guard_applicants_words(): may not be called by PUBLIC
* guard_applicants_words(): the function is missing
* guard_decision(): may not be called by PUBLIC
* guard_decision(): the function is missing
* my_judged(): may not be called by h_admin
* my_judged(): the function is missing
* programmes_application: the trigger administrators_decide is missing
* programmes_application: the trigger applicants_words is missing
* programmes_application: the policy by which h_admin may change it says “((programme_id = ANY (( SELECT my_programmes(…
* programmes_attachment: the policy by which h_admin may read it says “((company_id IS NOT NULL) AND (programme_id = AN…
* programmes_bulkjob: the policy by which h_admin may add rows to it says “(programme_id = ANY (( SELECT my_programmes(…
* programmes_bulkjob: the policy by which h_admin may read it says “(programme_id = ANY (( SELECT my_programmes() AS my…
* programmes_bulkjob: the policy by which h_admin may change it says “(programme_id = ANY (( SELECT my_programmes() AS …
* programmes_filenote: the policy by which h_admin may add rows to it says “(programme_id = ANY (( SELECT my_programmes…
* programmes_filenote: the policy by which h_admin may read it says “(programme_id = ANY (( SELECT my_programmes() AS m…
* programmes_informationrequest: the policy by which h_admin may add rows to it says “(programme_id = ANY (( SELECT my_…
* programmes_informationrequest: the policy by which h_admin may read it says “(programme_id = ANY (( SELECT my_program…
* programmes_informationrequest: the policy by which h_admin may change it says “(programme_id = ANY (( SELECT my_progr…
* programmes_layerversion: the policy by which h_admin may remove rows from it says “(programme_id = ANY (( SELECT my_p…
* programmes_layerversion: the policy by which h_admin may add rows to it says “(programme_id = ANY (( SELECT my_progra…
* programmes_layerversion: the policy by which h_admin may change it says “(programme_id = ANY (( SELECT my_programmes(…
* programmes_programmemembership: h_admin may add rows to it (all columns); that is not declared
* programmes_programmemembership: h_admin, to change it, may change all columns too many and misses ended_at
* programmes_programmemembership: the policy by which h_admin may add rows to it is in the database and not declared: “…
* programmes_programmemembership: the policy by which h_admin may change it says “(programme_id = ANY (( SELECT my_prog…
"""

from django.db import migrations

FORWARDS = [
    """CREATE OR REPLACE FUNCTION guard_applicants_words()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  IF current_user = 'h_admin' THEN
    RAISE EXCEPTION 'the words of an application are the company''s' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$function$
""",
    "REVOKE ALL ON FUNCTION guard_applicants_words() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION guard_decision()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  IF current_user NOT LIKE 'h\\_%' OR current_user = 'h_system' THEN
    RETURN NEW;
  END IF;
  -- A person whose draft is copied or sent changes none of these; a contact neither.
  IF current_user = 'h_admin' THEN
    IF NEW.programme_id = ANY (my_administered()) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'an administrator of the programme decides' USING ERRCODE = 'insufficient_privilege';
END
$function$
""",
    "REVOKE ALL ON FUNCTION guard_decision() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_judged()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(DISTINCT m.programme_id), '{}') FROM programmes_programmemembership m
 WHERE m.user_id = app_uid() AND m.role IN ('administrator', 'assessor') AND m.ended_at IS NULL
   AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today())
$function$
""",
    "REVOKE ALL ON FUNCTION my_judged() FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION guard_applicants_words() TO PUBLIC",
    "GRANT EXECUTE ON FUNCTION guard_decision() TO PUBLIC",
    "GRANT EXECUTE ON FUNCTION my_judged() TO h_admin",
    """CREATE TRIGGER administrators_decide BEFORE UPDATE OF decision_reason, start_due_on, proposed_verb, proposed_reason, proposed_by_id ON programmes_application FOR EACH ROW WHEN ((old.decision_reason, old.start_due_on, old.proposed_verb, old.proposed_reason, old.proposed_by_id) IS DISTINCT FROM (new.decision_reason, new.start_due_on, new.proposed_verb, new.proposed_reason, new.proposed_by_id)) EXECUTE FUNCTION guard_decision()
""",
    """CREATE TRIGGER applicants_words BEFORE UPDATE OF motivation, objectives, answers, support_from, support_evidence, support_texts, declaration ON programmes_application FOR EACH ROW WHEN (old.state <> 'draft' AND (old.motivation, old.objectives, old.answers, old.support_from, old.support_evidence, old.support_texts, old.declaration) IS DISTINCT FROM (new.motivation, new.objectives, new.answers, new.support_from, new.support_evidence, new.support_texts, new.declaration)) EXECUTE FUNCTION guard_applicants_words()
""",
    "DROP POLICY h_admin_insert ON accounts_invitation",
    """CREATE POLICY h_admin_insert ON accounts_invitation FOR INSERT TO h_admin WITH CHECK (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    "DROP POLICY h_admin_select ON accounts_invitation",
    """CREATE POLICY h_admin_select ON accounts_invitation FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    "DROP POLICY h_admin_update ON accounts_invitation",
    """CREATE POLICY h_admin_update ON accounts_invitation FOR UPDATE TO h_admin USING (programme_id = ANY ((SELECT my_administered())::uuid[])) WITH CHECK (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    "DROP POLICY h_admin_insert ON core_reminder",
    """CREATE POLICY h_admin_insert ON core_reminder FOR INSERT TO h_admin WITH CHECK (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    "DROP POLICY h_admin_update ON core_reminder",
    """CREATE POLICY h_admin_update ON core_reminder FOR UPDATE TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[])) WITH CHECK (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    "DROP POLICY h_admin_update ON programmes_application",
    """CREATE POLICY h_admin_update ON programmes_application FOR UPDATE TO h_admin USING ((programme_id = ANY ((SELECT my_judged())::uuid[])) AND (state <> 'draft')) WITH CHECK ((programme_id = ANY ((SELECT my_judged())::uuid[])) AND (state <> 'draft'))
""",
    "DROP POLICY h_admin_select ON programmes_attachment",
    """CREATE POLICY h_admin_select ON programmes_attachment FOR SELECT TO h_admin USING ((company_id IS NOT NULL) AND (programme_id = ANY ((SELECT my_judged())::uuid[])))
""",
    "DROP POLICY h_admin_insert ON programmes_bulkjob",
    """CREATE POLICY h_admin_insert ON programmes_bulkjob FOR INSERT TO h_admin WITH CHECK (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    "DROP POLICY h_admin_select ON programmes_bulkjob",
    """CREATE POLICY h_admin_select ON programmes_bulkjob FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    "DROP POLICY h_admin_update ON programmes_bulkjob",
    """CREATE POLICY h_admin_update ON programmes_bulkjob FOR UPDATE TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[])) WITH CHECK (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    "DROP POLICY h_admin_insert ON programmes_filenote",
    """CREATE POLICY h_admin_insert ON programmes_filenote FOR INSERT TO h_admin WITH CHECK ((programme_id = ANY ((SELECT my_judged())::uuid[])) AND (written_by_id = (SELECT app_uid())))
""",
    "DROP POLICY h_admin_select ON programmes_filenote",
    """CREATE POLICY h_admin_select ON programmes_filenote FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    "DROP POLICY h_admin_insert ON programmes_informationrequest",
    """CREATE POLICY h_admin_insert ON programmes_informationrequest FOR INSERT TO h_admin WITH CHECK (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    "DROP POLICY h_admin_select ON programmes_informationrequest",
    """CREATE POLICY h_admin_select ON programmes_informationrequest FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    "DROP POLICY h_admin_update ON programmes_informationrequest",
    """CREATE POLICY h_admin_update ON programmes_informationrequest FOR UPDATE TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[])) WITH CHECK (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    "DROP POLICY h_admin_delete ON programmes_layerversion",
    """CREATE POLICY h_admin_delete ON programmes_layerversion FOR DELETE TO h_admin USING (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    "DROP POLICY h_admin_insert ON programmes_layerversion",
    """CREATE POLICY h_admin_insert ON programmes_layerversion FOR INSERT TO h_admin WITH CHECK (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    "DROP POLICY h_admin_update ON programmes_layerversion",
    """CREATE POLICY h_admin_update ON programmes_layerversion FOR UPDATE TO h_admin USING (programme_id = ANY ((SELECT my_administered())::uuid[])) WITH CHECK (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    "DROP POLICY h_admin_insert ON programmes_programmemembership",
    "DROP POLICY h_admin_update ON programmes_programmemembership",
    """CREATE POLICY h_admin_update ON programmes_programmemembership FOR UPDATE TO h_admin USING (programme_id = ANY ((SELECT my_administered())::uuid[])) WITH CHECK (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    "REVOKE UPDATE ON accounts_invitation FROM h_admin",
    "GRANT UPDATE (expires_at, revoked_at, sent_at, token_digest) ON accounts_invitation TO h_admin",
    "REVOKE INSERT ON programmes_programmemembership FROM h_admin",
    "REVOKE UPDATE ON programmes_programmemembership FROM h_admin",
    "GRANT UPDATE (ended_at) ON programmes_programmemembership TO h_admin",
]
BACKWARDS = [
    "REVOKE UPDATE (ended_at) ON programmes_programmemembership FROM h_admin",
    "GRANT UPDATE ON programmes_programmemembership TO h_admin",
    "GRANT INSERT ON programmes_programmemembership TO h_admin",
    "REVOKE UPDATE (expires_at, revoked_at, sent_at, token_digest) ON accounts_invitation FROM h_admin",
    "GRANT UPDATE ON accounts_invitation TO h_admin",
    "DROP POLICY h_admin_update ON programmes_programmemembership",
    """CREATE POLICY h_admin_update ON programmes_programmemembership FOR UPDATE TO h_admin USING ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[]))) WITH CHECK ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))
""",
    """CREATE POLICY h_admin_insert ON programmes_programmemembership FOR INSERT TO h_admin WITH CHECK ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))
""",
    "DROP POLICY h_admin_update ON programmes_layerversion",
    """CREATE POLICY h_admin_update ON programmes_layerversion FOR UPDATE TO h_admin USING ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[]))) WITH CHECK ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))
""",
    "DROP POLICY h_admin_insert ON programmes_layerversion",
    """CREATE POLICY h_admin_insert ON programmes_layerversion FOR INSERT TO h_admin WITH CHECK ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))
""",
    "DROP POLICY h_admin_delete ON programmes_layerversion",
    """CREATE POLICY h_admin_delete ON programmes_layerversion FOR DELETE TO h_admin USING ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))
""",
    "DROP POLICY h_admin_update ON programmes_informationrequest",
    """CREATE POLICY h_admin_update ON programmes_informationrequest FOR UPDATE TO h_admin USING ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[]))) WITH CHECK ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))
""",
    "DROP POLICY h_admin_select ON programmes_informationrequest",
    """CREATE POLICY h_admin_select ON programmes_informationrequest FOR SELECT TO h_admin USING ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))
""",
    "DROP POLICY h_admin_insert ON programmes_informationrequest",
    """CREATE POLICY h_admin_insert ON programmes_informationrequest FOR INSERT TO h_admin WITH CHECK ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))
""",
    "DROP POLICY h_admin_select ON programmes_filenote",
    """CREATE POLICY h_admin_select ON programmes_filenote FOR SELECT TO h_admin USING ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))
""",
    "DROP POLICY h_admin_insert ON programmes_filenote",
    """CREATE POLICY h_admin_insert ON programmes_filenote FOR INSERT TO h_admin WITH CHECK ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))
""",
    "DROP POLICY h_admin_update ON programmes_bulkjob",
    """CREATE POLICY h_admin_update ON programmes_bulkjob FOR UPDATE TO h_admin USING ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[]))) WITH CHECK ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))
""",
    "DROP POLICY h_admin_select ON programmes_bulkjob",
    """CREATE POLICY h_admin_select ON programmes_bulkjob FOR SELECT TO h_admin USING ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))
""",
    "DROP POLICY h_admin_insert ON programmes_bulkjob",
    """CREATE POLICY h_admin_insert ON programmes_bulkjob FOR INSERT TO h_admin WITH CHECK ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))
""",
    "DROP POLICY h_admin_select ON programmes_attachment",
    """CREATE POLICY h_admin_select ON programmes_attachment FOR SELECT TO h_admin USING (((company_id IS NOT NULL) AND (programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[]))))
""",
    "DROP POLICY h_admin_update ON programmes_application",
    """CREATE POLICY h_admin_update ON programmes_application FOR UPDATE TO h_admin USING (((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])) AND ((state)::text <> 'draft'::text))) WITH CHECK (((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])) AND ((state)::text <> 'draft'::text)))
""",
    "DROP POLICY h_admin_update ON core_reminder",
    """CREATE POLICY h_admin_update ON core_reminder FOR UPDATE TO h_admin USING ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[]))) WITH CHECK ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))
""",
    "DROP POLICY h_admin_insert ON core_reminder",
    """CREATE POLICY h_admin_insert ON core_reminder FOR INSERT TO h_admin WITH CHECK ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))
""",
    "DROP POLICY h_admin_update ON accounts_invitation",
    """CREATE POLICY h_admin_update ON accounts_invitation FOR UPDATE TO h_admin USING ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[]))) WITH CHECK ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))
""",
    "DROP POLICY h_admin_select ON accounts_invitation",
    """CREATE POLICY h_admin_select ON accounts_invitation FOR SELECT TO h_admin USING ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))
""",
    "DROP POLICY h_admin_insert ON accounts_invitation",
    """CREATE POLICY h_admin_insert ON accounts_invitation FOR INSERT TO h_admin WITH CHECK ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))
""",
    "DROP TRIGGER applicants_words ON programmes_application",
    "DROP TRIGGER administrators_decide ON programmes_application",
    "DROP FUNCTION my_judged()",
    "DROP FUNCTION guard_decision()",
    "DROP FUNCTION guard_applicants_words()",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0010_own_deeds"),
        ("accounts", "0010_seal_second_steps"),
        ("companies", "0006_roles_within_a_hat"),
        ("coaches", "0004_search_folded"),
        ("programmes", "0017_search_folded"),
        ("modules", "0008_search_folded"),
        ("trajectories", "0017_search_folded"),
        ("riskanalysis", "0003_by_trajectory"),
        ("actionplans", "0004_who_changes_what"),
        ("insight", "0003_warnings"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
