"""Rights as access.py declares them: riskanalysis_analysisunit, riskanalysis_aspectjudgement, riskanalysis_consultation and others.

* riskanalysis_analysisunit: the policy by which h_coach may remove rows from it says “(trajectory_id = ANY (( SELECT m…
* riskanalysis_analysisunit: the policy by which h_coach may add rows to it says “(trajectory_id = ANY (( SELECT my_tra…
* riskanalysis_analysisunit: the policy by which h_coach may change it says “(trajectory_id = ANY (( SELECT my_trajecto…
* riskanalysis_analysisunit: the policy by which h_contact may remove rows from it says “(company_id = ANY (( SELECT my…
* riskanalysis_analysisunit: the policy by which h_contact may add rows to it says “(company_id = ANY (( SELECT my_comp…
* riskanalysis_analysisunit: the policy by which h_contact may change it says “(company_id = ANY (( SELECT my_companies…
* riskanalysis_aspectjudgement: the policy by which h_coach may remove rows from it says “(trajectory_id = ANY (( SELEC…
* riskanalysis_aspectjudgement: the policy by which h_coach may add rows to it says “(trajectory_id = ANY (( SELECT my_…
* riskanalysis_aspectjudgement: the policy by which h_coach may change it says “(trajectory_id = ANY (( SELECT my_traje…
* riskanalysis_aspectjudgement: the policy by which h_contact may remove rows from it says “(company_id = ANY (( SELECT…
* riskanalysis_aspectjudgement: the policy by which h_contact may add rows to it says “(company_id = ANY (( SELECT my_c…
* riskanalysis_aspectjudgement: the policy by which h_contact may change it says “(company_id = ANY (( SELECT my_compan…
* riskanalysis_consultation: the policy by which h_coach may remove rows from it says “(trajectory_id = ANY (( SELECT m…
* riskanalysis_consultation: the policy by which h_coach may add rows to it says “(trajectory_id = ANY (( SELECT my_tra…
* riskanalysis_consultation: the policy by which h_coach may change it says “(trajectory_id = ANY (( SELECT my_trajecto…
* riskanalysis_consultation: the policy by which h_contact may remove rows from it says “(company_id = ANY (( SELECT my…
* riskanalysis_consultation: the policy by which h_contact may add rows to it says “(company_id = ANY (( SELECT my_comp…
* riskanalysis_consultation: the policy by which h_contact may change it says “(company_id = ANY (( SELECT my_companies…
* riskanalysis_finding: the policy by which h_coach may remove rows from it says “(trajectory_id = ANY (( SELECT my_tra…
* riskanalysis_finding: the policy by which h_coach may add rows to it says “(trajectory_id = ANY (( SELECT my_trajecto…
* riskanalysis_finding: the policy by which h_coach may change it says “(trajectory_id = ANY (( SELECT my_trajectories(…
* riskanalysis_finding: the policy by which h_contact may remove rows from it says “(company_id = ANY (( SELECT my_comp…
* riskanalysis_finding: the policy by which h_contact may add rows to it says “(company_id = ANY (( SELECT my_companies…
* riskanalysis_finding: the policy by which h_contact may change it says “(company_id = ANY (( SELECT my_companies('h_c…
"""

from django.db import migrations

FORWARDS = [
    "DROP POLICY h_coach_delete ON riskanalysis_analysisunit",
    """CREATE POLICY h_coach_delete ON riskanalysis_analysisunit FOR DELETE TO h_coach USING ((trajectory_id = ANY ((SELECT my_trajectories())::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    "DROP POLICY h_coach_insert ON riskanalysis_analysisunit",
    """CREATE POLICY h_coach_insert ON riskanalysis_analysisunit FOR INSERT TO h_coach WITH CHECK ((trajectory_id = ANY ((SELECT my_trajectories())::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    "DROP POLICY h_coach_update ON riskanalysis_analysisunit",
    """CREATE POLICY h_coach_update ON riskanalysis_analysisunit FOR UPDATE TO h_coach USING ((trajectory_id = ANY ((SELECT my_trajectories())::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating')))) WITH CHECK ((trajectory_id = ANY ((SELECT my_trajectories())::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    "DROP POLICY h_contact_delete ON riskanalysis_analysisunit",
    """CREATE POLICY h_contact_delete ON riskanalysis_analysisunit FOR DELETE TO h_contact USING ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    "DROP POLICY h_contact_insert ON riskanalysis_analysisunit",
    """CREATE POLICY h_contact_insert ON riskanalysis_analysisunit FOR INSERT TO h_contact WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    "DROP POLICY h_contact_update ON riskanalysis_analysisunit",
    """CREATE POLICY h_contact_update ON riskanalysis_analysisunit FOR UPDATE TO h_contact USING ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating')))) WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    "DROP POLICY h_coach_delete ON riskanalysis_aspectjudgement",
    """CREATE POLICY h_coach_delete ON riskanalysis_aspectjudgement FOR DELETE TO h_coach USING ((trajectory_id = ANY ((SELECT my_trajectories())::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    "DROP POLICY h_coach_insert ON riskanalysis_aspectjudgement",
    """CREATE POLICY h_coach_insert ON riskanalysis_aspectjudgement FOR INSERT TO h_coach WITH CHECK ((trajectory_id = ANY ((SELECT my_trajectories())::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    "DROP POLICY h_coach_update ON riskanalysis_aspectjudgement",
    """CREATE POLICY h_coach_update ON riskanalysis_aspectjudgement FOR UPDATE TO h_coach USING ((trajectory_id = ANY ((SELECT my_trajectories())::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating')))) WITH CHECK ((trajectory_id = ANY ((SELECT my_trajectories())::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    "DROP POLICY h_contact_delete ON riskanalysis_aspectjudgement",
    """CREATE POLICY h_contact_delete ON riskanalysis_aspectjudgement FOR DELETE TO h_contact USING ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    "DROP POLICY h_contact_insert ON riskanalysis_aspectjudgement",
    """CREATE POLICY h_contact_insert ON riskanalysis_aspectjudgement FOR INSERT TO h_contact WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    "DROP POLICY h_contact_update ON riskanalysis_aspectjudgement",
    """CREATE POLICY h_contact_update ON riskanalysis_aspectjudgement FOR UPDATE TO h_contact USING ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating')))) WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    "DROP POLICY h_coach_delete ON riskanalysis_consultation",
    """CREATE POLICY h_coach_delete ON riskanalysis_consultation FOR DELETE TO h_coach USING ((trajectory_id = ANY ((SELECT my_trajectories())::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    "DROP POLICY h_coach_insert ON riskanalysis_consultation",
    """CREATE POLICY h_coach_insert ON riskanalysis_consultation FOR INSERT TO h_coach WITH CHECK ((trajectory_id = ANY ((SELECT my_trajectories())::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    "DROP POLICY h_coach_update ON riskanalysis_consultation",
    """CREATE POLICY h_coach_update ON riskanalysis_consultation FOR UPDATE TO h_coach USING ((trajectory_id = ANY ((SELECT my_trajectories())::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating')))) WITH CHECK ((trajectory_id = ANY ((SELECT my_trajectories())::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    "DROP POLICY h_contact_delete ON riskanalysis_consultation",
    """CREATE POLICY h_contact_delete ON riskanalysis_consultation FOR DELETE TO h_contact USING ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    "DROP POLICY h_contact_insert ON riskanalysis_consultation",
    """CREATE POLICY h_contact_insert ON riskanalysis_consultation FOR INSERT TO h_contact WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    "DROP POLICY h_contact_update ON riskanalysis_consultation",
    """CREATE POLICY h_contact_update ON riskanalysis_consultation FOR UPDATE TO h_contact USING ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating')))) WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    "DROP POLICY h_coach_delete ON riskanalysis_finding",
    """CREATE POLICY h_coach_delete ON riskanalysis_finding FOR DELETE TO h_coach USING ((trajectory_id = ANY ((SELECT my_trajectories())::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    "DROP POLICY h_coach_insert ON riskanalysis_finding",
    """CREATE POLICY h_coach_insert ON riskanalysis_finding FOR INSERT TO h_coach WITH CHECK ((trajectory_id = ANY ((SELECT my_trajectories())::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    "DROP POLICY h_coach_update ON riskanalysis_finding",
    """CREATE POLICY h_coach_update ON riskanalysis_finding FOR UPDATE TO h_coach USING ((trajectory_id = ANY ((SELECT my_trajectories())::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating')))) WITH CHECK ((trajectory_id = ANY ((SELECT my_trajectories())::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    "DROP POLICY h_contact_delete ON riskanalysis_finding",
    """CREATE POLICY h_contact_delete ON riskanalysis_finding FOR DELETE TO h_contact USING ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    "DROP POLICY h_contact_insert ON riskanalysis_finding",
    """CREATE POLICY h_contact_insert ON riskanalysis_finding FOR INSERT TO h_contact WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    "DROP POLICY h_contact_update ON riskanalysis_finding",
    """CREATE POLICY h_contact_update ON riskanalysis_finding FOR UPDATE TO h_contact USING ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating')))) WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
]
BACKWARDS = [
    "DROP POLICY h_contact_update ON riskanalysis_finding",
    """CREATE POLICY h_contact_update ON riskanalysis_finding FOR UPDATE TO h_contact USING ((company_id = ANY (( SELECT my_companies('h_contact'::text) AS my_companies)::uuid[]))) WITH CHECK ((company_id = ANY (( SELECT my_companies('h_contact'::text) AS my_companies)::uuid[])))
""",
    "DROP POLICY h_contact_insert ON riskanalysis_finding",
    """CREATE POLICY h_contact_insert ON riskanalysis_finding FOR INSERT TO h_contact WITH CHECK ((company_id = ANY (( SELECT my_companies('h_contact'::text) AS my_companies)::uuid[])))
""",
    "DROP POLICY h_contact_delete ON riskanalysis_finding",
    """CREATE POLICY h_contact_delete ON riskanalysis_finding FOR DELETE TO h_contact USING ((company_id = ANY (( SELECT my_companies('h_contact'::text) AS my_companies)::uuid[])))
""",
    "DROP POLICY h_coach_update ON riskanalysis_finding",
    """CREATE POLICY h_coach_update ON riskanalysis_finding FOR UPDATE TO h_coach USING ((trajectory_id = ANY (( SELECT my_trajectories() AS my_trajectories)::uuid[]))) WITH CHECK ((trajectory_id = ANY (( SELECT my_trajectories() AS my_trajectories)::uuid[])))
""",
    "DROP POLICY h_coach_insert ON riskanalysis_finding",
    """CREATE POLICY h_coach_insert ON riskanalysis_finding FOR INSERT TO h_coach WITH CHECK ((trajectory_id = ANY (( SELECT my_trajectories() AS my_trajectories)::uuid[])))
""",
    "DROP POLICY h_coach_delete ON riskanalysis_finding",
    """CREATE POLICY h_coach_delete ON riskanalysis_finding FOR DELETE TO h_coach USING ((trajectory_id = ANY (( SELECT my_trajectories() AS my_trajectories)::uuid[])))
""",
    "DROP POLICY h_contact_update ON riskanalysis_consultation",
    """CREATE POLICY h_contact_update ON riskanalysis_consultation FOR UPDATE TO h_contact USING ((company_id = ANY (( SELECT my_companies('h_contact'::text) AS my_companies)::uuid[]))) WITH CHECK ((company_id = ANY (( SELECT my_companies('h_contact'::text) AS my_companies)::uuid[])))
""",
    "DROP POLICY h_contact_insert ON riskanalysis_consultation",
    """CREATE POLICY h_contact_insert ON riskanalysis_consultation FOR INSERT TO h_contact WITH CHECK ((company_id = ANY (( SELECT my_companies('h_contact'::text) AS my_companies)::uuid[])))
""",
    "DROP POLICY h_contact_delete ON riskanalysis_consultation",
    """CREATE POLICY h_contact_delete ON riskanalysis_consultation FOR DELETE TO h_contact USING ((company_id = ANY (( SELECT my_companies('h_contact'::text) AS my_companies)::uuid[])))
""",
    "DROP POLICY h_coach_update ON riskanalysis_consultation",
    """CREATE POLICY h_coach_update ON riskanalysis_consultation FOR UPDATE TO h_coach USING ((trajectory_id = ANY (( SELECT my_trajectories() AS my_trajectories)::uuid[]))) WITH CHECK ((trajectory_id = ANY (( SELECT my_trajectories() AS my_trajectories)::uuid[])))
""",
    "DROP POLICY h_coach_insert ON riskanalysis_consultation",
    """CREATE POLICY h_coach_insert ON riskanalysis_consultation FOR INSERT TO h_coach WITH CHECK ((trajectory_id = ANY (( SELECT my_trajectories() AS my_trajectories)::uuid[])))
""",
    "DROP POLICY h_coach_delete ON riskanalysis_consultation",
    """CREATE POLICY h_coach_delete ON riskanalysis_consultation FOR DELETE TO h_coach USING ((trajectory_id = ANY (( SELECT my_trajectories() AS my_trajectories)::uuid[])))
""",
    "DROP POLICY h_contact_update ON riskanalysis_aspectjudgement",
    """CREATE POLICY h_contact_update ON riskanalysis_aspectjudgement FOR UPDATE TO h_contact USING ((company_id = ANY (( SELECT my_companies('h_contact'::text) AS my_companies)::uuid[]))) WITH CHECK ((company_id = ANY (( SELECT my_companies('h_contact'::text) AS my_companies)::uuid[])))
""",
    "DROP POLICY h_contact_insert ON riskanalysis_aspectjudgement",
    """CREATE POLICY h_contact_insert ON riskanalysis_aspectjudgement FOR INSERT TO h_contact WITH CHECK ((company_id = ANY (( SELECT my_companies('h_contact'::text) AS my_companies)::uuid[])))
""",
    "DROP POLICY h_contact_delete ON riskanalysis_aspectjudgement",
    """CREATE POLICY h_contact_delete ON riskanalysis_aspectjudgement FOR DELETE TO h_contact USING ((company_id = ANY (( SELECT my_companies('h_contact'::text) AS my_companies)::uuid[])))
""",
    "DROP POLICY h_coach_update ON riskanalysis_aspectjudgement",
    """CREATE POLICY h_coach_update ON riskanalysis_aspectjudgement FOR UPDATE TO h_coach USING ((trajectory_id = ANY (( SELECT my_trajectories() AS my_trajectories)::uuid[]))) WITH CHECK ((trajectory_id = ANY (( SELECT my_trajectories() AS my_trajectories)::uuid[])))
""",
    "DROP POLICY h_coach_insert ON riskanalysis_aspectjudgement",
    """CREATE POLICY h_coach_insert ON riskanalysis_aspectjudgement FOR INSERT TO h_coach WITH CHECK ((trajectory_id = ANY (( SELECT my_trajectories() AS my_trajectories)::uuid[])))
""",
    "DROP POLICY h_coach_delete ON riskanalysis_aspectjudgement",
    """CREATE POLICY h_coach_delete ON riskanalysis_aspectjudgement FOR DELETE TO h_coach USING ((trajectory_id = ANY (( SELECT my_trajectories() AS my_trajectories)::uuid[])))
""",
    "DROP POLICY h_contact_update ON riskanalysis_analysisunit",
    """CREATE POLICY h_contact_update ON riskanalysis_analysisunit FOR UPDATE TO h_contact USING ((company_id = ANY (( SELECT my_companies('h_contact'::text) AS my_companies)::uuid[]))) WITH CHECK ((company_id = ANY (( SELECT my_companies('h_contact'::text) AS my_companies)::uuid[])))
""",
    "DROP POLICY h_contact_insert ON riskanalysis_analysisunit",
    """CREATE POLICY h_contact_insert ON riskanalysis_analysisunit FOR INSERT TO h_contact WITH CHECK ((company_id = ANY (( SELECT my_companies('h_contact'::text) AS my_companies)::uuid[])))
""",
    "DROP POLICY h_contact_delete ON riskanalysis_analysisunit",
    """CREATE POLICY h_contact_delete ON riskanalysis_analysisunit FOR DELETE TO h_contact USING ((company_id = ANY (( SELECT my_companies('h_contact'::text) AS my_companies)::uuid[])))
""",
    "DROP POLICY h_coach_update ON riskanalysis_analysisunit",
    """CREATE POLICY h_coach_update ON riskanalysis_analysisunit FOR UPDATE TO h_coach USING ((trajectory_id = ANY (( SELECT my_trajectories() AS my_trajectories)::uuid[]))) WITH CHECK ((trajectory_id = ANY (( SELECT my_trajectories() AS my_trajectories)::uuid[])))
""",
    "DROP POLICY h_coach_insert ON riskanalysis_analysisunit",
    """CREATE POLICY h_coach_insert ON riskanalysis_analysisunit FOR INSERT TO h_coach WITH CHECK ((trajectory_id = ANY (( SELECT my_trajectories() AS my_trajectories)::uuid[])))
""",
    "DROP POLICY h_coach_delete ON riskanalysis_analysisunit",
    """CREATE POLICY h_coach_delete ON riskanalysis_analysisunit FOR DELETE TO h_coach USING ((trajectory_id = ANY (( SELECT my_trajectories() AS my_trajectories)::uuid[])))
""",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0010_own_deeds"),
        ("accounts", "0010_seal_second_steps"),
        ("companies", "0006_roles_within_a_hat"),
        ("coaches", "0004_search_folded"),
        ("programmes", "0018_roles_within_a_hat"),
        ("modules", "0008_search_folded"),
        ("trajectories", "0018_roles_within_a_hat"),
        ("riskanalysis", "0003_by_trajectory"),
        ("actionplans", "0004_who_changes_what"),
        ("insight", "0003_warnings"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
