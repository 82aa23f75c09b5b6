"""The trajectory report as DOCX, from the values of its PDF."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from coaching.core.paper.word import Paper, word
from coaching.insight.reports.trajectory import FULL

Said = dict[str, Any]


@word(FULL)
def trajectory_report(paper: Paper, said: Said) -> None:
    """Everything from approval to closing, for company and coach."""
    _head(paper, said)
    _sessions(paper, said)
    if said["analysis"]:
        _analysis(paper, said["analysis"])
    if said["objectives"]:
        paper.heading(_("What the company wants to reach"))
        caption = _("Objectives of the global prevention plan %(period)s") % {"period": said["period"]}
        rows = [(row["code"], row["text"], row["indicator"] or "–") for row in said["objectives"]]
        paper.table(caption, (_("Code"), _("Objective"), _("Indicator")), rows, (10, 50, 40))
    if said["groups"]:
        _measures(paper, said["groups"])
    if said["advice"]:
        _advice(paper, said["advice"])
    if said["final_report"]:
        paper.heading(_("Final report of the coach"))
        paper.text(said["final_report"])
    if said["not_yet"]:
        paper.heading(_("What is not there yet"))
        for line in said["not_yet"]:
            paper.text(line)


def _head(paper: Paper, said: Said) -> None:
    head = said["head"]
    paper.heading(_("In short"))
    status = f"{head['status']} ({head['ended']})" if head["ended"] else head["status"]
    started = f"{head['started']}, {head['in_time']}" if head["started"] else _("not held yet")
    paper.facts(
        _("In short"),
        [
            (_("Company"), ", ".join(part for part in (head["company"], head["number"], head["place"]) if part)),
            (_("Contact of the company"), head["contacts"]),
            (_("Coach"), head["coach"] or "–"),
            (_("Programme"), head["programme"]),
            (_("Reference"), head["reference"]),
            (_("Consultation body"), said["body"]),
            (_("Status"), status),
            (_("Approved on"), head["approved"]),
            (_("Start by"), head["due"]),
            (_("First session"), started),
        ],
    )
    kept = said["commitment"]["kept"]
    paper.text(
        _("The company has kept its commitment") if kept else _("The commitment has not been kept yet"),
    )
    if len(said["milestones"]) > 1:
        paper.heading(_("What happened when"))
        rows = [(row["what"], row["when"]) for row in said["milestones"]]
        paper.table(_("From approval to closing"), (_("What"), _("When")), rows, (65, 35))


def _sessions(paper: Paper, said: Said) -> None:
    paper.heading(_("Sessions and hours"))
    hours = said["hours"]
    paper.text(_("%(used)s of %(budget)s hours of coaching were used; %(left)s are left.") % hours)
    if hours["over"]:
        paper.text(_("More hours were held than the programme pays."))
    if said["sessions"]:
        rows = [(row["date"], row["kind"], row["hours"], row["agreed"] or "–") for row in said["sessions"]]
        heads = (_("Date"), _("Kind"), _("Hours"), _("Agreed"))
        paper.table(_("Sessions with the coach"), heads, rows, (14, 22, 10, 54))


def _analysis(paper: Paper, said: Said) -> None:
    paper.heading(_("What the risk analysis shows"))
    final = f", {said['final']}" if said["final"] else ""
    paper.text(f"{said['title']} ({said['status']}{final})")
    paper.text(
        _(
            "Each square shows the most serious finding of a work unit on one A. G is green, O is orange, R is red, – is "
            "no finding; the figure is the number of findings."
        )
    )
    heads = (_("Work unit"), *(f"{one['code']} {one['name']}" for one in said["aspects"]))
    rows = [
        (row["name"], *(f"{one['letter']} ({one['count']})" if one["count"] else one["letter"] for one in row["cells"]))
        for row in said["heatmap"]
    ]
    rows.append((_("Judgement as a whole"), *(one["letter"] for one in said["aspects"])))
    paper.table(_("Work units and the five A's"), heads, rows)
    counts = [(row["label"], row["count"]) for row in said["colours"]]
    paper.table(_("Findings by colour"), (_("Colour"), _("Findings")), counts, (70, 30))
    for aspect in said["aspects"]:
        if aspect["summary"]:
            paper.heading(f"{aspect['code']} {aspect['name']}", 2)
            paper.text(aspect["summary"])


def _measures(paper: Paper, groups: list[Said]) -> None:
    paper.heading(_("What was done"))
    heads = (_("Measure"), _("What"), _("When"), _("Result"), _("Score before"), _("Score after"))
    for group in groups:
        rows = [
            (
                f"{row['code']} ({row['year']})",
                row["what"],
                row["when"] or "–",
                [row["result"] or "–", *_reached(row)],
                row["before"] or "–",
                row["after"] or "–",
            )
            for row in group["measures"]
        ]
        paper.table(f"{group['state']} ({group['count']})", heads, rows, (13, 30, 14, 23, 10, 10))
    paper.text(
        _("The score is the Kinney score of the risk behind the measure: before, and as judged again afterwards.")
    )


def _reached(row: Said) -> list[str]:
    return [_("workers reached: %(count)s") % {"count": row["reached"]}] if row["reached"] else []


def _advice(paper: Paper, advice: list[Said]) -> None:
    paper.heading(_("Advice of the consultation body"))
    heads = (_("Plan"), _("Date"), _("Advice"), _("Answer of the employer"), _("Remarks"), _("Followed"))
    rows = [
        (
            row["plan"],
            row["when"],
            row["advice"],
            [row["answer"] or "–", *([row["reasons"]] if row["reasons"] else [])],
            row["remarks"],
            row["followed"],
        )
        for row in advice
    ]
    paper.table(_("Advice and answers"), heads, rows, (20, 15, 18, 27, 10, 10))
