"""The evaluation of a year as DOCX, from the values of its PDF."""

from __future__ import annotations

from django.utils.translation import gettext as _

from actionplans.evaluation.reports import KIND
from actionplans.reports_word import Said, write_advisers
from coaching.core.paper.word import Paper, word


@word(KIND)
def year_evaluation(paper: Paper, said: Said) -> None:
    paper.heading(_("In short"))
    paper.facts(_("In short"), said["facts"])
    for part in said["texts"]:
        paper.heading(part["title"])
        paper.text(part["text"])
    _measures(paper, said)
    if said["objectives"]:
        paper.heading(_("Objectives"))
        paper.table(
            _("Where the objectives stand"),
            (_("Objective"), _("Aim"), _("Now"), _("Status")),
            [(row["objective"], row["aim"], row["now"], row["reached"]) for row in said["objectives"]],
            (28, 30, 26, 16),
        )
    paper.heading(_("Evaluation of the psychosocial measures"))
    _psychosocial(paper, said["psychosocial"])
    write_advisers(paper, said["advisers"])
    _what_happened(paper, said)


def _measures(paper: Paper, said: Said) -> None:
    paper.heading(_("Measures"))
    if not said["measures"]:
        paper.text(_("No measure was planned for this year."))
        return
    planned, spent = said["money"]
    budget = _("Budget: planned %(planned)s; spent, as far as that was noted: %(spent)s.")
    paper.text(budget % {"planned": planned, "spent": spent})
    paper.table(
        _("What became of each measure"),
        (_("Measure"), _("Status"), _("What became of it, and why")),
        [(row["measure"], row["state"], row["became"]) for row in said["measures"]],
        (38, 20, 42),
    )


def _psychosocial(paper: Paper, said: Said) -> None:
    if not said["on"]:
        due = _("Not on record for this year. Due by %(day)s (Codex I.3-6).") % {"day": said["due"]}
        paper.text(due if said["due"] else "–")
        return
    with_whom = _("With the psychosocial adviser: %(name)s.") % {"name": said["adviser"]}
    alone = _("Without a psychosocial adviser: %(why)s") % {"why": said["without"]}
    evaluated = _("Evaluated on %(day)s (Codex I.3-6).") % {"day": said["on"]}
    paper.text(f"{evaluated} {with_whom if said['adviser'] else alone}")
    paper.table(
        _("The six sources, together and without names"),
        (_("Source"), _("What was seen in it")),
        [(row["title"], row["seen"]) for row in said["sources"]],
        (60, 40),
    )
    paper.heading(_("What the measures brought"), 2)
    paper.text(said["works"])
    if said["changes"]:
        paper.heading(_("What changes in the measures"), 2)
        paper.text(said["changes"])


def _what_happened(paper: Paper, said: Said) -> None:
    """What the body said, what was due, what was made, and what is proposed."""
    if said["advice"]:
        paper.heading(_("What the consultation body said"))
        paper.table(
            _("Advice of the consultation body"),
            (_("About"), _("Advice"), _("Remarks"), _("Answer of the employer")),
            [(row["about"], row["said"], row["remarks"], row["answer"]) for row in said["advice"]],
            (24, 32, 12, 32),
        )
    if said["dates"]:
        paper.heading(_("Dates of this year"))
        paper.table(
            _("Kept or missed, and why"),
            (_("What"), _("By"), _("Status"), _("Why")),
            [(row["what"], row["day"], row["state"], row["why"]) for row in said["dates"]],
            (34, 16, 22, 28),
        )
    for title, lines in (
        (_("Analyses and changes of this year"), [f"{one['day']}: {one['what']}" for one in said["made"]]),
        (_("Proposed for next year"), [f"{one['what']} ({one['why']})" for one in said["proposals"]]),
    ):
        if lines:
            paper.heading(title)
            for line in lines:
                paper.text(line)
