"""Plans, remarks and advice change by whom and when the law says, in the database too (Codex I.2-10, II.7-19).

The moves of a state are guarded by `core/0004`. Here: the content of a five-year plan stays put once it is before the
body, a remark keeps its words, an opinion that was given is not rewritten, what was put to the body stays as it was.
"""

from django.db import migrations

from coaching.core.tenancy.security import of_body, of_coach, of_contact, of_self

EDITABLE = "('draft', 'internal_review', 'advised')"
REMARKS_OPEN = "('documents_sent', 'discussed', 'open_remarks', 'service_advice')"
PARTS = {
    "actionplans_plansection": "p.id = plan_id",
    "actionplans_objective": "p.id = plan_id",
    "actionplans_findingwithoutobjective": "p.id = plan_id",
    "actionplans_objectivefinding": "p.id = (SELECT o.plan_id FROM actionplans_objective o WHERE o.id = objective_id)",
}
WHOSE = {"h_contact": of_contact(), "h_coach": of_coach()}
REPLY = "reply, reply_text, change, replied_at, replied_by_id, version"
ADVICE = "state, version, meeting_on, discussed_at, advice_kind, advice_text, advised_at, advised_by_id"
ANSWER = "remarks_until, sent_at, answer, answer_text, answered_at, answered_by_id"


def of_open_review(expression: str) -> str:
    return (
        f"{expression} AND EXISTS (SELECT 1 FROM actionplans_bodyreview r WHERE r.id = review_id AND r.state IN {REMARKS_OPEN})"
    )


def parts(locked: bool) -> list[str]:
    """The policies that write the parts of a five-year plan, with or without a look at the plan's state."""
    statements = []
    for table, parent in PARTS.items():
        for hat, whose in WHOSE.items():
            text = whose
            if locked:
                text += (
                    f" AND EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE {parent} AND p.state IN {EDITABLE})"
                )
            statements += [
                f"ALTER POLICY {hat}_insert ON {table} WITH CHECK ({text})",
                f"ALTER POLICY {hat}_update ON {table} USING ({text}) WITH CHECK ({text})",
                f"ALTER POLICY {hat}_delete ON {table} USING ({text})",
            ]
    return statements


FORWARDS = [
    *parts(locked=True),
    # A remark: its author's words, the employer's answer. On paper there is no author (art. 53).
    "REVOKE UPDATE ON actionplans_remark FROM h_cpbw",
    "GRANT UPDATE (text, about, version) ON actionplans_remark TO h_cpbw",
    f"ALTER POLICY h_cpbw_insert ON actionplans_remark WITH CHECK ({of_open_review(of_body() + ' AND ' + of_self('author_id'))}"
    " AND reply = '')",
    f"ALTER POLICY h_cpbw_update ON actionplans_remark USING ({of_open_review(of_body() + ' AND ' + of_self('author_id'))})",
    "REVOKE UPDATE ON actionplans_remark FROM h_contact",
    f"GRANT UPDATE (text, about, {REPLY}) ON actionplans_remark TO h_contact",
    f"ALTER POLICY h_contact_insert ON actionplans_remark WITH CHECK ({of_contact()} AND author_id IS NULL AND reply = '')",
    """CREATE FUNCTION keep_words_of_author() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $fn$
    BEGIN
      IF current_user = 'h_contact' AND OLD.author_id IS NOT NULL THEN
        RAISE EXCEPTION 'the words of a remark are its author''s' USING ERRCODE = 'insufficient_privilege';
      END IF;
      RETURN NEW;
    END $fn$""",
    "CREATE TRIGGER keep_words_of_author BEFORE UPDATE ON actionplans_remark FOR EACH ROW "
    "WHEN (NEW.text IS DISTINCT FROM OLD.text OR NEW.about IS DISTINCT FROM OLD.about) "
    "EXECUTE FUNCTION keep_words_of_author()",
    # An opinion is written down once.
    "DROP POLICY h_cpbw_update ON actionplans_benchadvice",
    "DROP POLICY h_cpbw_delete ON actionplans_benchadvice",
    "DROP POLICY h_contact_update ON actionplans_benchadvice",
    "REVOKE UPDATE, DELETE ON actionplans_benchadvice FROM h_cpbw, h_contact",
    # What was put to the body, to whom and about which plan is not changed afterwards.
    "REVOKE UPDATE ON actionplans_bodyreview FROM h_cpbw, h_contact",
    f"GRANT UPDATE ({ADVICE}) ON actionplans_bodyreview TO h_cpbw",
    f"GRANT UPDATE ({ADVICE}, {ANSWER}) ON actionplans_bodyreview TO h_contact",
    """CREATE FUNCTION keep_what_was_said() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $fn$
    BEGIN
      IF current_user = 'h_cpbw' OR current_user = 'h_contact' AND OLD.state IN ('closed', 'withdrawn') THEN
        RAISE EXCEPTION 'the consultation is past that' USING ERRCODE = 'insufficient_privilege';
      END IF;
      RETURN NEW;
    END $fn$""",
    "CREATE TRIGGER keep_what_was_said BEFORE UPDATE ON actionplans_bodyreview FOR EACH ROW "
    f"WHEN (OLD.state NOT IN {REMARKS_OPEN}) EXECUTE FUNCTION keep_what_was_said()",
    # How many measures were carried out is told to whoever has the trajectory.
    "CREATE OR REPLACE FUNCTION carried_out_measures(p_trajectory uuid) RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE "
    "SECURITY DEFINER SET search_path = pg_catalog, public AS $fn$ "
    "SELECT count(*) FROM actionplans_preventionmeasure m WHERE m.trajectory_id = p_trajectory "
    "AND m.state IN ('done', 'verified_effective', 'not_effective') AND (current_setting('role', true) = 'h_system' "
    "OR m.company_id = ANY (my_companies('h_contact')) OR m.trajectory_id = ANY (my_trajectories()) "
    "OR m.programme_id = ANY (my_programmes())) $fn$",
]
BACKWARDS = [
    *parts(locked=False),
    "REVOKE UPDATE ON actionplans_remark FROM h_cpbw, h_contact",
    "REVOKE UPDATE (text, about, version) ON actionplans_remark FROM h_cpbw",
    f"REVOKE UPDATE (text, about, {REPLY}) ON actionplans_remark FROM h_contact",
    "GRANT UPDATE ON actionplans_remark TO h_cpbw, h_contact",
    f"ALTER POLICY h_cpbw_insert ON actionplans_remark WITH CHECK ({of_body()} AND {of_self('author_id')})",
    f"ALTER POLICY h_cpbw_update ON actionplans_remark USING ({of_body()} AND {of_self('author_id')})",
    f"ALTER POLICY h_contact_insert ON actionplans_remark WITH CHECK ({of_contact()})",
    "DROP TRIGGER keep_words_of_author ON actionplans_remark",
    "DROP FUNCTION keep_words_of_author()",
    "GRANT UPDATE ON actionplans_benchadvice TO h_cpbw, h_contact",
    "GRANT DELETE ON actionplans_benchadvice TO h_cpbw",
    f"CREATE POLICY h_cpbw_update ON actionplans_benchadvice FOR UPDATE TO h_cpbw USING ({of_body()}) WITH CHECK ({of_body()})",
    f"CREATE POLICY h_cpbw_delete ON actionplans_benchadvice FOR DELETE TO h_cpbw USING ({of_body()})",
    "CREATE POLICY h_contact_update ON actionplans_benchadvice FOR UPDATE TO h_contact "
    f"USING ({of_contact()}) WITH CHECK ({of_contact()})",
    f"REVOKE UPDATE ({ADVICE}) ON actionplans_bodyreview FROM h_cpbw",
    f"REVOKE UPDATE ({ADVICE}, {ANSWER}) ON actionplans_bodyreview FROM h_contact",
    "GRANT UPDATE ON actionplans_bodyreview TO h_cpbw, h_contact",
    "DROP TRIGGER keep_what_was_said ON actionplans_bodyreview",
    "DROP FUNCTION keep_what_was_said()",
    "CREATE OR REPLACE FUNCTION carried_out_measures(p_trajectory uuid) RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE "
    "SECURITY DEFINER SET search_path = pg_catalog, public AS $fn$ "
    "SELECT count(*) FROM actionplans_preventionmeasure m WHERE m.trajectory_id = p_trajectory "
    "AND m.state IN ('done', 'verified_effective', 'not_effective') $fn$",
]


class Migration(migrations.Migration):
    dependencies = [
        ("actionplans", "0003_uncovered_findings_and_carrying_over"),
        ("core", "0004_guard_moves"),
        ("trajectories", "0010_functions_ask_who_asks"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
