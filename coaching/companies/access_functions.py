"""Narrow functions of companies and its files, and the questions that docs/access.md answers about them."""

from __future__ import annotations

from coaching.core.ground.roles import Hat
from coaching.core.tenancy.access import DELETE, HUMANS, INSERT, UPDATE, Function, Question, hats

FUNCTIONS = (
    Function("guard_mandate()", "refuses to change a mandate that has ended", everybody=True, definer=False),
    Function(
        "guard_advice()",
        "refuses to change advice that was given, and advice in place of another's",
        everybody=True,
        definer=False,
    ),
    Function("my_advised()", "companies whose own prevention adviser one is, today", hats(Hat.CONTACT)),
    Function(
        "my_advising()",
        "company and discipline, of files in which one may give advice, now",
        hats(Hat.COACH, Hat.SYSTEM),
    ),
    Function("my_employers()", "companies for which one speaks as a contact, today", hats(Hat.CONTACT)),
    Function(
        "keep_agreed()",
        "refuses to rewrite what others agreed to or were shown",
        everybody=True,
        definer=False,
    ),
    Function("employer_says()", "refuses a word of the employer by who may not bind it", everybody=True, definer=False),
    Function("guard_piece()", "refuses that a row moves to another piece of a file", everybody=True, definer=False),
    Function(
        "ask_contacts(text,text,text,integer)", "asks the contacts of a number to let a person in", hats(Hat.PERSON)
    ),
    Function("ask_letter(uuid)", "asks for a letter that proves the mandate in an own company", hats(Hat.CONTACT)),
    Function("company_is_proved(uuid)", "whether the mandate behind an own company's file is proved", HUMANS),
    Function("decide_file(uuid,text,text)", "platform staff decides who works in a file", hats(Hat.STAFF)),
    Function("dispute_file(uuid,text)", "who was not let in says why they should be", hats(Hat.PERSON)),
    Function("file_for_staff(uuid)", "one company that platform staff is asked to look at", hats(Hat.STAFF)),
    Function("found_file(jsonb,text)", "founds a company with who asks as its contact; called by others alone"),
    Function(
        "service_year_start(smallint,date[],date)",
        "on which day the service year of a company began, from its own facts alone",
        everybody=True,
        definer=False,
    ),
    Function("guard_request()", "refuses a second answer to a request", everybody=True, definer=False),
    Function("prove_number_anew()", "another number waits for a proof of its own"),
    Function("guard_proof()", "refuses a mandate proved by a hat's own word", everybody=True, definer=False),
    Function(
        "make_letter(uuid,text,integer)", "platform staff makes a letter: the digest of its code", hats(Hat.STAFF)
    ),
    Function("my_proved()", "companies that the person may bind, their mandate proved", hats(Hat.CONTACT)),
    Function("open_file(jsonb,text,integer)", "opens a company's file, or says that there is one", hats(Hat.PERSON)),
    Function("people_for_staff(uuid,uuid)", "both sides of a file that staff is asked to look at", hats(Hat.STAFF)),
    Function("person_who_asks(uuid)", "the address of who asks to work in an own company's file", hats(Hat.CONTACT)),
    Function("post_letter(uuid)", "platform staff notes that a letter was posted", hats(Hat.STAFF)),
    Function(
        "prove_mandate(uuid,text)",
        "notes a mandate proved by sign-in, by a programme that approved, or by platform staff",
        hats(Hat.CONTACT, Hat.PERSON, Hat.ADMIN, Hat.STAFF, Hat.SYSTEM),
    ),
    Function("try_code(uuid,text,integer)", "tries the code of a letter, counted", hats(Hat.CONTACT)),
    Function("company_role_hat(text)", "which hat a role in a company wears", everybody=True, definer=False),
    Function("function_in_unit()", "refuses that a function works in what is no unit", everybody=True, definer=False),
    Function("keep_unit_tree()", "refuses a unit that would be part of itself", everybody=True, definer=False),
    Function(
        "people_in_piece(uuid)",
        "who from outside works in a piece of a file, told to who has to do with its company",
        (*HUMANS, *hats(Hat.SYSTEM)),
    ),
    Function("holder_of(uuid)", "who has a mandate, told to the machine alone", hats(Hat.SYSTEM)),
    Function("guest_role(text)", "which role somebody from outside has in a file", everybody=True, definer=False),
    Function("my_ended_mandate(text)", "a company in whose file one worked before, and until when", hats(Hat.PERSON)),
    Function("my_mandated_companies()", "names of companies in whose file one works or worked", hats(Hat.COACH)),
    Function("leave_body(uuid)", "leaves an own seat in the consultation body", hats(Hat.CPBW)),
    Function(
        "my_companies(text)", "companies where the person has a role of that hat, today", (*HUMANS, *hats(Hat.SYSTEM))
    ),
    Function("my_files()", "companies in whose whole file one works, now", hats(Hat.COACH, Hat.SYSTEM)),
    Function(
        "my_files_to_add()", "companies in whose file one may make something new, now", hats(Hat.COACH, Hat.SYSTEM)
    ),
    Function("my_files_to_write()", "companies in whose whole file one may write, now", hats(Hat.COACH, Hat.SYSTEM)),
    Function("my_guest_companies()", "companies of own mandates, now", hats(Hat.COACH, Hat.SYSTEM)),
    Function("my_mandates()", "companies that the person may bind, today", hats(Hat.CONTACT)),
    Function("my_pieces()", "pieces of files that a limited mandate lets one read, now", hats(Hat.COACH, Hat.SYSTEM)),
    Function(
        "my_pieces_to_write()",
        "pieces of files that a limited mandate lets one write, now",
        hats(Hat.COACH, Hat.SYSTEM),
    ),
    Function("register_analyse()", "measures the waiting register", hats(Hat.SYSTEM)),
    Function("register_clear()", "empties the waiting register", hats(Hat.SYSTEM)),
)
QUESTIONS = (
    Question("Who may read who asks to work in a company's file?", "companies_filerequest", ("company_id",)),
    Question("Who may read what the code of a letter is kept as?", "companies_proofletter", ("code_digest",)),
    Question("Who may write a role in a company?", "companies_membership", ("role",), (INSERT, UPDATE)),
    Question("Who may let somebody from outside into a file?", "companies_mandate", ("person_id",), (INSERT,)),
    Question("Who may prolong or end that?", "companies_mandate", ("reads_until",), (UPDATE,)),
    Question("Who may give an adviser's advice?", "companies_adviseradvice", ("text",), (INSERT,)),
    Question("Who may change an adviser's advice?", "companies_adviseradvice", (), (UPDATE, DELETE)),
    Question("Who may read who sits on which bench?", "companies_membership", ("role",)),
)
