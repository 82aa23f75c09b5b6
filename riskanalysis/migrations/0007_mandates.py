"""Rights as access.py declares them: analyses_of_file, riskanalysis_analysisunit, riskanalysis_aspectjudgement and others.

* analyses_of_file(uuid): may not be called by h_coach, h_contact, h_system
* analyses_of_file(uuid): the function is missing
* riskanalysis_analysisunit: the composite key riskanalysis_analysisunit_analysis_id_same_tenant is missing: a row coul…
* riskanalysis_analysisunit: the policy by which h_coach may remove rows from it is missing: “(((company_id = ANY (( SE…
* riskanalysis_analysisunit: the policy by which h_coach may add rows to it is missing: “(((company_id = ANY (( SELECT …
* riskanalysis_analysisunit: the policy by which h_coach may read it is missing: “((company_id = ANY (( SELECT my_files…
* riskanalysis_analysisunit: the policy by which h_coach may change it is missing: “(((company_id = ANY (( SELECT my_fi…
* riskanalysis_aspectjudgement: the composite key riskanalysis_aspectjudgement_analysis_id_same_tenant is missing: a ro…
* riskanalysis_aspectjudgement: the policy by which h_coach may remove rows from it is missing: “(((company_id = ANY ((…
* riskanalysis_aspectjudgement: the policy by which h_coach may add rows to it is missing: “(((company_id = ANY (( SELE…
* riskanalysis_aspectjudgement: the policy by which h_coach may read it is missing: “((company_id = ANY (( SELECT my_fi…
* riskanalysis_aspectjudgement: the policy by which h_coach may change it is missing: “(((company_id = ANY (( SELECT my…
* riskanalysis_consultation: the composite key riskanalysis_consultation_analysis_id_same_tenant is missing: a row coul…
* riskanalysis_consultation: the policy by which h_coach may remove rows from it is missing: “(((company_id = ANY (( SE…
* riskanalysis_consultation: the policy by which h_coach may add rows to it is missing: “(((company_id = ANY (( SELECT …
* riskanalysis_consultation: the policy by which h_coach may read it is missing: “((company_id = ANY (( SELECT my_files…
* riskanalysis_consultation: the policy by which h_coach may change it is missing: “(((company_id = ANY (( SELECT my_fi…
* riskanalysis_finding: the composite key riskanalysis_finding_analysis_id_same_tenant is missing: a row could name a p…
* riskanalysis_finding: the policy by which h_coach may remove rows from it is missing: “(((company_id = ANY (( SELECT …
* riskanalysis_finding: the policy by which h_coach may add rows to it is missing: “(((company_id = ANY (( SELECT my_fi…
* riskanalysis_finding: the policy by which h_coach may read it is missing: “((company_id = ANY (( SELECT my_files() AS…
* riskanalysis_finding: the policy by which h_coach may change it is missing: “(((company_id = ANY (( SELECT my_files_t…
* riskanalysis_riskanalysis: the composite key riskanalysis_riskanalysis_piece_id_same_tenant is missing: a row could n…
* riskanalysis_riskanalysis: the policy by which h_coach may remove rows from it is missing: “((company_id = ANY (( SEL…
* riskanalysis_riskanalysis: the policy by which h_coach may add rows to it is missing: “((company_id = ANY (( SELECT m…
* riskanalysis_riskanalysis: the policy by which h_coach may read it is missing: “((company_id = ANY (( SELECT my_files…
* riskanalysis_riskanalysis: the policy by which h_coach may change it is missing: “((company_id = ANY (( SELECT my_fil…
"""

from django.db import migrations

FORWARDS = [
    """CREATE OR REPLACE FUNCTION analyses_of_file(p_company uuid)
 RETURNS TABLE(version_no smallint, over boolean)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT a.version_no, a.state IN ('final', 'superseded') FROM riskanalysis_riskanalysis a
 WHERE a.company_id = p_company
   AND (current_setting('role', true) = 'h_system' OR p_company = ANY (my_companies('h_contact'))
        OR p_company = ANY (my_files_to_add()))
$function$
""",
    "REVOKE ALL ON FUNCTION analyses_of_file(uuid) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION analyses_of_file(uuid) TO h_coach, h_contact, h_system",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'riskanalysis_riskanalysis_tenant_piece_company') THEN ALTER TABLE riskanalysis_riskanalysis ADD CONSTRAINT riskanalysis_riskanalysis_tenant_piece_company UNIQUE (id, piece_id, company_id); END IF; END $$
""",
    """ALTER TABLE riskanalysis_analysisunit ADD CONSTRAINT riskanalysis_analysisunit_analysis_id_same_tenant FOREIGN KEY (analysis_id, piece_id, company_id) REFERENCES riskanalysis_riskanalysis(id, piece_id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'riskanalysis_riskanalysis_tenant_piece_company') THEN ALTER TABLE riskanalysis_riskanalysis ADD CONSTRAINT riskanalysis_riskanalysis_tenant_piece_company UNIQUE (id, piece_id, company_id); END IF; END $$
""",
    """ALTER TABLE riskanalysis_aspectjudgement ADD CONSTRAINT riskanalysis_aspectjudgement_analysis_id_same_tenant FOREIGN KEY (analysis_id, piece_id, company_id) REFERENCES riskanalysis_riskanalysis(id, piece_id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'riskanalysis_riskanalysis_tenant_piece_company') THEN ALTER TABLE riskanalysis_riskanalysis ADD CONSTRAINT riskanalysis_riskanalysis_tenant_piece_company UNIQUE (id, piece_id, company_id); END IF; END $$
""",
    """ALTER TABLE riskanalysis_consultation ADD CONSTRAINT riskanalysis_consultation_analysis_id_same_tenant FOREIGN KEY (analysis_id, piece_id, company_id) REFERENCES riskanalysis_riskanalysis(id, piece_id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'riskanalysis_riskanalysis_tenant_piece_company') THEN ALTER TABLE riskanalysis_riskanalysis ADD CONSTRAINT riskanalysis_riskanalysis_tenant_piece_company UNIQUE (id, piece_id, company_id); END IF; END $$
""",
    """ALTER TABLE riskanalysis_finding ADD CONSTRAINT riskanalysis_finding_analysis_id_same_tenant FOREIGN KEY (analysis_id, piece_id, company_id) REFERENCES riskanalysis_riskanalysis(id, piece_id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_filepiece_tenant_company') THEN ALTER TABLE companies_filepiece ADD CONSTRAINT companies_filepiece_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE riskanalysis_riskanalysis ADD CONSTRAINT riskanalysis_riskanalysis_piece_id_same_tenant FOREIGN KEY (piece_id, company_id) REFERENCES companies_filepiece(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """CREATE POLICY h_coach_delete ON riskanalysis_analysisunit FOR DELETE TO h_coach USING (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    """CREATE POLICY h_coach_insert ON riskanalysis_analysisunit FOR INSERT TO h_coach WITH CHECK (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    """CREATE POLICY h_coach_select ON riskanalysis_analysisunit FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_files())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces())::uuid[])))
""",
    """CREATE POLICY h_coach_update ON riskanalysis_analysisunit FOR UPDATE TO h_coach USING (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating')))) WITH CHECK (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    """CREATE POLICY h_coach_delete ON riskanalysis_aspectjudgement FOR DELETE TO h_coach USING (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    """CREATE POLICY h_coach_insert ON riskanalysis_aspectjudgement FOR INSERT TO h_coach WITH CHECK (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    """CREATE POLICY h_coach_select ON riskanalysis_aspectjudgement FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_files())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces())::uuid[])))
""",
    """CREATE POLICY h_coach_update ON riskanalysis_aspectjudgement FOR UPDATE TO h_coach USING (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating')))) WITH CHECK (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    """CREATE POLICY h_coach_delete ON riskanalysis_consultation FOR DELETE TO h_coach USING (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    """CREATE POLICY h_coach_insert ON riskanalysis_consultation FOR INSERT TO h_coach WITH CHECK (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    """CREATE POLICY h_coach_select ON riskanalysis_consultation FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_files())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces())::uuid[])))
""",
    """CREATE POLICY h_coach_update ON riskanalysis_consultation FOR UPDATE TO h_coach USING (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating')))) WITH CHECK (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    """CREATE POLICY h_coach_delete ON riskanalysis_finding FOR DELETE TO h_coach USING (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    """CREATE POLICY h_coach_insert ON riskanalysis_finding FOR INSERT TO h_coach WITH CHECK (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    """CREATE POLICY h_coach_select ON riskanalysis_finding FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_files())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces())::uuid[])))
""",
    """CREATE POLICY h_coach_update ON riskanalysis_finding FOR UPDATE TO h_coach USING (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating')))) WITH CHECK (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))))
""",
    """CREATE POLICY h_coach_delete ON riskanalysis_riskanalysis FOR DELETE TO h_coach USING ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[])))
""",
    """CREATE POLICY h_coach_insert ON riskanalysis_riskanalysis FOR INSERT TO h_coach WITH CHECK ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[])))
""",
    """CREATE POLICY h_coach_select ON riskanalysis_riskanalysis FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_files())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces())::uuid[])))
""",
    """CREATE POLICY h_coach_update ON riskanalysis_riskanalysis FOR UPDATE TO h_coach USING ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) WITH CHECK ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[])))
""",
]
BACKWARDS = [
    "DROP POLICY h_coach_update ON riskanalysis_riskanalysis",
    "DROP POLICY h_coach_select ON riskanalysis_riskanalysis",
    "DROP POLICY h_coach_insert ON riskanalysis_riskanalysis",
    "DROP POLICY h_coach_delete ON riskanalysis_riskanalysis",
    "DROP POLICY h_coach_update ON riskanalysis_finding",
    "DROP POLICY h_coach_select ON riskanalysis_finding",
    "DROP POLICY h_coach_insert ON riskanalysis_finding",
    "DROP POLICY h_coach_delete ON riskanalysis_finding",
    "DROP POLICY h_coach_update ON riskanalysis_consultation",
    "DROP POLICY h_coach_select ON riskanalysis_consultation",
    "DROP POLICY h_coach_insert ON riskanalysis_consultation",
    "DROP POLICY h_coach_delete ON riskanalysis_consultation",
    "DROP POLICY h_coach_update ON riskanalysis_aspectjudgement",
    "DROP POLICY h_coach_select ON riskanalysis_aspectjudgement",
    "DROP POLICY h_coach_insert ON riskanalysis_aspectjudgement",
    "DROP POLICY h_coach_delete ON riskanalysis_aspectjudgement",
    "DROP POLICY h_coach_update ON riskanalysis_analysisunit",
    "DROP POLICY h_coach_select ON riskanalysis_analysisunit",
    "DROP POLICY h_coach_insert ON riskanalysis_analysisunit",
    "DROP POLICY h_coach_delete ON riskanalysis_analysisunit",
    "ALTER TABLE riskanalysis_riskanalysis DROP CONSTRAINT riskanalysis_riskanalysis_piece_id_same_tenant",
    "ALTER TABLE riskanalysis_finding DROP CONSTRAINT riskanalysis_finding_analysis_id_same_tenant",
    "ALTER TABLE riskanalysis_consultation DROP CONSTRAINT riskanalysis_consultation_analysis_id_same_tenant",
    "ALTER TABLE riskanalysis_aspectjudgement DROP CONSTRAINT riskanalysis_aspectjudgement_analysis_id_same_tenant",
    "ALTER TABLE riskanalysis_analysisunit DROP CONSTRAINT riskanalysis_analysisunit_analysis_id_same_tenant",
    "DROP FUNCTION analyses_of_file(uuid)",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0016_pieces"),
        ("accounts", "0013_returned_mail"),
        ("companies", "0009_mandates"),
        ("coaches", "0005_where_and_when"),
        ("riskanalysis", "0006_file"),
        ("actionplans", "0010_file"),
        ("programmes", "0031_register_as_it_is"),
        ("modules", "0013_date_wishes"),
        ("trajectories", "0031_mandates"),
        ("insight", "0006_answer"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
