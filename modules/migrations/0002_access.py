"""Rights, keys, guards and narrow functions, as they stood when the history of migrations began anew (ADR 0067)."""

from django.db import migrations

FORWARDS = [
    "SET LOCAL check_function_bodies = off",  # they call each other, across apps too
    "ALTER TABLE modules_datewish ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE modules_module ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE modules_modulematerial ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE modules_modulesession ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE modules_moduleuptake ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE modules_moduleversion ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE modules_sessionplace ENABLE ROW LEVEL SECURITY",
    """CREATE OR REPLACE FUNCTION has_place(p_session uuid, p_email text)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT EXISTS (SELECT 1 FROM modules_sessionplace p WHERE p.session_id = p_session AND p.email = p_email AND p.state <> 'cancelled')
$function$
""",
    "REVOKE ALL ON FUNCTION has_place(uuid,text) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_uptakes()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(u.id), '{}') FROM modules_moduleuptake u WHERE u.applicant_id = app_uid() OR (u.applicant_id IS NULL AND u.email IN (SELECT lower(e.email) FROM account_emailaddress e WHERE e.user_id = app_uid() AND e.verified))
$function$
""",
    "REVOKE ALL ON FUNCTION my_uptakes() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION places_taken(p_sessions uuid[])
 RETURNS TABLE(session_id uuid, taken bigint)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT p.session_id, count(*) FROM modules_sessionplace p WHERE p.session_id = ANY (p_sessions) AND p.state IN ('taken', 'present', 'absent') GROUP BY 1
$function$
""",
    "REVOKE ALL ON FUNCTION places_taken(uuid[]) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION session_link(p_session uuid)
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT s.link::text FROM modules_modulesession s WHERE s.id = p_session AND (current_setting('role', true) = 'h_system' OR s.programme_id = ANY (my_judged()) OR EXISTS (SELECT 1 FROM modules_sessionplace p WHERE p.session_id = s.id AND p.state = 'taken' AND p.token_digest = nullif(current_setting('app.token', true), '')))
$function$
""",
    "REVOKE ALL ON FUNCTION session_link(uuid) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION has_place(uuid,text) TO h_public",
    "GRANT EXECUTE ON FUNCTION my_uptakes() TO h_person",
    """GRANT EXECUTE ON FUNCTION places_taken(uuid[]) TO h_admin, h_coach, h_contact, h_cpbw, h_partner, h_person, h_public, h_respondent, h_staff, h_system
""",
    "GRANT EXECUTE ON FUNCTION session_link(uuid) TO h_admin, h_respondent, h_system",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'programmes_application_tenant_programme') THEN ALTER TABLE programmes_application ADD CONSTRAINT programmes_application_tenant_programme UNIQUE (id, programme_id); END IF; END $$
""",
    """ALTER TABLE modules_moduleuptake ADD CONSTRAINT modules_moduleuptake_application_id_same_tenant FOREIGN KEY (application_id, programme_id) REFERENCES programmes_application(id, programme_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'programmes_layerversion_tenant_programme') THEN ALTER TABLE programmes_layerversion ADD CONSTRAINT programmes_layerversion_tenant_programme UNIQUE (id, programme_id); END IF; END $$
""",
    """ALTER TABLE modules_moduleuptake ADD CONSTRAINT modules_moduleuptake_layer_version_id_same_tenant FOREIGN KEY (layer_version_id, programme_id) REFERENCES programmes_layerversion(id, programme_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'modules_modulesession_tenant_programme') THEN ALTER TABLE modules_modulesession ADD CONSTRAINT modules_modulesession_tenant_programme UNIQUE (id, programme_id); END IF; END $$
""",
    """ALTER TABLE modules_sessionplace ADD CONSTRAINT modules_sessionplace_session_id_same_tenant FOREIGN KEY (session_id, programme_id) REFERENCES modules_modulesession(id, programme_id) DEFERRABLE INITIALLY DEFERRED
""",
    """CREATE TRIGGER search_words AFTER INSERT OR UPDATE OF company_name, email ON modules_moduleuptake FOR EACH ROW EXECUTE FUNCTION keep_search_words('uptake', 'company_name', 'email')
""",
    """CREATE TRIGGER search_words_gone AFTER DELETE ON modules_moduleuptake FOR EACH ROW EXECUTE FUNCTION keep_search_words('uptake')
""",
    """CREATE POLICY h_respondent_insert ON core_auditevent FOR INSERT TO h_respondent WITH CHECK (actor_id IS NULL AND subject_type IN ('modules.moduleuptake', 'modules.gatheringplace') AND company_id IS NULL)
""",
    """CREATE POLICY h_respondent_insert ON core_outgoingemail FOR INSERT TO h_respondent WITH CHECK (recipient_id IS NULL AND kind IN ('modules.uptake_confirmed', 'modules.place_taken', 'modules.place_waiting') AND company_id IS NULL)
""",
    """CREATE POLICY h_admin_select ON modules_datewish FOR SELECT TO h_admin USING (EXISTS (SELECT 1 FROM modules_module m WHERE m.id = module_id AND ((keeper_id IS NULL) OR (keeper_id = ANY ((SELECT my_administered())::uuid[])))))
""",
    """CREATE POLICY h_person_delete ON modules_datewish FOR DELETE TO h_person USING (applicant_id = (SELECT app_uid()))
""",
    """CREATE POLICY h_person_insert ON modules_datewish FOR INSERT TO h_person WITH CHECK (applicant_id = (SELECT app_uid()))
""",
    """CREATE POLICY h_person_select ON modules_datewish FOR SELECT TO h_person USING (applicant_id = (SELECT app_uid()))
""",
    "CREATE POLICY h_system_delete ON modules_datewish FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON modules_datewish FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON modules_datewish FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON modules_datewish FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_admin_delete ON modules_module FOR DELETE TO h_admin USING (keeper_id = ANY ((SELECT my_administered())::uuid[]))
""",
    """CREATE POLICY h_admin_insert ON modules_module FOR INSERT TO h_admin WITH CHECK (keeper_id = ANY ((SELECT my_administered())::uuid[]))
""",
    """CREATE POLICY h_admin_select ON modules_module FOR SELECT TO h_admin USING ((state <> 'draft') OR (keeper_id = ANY ((SELECT my_administered())::uuid[])))
""",
    """CREATE POLICY h_admin_update ON modules_module FOR UPDATE TO h_admin USING ((keeper_id IS NULL) OR (keeper_id = ANY ((SELECT my_administered())::uuid[]))) WITH CHECK (keeper_id = ANY ((SELECT my_administered())::uuid[]))
""",
    "CREATE POLICY h_coach_select ON modules_module FOR SELECT TO h_coach USING (state <> 'draft')",
    "CREATE POLICY h_contact_select ON modules_module FOR SELECT TO h_contact USING (state <> 'draft')",
    "CREATE POLICY h_cpbw_select ON modules_module FOR SELECT TO h_cpbw USING (state <> 'draft')",
    "CREATE POLICY h_partner_select ON modules_module FOR SELECT TO h_partner USING (state <> 'draft')",
    "CREATE POLICY h_person_select ON modules_module FOR SELECT TO h_person USING (state <> 'draft')",
    "CREATE POLICY h_public_select ON modules_module FOR SELECT TO h_public USING (state <> 'draft')",
    "CREATE POLICY h_staff_select ON modules_module FOR SELECT TO h_staff USING (state <> 'draft')",
    "CREATE POLICY h_system_delete ON modules_module FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON modules_module FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON modules_module FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON modules_module FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_admin_delete ON modules_modulematerial FOR DELETE TO h_admin USING (EXISTS (SELECT 1 FROM modules_module m WHERE m.id = module_id AND m.keeper_id = ANY ((SELECT my_administered())::uuid[])))
""",
    """CREATE POLICY h_admin_insert ON modules_modulematerial FOR INSERT TO h_admin WITH CHECK (EXISTS (SELECT 1 FROM modules_module m WHERE m.id = module_id AND m.keeper_id = ANY ((SELECT my_administered())::uuid[])))
""",
    """CREATE POLICY h_admin_select ON modules_modulematerial FOR SELECT TO h_admin USING ((EXISTS (SELECT 1 FROM modules_module m WHERE m.id = module_id AND modules_modulematerial.id = ANY (m.materials))) OR (EXISTS (SELECT 1 FROM modules_module m WHERE m.id = module_id AND m.keeper_id = ANY ((SELECT my_administered())::uuid[]))))
""",
    """CREATE POLICY h_coach_select ON modules_modulematerial FOR SELECT TO h_coach USING (EXISTS (SELECT 1 FROM modules_module m WHERE m.id = module_id AND modules_modulematerial.id = ANY (m.materials)))
""",
    """CREATE POLICY h_contact_select ON modules_modulematerial FOR SELECT TO h_contact USING (EXISTS (SELECT 1 FROM modules_module m WHERE m.id = module_id AND modules_modulematerial.id = ANY (m.materials)))
""",
    """CREATE POLICY h_cpbw_select ON modules_modulematerial FOR SELECT TO h_cpbw USING (EXISTS (SELECT 1 FROM modules_module m WHERE m.id = module_id AND modules_modulematerial.id = ANY (m.materials)))
""",
    """CREATE POLICY h_partner_select ON modules_modulematerial FOR SELECT TO h_partner USING (EXISTS (SELECT 1 FROM modules_module m WHERE m.id = module_id AND modules_modulematerial.id = ANY (m.materials)))
""",
    """CREATE POLICY h_person_select ON modules_modulematerial FOR SELECT TO h_person USING (EXISTS (SELECT 1 FROM modules_module m WHERE m.id = module_id AND modules_modulematerial.id = ANY (m.materials)))
""",
    """CREATE POLICY h_public_select ON modules_modulematerial FOR SELECT TO h_public USING (EXISTS (SELECT 1 FROM modules_module m WHERE m.id = module_id AND modules_modulematerial.id = ANY (m.materials)))
""",
    """CREATE POLICY h_staff_select ON modules_modulematerial FOR SELECT TO h_staff USING (EXISTS (SELECT 1 FROM modules_module m WHERE m.id = module_id AND modules_modulematerial.id = ANY (m.materials)))
""",
    "CREATE POLICY h_system_delete ON modules_modulematerial FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON modules_modulematerial FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON modules_modulematerial FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON modules_modulematerial FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_admin_insert ON modules_modulesession FOR INSERT TO h_admin WITH CHECK (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    "CREATE POLICY h_admin_select ON modules_modulesession FOR SELECT TO h_admin USING (true)",
    """CREATE POLICY h_admin_update ON modules_modulesession FOR UPDATE TO h_admin USING (programme_id = ANY ((SELECT my_administered())::uuid[])) WITH CHECK (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    "CREATE POLICY h_coach_select ON modules_modulesession FOR SELECT TO h_coach USING (true)",
    "CREATE POLICY h_contact_select ON modules_modulesession FOR SELECT TO h_contact USING (true)",
    "CREATE POLICY h_cpbw_select ON modules_modulesession FOR SELECT TO h_cpbw USING (true)",
    "CREATE POLICY h_partner_select ON modules_modulesession FOR SELECT TO h_partner USING (true)",
    "CREATE POLICY h_person_select ON modules_modulesession FOR SELECT TO h_person USING (true)",
    "CREATE POLICY h_public_select ON modules_modulesession FOR SELECT TO h_public USING (true)",
    "CREATE POLICY h_respondent_select ON modules_modulesession FOR SELECT TO h_respondent USING (true)",
    "CREATE POLICY h_staff_select ON modules_modulesession FOR SELECT TO h_staff USING (true)",
    "CREATE POLICY h_system_delete ON modules_modulesession FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON modules_modulesession FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON modules_modulesession FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON modules_modulesession FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_admin_select ON modules_moduleuptake FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    """CREATE POLICY h_admin_update ON modules_moduleuptake FOR UPDATE TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[])) WITH CHECK (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    """CREATE POLICY h_contact_select ON modules_moduleuptake FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_person_insert ON modules_moduleuptake FOR INSERT TO h_person WITH CHECK ((applicant_id = (SELECT app_uid())) AND (company_id IS NULL OR company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])))
""",
    """CREATE POLICY h_person_select ON modules_moduleuptake FOR SELECT TO h_person USING (id = ANY ((SELECT my_uptakes())::uuid[]))
""",
    """CREATE POLICY h_person_update ON modules_moduleuptake FOR UPDATE TO h_person USING (id = ANY ((SELECT my_uptakes())::uuid[])) WITH CHECK (id = ANY ((SELECT my_uptakes())::uuid[]))
""",
    """CREATE POLICY h_respondent_insert ON modules_moduleuptake FOR INSERT TO h_respondent WITH CHECK ((token_digest = (SELECT nullif(current_setting('app.token', true), ''))) AND (applicant_id IS NULL))
""",
    """CREATE POLICY h_respondent_select ON modules_moduleuptake FOR SELECT TO h_respondent USING (token_digest = (SELECT nullif(current_setting('app.token', true), '')))
""",
    """CREATE POLICY h_respondent_update ON modules_moduleuptake FOR UPDATE TO h_respondent USING (token_digest = (SELECT nullif(current_setting('app.token', true), ''))) WITH CHECK (token_digest = (SELECT nullif(current_setting('app.token', true), '')))
""",
    "CREATE POLICY h_system_delete ON modules_moduleuptake FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON modules_moduleuptake FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON modules_moduleuptake FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON modules_moduleuptake FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_admin_delete ON modules_moduleversion FOR DELETE TO h_admin USING (keeper_id = ANY ((SELECT my_administered())::uuid[]))
""",
    """CREATE POLICY h_admin_insert ON modules_moduleversion FOR INSERT TO h_admin WITH CHECK (keeper_id = ANY ((SELECT my_administered())::uuid[]))
""",
    """CREATE POLICY h_admin_select ON modules_moduleversion FOR SELECT TO h_admin USING ((keeper_id IS NULL) OR (keeper_id = ANY ((SELECT my_judged())::uuid[])))
""",
    """CREATE POLICY h_admin_update ON modules_moduleversion FOR UPDATE TO h_admin USING ((keeper_id IS NULL) OR (keeper_id = ANY ((SELECT my_administered())::uuid[]))) WITH CHECK (keeper_id = ANY ((SELECT my_administered())::uuid[]))
""",
    "CREATE POLICY h_system_delete ON modules_moduleversion FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON modules_moduleversion FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON modules_moduleversion FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON modules_moduleversion FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_admin_select ON modules_sessionplace FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    """CREATE POLICY h_admin_update ON modules_sessionplace FOR UPDATE TO h_admin USING (programme_id = ANY ((SELECT my_administered())::uuid[])) WITH CHECK (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    """CREATE POLICY h_respondent_insert ON modules_sessionplace FOR INSERT TO h_respondent WITH CHECK (token_digest = (SELECT nullif(current_setting('app.token', true), '')))
""",
    """CREATE POLICY h_respondent_select ON modules_sessionplace FOR SELECT TO h_respondent USING (token_digest = (SELECT nullif(current_setting('app.token', true), '')))
""",
    """CREATE POLICY h_respondent_update ON modules_sessionplace FOR UPDATE TO h_respondent USING (token_digest = (SELECT nullif(current_setting('app.token', true), ''))) WITH CHECK (token_digest = (SELECT nullif(current_setting('app.token', true), '')))
""",
    "CREATE POLICY h_system_delete ON modules_sessionplace FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON modules_sessionplace FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON modules_sessionplace FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON modules_sessionplace FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    "GRANT INSERT ON core_auditevent TO h_respondent",
    "GRANT INSERT ON core_outgoingemail TO h_respondent",
    "GRANT SELECT (asked_at, id, module_id, told_at) ON modules_datewish TO h_admin",
    "GRANT DELETE ON modules_datewish TO h_person",
    "GRANT INSERT ON modules_datewish TO h_person",
    "GRANT SELECT ON modules_datewish TO h_person",
    "GRANT DELETE ON modules_datewish TO h_system",
    "GRANT INSERT ON modules_datewish TO h_system",
    "GRANT SELECT ON modules_datewish TO h_system",
    "GRANT UPDATE ON modules_datewish TO h_system",
    "GRANT DELETE ON modules_module TO h_admin",
    "GRANT INSERT ON modules_module TO h_admin",
    "GRANT SELECT ON modules_module TO h_admin",
    "GRANT UPDATE ON modules_module TO h_admin",
    "GRANT SELECT ON modules_module TO h_coach",
    "GRANT SELECT ON modules_module TO h_contact",
    "GRANT SELECT ON modules_module TO h_cpbw",
    "GRANT SELECT ON modules_module TO h_partner",
    "GRANT SELECT ON modules_module TO h_person",
    "GRANT SELECT ON modules_module TO h_public",
    "GRANT SELECT ON modules_module TO h_staff",
    "GRANT DELETE ON modules_module TO h_system",
    "GRANT INSERT ON modules_module TO h_system",
    "GRANT SELECT ON modules_module TO h_system",
    "GRANT UPDATE ON modules_module TO h_system",
    "GRANT DELETE ON modules_modulematerial TO h_admin",
    "GRANT INSERT ON modules_modulematerial TO h_admin",
    "GRANT SELECT ON modules_modulematerial TO h_admin",
    "GRANT SELECT ON modules_modulematerial TO h_coach",
    "GRANT SELECT ON modules_modulematerial TO h_contact",
    "GRANT SELECT ON modules_modulematerial TO h_cpbw",
    "GRANT SELECT ON modules_modulematerial TO h_partner",
    "GRANT SELECT ON modules_modulematerial TO h_person",
    "GRANT SELECT ON modules_modulematerial TO h_public",
    "GRANT SELECT ON modules_modulematerial TO h_staff",
    "GRANT DELETE ON modules_modulematerial TO h_system",
    "GRANT INSERT ON modules_modulematerial TO h_system",
    "GRANT SELECT ON modules_modulematerial TO h_system",
    "GRANT UPDATE ON modules_modulematerial TO h_system",
    "GRANT INSERT ON modules_modulesession TO h_admin",
    "GRANT SELECT ON modules_modulesession TO h_admin",
    "GRANT UPDATE ON modules_modulesession TO h_admin",
    """GRANT SELECT (cancel_reason, cancelled_at, capacity, created_at, id, language, minutes, module_id, place, programme_id, starts_at, version) ON modules_modulesession TO h_coach
""",
    """GRANT SELECT (cancel_reason, cancelled_at, capacity, created_at, id, language, minutes, module_id, place, programme_id, starts_at, version) ON modules_modulesession TO h_contact
""",
    """GRANT SELECT (cancel_reason, cancelled_at, capacity, created_at, id, language, minutes, module_id, place, programme_id, starts_at, version) ON modules_modulesession TO h_cpbw
""",
    """GRANT SELECT (cancel_reason, cancelled_at, capacity, created_at, id, language, minutes, module_id, place, programme_id, starts_at, version) ON modules_modulesession TO h_partner
""",
    """GRANT SELECT (cancel_reason, cancelled_at, capacity, created_at, id, language, minutes, module_id, place, programme_id, starts_at, version) ON modules_modulesession TO h_person
""",
    """GRANT SELECT (cancel_reason, cancelled_at, capacity, created_at, id, language, minutes, module_id, place, programme_id, starts_at, version) ON modules_modulesession TO h_public
""",
    """GRANT SELECT (cancel_reason, cancelled_at, capacity, created_at, id, language, minutes, module_id, place, programme_id, starts_at, version) ON modules_modulesession TO h_respondent
""",
    """GRANT SELECT (cancel_reason, cancelled_at, capacity, created_at, id, language, minutes, module_id, place, programme_id, starts_at, version) ON modules_modulesession TO h_staff
""",
    "GRANT DELETE ON modules_modulesession TO h_system",
    "GRANT INSERT ON modules_modulesession TO h_system",
    "GRANT SELECT ON modules_modulesession TO h_system",
    "GRANT UPDATE ON modules_modulesession TO h_system",
    "GRANT SELECT ON modules_moduleuptake TO h_admin",
    "GRANT UPDATE ON modules_moduleuptake TO h_admin",
    "GRANT SELECT ON modules_moduleuptake TO h_contact",
    "GRANT INSERT ON modules_moduleuptake TO h_person",
    "GRANT SELECT ON modules_moduleuptake TO h_person",
    "GRANT UPDATE ON modules_moduleuptake TO h_person",
    "GRANT INSERT ON modules_moduleuptake TO h_respondent",
    "GRANT SELECT ON modules_moduleuptake TO h_respondent",
    "GRANT UPDATE ON modules_moduleuptake TO h_respondent",
    "GRANT DELETE ON modules_moduleuptake TO h_system",
    "GRANT INSERT ON modules_moduleuptake TO h_system",
    "GRANT SELECT ON modules_moduleuptake TO h_system",
    "GRANT UPDATE ON modules_moduleuptake TO h_system",
    "GRANT DELETE ON modules_moduleversion TO h_admin",
    "GRANT INSERT ON modules_moduleversion TO h_admin",
    "GRANT SELECT ON modules_moduleversion TO h_admin",
    "GRANT UPDATE ON modules_moduleversion TO h_admin",
    "GRANT DELETE ON modules_moduleversion TO h_system",
    "GRANT INSERT ON modules_moduleversion TO h_system",
    "GRANT SELECT ON modules_moduleversion TO h_system",
    "GRANT UPDATE ON modules_moduleversion TO h_system",
    "GRANT SELECT ON modules_sessionplace TO h_admin",
    "GRANT UPDATE ON modules_sessionplace TO h_admin",
    "GRANT INSERT ON modules_sessionplace TO h_respondent",
    "GRANT SELECT ON modules_sessionplace TO h_respondent",
    "GRANT UPDATE ON modules_sessionplace TO h_respondent",
    "GRANT DELETE ON modules_sessionplace TO h_system",
    "GRANT INSERT ON modules_sessionplace TO h_system",
    "GRANT SELECT ON modules_sessionplace TO h_system",
    "GRANT UPDATE ON modules_sessionplace TO h_system",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_access"),
        ("accounts", "0002_access"),
        ("companies", "0002_access"),
        ("coaches", "0002_access"),
        ("riskanalysis", "0002_access"),
        ("actionplans", "0002_access"),
        ("programmes", "0002_access"),
        ("modules", "0001_initial"),
        ("trajectories", "0001_initial"),
        ("insight", "0001_initial"),
    ]
    operations = [migrations.RunSQL(FORWARDS)]
