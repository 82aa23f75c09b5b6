"""The narrow functions of programmes and what is asked of its rights; `access.py` declares who may do what with its tables."""

from __future__ import annotations

from coaching.core.ground.roles import Hat
from coaching.core.tenancy.access import HUMANS, INSERT, LOGINS, UPDATE, Function, Question, hats

FUNCTIONS = (
    Function(
        "accept_cluster_invitation(uuid)",
        "accepts an invitation to apply together, sent to an own confirmed address",
        hats(Hat.PERSON),
    ),
    Function(
        "accept_draft_share(uuid)", "accepts to help with a draft, asked at an own confirmed address", hats(Hat.PERSON)
    ),
    Function("accept_invitation(text,text)", "turns an invitation to the own address into a role", hats(Hat.PERSON)),
    Function("administrators_of(uuid)", "who administers a programme", (*HUMANS, *hats(Hat.SYSTEM))),
    Function("administrators_of_company(uuid)", "who administers the programmes of an own company", hats(Hat.CONTACT)),
    Function(
        "assessment_open(uuid,uuid,bigint)",
        "whether an assessment may be read already: the own one, or when the own is handed in",
        hats(Hat.ADMIN),
    ),
    Function(
        "assessment_progress(uuid[])",
        "how many assessments were asked and handed in, per application of an own programme",
        hats(Hat.ADMIN),
    ),
    Function(
        "assessor_conflicts(uuid)",
        "who has to do with the company of an application and so cannot assess it",
        hats(Hat.ADMIN),
    ),
    Function(
        "cluster_members(uuid)",
        "companies in a cluster, told to its members and its programme",
        hats(Hat.CONTACT, Hat.ADMIN, Hat.PERSON, Hat.SYSTEM),
    ),
    Function(
        "cluster_name(uuid)",
        "the name of a cluster, told to its members and its programme",
        hats(Hat.CONTACT, Hat.ADMIN, Hat.PERSON, Hat.SYSTEM),
    ),
    Function(
        "earlier_answers(uuid,integer)", "what an own company answered in an earlier application", hats(Hat.PERSON)
    ),
    Function(
        "find_cluster_invitation(uuid)", "an invitation to apply together, sent to an own address", hats(Hat.PERSON)
    ),
    Function("find_draft_share(uuid)", "a draft one is asked to help with", hats(Hat.PERSON)),
    Function(
        "figure_cuts(text,integer,text,text,text,timestamp with time zone,uuid)",
        "under which figures an application is counted",
        everybody=True,
        definer=False,
    ),
    Function("find_invitation(text)", "what an invitation says to who holds its link", LOGINS),
    Function("find_partner_place(text,bigint,text)", "the place of a partner, at each request", LOGINS),
    Function(
        "find_programme_place(text,bigint,text)",
        "a programme and the roles somebody has there, at each request",
        LOGINS,
    ),
    Function("fold_figures()", "makes one row of figures about the same", hats(Hat.SYSTEM)),
    Function("found_company(uuid,text)", "founds the company of an own draft that is handed in", hats(Hat.PERSON)),
    Function(
        "guard_cluster_of_draft()", "refuses a cluster that one was not invited to", everybody=True, definer=False
    ),
    Function("guard_company_of_draft()", "refuses an application for another's company", everybody=True, definer=False),
    Function(
        "has_open_application(uuid,uuid,integer)",
        "whether an own company has such an application already",
        hats(Hat.PERSON),
    ),
    Function("keep_search_words()", "keeps the words by which files are found"),
    Function("keep_figures()", "adds what a change of applications adds to the figures"),
    Function("known_company(uuid)", "the company of an own draft's number, if it is here already", hats(Hat.PERSON)),
    Function(
        "letter_paragraph(uuid,text)",
        "the paragraph that a programme adds to its letters, for one about an own application",
        hats(Hat.CONTACT, Hat.ADMIN, Hat.SYSTEM),
    ),
    Function("my_administered()", "programmes that the person administers, today", hats(Hat.ADMIN)),
    Function("my_begun_clusters()", "clusters that the person began", hats(Hat.PERSON)),
    Function("my_clusters()", "clusters that the person began or joined", hats(Hat.PERSON)),
    Function("my_judged()", "programmes where the person is administrator or assessor, today", hats(Hat.ADMIN)),
    Function(
        "guard_decision()", "refuses a decision by who does not administer the programme", everybody=True, definer=False
    ),
    Function(
        "guard_applicants_words()", "refuses changes of a sent application's words", everybody=True, definer=False
    ),
    Function("my_own_applications()", "own applications", hats(Hat.PERSON)),
    Function("my_own_drafts()", "own applications that were not handed in", hats(Hat.PERSON)),
    Function("my_partners()", "partners that the person belongs to, today", hats(Hat.PARTNER)),
    Function("my_programmes()", "programmes where the person has a role, today", hats(Hat.OBSERVER, Hat.SYSTEM)),
    Function("my_roles()", "all own roles", hats(Hat.PERSON)),
    Function("my_shared_drafts()", "drafts of others that one helps with", hats(Hat.PERSON)),
    Function("next_reference(uuid,integer)", "the next reference number of a programme", hats(Hat.PERSON, Hat.SYSTEM)),
    Function("open_partner_link(text,boolean)", "opens, and counts, a partner's link", hats(Hat.PUBLIC)),
    Function("partner_behind(text,uuid)", "the partner behind a link", hats(Hat.PERSON)),
    Function("programme_reaches(uuid)", "whether a company takes part in an own programme", hats(Hat.ADMIN)),
    Function(
        "scored_between(uuid,numeric,numeric)",
        "applications of a programme one administers by the average of their scores, but for those one still has to score",
        hats(Hat.ADMIN),
    ),
    Function(
        "scores_to_sort_by(uuid)",
        "average of the scores per application of a programme one administers, but for those one still has to score",
        hats(Hat.ADMIN),
    ),
)
QUESTIONS = (
    Question("Who may write a role in a programme?", "programmes_programmemembership", ("role",), (INSERT, UPDATE)),
    Question("Who may read why a company applies (its motivation)?", "programmes_application", ("motivation",)),
    Question("Who may write a decision and its reason?", "programmes_application", ("decision_reason",), (UPDATE,)),
    Question("Who may set a programme's amounts?", "programmes_programme", ("subsidy_eur",), (UPDATE,)),
)
