"""Who may do what with programmes, applications and partners; which of them are one's own."""

from __future__ import annotations

from coaching.companies.access import MY_BODY, MY_COMPANY, OF_A_GUEST, OF_NO_OTHER_COMPANY, SENT_AGAIN
from coaching.core.access import IN_OWN_NAME, MAIL_HEADERS, NOT_YET_SENT, meant_for
from coaching.core.ground.roles import Hat
from coaching.core.tenancy.access import (
    EVERY_ROW,
    OWN,
    SELECT,
    Guard,
    Key,
    More,
    Rows,
    Table,
    add,
    among,
    change,
    each,
    edit,
    full,
    hats,
    read,
    remove,
    write,
)
from coaching.programmes.access_functions import FUNCTIONS as FUNCTIONS
from coaching.programmes.access_functions import QUESTIONS as QUESTIONS
from coaching.programmes.access_parts import (
    ABOUT_FILES,
    APPLICATION_FIGURES,
    FIGURES_TAKEN,
    MINE_ALONE,
    MY_APPLICATION_OR_SHARED_DRAFT,
    MY_OR_SHARED_DRAFT,
    NOT_HANDED_IN,
    NOT_MONEY,
    OF_A_COMPANY,
    OF_NO_PLACE,
    OPEN_TO_ME,
    RULES,
    SHARED,
    SHARED_BY_ME,
    WITH_A_DRAFT,
    WITH_THE_APPLICATION,
)

FILE = ("company_id", "programme_id")
PROGRAMME = ("programme_id",)
OBSERVED = among("of a programme where one has a role", "my_programmes()", "programme_id")
ADMINISTERED = among("of a programme that one administers", "my_administered()", "programme_id")
JUDGED = among("of a programme where one is administrator or assessor", "my_judged()", "programme_id")
MY_DRAFT = among("of an own draft", "my_own_drafts()", "application_id")
MY_SHARED_DRAFT = among("that are drafts one helps with", "my_shared_drafts()", "id")
MY_CLUSTER = among("of a cluster that one began", "my_begun_clusters()", "cluster_id")
MY_PARTNER = among("of an own partner", "my_partners()", "partner_id")
REACHED = Rows("of a company that takes part in an own programme", "programme_reaches({column})", "company_id")
APPLICANT = OWN.on("applicant_id")
DRAFT = Rows("that are drafts", "state = 'draft'")
NOT_DRAFT = Rows("that are no drafts", "state <> 'draft'")
STILL_DRAFT_OR_MY_COMPANY = Rows("still a draft or of an own company", f"{DRAFT.condition} OR {MY_COMPANY.condition}")
OF_NO_OTHER_PROGRAMME = Rows(
    "of no programme and company, or of an own programme",
    f"(programme_id IS NULL AND company_id IS NULL) OR {JUDGED.condition}",
)
READERS = hats(Hat.CONTACT, Hat.CPBW, Hat.COACH, Hat.PERSON, Hat.PARTNER, Hat.STAFF, Hat.PUBLIC)

TABLES = (
    Table(
        "programmes_accreditation",
        "which coach may work in which programme",
        {
            **each(READERS, read(EVERY_ROW)),
            Hat.ADMIN: read(EVERY_ROW) + add(ADMINISTERED) + change(ADMINISTERED),
        },
    ),
    Table(
        "programmes_application",
        "applications: motivation, objectives, decision and amounts",
        {
            Hat.CONTACT: read(MY_COMPANY) + change(MY_COMPANY),
            Hat.ADMIN: read(JUDGED & NOT_DRAFT) + change(JUDGED & NOT_DRAFT),
            Hat.OBSERVER: read(OBSERVED & NOT_DRAFT, only=APPLICATION_FIGURES),
            Hat.PERSON: read(APPLICANT | MY_SHARED_DRAFT)
            + add(OWN.on("applicant_id") & OF_NO_OTHER_COMPANY)
            + change(APPLICANT | MY_SHARED_DRAFT, leaving=APPLICANT | (MY_SHARED_DRAFT & STILL_DRAFT_OR_MY_COMPANY))
            + remove(APPLICANT & DRAFT),
        },
        keys=(
            Key("cluster_id", "programmes_cluster", PROGRAMME),
            Key("layer_version_id", "programmes_layerversion", PROGRAMME),
            Key("partner_id", "programmes_partner", PROGRAMME),
            Key("round_id", "programmes_assessmentround", PROGRAMME),
        ),
        guards=(
            Guard(
                "administrators_decide",
                "what is proposed, decided and granted is written by an administrator of the programme",
                "BEFORE UPDATE OF decision_reason, start_due_on, proposed_verb, proposed_reason, proposed_by_id",
                "guard_decision()",
                when="(old.decision_reason, old.start_due_on, old.proposed_verb, old.proposed_reason, old.proposed_by_id) "
                "IS DISTINCT FROM (new.decision_reason, new.start_due_on, new.proposed_verb, new.proposed_reason, "
                "new.proposed_by_id)",
            ),
            Guard(
                "applicants_words",
                "the words of an application are the company's",
                "BEFORE UPDATE OF motivation, objectives, answers, support_from, support_evidence, support_texts, declaration",
                "guard_applicants_words()",
                when="old.state <> 'draft' AND (old.motivation, old.objectives, old.answers, old.support_from, "
                "old.support_evidence, old.support_texts, old.declaration) IS DISTINCT FROM (new.motivation, new.objectives, "
                "new.answers, new.support_from, new.support_evidence, new.support_texts, new.declaration)",
            ),
            Guard(
                "guard_cluster_of_draft",
                "one joins a cluster by invitation",
                "BEFORE UPDATE OF cluster_id",
                "guard_cluster_of_draft()",
                when="(new.cluster_id IS DISTINCT FROM old.cluster_id)",
            ),
            Guard(
                "guard_cluster_of_new",
                "one joins a cluster by invitation",
                "BEFORE INSERT",
                "guard_cluster_of_draft()",
                when="(new.cluster_id IS NOT NULL)",
            ),
            Guard(
                "guard_company_of_draft",
                "an application names a company of the person who applies",
                "BEFORE UPDATE OF company_id",
                "guard_company_of_draft()",
                when="(new.company_id IS DISTINCT FROM old.company_id)",
            ),
            Guard(
                "figures_added", "adds to the figures", "AFTER INSERT", "keep_figures()", rows="NEW TABLE AS changed"
            ),
            Guard(
                "figures_changed",
                "adds to the figures, and takes off where it was counted before",
                "AFTER UPDATE",
                "keep_figures()",
                when="(old.state <> 'draft' OR new.state <> 'draft') AND (old.programme_id, old.state, old.layer, "
                "old.province, old.target_group, old.referral_channel, old.submitted_at, old.round_id) IS DISTINCT FROM "
                "(new.programme_id, new.state, new.layer, new.province, new.target_group, new.referral_channel, "
                "new.submitted_at, new.round_id)",
            ),
            Guard(
                "figures_gone", "takes off the figures", "AFTER DELETE", "keep_figures()", rows="OLD TABLE AS changed"
            ),
            Guard(
                "search_words",
                "keeps the words by which it is found",
                "AFTER INSERT OR UPDATE OF state, company_name, municipality, reference, enterprise_number",
                "keep_search_words('application', 'company_name', 'municipality', 'reference', 'enterprise_number')",
                when="(new.state <> 'draft')",
            ),
            Guard(
                "search_words_gone",
                "forgets the words by which it was found",
                "AFTER DELETE",
                "keep_search_words('application')",
                when="(old.state <> 'draft')",
            ),
        ),
    ),
    Table(
        "programmes_assessment",
        "scores and words of an assessor on an application",
        {
            Hat.ADMIN: read(JUDGED & OPEN_TO_ME)
            + add(ADMINISTERED)
            + change(JUDGED & OWN.on("assessor_id"))
            + remove(ADMINISTERED & NOT_HANDED_IN),
        },
        keys=(Key("application_id", "programmes_application", FILE),),
    ),
    Table(
        "programmes_assessmentround",
        "rounds in which applications are compared",
        {
            **each(READERS, read(EVERY_ROW)),
            Hat.ADMIN: edit(ADMINISTERED) + read(JUDGED),
        },
    ),
    Table(
        "programmes_attachment",
        "files that belong to an application",
        {
            Hat.CONTACT: read(MY_COMPANY) + add(MY_COMPANY),
            Hat.ADMIN: read(OF_A_COMPANY & JUDGED),
            Hat.PERSON: read(WITH_THE_APPLICATION & MY_APPLICATION_OR_SHARED_DRAFT)
            + add(WITH_A_DRAFT & MY_OR_SHARED_DRAFT)
            + change(MY_OR_SHARED_DRAFT, only="company_id")
            + remove(MY_OR_SHARED_DRAFT),
        },
        keys=(
            Key("application_id", "programmes_application", FILE),
            Key("question_id", "programmes_informationrequest", FILE),
        ),
    ),
    Table(
        "programmes_bulkjob",
        "something done to many applications at once",
        {
            Hat.ADMIN: write(JUDGED),
        },
    ),
    Table(
        "programmes_cluster",
        "companies that apply together",
        {
            Hat.ADMIN: read(JUDGED),
            Hat.PERSON: read(OWN.on("begun_by_id"))
            + add(OWN.on("begun_by_id"))
            + change(OWN.on("begun_by_id"), only="name"),
        },
    ),
    Table(
        "programmes_clusterinvitation",
        "invitations to apply together",
        {
            Hat.ADMIN: read(JUDGED),
            Hat.PERSON: read(MY_CLUSTER) + add(MY_CLUSTER) + change(MY_CLUSTER, only="withdrawn_at"),
        },
        keys=(Key("cluster_id", "programmes_cluster", PROGRAMME),),
    ),
    Table(
        "programmes_draftshare",
        "who helps to write a draft application",
        {
            Hat.PERSON: full(MY_DRAFT),
        },
    ),
    Table(
        "programmes_filenote",
        "internal notes of the programme on an application",
        {
            Hat.ADMIN: read(JUDGED) + add(JUDGED & OWN.on("written_by_id")),
        },
        keys=(Key("application_id", "programmes_application", FILE),),
    ),
    Table(
        "programmes_figure",
        "figures of a programme, added up: written by the triggers of what they count",
        {
            Hat.ADMIN: read(JUDGED),
            Hat.OBSERVER: read(OBSERVED),
        },
        system=(SELECT,),
    ),
    Table(
        "programmes_informationrequest",
        "questions of the programme about an application, and the answers",
        {
            Hat.CONTACT: read(MY_COMPANY) + change(MY_COMPANY),
            Hat.ADMIN: write(JUDGED),
        },
        keys=(Key("application_id", "programmes_application", FILE),),
    ),
    Table(
        "programmes_layerversion",
        "what a layer of a programme asks and offers",
        {
            **each(READERS, read(NOT_DRAFT)),
            Hat.ADMIN: read(JUDGED) + edit(ADMINISTERED),
            Hat.OBSERVER: read(OBSERVED & NOT_DRAFT),
        },
    ),
    Table(
        "programmes_partner",
        "partners that spread word of a programme",
        {
            Hat.ADMIN: read(JUDGED) + add(ADMINISTERED) + change(ADMINISTERED),
            Hat.PARTNER: read(MY_PARTNER.on("id")),
        },
    ),
    Table(
        "programmes_partnermembership",
        "people of a partner",
        {
            Hat.ADMIN: read(ADMINISTERED) + change(ADMINISTERED, only="ended_at"),
        },
        keys=(Key("partner_id", "programmes_partner", PROGRAMME),),
    ),
    Table(
        "programmes_partnerreach",
        "figures on what came through a partner",
        {
            Hat.PARTNER: read(MY_PARTNER, only="id, year, as_of, tables, partner_id, programme_id"),
        },
        keys=(Key("partner_id", "programmes_partner", PROGRAMME),),
    ),
    Table(
        "programmes_partnervisit",
        "how often a partner's link was opened, per day",
        {
            Hat.ADMIN: read(ADMINISTERED),
            Hat.PARTNER: read(MY_PARTNER),
        },
        keys=(Key("partner_id", "programmes_partner", PROGRAMME),),
    ),
    Table(
        "programmes_programme",
        "programmes and their rules",
        {
            **each(READERS, read(EVERY_ROW)),
            Hat.ADMIN: read(EVERY_ROW) + change(ADMINISTERED.on("id"), only=RULES),
            Hat.OBSERVER: read(OBSERVED.on("id")),
        },
    ),
    Table(
        "programmes_programmemembership",
        "roles of people in a programme",
        {
            Hat.ADMIN: read(JUDGED) + change(ADMINISTERED, only="ended_at"),
            Hat.PERSON: read(OWN),
        },
    ),
    Table(
        "programmes_savedview",
        "columns that somebody chose of a list, and views of lists that were kept",
        {
            Hat.ADMIN: read((JUDGED & MINE_ALONE) | (JUDGED & SHARED))
            + add((JUDGED & MINE_ALONE) | (ADMINISTERED & SHARED_BY_ME))
            + change((JUDGED & MINE_ALONE) | (ADMINISTERED & SHARED))
            + remove((JUDGED & MINE_ALONE) | (ADMINISTERED & SHARED)),
            Hat.CONTACT: full(MY_COMPANY & MINE_ALONE),
            Hat.CPBW: full(MY_BODY & MINE_ALONE),
            Hat.COACH: full((OF_A_GUEST & MINE_ALONE) | (OF_NO_PLACE & MINE_ALONE)),
        },
    ),
    Table(
        "programmes_searchword",
        "words by which a programme's files are found",
        {
            Hat.ADMIN: read(JUDGED),
        },
    ),
    Table(
        "programmes_texttemplate",
        "texts of a programme to choose from: reasons, questions, mails",
        {
            Hat.ADMIN: read(JUDGED) + add(ADMINISTERED) + change(ADMINISTERED),
        },
    ),
)
MORE = (
    More(
        "accounts_invitation",
        {
            Hat.ADMIN: read(ADMINISTERED) + add(ADMINISTERED) + change(ADMINISTERED, only=SENT_AGAIN),
        },
    ),
    More(
        "companies_company",
        {
            Hat.ADMIN: read(REACHED.on("id")),
        },
    ),
    More(
        "companies_consultationbody",
        {
            Hat.ADMIN: read(REACHED),
        },
    ),
    More(
        "core_auditevent",
        {
            Hat.ADMIN: read((JUDGED & ABOUT_FILES & NOT_MONEY) | (ADMINISTERED & ABOUT_FILES))
            + add(IN_OWN_NAME & OF_NO_OTHER_PROGRAMME),
            Hat.OBSERVER: read(OBSERVED & ABOUT_FILES, only="id, at, programme_id")
            + add(IN_OWN_NAME & OBSERVED & FIGURES_TAKEN),
        },
    ),
    More(
        "core_document",
        {
            Hat.ADMIN: read((JUDGED & meant_for(Hat.ADMIN) & NOT_MONEY) | (ADMINISTERED & meant_for(Hat.ADMIN)))
            + add(JUDGED),
        },
    ),
    More(
        "core_outgoingemail",
        {
            Hat.ADMIN: read(JUDGED, only=MAIL_HEADERS) + add(NOT_YET_SENT & OF_NO_OTHER_PROGRAMME),
        },
    ),
    More(
        "core_reminder",
        {
            Hat.ADMIN: write(JUDGED),
            Hat.OBSERVER: read(OBSERVED, only="id, kind, state, programme_id"),
        },
    ),
)
