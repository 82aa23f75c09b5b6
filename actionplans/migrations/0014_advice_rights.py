"""Rights as access.py declares them: actionplans_bodyreview, actionplans_remark, companies_adviseradvice and others.

* actionplans_bodyreview: the trigger employer_answers is missing
* actionplans_remark: the trigger employer_answers is missing
* companies_adviseradvice: h_cpbw may not read it; declared is all columns
* companies_adviseradvice: the policy by which h_cpbw may read it is missing: “((company_id = ANY (( SELECT my_companie…
* companies_adviserquestion: h_cpbw may not read it; declared is all columns
* companies_adviserquestion: the policy by which h_cpbw may read it is missing: “((company_id = ANY (( SELECT my_compan…
* employer_answers(): may not be called by PUBLIC
* employer_answers(): the function is missing
* pieces_for_body(): may not be called by h_cpbw, h_system
* pieces_for_body(): the function is missing
"""

from django.db import migrations

FORWARDS = [
    """CREATE OR REPLACE FUNCTION employer_answers()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  IF current_user NOT LIKE 'h\\_%' OR current_user = 'h_system' THEN
    RETURN NEW;
  END IF;
  IF current_user = 'h_contact' AND NEW.company_id = ANY (my_mandates()) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'who may bind the employer answers' USING ERRCODE = 'insufficient_privilege';
END
$function$
""",
    "REVOKE ALL ON FUNCTION employer_answers() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION pieces_for_body()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(found.piece_id), '{}') FROM (
  SELECT a.piece_id FROM riskanalysis_riskanalysis a
   WHERE a.company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]) AND a.state IN ('draft_report', 'consulted', 'final', 'superseded')
  UNION ALL
  SELECT p.piece_id FROM actionplans_globalpreventionplan p
   WHERE p.company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]) AND p.state NOT IN ('draft', 'internal_review')
  UNION ALL
  SELECT p.piece_id FROM actionplans_annualactionplan p
   WHERE p.company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]) AND p.state NOT IN ('draft', 'internal_review')
) AS found
$function$
""",
    "REVOKE ALL ON FUNCTION pieces_for_body() FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION employer_answers() TO PUBLIC",
    "GRANT EXECUTE ON FUNCTION pieces_for_body() TO h_cpbw, h_system",
    """CREATE TRIGGER employer_answers BEFORE UPDATE OF answer, answer_text ON actionplans_bodyreview FOR EACH ROW WHEN ((old.answer, old.answer_text) IS DISTINCT FROM (new.answer, new.answer_text)) EXECUTE FUNCTION employer_answers()
""",
    """CREATE TRIGGER employer_answers BEFORE UPDATE OF reply, reply_text ON actionplans_remark FOR EACH ROW WHEN ((old.reply, old.reply_text) IS DISTINCT FROM (new.reply, new.reply_text)) EXECUTE FUNCTION employer_answers()
""",
    """CREATE POLICY h_cpbw_select ON companies_adviseradvice FOR SELECT TO h_cpbw USING ((company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[])) AND (piece_id IS NULL OR piece_id = ANY ((SELECT pieces_for_body())::uuid[])))
""",
    """CREATE POLICY h_cpbw_select ON companies_adviserquestion FOR SELECT TO h_cpbw USING ((company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[])) AND (piece_id IS NULL OR piece_id = ANY ((SELECT pieces_for_body())::uuid[])))
""",
    "GRANT SELECT ON companies_adviseradvice TO h_cpbw",
    "GRANT SELECT ON companies_adviserquestion TO h_cpbw",
]
BACKWARDS = [
    "REVOKE SELECT ON companies_adviserquestion FROM h_cpbw",
    "REVOKE SELECT ON companies_adviseradvice FROM h_cpbw",
    "DROP POLICY h_cpbw_select ON companies_adviserquestion",
    "DROP POLICY h_cpbw_select ON companies_adviseradvice",
    "DROP TRIGGER employer_answers ON actionplans_remark",
    "DROP TRIGGER employer_answers ON actionplans_bodyreview",
    "DROP FUNCTION pieces_for_body()",
    "DROP FUNCTION employer_answers()",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0018_list_file_roles"),
        ("accounts", "0017_keys_of_mail"),
        ("companies", "0023_advice_rights"),
        ("coaches", "0007_advisers"),
        ("riskanalysis", "0008_held_by_hand"),
        ("actionplans", "0013_brought_plans"),
        ("programmes", "0035_keys_of_mail"),
        ("modules", "0014_money_for_administrators"),
        ("trajectories", "0036_keys_of_mail"),
        ("insight", "0007_mandates"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
