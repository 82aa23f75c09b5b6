"""The two plans as DOCX, from the values of their PDFs."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.core.paper.word import Paper, word

Said = dict[str, Any]


def _head(paper: Paper, head: Said) -> None:
    company = ", ".join(part for part in (head["company"], head["number"], head["address"]) if part)
    paper.heading(_("In short"))
    paper.facts(
        _("In short"),
        [
            (_("Company"), company),
            (_("Workers"), head["headcount"]),
            (_("Consultation body"), head["body"]),
            (_("Version"), head["version"]),
            (_("Status"), head["status"]),
            *((row["what"], row["when"]) for row in head["milestones"]),
        ],
    )
    if head["reason"]:
        paper.heading(_("Why this version was made"), 2)
        paper.text(head["reason"])


def _unwritten(paper: Paper, lines: list[str]) -> None:
    if lines:
        paper.heading(_("Not written yet"))
        for line in lines:
            paper.text(line)


def write_advisers(paper: Paper, advisers: list[Said]) -> None:
    """What advisers wrote about this piece, each in their own words."""
    if not advisers:
        return
    paper.heading(_("Advice of advisers"))
    for one in advisers:
        paper.heading(f"{one['author']}, {one['discipline']}", 2)
        later = _("Replaced by a later one")
        paper.text(f"{one['given']}. {later}" if one.get("replaced") else one["given"])
        if one.get("question"):
            asked = _("Question")
            paper.text(f"{asked} ({one['asked_by']}): {one['question']}")
        paper.text(one["text"])
    paper.text(_("Each adviser's own words, as they were given. The employer decides."))


def _figures_of(paper: Paper, said: Said) -> None:
    """How the objectives stand by their values, and what was spent of what was planned."""
    if said["values"]:
        paper.heading(_("How the objectives stand"))
        paper.table(
            _("What was measured, and what is aimed at"),
            (_("Objective"), _("Last value"), _("Measured on"), _("Target"), _("Status")),
            [
                (row["objective"], row["last"] or "–", row["when"] or "–", row["target"] or "–", row["standing"])
                for row in said["values"]
            ],
            (34, 15, 19, 14, 18),
        )
    if said["money"]:
        paper.heading(_("Planned and spent"))
        paper.table(
            _("Planned and spent"),
            (_("Year"), _("Planned"), _("Spent"), _("Difference"), _("Not said yet")),
            [(row["year"], row["planned"], row["spent"], row["left"], row["unsaid"]) for row in said["money"]],
            (22, 18, 18, 18, 24),
        )


@word("global-plan")
def global_plan(paper: Paper, said: Said) -> None:
    _head(paper, said["head"])
    voluntary = _("health promotion, voluntary")
    if said["objectives"]:
        paper.heading(_("Where we want to be"))
        paper.table(
            _("Priority objectives"),
            (_("Code"), _("Objective"), _("Answers"), _("Indicator")),
            [
                (
                    row["code"],
                    f"{row['text']} ({voluntary})" if row["voluntary"] else row["text"],
                    row["findings"] or "–",
                    row["indicator"] or "–",
                )
                for row in said["objectives"]
            ],
            (9, 34, 30, 27),
        )
    _figures_of(paper, said)
    for section in said["sections"]:
        if section["text"]:
            paper.heading(f"{section['number']}. {section['title']}")
            paper.text(section["text"])
    _unwritten(paper, said["unwritten"])
    if said["findings"]:
        paper.heading(_("Annex: every finding and what becomes of it"))
        paper.table(
            _("Findings of the risk analysis"),
            (_("Code"), _("Finding"), _("Where"), _("Colour"), _("Objective, or reason without")),
            [
                (
                    row["code"],
                    f"{row['hazard']} ({row['aspect']})",
                    row["where"],
                    (row["colour"], row["colour_label"]),
                    row["answer"] or _("Not said yet"),
                )
                for row in said["findings"]
            ],
            (9, 37, 18, 12, 24),
            tones=3,
        )
    write_advisers(paper, said["advisers"])
    if said["conclusion"]:
        paper.heading(_("What the five years brought"))
        paper.text(said["conclusion"])
        if said["outcomes"]:
            paper.table(
                _("What became of each objective"),
                (_("Objective"), _("Reached"), _("In words")),
                [(row["objective"], row["reached"], row["words"]) for row in said["outcomes"]],
                (40, 20, 40),
            )


@word("annual-plan")
def annual_plan(paper: Paper, said: Said) -> None:
    _head(paper, said["head"])
    paper.heading(_("The year in figures"))
    paper.text(_figures(said))
    if said["levels"]:
        heads = (_("Level"), _("Measures"), _("Budget"))
        levels = [(row["label"], row["count"], row["budget"]) for row in said["levels"]]
        paper.table(_("Measures and budget by prevention level"), heads, levels, (55, 20, 25))
    if said["calendar"]:
        rows = [(row["month"], row["measures"]) for row in said["calendar"]]
        paper.table(_("When what is done"), (_("Month"), _("Measures")), rows, (25, 75))
    _figures_of(paper, said)
    for text in said["texts"]:
        if text["text"]:
            paper.heading(text["title"])
            paper.text(text["text"])
    _unwritten(paper, said["unwritten"])
    for group in said["groups"]:
        paper.heading(group["objective"])
        if group["voluntary"]:
            paper.text(_("Health promotion, voluntary."))
        for measure in group["measures"]:
            _measure(paper, measure)
    write_advisers(paper, said["advisers"])
    if said["evaluation"]:
        _evaluation(paper, said)


def _figures(said: Said) -> str:
    names = {"n": said["count"], "budget": said["budget"], "period": said["period"], "deadline": said["deadline"]}
    if said["count"]:
        found = ngettext(
            "%(n)s measure, %(budget)s in all, under the five-year plan %(period)s.",
            "%(n)s measures, %(budget)s in all, under the five-year plan %(period)s.",
            said["count"],
        )
    else:
        found = _("There are no measures yet under the five-year plan %(period)s.")
    until = _("To the consultation body by %(deadline)s.")
    return f"{found} {until}" % names


def _measure(paper: Paper, measure: Said) -> None:
    title = f"{measure['code']} {measure['what']}"
    paper.heading(title, 2)
    pairs = [(label, value) for pair in measure["pairs"] for label, value in pair]
    paper.facts(title, [*measure["words"], *pairs])


def _evaluation(paper: Paper, said: Said) -> None:
    paper.heading(_("Evaluation of the year"))
    for part in said["evaluation"]:
        paper.heading(part["title"], 2)
        paper.text(part["text"])
    if said["endings"]:
        paper.table(
            _("What became of each measure"),
            (_("Measure"), _("Status"), _("What becomes of it"), _("Why")),
            [(row["measure"], row["state"], row["became"] or "–", row["why"] or "–") for row in said["endings"]],
            (34, 18, 18, 30),
        )
