"""Rights as access.py declares them: modules_datewish, modules_modulematerial.

* modules_datewish: h_admin may not read it; declared is asked_at, id, module_id, told_at
* modules_datewish: h_person may not remove rows from it; declared is all columns
* modules_datewish: h_person may not add rows to it; declared is all columns
* modules_datewish: h_person may not read it; declared is all columns
* modules_datewish: h_system may not remove rows from it; declared is all columns
* modules_datewish: h_system may not add rows to it; declared is all columns
* modules_datewish: h_system may not read it; declared is all columns
* modules_datewish: h_system may not change it; declared is all columns
* modules_datewish: the policy by which h_admin may read it is missing: “(EXISTS ( SELECT 1 FROM modules_module m WHERE…
* modules_datewish: the policy by which h_person may remove rows from it is missing: “(applicant_id = ( SELECT app_uid(…
* modules_datewish: the policy by which h_person may add rows to it is missing: “(applicant_id = ( SELECT app_uid() AS …
* modules_datewish: the policy by which h_person may read it is missing: “(applicant_id = ( SELECT app_uid() AS app_uid))”
* modules_datewish: the policy by which h_system may remove rows from it is missing: “true”
* modules_datewish: the policy by which h_system may add rows to it is missing: “true”
* modules_datewish: the policy by which h_system may read it is missing: “true”
* modules_datewish: the policy by which h_system may change it is missing: “true”
* modules_datewish: row-level security is off, and should be on
* modules_modulematerial: the policy by which h_admin may read it says “(EXISTS ( SELECT 1 FROM modules_module m WHERE …
* modules_modulematerial: the policy by which h_coach may read it says “(EXISTS ( SELECT 1 FROM modules_module m WHERE …
* modules_modulematerial: the policy by which h_contact may read it says “(EXISTS ( SELECT 1 FROM modules_module m WHER…
* modules_modulematerial: the policy by which h_cpbw may read it says “(EXISTS ( SELECT 1 FROM modules_module m WHERE (…
* modules_modulematerial: the policy by which h_partner may read it says “(EXISTS ( SELECT 1 FROM modules_module m WHER…
* modules_modulematerial: the policy by which h_person may read it says “(EXISTS ( SELECT 1 FROM modules_module m WHERE…
* modules_modulematerial: the policy by which h_public may read it says “(EXISTS ( SELECT 1 FROM modules_module m WHERE…
* modules_modulematerial: the policy by which h_staff may read it says “(EXISTS ( SELECT 1 FROM modules_module m WHERE …
"""

from django.db import migrations

FORWARDS = [
    "ALTER TABLE modules_datewish ENABLE ROW LEVEL SECURITY",
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
    "DROP POLICY h_admin_select ON modules_modulematerial",
    """CREATE POLICY h_admin_select ON modules_modulematerial FOR SELECT TO h_admin USING ((EXISTS (SELECT 1 FROM modules_module m WHERE m.id = module_id AND modules_modulematerial.id = ANY (m.materials))) OR (EXISTS (SELECT 1 FROM modules_module m WHERE m.id = module_id AND m.keeper_id = ANY ((SELECT my_administered())::uuid[]))))
""",
    "DROP POLICY h_coach_select ON modules_modulematerial",
    """CREATE POLICY h_coach_select ON modules_modulematerial FOR SELECT TO h_coach USING (EXISTS (SELECT 1 FROM modules_module m WHERE m.id = module_id AND modules_modulematerial.id = ANY (m.materials)))
""",
    "DROP POLICY h_contact_select ON modules_modulematerial",
    """CREATE POLICY h_contact_select ON modules_modulematerial FOR SELECT TO h_contact USING (EXISTS (SELECT 1 FROM modules_module m WHERE m.id = module_id AND modules_modulematerial.id = ANY (m.materials)))
""",
    "DROP POLICY h_cpbw_select ON modules_modulematerial",
    """CREATE POLICY h_cpbw_select ON modules_modulematerial FOR SELECT TO h_cpbw USING (EXISTS (SELECT 1 FROM modules_module m WHERE m.id = module_id AND modules_modulematerial.id = ANY (m.materials)))
""",
    "DROP POLICY h_partner_select ON modules_modulematerial",
    """CREATE POLICY h_partner_select ON modules_modulematerial FOR SELECT TO h_partner USING (EXISTS (SELECT 1 FROM modules_module m WHERE m.id = module_id AND modules_modulematerial.id = ANY (m.materials)))
""",
    "DROP POLICY h_person_select ON modules_modulematerial",
    """CREATE POLICY h_person_select ON modules_modulematerial FOR SELECT TO h_person USING (EXISTS (SELECT 1 FROM modules_module m WHERE m.id = module_id AND modules_modulematerial.id = ANY (m.materials)))
""",
    "DROP POLICY h_public_select ON modules_modulematerial",
    """CREATE POLICY h_public_select ON modules_modulematerial FOR SELECT TO h_public USING (EXISTS (SELECT 1 FROM modules_module m WHERE m.id = module_id AND modules_modulematerial.id = ANY (m.materials)))
""",
    "DROP POLICY h_staff_select ON modules_modulematerial",
    """CREATE POLICY h_staff_select ON modules_modulematerial FOR SELECT TO h_staff USING (EXISTS (SELECT 1 FROM modules_module m WHERE m.id = module_id AND modules_modulematerial.id = ANY (m.materials)))
""",
    "GRANT SELECT (asked_at, id, module_id, told_at) ON modules_datewish TO h_admin",
    "GRANT DELETE ON modules_datewish TO h_person",
    "GRANT INSERT ON modules_datewish TO h_person",
    "GRANT SELECT ON modules_datewish TO h_person",
    "GRANT DELETE ON modules_datewish TO h_system",
    "GRANT INSERT ON modules_datewish TO h_system",
    "GRANT SELECT ON modules_datewish TO h_system",
    "GRANT UPDATE ON modules_datewish TO h_system",
]
BACKWARDS = [
    "REVOKE UPDATE ON modules_datewish FROM h_system",
    "REVOKE SELECT ON modules_datewish FROM h_system",
    "REVOKE INSERT ON modules_datewish FROM h_system",
    "REVOKE DELETE ON modules_datewish FROM h_system",
    "REVOKE SELECT ON modules_datewish FROM h_person",
    "REVOKE INSERT ON modules_datewish FROM h_person",
    "REVOKE DELETE ON modules_datewish FROM h_person",
    "REVOKE SELECT (asked_at, id, module_id, told_at) ON modules_datewish FROM h_admin",
    "DROP POLICY h_staff_select ON modules_modulematerial",
    """CREATE POLICY h_staff_select ON modules_modulematerial FOR SELECT TO h_staff USING ((EXISTS ( SELECT 1
   FROM modules_module m
  WHERE (m.id = modules_modulematerial.module_id))))
""",
    "DROP POLICY h_public_select ON modules_modulematerial",
    """CREATE POLICY h_public_select ON modules_modulematerial FOR SELECT TO h_public USING ((EXISTS ( SELECT 1
   FROM modules_module m
  WHERE (m.id = modules_modulematerial.module_id))))
""",
    "DROP POLICY h_person_select ON modules_modulematerial",
    """CREATE POLICY h_person_select ON modules_modulematerial FOR SELECT TO h_person USING ((EXISTS ( SELECT 1
   FROM modules_module m
  WHERE (m.id = modules_modulematerial.module_id))))
""",
    "DROP POLICY h_partner_select ON modules_modulematerial",
    """CREATE POLICY h_partner_select ON modules_modulematerial FOR SELECT TO h_partner USING ((EXISTS ( SELECT 1
   FROM modules_module m
  WHERE (m.id = modules_modulematerial.module_id))))
""",
    "DROP POLICY h_cpbw_select ON modules_modulematerial",
    """CREATE POLICY h_cpbw_select ON modules_modulematerial FOR SELECT TO h_cpbw USING ((EXISTS ( SELECT 1
   FROM modules_module m
  WHERE (m.id = modules_modulematerial.module_id))))
""",
    "DROP POLICY h_contact_select ON modules_modulematerial",
    """CREATE POLICY h_contact_select ON modules_modulematerial FOR SELECT TO h_contact USING ((EXISTS ( SELECT 1
   FROM modules_module m
  WHERE (m.id = modules_modulematerial.module_id))))
""",
    "DROP POLICY h_coach_select ON modules_modulematerial",
    """CREATE POLICY h_coach_select ON modules_modulematerial FOR SELECT TO h_coach USING ((EXISTS ( SELECT 1
   FROM modules_module m
  WHERE (m.id = modules_modulematerial.module_id))))
""",
    "DROP POLICY h_admin_select ON modules_modulematerial",
    """CREATE POLICY h_admin_select ON modules_modulematerial FOR SELECT TO h_admin USING ((EXISTS ( SELECT 1
   FROM modules_module m
  WHERE (m.id = modules_modulematerial.module_id))))
""",
    "DROP POLICY h_system_update ON modules_datewish",
    "DROP POLICY h_system_select ON modules_datewish",
    "DROP POLICY h_system_insert ON modules_datewish",
    "DROP POLICY h_system_delete ON modules_datewish",
    "DROP POLICY h_person_select ON modules_datewish",
    "DROP POLICY h_person_insert ON modules_datewish",
    "DROP POLICY h_person_delete ON modules_datewish",
    "DROP POLICY h_admin_select ON modules_datewish",
    "ALTER TABLE modules_datewish DISABLE ROW LEVEL SECURITY",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0013_mail_trouble"),
        ("accounts", "0011_numbers"),
        ("companies", "0006_roles_within_a_hat"),
        ("coaches", "0005_where_and_when"),
        ("programmes", "0028_lists_sorted"),
        ("modules", "0012_offer_kept"),
        ("trajectories", "0025_lists_sorted"),
        ("riskanalysis", "0005_names"),
        ("actionplans", "0009_route"),
        ("insight", "0005_faults_that_wait"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
