"""A line in the trail and a mail in the outbox are about what the writer has to do with; a draft names an own company."""

from django.db import migrations

from coaching.core.ground.roles import Hat
from coaching.core.tenancy.security import TRUE, definer_function, of_admin, of_contact, of_self

TABLES = ("core_auditevent", "core_outgoingemail")


# Also just after it ended: leaving, declining and stopping write their line and their mails at the end.
CONCERNS_ME = definer_function(
    "concerns_me(p_company uuid)",
    "boolean",
    "SELECT EXISTS (SELECT 1 FROM companies_membership m WHERE m.company_id = p_company AND m.user_id = app_uid()) "
    "OR EXISTS (SELECT 1 FROM trajectories_trajectory t JOIN coaches_coach k ON k.id = t.coach_id "
    "WHERE t.company_id = p_company AND k.user_id = app_uid()) "
    "OR EXISTS (SELECT 1 FROM trajectories_coachrequest r JOIN coaches_coach k ON k.id = r.coach_id "
    "WHERE r.company_id = p_company AND k.user_id = app_uid())",
    [Hat.CONTACT, Hat.CPBW, Hat.COACH, Hat.PERSON],
)


def about(table: str) -> dict[str, str]:
    """Per hat: the row has no company (or programme), or one that the writer has to do with."""
    concerned = "(company_id IS NULL OR concerns_me(company_id))"
    applied = f"EXISTS (SELECT 1 FROM programmes_application a WHERE a.company_id = {table}.company_id)"
    return {
        **dict.fromkeys(("h_contact", "h_cpbw", "h_coach"), concerned),
        "h_admin": f"(programme_id IS NULL AND company_id IS NULL OR {of_admin()})",
        "h_person": f"(company_id IS NULL OR concerns_me(company_id) OR {applied})",
    }


def policies(tied: bool) -> list[str]:
    statements = []
    for table in TABLES:
        for hat, key in about(table).items():
            rules = []
            if table == "core_auditevent":
                rules += [of_self("actor_id")] + (["hat = current_user"] if tied else [])
            elif tied:
                rules += ["state = 'queued'", "attempts = 0"]
            rules += [key] if tied else []
            statements.append(f"ALTER POLICY {hat}_insert ON {table} WITH CHECK ({' AND '.join(rules) or TRUE})")
    return statements


OWN = of_self("applicant_id")
FORWARDS = [
    CONCERNS_ME,
    *policies(tied=True),
    f"ALTER POLICY h_person_insert ON programmes_application WITH CHECK ({OWN} AND (company_id IS NULL OR {of_contact()}))",
    """CREATE FUNCTION guard_company_of_draft() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $fn$
    BEGIN
      IF current_user = 'h_person' AND NEW.company_id IS NOT NULL
         AND NOT NEW.company_id = ANY (my_companies('h_contact')) THEN
        RAISE EXCEPTION 'an application names a company of the person who applies' USING ERRCODE = 'insufficient_privilege';
      END IF;
      RETURN NEW;
    END $fn$""",
    "CREATE TRIGGER guard_company_of_draft BEFORE UPDATE OF company_id ON programmes_application FOR EACH ROW "
    "WHEN (NEW.company_id IS DISTINCT FROM OLD.company_id) EXECUTE FUNCTION guard_company_of_draft()",
]
BACKWARDS = [
    *policies(tied=False),
    f"ALTER POLICY h_person_insert ON programmes_application WITH CHECK ({OWN})",
    "DROP TRIGGER guard_company_of_draft ON programmes_application",
    "DROP FUNCTION guard_company_of_draft()",
    "DROP FUNCTION concerns_me(uuid)",
]


class Migration(migrations.Migration):
    dependencies = [
        ("trajectories", "0010_functions_ask_who_asks"),
        ("programmes", "0008_rules_by_hand"),
        ("core", "0004_guard_moves"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
