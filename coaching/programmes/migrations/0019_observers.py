"""Rights as access.py declares them: assessment_progress, assessor_conflicts, cluster_members and others.

* assessment_progress(uuid[]): the function does something else than its file says
* assessor_conflicts(uuid): the function does something else than its file says
* cluster_members(uuid): the function does something else than its file says
* cluster_name(uuid): the function does something else than its file says
* core_auditevent: h_observer may not add rows to it; declared is all columns
* core_auditevent: h_observer may not read it; declared is at, id, programme_id
* core_auditevent: the policy by which h_admin may add rows to it says “((actor_id = ( SELECT app_uid() AS app_uid)) AN…
* core_auditevent: the policy by which h_admin may read it says “((programme_id = ANY (( SELECT my_programmes() AS my_p…
* core_auditevent: the policy by which h_observer may add rows to it is missing: “((actor_id = ( SELECT app_uid() AS ap…
* core_auditevent: the policy by which h_observer may read it is missing: “((programme_id = ANY (( SELECT my_programmes…
* core_document: the policy by which h_admin may add rows to it says “(programme_id = ANY (( SELECT my_programmes() AS …
* core_document: the policy by which h_admin may read it says “((programme_id = ANY (( SELECT my_programmes() AS my_pro…
* core_outgoingemail: the policy by which h_admin may add rows to it says “(((state)::text = 'queued'::text) AND (attem…
* core_outgoingemail: the policy by which h_admin may read it says “(programme_id = ANY (( SELECT my_programmes() AS my…
* core_reminder: h_observer may not read it; declared is id, kind, programme_id, state
* core_reminder: the policy by which h_admin may read it says “(programme_id = ANY (( SELECT my_programmes() AS my_prog…
* core_reminder: the policy by which h_observer may read it is missing: “(programme_id = ANY (( SELECT my_programmes() …
* find_programme_place(text,bigint,text): the function does something else than its file says
* my_programmes(): may not be called by h_observer
* my_roles(): the function does something else than its file says
* programme_reaches(uuid): the function does something else than its file says
* programmes_application: h_observer may not read it; declared is blue_collar, company_id, decided_at, headcount, id, l…
* programmes_application: the policy by which h_admin may read it says “((programme_id = ANY (( SELECT my_programmes() …
* programmes_application: the policy by which h_observer may read it is missing: “((programme_id = ANY (( SELECT my_pro…
* programmes_assessment: the policy by which h_admin may read it says “((programme_id = ANY (( SELECT my_programmes() A…
* programmes_assessment: the policy by which h_admin may change it says “((programme_id = ANY (( SELECT my_programmes()…
* programmes_assessmentround: the policy by which h_admin may read it says “(programme_id = ANY (( SELECT my_programmes…
* programmes_cluster: the policy by which h_admin may read it says “(programme_id = ANY (( SELECT my_programmes() AS my…
* programmes_clusterinvitation: the policy by which h_admin may read it says “(programme_id = ANY (( SELECT my_programm…
* programmes_layerversion: h_observer may not read it; declared is all columns
* programmes_layerversion: the policy by which h_admin may read it says “(programme_id = ANY (( SELECT my_programmes() …
* programmes_layerversion: the policy by which h_observer may read it is missing: “((programme_id = ANY (( SELECT my_pr…
* programmes_partner: the policy by which h_admin may read it says “(programme_id = ANY (( SELECT my_programmes() AS my…
* programmes_partnermembership: the policy by which h_admin may read it says “(programme_id = ANY (( SELECT my_programm…
* programmes_partnervisit: the policy by which h_admin may read it says “(programme_id = ANY (( SELECT my_programmes() …
* programmes_programme: h_observer may not read it; declared is all columns
* programmes_programme: the policy by which h_observer may read it is missing: “(id = ANY (( SELECT my_programmes() AS …
* programmes_programmemembership: the policy by which h_admin may read it says “(programme_id = ANY (( SELECT my_progra…
* programmes_searchword: the policy by which h_admin may read it says “(programme_id = ANY (( SELECT my_programmes() AS…
"""

from django.db import migrations

FORWARDS = [
    """CREATE OR REPLACE FUNCTION assessment_progress(p_applications uuid[])
 RETURNS TABLE(application_id uuid, asked integer, submitted integer)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT a.application_id, count(*)::int, count(a.submitted_at)::int FROM programmes_assessment a WHERE a.application_id = ANY (p_applications) AND a.recused_at IS NULL AND a.programme_id = ANY (my_judged()) GROUP BY a.application_id
$function$
""",
    """CREATE OR REPLACE FUNCTION assessor_conflicts(p_application uuid)
 RETURNS SETOF bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
WITH a AS (SELECT * FROM programmes_application x WHERE x.id = p_application AND x.programme_id = ANY (my_judged())) SELECT a.applicant_id FROM a UNION SELECT m.user_id FROM companies_membership m JOIN a ON m.company_id = a.company_id UNION SELECT c.user_id FROM coaches_coach c JOIN a ON true JOIN companies_company k ON k.id = a.company_id WHERE k.external_service <> '' AND lower(trim(c.employer_service)) = lower(trim(k.external_service)) UNION SELECT c.user_id FROM coaches_coach c JOIN trajectories_trajectory t ON t.coach_id = c.id JOIN a ON t.company_id = a.company_id
$function$
""",
    """CREATE OR REPLACE FUNCTION cluster_members(p_cluster uuid)
 RETURNS TABLE(company text, state text, application uuid)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT a.company_name::text, CASE WHEN a.state = 'draft' THEN 'draft' ELSE 'sent' END, a.id FROM programmes_application a WHERE a.cluster_id = p_cluster AND a.state <> 'withdrawn' AND (current_setting('role', true) = 'h_system' OR p_cluster = ANY (my_clusters()) OR EXISTS (SELECT 1 FROM programmes_cluster c WHERE c.id = p_cluster AND c.programme_id = ANY (my_judged())) OR EXISTS (SELECT 1 FROM programmes_application m WHERE m.cluster_id = p_cluster AND (m.applicant_id = app_uid() OR m.company_id = ANY (my_companies('h_contact'))))) UNION ALL SELECT i.company_name::text, 'invited', NULL FROM programmes_clusterinvitation i WHERE i.cluster_id = p_cluster AND i.accepted_at IS NULL AND i.withdrawn_at IS NULL AND (current_setting('role', true) = 'h_system' OR p_cluster = ANY (my_clusters()) OR EXISTS (SELECT 1 FROM programmes_cluster c WHERE c.id = p_cluster AND c.programme_id = ANY (my_judged())) OR EXISTS (SELECT 1 FROM programmes_application m WHERE m.cluster_id = p_cluster AND (m.applicant_id = app_uid() OR m.company_id = ANY (my_companies('h_contact'))))) ORDER BY 2 DESC, 1
$function$
""",
    """CREATE OR REPLACE FUNCTION cluster_name(p_cluster uuid)
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT c.name::text FROM programmes_cluster c WHERE c.id = p_cluster AND (current_setting('role', true) = 'h_system' OR p_cluster = ANY (my_clusters()) OR EXISTS (SELECT 1 FROM programmes_cluster c WHERE c.id = p_cluster AND c.programme_id = ANY (my_judged())) OR EXISTS (SELECT 1 FROM programmes_application m WHERE m.cluster_id = p_cluster AND (m.applicant_id = app_uid() OR m.company_id = ANY (my_companies('h_contact')))))
$function$
""",
    """CREATE OR REPLACE FUNCTION find_programme_place(p_slug text, p_user bigint, p_wanted text)
 RETURNS TABLE(id uuid, slug text, name text, hat text, roles text[], has_mandate boolean, hats text[])
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- Who only observes wears a hat of figures; any other role beside it wears the programme's.
SELECT p.id, p.slug::text, p.name::text, h.hat, h.roles, false, ARRAY[h.hat]
  FROM programmes_programme p CROSS JOIN LATERAL (
    SELECT CASE WHEN bool_and(m.role = 'observer') THEN 'h_observer' ELSE 'h_admin' END AS hat, array_agg(m.role::text) AS roles
      FROM programmes_programmemembership m
     WHERE m.programme_id = p.id AND m.user_id = p_user AND m.ended_at IS NULL AND m.begins_on <= app_today()
       AND (m.ends_on IS NULL OR m.ends_on >= app_today())) h
 WHERE p.slug = p_slug AND h.roles IS NOT NULL
$function$
""",
    """CREATE OR REPLACE FUNCTION my_roles()
 RETURNS TABLE(kind text, slug text, name text, role text, hat text, has_mandate boolean, begins_on date, ends_on date, active boolean)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT 'company', c.slug::text, c.name::text, m.role::text, company_role_hat(m.role), m.has_mandate, m.begins_on, coalesce(m.ends_on, (m.ended_at AT TIME ZONE 'Europe/Brussels')::date), m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today()) FROM companies_membership m JOIN companies_company c ON c.id = m.company_id WHERE m.user_id = app_uid() UNION ALL SELECT 'programme', p.slug::text, p.name::text, m.role::text, CASE WHEN m.role = 'observer' AND NOT EXISTS (SELECT 1 FROM programmes_programmemembership o WHERE o.programme_id = m.programme_id AND o.user_id = m.user_id AND o.role <> 'observer' AND o.ended_at IS NULL AND o.begins_on <= app_today() AND (o.ends_on IS NULL OR o.ends_on >= app_today())) THEN 'h_observer' ELSE 'h_admin' END, false, m.begins_on, coalesce(m.ends_on, (m.ended_at AT TIME ZONE 'Europe/Brussels')::date), m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today()) FROM programmes_programmemembership m JOIN programmes_programme p ON p.id = m.programme_id WHERE m.user_id = app_uid() UNION ALL SELECT 'partner', t.code::text, t.name::text, 'partner', 'h_partner', false, m.begins_on, (coalesce(m.ended_at, t.retired_at) AT TIME ZONE 'Europe/Brussels')::date, m.ended_at IS NULL AND m.begins_on <= app_today() AND t.retired_at IS NULL FROM programmes_partnermembership m JOIN programmes_partner t ON t.id = m.partner_id WHERE m.user_id = app_uid() UNION ALL SELECT 'coach', k.slug::text, k.name::text, 'coach', 'h_coach', false, k.trained_on, NULL::date, k.state <> 'left' FROM coaches_coach k WHERE k.user_id = app_uid() UNION ALL SELECT 'staff', '', '', 'staff', 'h_staff', false, u.joined_at::date, NULL::date, true FROM accounts_user u WHERE u.id = app_uid() AND u.is_platform_staff AND u.is_active
$function$
""",
    """CREATE OR REPLACE FUNCTION programme_reaches(p_company uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT EXISTS (SELECT 1 FROM programmes_application a JOIN programmes_programmemembership m ON m.programme_id = a.programme_id WHERE a.company_id = p_company AND a.state <> 'draft' AND m.user_id = app_uid() AND m.role <> 'observer' AND m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today()))
$function$
""",
    "GRANT EXECUTE ON FUNCTION my_programmes() TO h_observer",
    "DROP POLICY h_admin_insert ON core_auditevent",
    """CREATE POLICY h_admin_insert ON core_auditevent FOR INSERT TO h_admin WITH CHECK ((actor_id = (SELECT app_uid()) AND hat = current_user) AND ((programme_id IS NULL AND company_id IS NULL) OR programme_id = ANY ((SELECT my_judged())::uuid[])))
""",
    "DROP POLICY h_admin_select ON core_auditevent",
    """CREATE POLICY h_admin_select ON core_auditevent FOR SELECT TO h_admin USING ((programme_id = ANY ((SELECT my_judged())::uuid[])) AND (subject_type LIKE 'programmes.%' OR subject_type LIKE 'trajectories.%'))
""",
    """CREATE POLICY h_observer_insert ON core_auditevent FOR INSERT TO h_observer WITH CHECK (((actor_id = (SELECT app_uid()) AND hat = current_user) AND (programme_id = ANY ((SELECT my_programmes())::uuid[]))) AND (event IN ('exports.taken', 'documents.requested') AND subject_type IN ('programmes.programme', 'core.document') AND company_id IS NULL AND trajectory_id IS NULL AND source = '' AND target = ''))
""",
    """CREATE POLICY h_observer_select ON core_auditevent FOR SELECT TO h_observer USING ((programme_id = ANY ((SELECT my_programmes())::uuid[])) AND (subject_type LIKE 'programmes.%' OR subject_type LIKE 'trajectories.%'))
""",
    "DROP POLICY h_admin_insert ON core_document",
    """CREATE POLICY h_admin_insert ON core_document FOR INSERT TO h_admin WITH CHECK (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    "DROP POLICY h_admin_select ON core_document",
    """CREATE POLICY h_admin_select ON core_document FOR SELECT TO h_admin USING ((programme_id = ANY ((SELECT my_judged())::uuid[])) AND (position('h_admin' in audience) > 0))
""",
    "DROP POLICY h_admin_insert ON core_outgoingemail",
    """CREATE POLICY h_admin_insert ON core_outgoingemail FOR INSERT TO h_admin WITH CHECK ((state = 'queued' AND attempts = 0) AND ((programme_id IS NULL AND company_id IS NULL) OR programme_id = ANY ((SELECT my_judged())::uuid[])))
""",
    "DROP POLICY h_admin_select ON core_outgoingemail",
    """CREATE POLICY h_admin_select ON core_outgoingemail FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    "DROP POLICY h_admin_select ON core_reminder",
    """CREATE POLICY h_admin_select ON core_reminder FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    """CREATE POLICY h_observer_select ON core_reminder FOR SELECT TO h_observer USING (programme_id = ANY ((SELECT my_programmes())::uuid[]))
""",
    "DROP POLICY h_admin_select ON programmes_application",
    """CREATE POLICY h_admin_select ON programmes_application FOR SELECT TO h_admin USING ((programme_id = ANY ((SELECT my_judged())::uuid[])) AND (state <> 'draft'))
""",
    """CREATE POLICY h_observer_select ON programmes_application FOR SELECT TO h_observer USING ((programme_id = ANY ((SELECT my_programmes())::uuid[])) AND (state <> 'draft'))
""",
    "DROP POLICY h_admin_select ON programmes_assessment",
    """CREATE POLICY h_admin_select ON programmes_assessment FOR SELECT TO h_admin USING ((programme_id = ANY ((SELECT my_judged())::uuid[])) AND (assessment_open(application_id, programme_id, assessor_id)))
""",
    "DROP POLICY h_admin_update ON programmes_assessment",
    """CREATE POLICY h_admin_update ON programmes_assessment FOR UPDATE TO h_admin USING ((programme_id = ANY ((SELECT my_judged())::uuid[])) AND (assessor_id = (SELECT app_uid()))) WITH CHECK ((programme_id = ANY ((SELECT my_judged())::uuid[])) AND (assessor_id = (SELECT app_uid())))
""",
    "DROP POLICY h_admin_select ON programmes_assessmentround",
    """CREATE POLICY h_admin_select ON programmes_assessmentround FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    "DROP POLICY h_admin_select ON programmes_cluster",
    """CREATE POLICY h_admin_select ON programmes_cluster FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    "DROP POLICY h_admin_select ON programmes_clusterinvitation",
    """CREATE POLICY h_admin_select ON programmes_clusterinvitation FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    "DROP POLICY h_admin_select ON programmes_layerversion",
    """CREATE POLICY h_admin_select ON programmes_layerversion FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    """CREATE POLICY h_observer_select ON programmes_layerversion FOR SELECT TO h_observer USING ((programme_id = ANY ((SELECT my_programmes())::uuid[])) AND (state <> 'draft'))
""",
    "DROP POLICY h_admin_select ON programmes_partner",
    """CREATE POLICY h_admin_select ON programmes_partner FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    "DROP POLICY h_admin_select ON programmes_partnermembership",
    """CREATE POLICY h_admin_select ON programmes_partnermembership FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    "DROP POLICY h_admin_select ON programmes_partnervisit",
    """CREATE POLICY h_admin_select ON programmes_partnervisit FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    """CREATE POLICY h_observer_select ON programmes_programme FOR SELECT TO h_observer USING (id = ANY ((SELECT my_programmes())::uuid[]))
""",
    "DROP POLICY h_admin_select ON programmes_programmemembership",
    """CREATE POLICY h_admin_select ON programmes_programmemembership FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    "DROP POLICY h_admin_select ON programmes_searchword",
    """CREATE POLICY h_admin_select ON programmes_searchword FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    "GRANT INSERT ON core_auditevent TO h_observer",
    "GRANT SELECT (at, id, programme_id) ON core_auditevent TO h_observer",
    "GRANT SELECT (id, kind, programme_id, state) ON core_reminder TO h_observer",
    """GRANT SELECT (blue_collar, company_id, decided_at, headcount, id, layer, programme_id, province, referral_channel, state, submitted_at, target_group) ON programmes_application TO h_observer
""",
    "GRANT SELECT ON programmes_layerversion TO h_observer",
    "GRANT SELECT ON programmes_programme TO h_observer",
]
BACKWARDS = [
    "REVOKE SELECT ON programmes_programme FROM h_observer",
    "REVOKE SELECT ON programmes_layerversion FROM h_observer",
    """REVOKE SELECT (blue_collar, company_id, decided_at, headcount, id, layer, programme_id, province, referral_channel, state, submitted_at, target_group) ON programmes_application FROM h_observer
""",
    "REVOKE SELECT (id, kind, programme_id, state) ON core_reminder FROM h_observer",
    "REVOKE SELECT (at, id, programme_id) ON core_auditevent FROM h_observer",
    "REVOKE INSERT ON core_auditevent FROM h_observer",
    "DROP POLICY h_admin_select ON programmes_searchword",
    """CREATE POLICY h_admin_select ON programmes_searchword FOR SELECT TO h_admin USING ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))
""",
    "DROP POLICY h_admin_select ON programmes_programmemembership",
    """CREATE POLICY h_admin_select ON programmes_programmemembership FOR SELECT TO h_admin USING ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))
""",
    "DROP POLICY h_observer_select ON programmes_programme",
    "DROP POLICY h_admin_select ON programmes_partnervisit",
    """CREATE POLICY h_admin_select ON programmes_partnervisit FOR SELECT TO h_admin USING ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))
""",
    "DROP POLICY h_admin_select ON programmes_partnermembership",
    """CREATE POLICY h_admin_select ON programmes_partnermembership FOR SELECT TO h_admin USING ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))
""",
    "DROP POLICY h_admin_select ON programmes_partner",
    """CREATE POLICY h_admin_select ON programmes_partner FOR SELECT TO h_admin USING ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))
""",
    "DROP POLICY h_observer_select ON programmes_layerversion",
    "DROP POLICY h_admin_select ON programmes_layerversion",
    """CREATE POLICY h_admin_select ON programmes_layerversion FOR SELECT TO h_admin USING ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))
""",
    "DROP POLICY h_admin_select ON programmes_clusterinvitation",
    """CREATE POLICY h_admin_select ON programmes_clusterinvitation FOR SELECT TO h_admin USING ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))
""",
    "DROP POLICY h_admin_select ON programmes_cluster",
    """CREATE POLICY h_admin_select ON programmes_cluster FOR SELECT TO h_admin USING ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))
""",
    "DROP POLICY h_admin_select ON programmes_assessmentround",
    """CREATE POLICY h_admin_select ON programmes_assessmentround FOR SELECT TO h_admin USING ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))
""",
    "DROP POLICY h_admin_update ON programmes_assessment",
    """CREATE POLICY h_admin_update ON programmes_assessment FOR UPDATE TO h_admin USING (((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])) AND (assessor_id = ( SELECT app_uid() AS app_uid)))) WITH CHECK (((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])) AND (assessor_id = ( SELECT app_uid() AS app_uid))))
""",
    "DROP POLICY h_admin_select ON programmes_assessment",
    """CREATE POLICY h_admin_select ON programmes_assessment FOR SELECT TO h_admin USING (((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])) AND assessment_open(application_id, programme_id, assessor_id)))
""",
    "DROP POLICY h_observer_select ON programmes_application",
    "DROP POLICY h_admin_select ON programmes_application",
    """CREATE POLICY h_admin_select ON programmes_application FOR SELECT TO h_admin USING (((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])) AND ((state)::text <> 'draft'::text)))
""",
    "DROP POLICY h_observer_select ON core_reminder",
    "DROP POLICY h_admin_select ON core_reminder",
    """CREATE POLICY h_admin_select ON core_reminder FOR SELECT TO h_admin USING ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))
""",
    "DROP POLICY h_admin_select ON core_outgoingemail",
    """CREATE POLICY h_admin_select ON core_outgoingemail FOR SELECT TO h_admin USING ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))
""",
    "DROP POLICY h_admin_insert ON core_outgoingemail",
    """CREATE POLICY h_admin_insert ON core_outgoingemail FOR INSERT TO h_admin WITH CHECK ((((state)::text = 'queued'::text) AND (attempts = 0) AND (((programme_id IS NULL) AND (company_id IS NULL)) OR (programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))))
""",
    "DROP POLICY h_admin_select ON core_document",
    """CREATE POLICY h_admin_select ON core_document FOR SELECT TO h_admin USING (((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])) AND (POSITION(('h_admin'::text) IN (audience)) > 0)))
""",
    "DROP POLICY h_admin_insert ON core_document",
    """CREATE POLICY h_admin_insert ON core_document FOR INSERT TO h_admin WITH CHECK ((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))
""",
    "DROP POLICY h_observer_select ON core_auditevent",
    "DROP POLICY h_observer_insert ON core_auditevent",
    "DROP POLICY h_admin_select ON core_auditevent",
    """CREATE POLICY h_admin_select ON core_auditevent FOR SELECT TO h_admin USING (((programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])) AND (((subject_type)::text ~~ 'programmes.%'::text) OR ((subject_type)::text ~~ 'trajectories.%'::text))))
""",
    "DROP POLICY h_admin_insert ON core_auditevent",
    """CREATE POLICY h_admin_insert ON core_auditevent FOR INSERT TO h_admin WITH CHECK (((actor_id = ( SELECT app_uid() AS app_uid)) AND ((hat)::text = CURRENT_USER) AND (((programme_id IS NULL) AND (company_id IS NULL)) OR (programme_id = ANY (( SELECT my_programmes() AS my_programmes)::uuid[])))))
""",
    "REVOKE EXECUTE ON FUNCTION my_programmes() FROM h_observer",
    """CREATE OR REPLACE FUNCTION programme_reaches(p_company uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$ SELECT EXISTS (SELECT 1 FROM programmes_application a JOIN programmes_programmemembership m ON m.programme_id = a.programme_id WHERE a.company_id = p_company AND a.state <> 'draft' AND m.user_id = app_uid() AND m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today())) $function$

""",
    """CREATE OR REPLACE FUNCTION my_roles()
 RETURNS TABLE(kind text, slug text, name text, role text, hat text, has_mandate boolean, begins_on date, ends_on date, active boolean)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$ SELECT 'company', c.slug::text, c.name::text, m.role::text, company_role_hat(m.role), m.has_mandate, m.begins_on, coalesce(m.ends_on, (m.ended_at AT TIME ZONE 'Europe/Brussels')::date), m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today()) FROM companies_membership m JOIN companies_company c ON c.id = m.company_id WHERE m.user_id = app_uid() UNION ALL SELECT 'programme', p.slug::text, p.name::text, m.role::text, 'h_admin', false, m.begins_on, coalesce(m.ends_on, (m.ended_at AT TIME ZONE 'Europe/Brussels')::date), m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today()) FROM programmes_programmemembership m JOIN programmes_programme p ON p.id = m.programme_id WHERE m.user_id = app_uid() UNION ALL SELECT 'partner', t.code::text, t.name::text, 'partner', 'h_partner', false, m.begins_on, (coalesce(m.ended_at, t.retired_at) AT TIME ZONE 'Europe/Brussels')::date, m.ended_at IS NULL AND m.begins_on <= app_today() AND t.retired_at IS NULL FROM programmes_partnermembership m JOIN programmes_partner t ON t.id = m.partner_id WHERE m.user_id = app_uid() UNION ALL SELECT 'coach', k.slug::text, k.name::text, 'coach', 'h_coach', false, k.trained_on, NULL::date, k.state <> 'left' FROM coaches_coach k WHERE k.user_id = app_uid() UNION ALL SELECT 'staff', '', '', 'staff', 'h_staff', false, u.joined_at::date, NULL::date, true FROM accounts_user u WHERE u.id = app_uid() AND u.is_platform_staff AND u.is_active $function$

""",
    """CREATE OR REPLACE FUNCTION find_programme_place(p_slug text, p_user bigint, p_wanted text)
 RETURNS TABLE(id uuid, slug text, name text, hat text, roles text[], has_mandate boolean, hats text[])
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$ SELECT p.id, p.slug::text, p.name::text, 'h_admin'::text, array_agg(m.role::text), false, ARRAY['h_admin'] FROM programmes_programme p JOIN programmes_programmemembership m ON m.programme_id = p.id WHERE p.slug = p_slug AND m.user_id = p_user AND m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today()) GROUP BY p.id, p.slug, p.name $function$

""",
    """CREATE OR REPLACE FUNCTION cluster_name(p_cluster uuid)
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$ SELECT c.name::text FROM programmes_cluster c WHERE c.id = p_cluster AND (current_setting('role', true) = 'h_system' OR p_cluster = ANY (my_clusters()) OR EXISTS (SELECT 1 FROM programmes_cluster c WHERE c.id = p_cluster AND c.programme_id = ANY (my_programmes())) OR EXISTS (SELECT 1 FROM programmes_application m WHERE m.cluster_id = p_cluster AND (m.applicant_id = app_uid() OR m.company_id = ANY (my_companies('h_contact'))))) $function$

""",
    """CREATE OR REPLACE FUNCTION cluster_members(p_cluster uuid)
 RETURNS TABLE(company text, state text, application uuid)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$ SELECT a.company_name::text, CASE WHEN a.state = 'draft' THEN 'draft' ELSE 'sent' END, a.id FROM programmes_application a WHERE a.cluster_id = p_cluster AND a.state <> 'withdrawn' AND (current_setting('role', true) = 'h_system' OR p_cluster = ANY (my_clusters()) OR EXISTS (SELECT 1 FROM programmes_cluster c WHERE c.id = p_cluster AND c.programme_id = ANY (my_programmes())) OR EXISTS (SELECT 1 FROM programmes_application m WHERE m.cluster_id = p_cluster AND (m.applicant_id = app_uid() OR m.company_id = ANY (my_companies('h_contact'))))) UNION ALL SELECT i.company_name::text, 'invited', NULL FROM programmes_clusterinvitation i WHERE i.cluster_id = p_cluster AND i.accepted_at IS NULL AND i.withdrawn_at IS NULL AND (current_setting('role', true) = 'h_system' OR p_cluster = ANY (my_clusters()) OR EXISTS (SELECT 1 FROM programmes_cluster c WHERE c.id = p_cluster AND c.programme_id = ANY (my_programmes())) OR EXISTS (SELECT 1 FROM programmes_application m WHERE m.cluster_id = p_cluster AND (m.applicant_id = app_uid() OR m.company_id = ANY (my_companies('h_contact'))))) ORDER BY 2 DESC, 1 $function$

""",
    """CREATE OR REPLACE FUNCTION assessor_conflicts(p_application uuid)
 RETURNS SETOF bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$ WITH a AS (SELECT * FROM programmes_application x WHERE x.id = p_application AND x.programme_id = ANY (my_programmes())) SELECT a.applicant_id FROM a UNION SELECT m.user_id FROM companies_membership m JOIN a ON m.company_id = a.company_id UNION SELECT c.user_id FROM coaches_coach c JOIN a ON true JOIN companies_company k ON k.id = a.company_id WHERE k.external_service <> '' AND lower(trim(c.employer_service)) = lower(trim(k.external_service)) UNION SELECT c.user_id FROM coaches_coach c JOIN trajectories_trajectory t ON t.coach_id = c.id JOIN a ON t.company_id = a.company_id $function$

""",
    """CREATE OR REPLACE FUNCTION assessment_progress(p_applications uuid[])
 RETURNS TABLE(application_id uuid, asked integer, submitted integer)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$ SELECT a.application_id, count(*)::int, count(a.submitted_at)::int FROM programmes_assessment a WHERE a.application_id = ANY (p_applications) AND a.recused_at IS NULL AND a.programme_id = ANY (my_programmes()) GROUP BY a.application_id $function$

""",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0011_observers"),
        ("accounts", "0010_seal_second_steps"),
        ("companies", "0006_roles_within_a_hat"),
        ("coaches", "0004_search_folded"),
        ("programmes", "0018_roles_within_a_hat"),
        ("modules", "0009_names"),
        ("trajectories", "0019_names"),
        ("riskanalysis", "0005_names"),
        ("actionplans", "0005_names"),
        ("insight", "0003_warnings"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
