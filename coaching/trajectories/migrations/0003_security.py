"""Guards every table from core to trajectories: here the look-ups they need all exist."""

from django.db import migrations

from coaching.core.ground.roles import HUMAN_HATS, Hat
from coaching.core.tenancy.security import (
    ALL,
    DELETE,
    INSERT,
    SELECT,
    TRUE,
    UPDATE,
    WRITE,
    SameTenant,
    Secure,
    any_of,
    commands,
    definer_function,
    of_admin,
    of_body,
    of_coach,
    of_contact,
    of_self,
)

CONTACT, CPBW, COACH, ADMIN = Hat.CONTACT, Hat.CPBW, Hat.COACH, Hat.ADMIN
PERSON, PUBLIC, STAFF, PARTNER = Hat.PERSON, Hat.PUBLIC, Hat.STAFF, Hat.PARTNER
EVERYBODY = (*HUMAN_HATS, PUBLIC)
REQUESTED = any_of("trajectory_id", "my_requested_trajectories()")
COACH_COMPANIES = any_of("company_id", "my_coach_companies()")
MAIL_HEADER = (
    "id, kind, recipient_id, deadline_mail, company_id, programme_id, trajectory_id, reminder_id, state, created_at,"
    " not_before, sent_at, subject"
)


def for_audience(expression: str, hat: Hat) -> str:
    """A document is read by the hats named in its audience, within their own key."""
    return f"{expression} AND position('{hat.value}' in audience) > 0"


CORE = [
    Secure(
        "core_auditevent",
        {
            CONTACT: {SELECT: of_contact(), INSERT: of_self("actor_id")},
            COACH: {SELECT: of_coach(), INSERT: of_self("actor_id")},
            CPBW: {INSERT: of_self("actor_id")},
            # Not what happens inside analyses and plans: the programme sees states and figures.
            ADMIN: {
                SELECT: of_admin() + " AND (subject_type LIKE 'programmes.%' OR subject_type LIKE 'trajectories.%')",
                INSERT: of_self("actor_id"),
            },
            PERSON: {INSERT: of_self("actor_id")},
            STAFF: {SELECT: "event = 'system.entered' OR hat = 'h_staff'", INSERT: of_self("actor_id")},
        },
        system=(SELECT, INSERT),
    ),
    Secure(
        "core_outgoingemail",
        {
            CONTACT: {SELECT: of_contact(), INSERT: TRUE},
            COACH: {SELECT: of_coach(), INSERT: TRUE},
            ADMIN: {SELECT: of_admin(), INSERT: TRUE},
            CPBW: {INSERT: TRUE},
            PERSON: {SELECT: of_self("recipient_id"), INSERT: TRUE},
            STAFF: {SELECT: TRUE, INSERT: TRUE},
        },
        # The words of a mail are its reader's; the file shows that it went, when and about what.
        columns={(hat, SELECT): MAIL_HEADER for hat in (CONTACT, COACH, ADMIN, STAFF)},
    ),
    Secure(
        "core_reminder",
        {
            CONTACT: commands(of_contact(), WRITE),
            COACH: commands(REQUESTED, WRITE),
            ADMIN: commands(of_admin(), WRITE),
        },
    ),
    Secure(
        "core_document",
        {
            CONTACT: {SELECT: for_audience(of_contact(), CONTACT), INSERT: of_contact()},
            COACH: {SELECT: for_audience(of_coach(), COACH), INSERT: of_coach()},
            CPBW: {SELECT: for_audience(of_body(), CPBW), INSERT: of_body()},
            ADMIN: {SELECT: for_audience(of_admin(), ADMIN), INSERT: of_admin()},
        },
    ),
    # What the verification page may tell to whoever has the paper: title, date and fingerprint, nothing of the content.
    migrations.RunSQL(
        definer_function(
            "verify_document(p_code text)",
            "TABLE (kind text, title text, language text, version_no int, sha256 text, created_at timestamptz, latest boolean)",
            "SELECT d.kind::text, d.title::text, d.language::text, d.version_no, d.sha256::text, d.created_at, "
            "NOT EXISTS (SELECT 1 FROM core_document n WHERE n.subject_id = d.subject_id AND n.kind = d.kind "
            "AND n.language = d.language AND n.version_no > d.version_no AND n.state = 'ready') "
            "FROM core_document d WHERE d.code = p_code AND d.state = 'ready'",
            [PUBLIC],
        ),
        "DROP FUNCTION verify_document(text)",
    ),
]
ACCOUNTS = [
    Secure(
        "accounts_invitation",
        {CONTACT: commands(of_contact(), WRITE), ADMIN: commands(of_admin(), WRITE)},
    ),
]
COMPANIES = [
    Secure(
        "companies_company",
        {
            CONTACT: commands(of_contact("id"), (SELECT, UPDATE)),
            CPBW: commands(of_body("id")),
            COACH: commands(any_of("id", "my_coach_companies()")),
            ADMIN: commands("programme_reaches(id)"),
            PERSON: commands(any_of("id", "my_companies('h_contact')")),
        },
    ),
    Secure("companies_establishmentunit", {CONTACT: commands(of_contact(), ALL), COACH: commands(COACH_COMPANIES)}),
    Secure(
        "companies_workunit",
        {
            CONTACT: commands(of_contact(), ALL),
            COACH: commands(COACH_COMPANIES, WRITE),
            CPBW: commands(of_body()),
        },
    ),
    Secure(
        "companies_consultationbody",
        {
            CONTACT: commands(of_contact(), WRITE),
            COACH: commands(COACH_COMPANIES),
            CPBW: commands(of_body()),
            ADMIN: commands("programme_reaches(company_id)"),
        },
    ),
    # Who sits on which bench reveals union membership: programme administrators do not see memberships at all.
    Secure(
        "companies_membership",
        {
            CONTACT: commands(of_contact(), WRITE),
            COACH: commands(COACH_COMPANIES),
            CPBW: commands(of_body()),
            PERSON: commands(of_self()),
        },
    ),
]
COACHES = [
    Secure(
        "coaches_coach",
        {
            **{hat: commands(TRUE) for hat in EVERYBODY if hat is not COACH},
            COACH: {SELECT: TRUE, UPDATE: of_self()},
        },
    ),
]
MODULES = [Secure("modules_module", {hat: commands("state = 'published'") for hat in EVERYBODY})]
PROGRAMMES = [
    Secure("programmes_programme", {hat: commands(TRUE) for hat in EVERYBODY}),
    Secure(
        "programmes_programmemembership",
        {ADMIN: commands(of_admin(), WRITE), PERSON: commands(of_self())},
    ),
    Secure(
        "programmes_application",
        {
            PERSON: {
                SELECT: of_self("applicant_id"),
                INSERT: of_self("applicant_id"),
                UPDATE: of_self("applicant_id"),
                DELETE: of_self("applicant_id") + " AND state = 'draft'",
            },
            CONTACT: commands(of_contact(), (SELECT, UPDATE)),
            COACH: commands(COACH_COMPANIES),
            ADMIN: commands(of_admin() + " AND state <> 'draft'", (SELECT, UPDATE)),
        },
    ),
    Secure(
        "programmes_informationrequest",
        {CONTACT: commands(of_contact(), (SELECT, UPDATE)), ADMIN: commands(of_admin(), WRITE)},
    ),
]
TRAJECTORIES = [
    Secure(
        "trajectories_trajectory",
        {
            CONTACT: commands(of_contact(), (SELECT, UPDATE)),
            COACH: commands(any_of("id", "my_requested_trajectories()"), (SELECT, UPDATE)),
            CPBW: commands(of_body()),
            ADMIN: commands(of_admin(), WRITE),
            PERSON: commands(of_contact()),
        },
    ),
    Secure(
        "trajectories_coachrequest",
        {
            CONTACT: commands(of_contact(), WRITE),
            COACH: commands(any_of("coach_id", "my_coach_ids()"), (SELECT, UPDATE)),
            ADMIN: commands(of_admin()),
        },
    ),
    Secure(
        "trajectories_session",
        {CONTACT: commands(of_contact()), COACH: commands(of_coach(), ALL), ADMIN: commands(of_admin())},
        # Hours and dates for the programme, not what was said.
        columns={(ADMIN, SELECT): "id, trajectory_id, company_id, programme_id, held_on, kind, hours"},
    ),
    SameTenant("trajectories_trajectory", "application_id", "programmes_application", ("company_id", "programme_id")),
    SameTenant(
        "programmes_informationrequest", "application_id", "programmes_application", ("company_id", "programme_id")
    ),
    SameTenant("trajectories_coachrequest", "trajectory_id", "trajectories_trajectory", ("company_id", "programme_id")),
    SameTenant("trajectories_session", "trajectory_id", "trajectories_trajectory", ("company_id", "programme_id")),
]


class Migration(migrations.Migration):
    dependencies = [("trajectories", "0002_functions")]
    operations = [*CORE, *ACCOUNTS, *COMPANIES, *COACHES, *MODULES, *PROGRAMMES, *TRAJECTORIES]
