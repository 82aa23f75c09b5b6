"""Who may do what with the offer: modules, their gatherings and places, and who takes them up."""

from __future__ import annotations

from coaching.companies.access import MY_COMPANY, OF_NO_OTHER_COMPANY
from coaching.core.ground.roles import Hat
from coaching.core.tenancy.access import (
    EVERY_ROW,
    HUMANS,
    OWN,
    Function,
    Guard,
    Key,
    More,
    Rows,
    Table,
    add,
    among,
    change,
    each,
    hats,
    read,
    remove,
    write,
)
from coaching.programmes.access import ADMINISTERED, JUDGED, NOT_DRAFT, READERS

PROGRAMME = ("programme_id",)
SESSION_PUBLIC = (
    "id, version, starts_at, minutes, place, language, capacity, cancelled_at, cancel_reason, created_at, module_id, "
    "programme_id"
)
BY_LINK = Rows("whose secret link one holds", "token_digest = (SELECT nullif(current_setting('app.token', true), ''))")
NOBODYS = Rows("of nobody with an account", "applicant_id IS NULL")
KEPT = among("kept by a programme that one administers", "my_administered()", "keeper_id")
UNKEPT = Rows("kept by no programme", "keeper_id IS NULL")
UNKEPT_OR_KEPT = UNKEPT | KEPT
MY_UPTAKE = among("taken up by oneself or at an own address", "my_uptakes()", "id")
OF_AN_EDITION_IN_USE = Rows(
    "of the edition in use of a module that one may read",
    "EXISTS (SELECT 1 FROM modules_module m WHERE m.id = module_id AND modules_modulematerial.id = ANY (m.materials))",
)
OF_A_KEPT_MODULE = Rows(
    "of a module kept by a programme that one administers",
    f"EXISTS (SELECT 1 FROM modules_module m WHERE m.id = module_id AND {KEPT.on('m.keeper_id').condition})",
)
OF_A_MODULE_WITHOUT_ANOTHER_KEEPER = Rows(
    "of a module kept by nobody or by a programme that one administers",
    f"EXISTS (SELECT 1 FROM modules_module m WHERE m.id = module_id AND ({UNKEPT_OR_KEPT.condition}))",
)
VISITORS_DEED = Rows(
    "what a visitor did to their own place or take-up",
    "actor_id IS NULL AND subject_type IN ('modules.moduleuptake', 'modules.gatheringplace') AND company_id IS NULL",
)
VISITORS_MAIL = Rows(
    "mails about the visitor's own place or take-up",
    "recipient_id IS NULL AND kind IN ('modules.uptake_confirmed', 'modules.place_taken', 'modules.place_waiting') "
    "AND company_id IS NULL",
)

TABLES = (
    Table(
        "modules_module",
        "modules of the offer",
        {
            **each(READERS, read(NOT_DRAFT)),
            Hat.ADMIN: read(NOT_DRAFT | KEPT) + add(KEPT) + change(UNKEPT_OR_KEPT, leaving=KEPT) + remove(KEPT),
        },
    ),
    Table(
        "modules_modulematerial",
        "material of a module",
        {
            **each(READERS, read(OF_AN_EDITION_IN_USE)),
            Hat.ADMIN: read(OF_AN_EDITION_IN_USE | OF_A_KEPT_MODULE) + add(OF_A_KEPT_MODULE) + remove(OF_A_KEPT_MODULE),
        },
    ),
    Table(
        "modules_modulesession",
        "gatherings of a module that one can sign up for",
        {
            **each(
                hats(Hat.CONTACT, Hat.CPBW, Hat.COACH, Hat.PERSON, Hat.PARTNER, Hat.RESPONDENT, Hat.STAFF, Hat.PUBLIC),
                read(EVERY_ROW, only=SESSION_PUBLIC),
            ),
            Hat.ADMIN: read(EVERY_ROW) + add(ADMINISTERED) + change(ADMINISTERED),
        },
    ),
    Table(
        "modules_moduleuptake",
        "who takes up a light module",
        {
            Hat.CONTACT: read(MY_COMPANY),
            Hat.ADMIN: read(JUDGED) + change(JUDGED),
            Hat.PERSON: read(MY_UPTAKE) + add(OWN.on("applicant_id") & OF_NO_OTHER_COMPANY) + change(MY_UPTAKE),
            Hat.RESPONDENT: read(BY_LINK) + add(BY_LINK & NOBODYS) + change(BY_LINK),
        },
        keys=(
            Key("application_id", "programmes_application", PROGRAMME),
            Key("layer_version_id", "programmes_layerversion", PROGRAMME),
        ),
        guards=(
            Guard(
                "search_words",
                "keeps the words by which it is found",
                "AFTER INSERT OR UPDATE OF company_name, email",
                "keep_search_words('uptake', 'company_name', 'email')",
            ),
            Guard(
                "search_words_gone",
                "forgets the words by which it was found",
                "AFTER DELETE",
                "keep_search_words('uptake')",
            ),
        ),
    ),
    Table(
        "modules_datewish",
        "who wants to be told when a module gets a date",
        {
            Hat.PERSON: read(OWN.on("applicant_id")) + add(OWN.on("applicant_id")) + remove(OWN.on("applicant_id")),
            Hat.ADMIN: read(OF_A_MODULE_WITHOUT_ANOTHER_KEEPER, only="id, module_id, asked_at, told_at"),
        },
    ),
    Table(
        "modules_moduleversion",
        "published texts of a module",
        {
            Hat.ADMIN: read(UNKEPT | JUDGED.on("keeper_id"))
            + add(KEPT)
            + change(UNKEPT_OR_KEPT, leaving=KEPT)
            + remove(KEPT),
        },
    ),
    Table(
        "modules_sessionplace",
        "places in a gathering of the offer",
        {
            Hat.ADMIN: read(ADMINISTERED) + change(ADMINISTERED),
            Hat.RESPONDENT: write(BY_LINK),
        },
        keys=(Key("session_id", "modules_modulesession", PROGRAMME),),
    ),
)
MORE = (
    More(
        "core_auditevent",
        {
            Hat.RESPONDENT: add(VISITORS_DEED),
        },
    ),
    More(
        "core_outgoingemail",
        {
            Hat.RESPONDENT: add(VISITORS_MAIL),
        },
    ),
)
FUNCTIONS = (
    Function("has_place(uuid,text)", "whether an address has a place in a gathering already", hats(Hat.PUBLIC)),
    Function("my_uptakes()", "light modules taken up by the person or at an own confirmed address", hats(Hat.PERSON)),
    Function(
        "places_taken(uuid[])",
        "how many places of a gathering are taken",
        (*HUMANS, *hats(Hat.RESPONDENT, Hat.PUBLIC, Hat.SYSTEM)),
    ),
    Function(
        "session_link(uuid)", "the link of a gathering held from afar", hats(Hat.ADMIN, Hat.RESPONDENT, Hat.SYSTEM)
    ),
)
