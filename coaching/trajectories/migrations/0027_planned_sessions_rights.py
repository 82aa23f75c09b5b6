"""Rights as access.py declares them: trajectories_plannedsession.

* trajectories_plannedsession: h_admin may not read it; declared is company_id, ends_at, id, kind, programme_id, starts…
* trajectories_plannedsession: h_admin may not change it; declared is changed_at, changed_by_id, state, version, why
* trajectories_plannedsession: h_coach may not add rows to it; declared is all columns
* trajectories_plannedsession: h_coach may not read it; declared is all columns
* trajectories_plannedsession: h_coach may not change it; declared is all columns
* trajectories_plannedsession: h_contact may not read it; declared is all columns
* trajectories_plannedsession: h_contact may not change it; declared is changed_at, changed_by_id, ends_at, link, start…
* trajectories_plannedsession: h_system may not remove rows from it; declared is all columns
* trajectories_plannedsession: h_system may not add rows to it; declared is all columns
* trajectories_plannedsession: h_system may not read it; declared is all columns
* trajectories_plannedsession: h_system may not change it; declared is all columns
* trajectories_plannedsession: the composite key trajectories_plannedsession_session_id_same_tenant is missing: a row c…
* trajectories_plannedsession: the composite key trajectories_plannedsession_trajectory_id_same_tenant is missing: a ro…
* trajectories_plannedsession: the policy by which h_admin may read it is missing: “(programme_id = ANY (( SELECT my_ju…
* trajectories_plannedsession: the policy by which h_admin may change it is missing: “(programme_id = ANY (( SELECT my_…
* trajectories_plannedsession: the policy by which h_coach may add rows to it is missing: “(trajectory_id = ANY (( SELE…
* trajectories_plannedsession: the policy by which h_coach may read it is missing: “(trajectory_id = ANY (( SELECT my_t…
* trajectories_plannedsession: the policy by which h_coach may change it is missing: “(trajectory_id = ANY (( SELECT my…
* trajectories_plannedsession: the policy by which h_contact may read it is missing: “(company_id = ANY (( SELECT my_co…
* trajectories_plannedsession: the policy by which h_contact may change it is missing: “(company_id = ANY (( SELECT my_…
* trajectories_plannedsession: the policy by which h_system may remove rows from it is missing: “true”
* trajectories_plannedsession: the policy by which h_system may add rows to it is missing: “true”
* trajectories_plannedsession: the policy by which h_system may read it is missing: “true”
* trajectories_plannedsession: the policy by which h_system may change it is missing: “true”
* trajectories_plannedsession: row-level security is off, and should be on
"""

from django.db import migrations

FORWARDS = [
    "ALTER TABLE trajectories_plannedsession ENABLE ROW LEVEL SECURITY",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'trajectories_session_tenant_company_programme') THEN ALTER TABLE trajectories_session ADD CONSTRAINT trajectories_session_tenant_company_programme UNIQUE (id, company_id, programme_id); END IF; END $$
""",
    """ALTER TABLE trajectories_plannedsession ADD CONSTRAINT trajectories_plannedsession_session_id_same_tenant FOREIGN KEY (session_id, company_id, programme_id) REFERENCES trajectories_session(id, company_id, programme_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'trajectories_trajectory_tenant_company_programme') THEN ALTER TABLE trajectories_trajectory ADD CONSTRAINT trajectories_trajectory_tenant_company_programme UNIQUE (id, company_id, programme_id); END IF; END $$
""",
    """ALTER TABLE trajectories_plannedsession ADD CONSTRAINT trajectories_plannedsession_trajectory_id_same_tenant FOREIGN KEY (trajectory_id, company_id, programme_id) REFERENCES trajectories_trajectory(id, company_id, programme_id) DEFERRABLE INITIALLY DEFERRED
""",
    """CREATE POLICY h_admin_select ON trajectories_plannedsession FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_judged())::uuid[]))
""",
    """CREATE POLICY h_admin_update ON trajectories_plannedsession FOR UPDATE TO h_admin USING (programme_id = ANY ((SELECT my_administered())::uuid[])) WITH CHECK (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    """CREATE POLICY h_coach_insert ON trajectories_plannedsession FOR INSERT TO h_coach WITH CHECK (trajectory_id = ANY ((SELECT my_trajectories())::uuid[]))
""",
    """CREATE POLICY h_coach_select ON trajectories_plannedsession FOR SELECT TO h_coach USING (trajectory_id = ANY ((SELECT my_trajectories())::uuid[]))
""",
    """CREATE POLICY h_coach_update ON trajectories_plannedsession FOR UPDATE TO h_coach USING (trajectory_id = ANY ((SELECT my_trajectories())::uuid[])) WITH CHECK (trajectory_id = ANY ((SELECT my_trajectories())::uuid[]))
""",
    """CREATE POLICY h_contact_select ON trajectories_plannedsession FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON trajectories_plannedsession FOR UPDATE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    "CREATE POLICY h_system_delete ON trajectories_plannedsession FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON trajectories_plannedsession FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON trajectories_plannedsession FOR SELECT TO h_system USING (true)",
    """CREATE POLICY h_system_update ON trajectories_plannedsession FOR UPDATE TO h_system USING (true) WITH CHECK (true)
""",
    """GRANT SELECT (company_id, ends_at, id, kind, programme_id, starts_at, state, trajectory_id, version) ON trajectories_plannedsession TO h_admin
""",
    "GRANT UPDATE (changed_at, changed_by_id, state, version, why) ON trajectories_plannedsession TO h_admin",
    "GRANT INSERT ON trajectories_plannedsession TO h_coach",
    "GRANT SELECT ON trajectories_plannedsession TO h_coach",
    "GRANT UPDATE ON trajectories_plannedsession TO h_coach",
    "GRANT SELECT ON trajectories_plannedsession TO h_contact",
    """GRANT UPDATE (changed_at, changed_by_id, ends_at, link, starts_at, state, venue, version, why) ON trajectories_plannedsession TO h_contact
""",
    "GRANT DELETE ON trajectories_plannedsession TO h_system",
    "GRANT INSERT ON trajectories_plannedsession TO h_system",
    "GRANT SELECT ON trajectories_plannedsession TO h_system",
    "GRANT UPDATE ON trajectories_plannedsession TO h_system",
]
BACKWARDS = [
    "REVOKE UPDATE ON trajectories_plannedsession FROM h_system",
    "REVOKE SELECT ON trajectories_plannedsession FROM h_system",
    "REVOKE INSERT ON trajectories_plannedsession FROM h_system",
    "REVOKE DELETE ON trajectories_plannedsession FROM h_system",
    """REVOKE UPDATE (changed_at, changed_by_id, ends_at, link, starts_at, state, venue, version, why) ON trajectories_plannedsession FROM h_contact
""",
    "REVOKE SELECT ON trajectories_plannedsession FROM h_contact",
    "REVOKE UPDATE ON trajectories_plannedsession FROM h_coach",
    "REVOKE SELECT ON trajectories_plannedsession FROM h_coach",
    "REVOKE INSERT ON trajectories_plannedsession FROM h_coach",
    "REVOKE UPDATE (changed_at, changed_by_id, state, version, why) ON trajectories_plannedsession FROM h_admin",
    """REVOKE SELECT (company_id, ends_at, id, kind, programme_id, starts_at, state, trajectory_id, version) ON trajectories_plannedsession FROM h_admin
""",
    "DROP POLICY h_system_update ON trajectories_plannedsession",
    "DROP POLICY h_system_select ON trajectories_plannedsession",
    "DROP POLICY h_system_insert ON trajectories_plannedsession",
    "DROP POLICY h_system_delete ON trajectories_plannedsession",
    "DROP POLICY h_contact_update ON trajectories_plannedsession",
    "DROP POLICY h_contact_select ON trajectories_plannedsession",
    "DROP POLICY h_coach_update ON trajectories_plannedsession",
    "DROP POLICY h_coach_select ON trajectories_plannedsession",
    "DROP POLICY h_coach_insert ON trajectories_plannedsession",
    "DROP POLICY h_admin_update ON trajectories_plannedsession",
    "DROP POLICY h_admin_select ON trajectories_plannedsession",
    "ALTER TABLE trajectories_plannedsession DROP CONSTRAINT trajectories_plannedsession_trajectory_id_same_tenant",
    "ALTER TABLE trajectories_plannedsession DROP CONSTRAINT trajectories_plannedsession_session_id_same_tenant",
    "ALTER TABLE trajectories_plannedsession DISABLE ROW LEVEL SECURITY",
]


class Migration(migrations.Migration):
    dependencies = [("trajectories", "0026_planned_sessions")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
