"""The narrow functions of trajectories and what is asked of its rights; `access.py` declares who may do what with its tables."""

from __future__ import annotations

from coaching.core.ground.roles import Hat
from coaching.core.tenancy.access import HUMANS, INSERT, LOGINS, UPDATE, Function, Question, hats

FUNCTIONS = (
    Function("guard_payee()", "refuses another account for a statement", everybody=True, definer=False),
    Function("guard_confirmation()", "refuses a confirmation in another's name", everybody=True, definer=False),
    Function(
        "guard_trajectory()", "refuses hours and dates that follow from no session", everybody=True, definer=False
    ),
    Function("person_names(bigint[])", "names of people that one has to do with", (*HUMANS, *hats(Hat.SYSTEM))),
    Function(
        "carried_out_measures(uuid)",
        "how many measures made with the help of a trajectory were carried out, told to who has to do with it",
        hats(Hat.CONTACT, Hat.COACH, Hat.ADMIN, Hat.SYSTEM),
    ),
    Function("mandate_follows()", "gives and ends a coach's mandate as the coaching goes"),
    Function(
        "note_help(uuid)",
        "notes which trajectories of the company a new piece of its file was made with",
        hats(Hat.CONTACT, Hat.COACH, Hat.SYSTEM),
    ),
    Function(
        "route_behind(uuid)",
        "whether a trajectory's analysis is final and its newest yearly plan put to the body and in force: no word of them",
        hats(Hat.CONTACT, Hat.COACH, Hat.ADMIN, Hat.SYSTEM),
    ),
    Function("application_gives_name()", "a trajectory takes the corrected name of its company"),
    Function(
        "body_of(uuid)",
        "who sits in a company's consultation body, told to who has to do with the company",
        (*HUMANS, *hats(Hat.SYSTEM)),
    ),
    Function("coach_loads()", "how many files each coach has", (*HUMANS, *hats(Hat.PUBLIC, Hat.SYSTEM))),
    Function("coach_loads_of(uuid[])", "how many files these coaches have", (*HUMANS, *hats(Hat.PUBLIC, Hat.SYSTEM))),
    Function(
        "coach_of(uuid)", "the coach of a trajectory, told to who has to do with it", (*HUMANS, *hats(Hat.SYSTEM))
    ),
    Function(
        "concerns_me(uuid)",
        "whether one has or had to do with a company",
        hats(Hat.CONTACT, Hat.CPBW, Hat.COACH, Hat.PERSON),
    ),
    Function(
        "contacts_of(uuid)", "the contacts of a company, told to who has to do with it", (*HUMANS, *hats(Hat.SYSTEM))
    ),
    Function("figures_behind()", "moves starts and payments with their application in the figures"),
    Function("figures_counted()", "what the figures must add up to", hats(Hat.SYSTEM), definer=False),
    Function("figures_of_payments()", "adds what was paid to the figures"),
    Function("figures_of_starts()", "adds trajectories that started to the figures"),
    Function("recount_after_truncate()", "counts the figures anew when a table was emptied"),
    Function("recount_figures()", "counts all figures anew", hats(Hat.SYSTEM)),
    Function(
        "find_company_place(text,bigint,text)", "a company and the roles somebody has there, at each request", LOGINS
    ),
    Function(
        "coach_records(uuid[],integer,integer)",
        "how many companies of a size began and finished with these coaches, where three or more did",
        hats(Hat.CONTACT, Hat.CPBW, Hat.ADMIN, Hat.COACH),
    ),
    Function(
        "people_to_reach(uuid[],uuid[],uuid[])",
        "names, addresses and numbers of contacts, coaches and applicants, told to who works with them now",
        hats(Hat.CONTACT, Hat.CPBW, Hat.ADMIN, Hat.COACH),
    ),
    Function("my_coach_companies()", "companies of own trajectories and open requests", hats(Hat.COACH, Hat.SYSTEM)),
    Function(
        "my_requested_trajectories()",
        "own trajectories as a coach and those one is asked for",
        hats(Hat.COACH, Hat.SYSTEM),
    ),
    Function("my_trajectories()", "own trajectories as a coach", hats(Hat.COACH, Hat.SYSTEM)),
    Function("open_files_of(uuid)", "how many open files a coach has", hats(Hat.ADMIN, Hat.SYSTEM)),
    Function("retire_coach(uuid)", "takes a coach without open files out of the directory", hats(Hat.ADMIN)),
    Function("trajectory_takes_name()", "a trajectory's company name is that of its application"),
    Function("verify_document(text)", "what a document's code tells anybody", hats(Hat.PUBLIC)),
)
QUESTIONS = (
    Question("Who may read a session's text?", "trajectories_session", ("agreed", "next_step")),
    Question("Who may write a session's text?", "trajectories_session", ("agreed",), (INSERT, UPDATE)),
    Question("Who may read where a planned session is?", "trajectories_plannedsession", ("venue", "link", "note")),
    Question("Who may propose dates of a session?", "trajectories_plannedsession", ("options",), (INSERT, UPDATE)),
    Question("Who may confirm a session?", "trajectories_session", ("confirmed_at", "confirmed_by_id"), (UPDATE,)),
    Question(
        "Who may set the hours, the coach or the dates of a trajectory?",
        "trajectories_trajectory",
        ("coach_id",),
        (UPDATE,),
    ),
    Question("Who may read what is said in a talk?", "trajectories_message", ("text",)),
)
