"""The eight mandatory sections of a five-year plan (Codex I.2-8), with what each asks in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Section:
    """hint: what to write, and why the section exists; example: a line to go by."""

    number: int
    title: Any
    hint: Any
    example: Any


SECTIONS = (
    Section(
        1,
        _("Results of the hazard identification and risk evaluation"),
        _("Which risks did you find, where, and how serious are they? A proposal from your risk analysis is ready."),
        _("For example: lifting crates of 20 kg in production, red, Kinney score 252."),
    ),
    Section(
        2,
        _("Prevention measures"),
        _(
            "What will you do about those risks in the coming five years? "
            "Say first how a risk is taken away at its source."
        ),
        _("For example: lift tables at both washing lines, then rotation, then training."),
    ),
    Section(
        3,
        _("Priority objectives"),
        _("What do you want to reach, and in what order? A proposal from your objectives is ready."),
        _("For example: by the end of 2027 no lifting task above Kinney score 70."),
    ),
    Section(
        4,
        _("Activities and assignments"),
        _(
            "Which activities and assignments follow from the objectives? "
            "Think of audits, training, talks on the floor."
        ),
        _("For example: each spring a round on the floor with the prevention adviser and two operators."),
    ),
    Section(
        5,
        _("Organisational, material and financial means"),
        _("Which time, people, equipment and money do you set aside?"),
        _("For example: € 25,000 a year and four hours a month for the working group."),
    ),
    Section(
        6,
        _("Assignments, duties and means of everyone involved"),
        _("Who does what: employer, hierarchical line, prevention services, workers? Each with the means for it."),
        _("For example: shift leaders follow up the rotation; they get two hours a week for it."),
    ),
    Section(
        7,
        _("How the plan adapts to changed circumstances"),
        _("When is the plan looked at again? Think of new machines, accidents, new work schedules, advice."),
        _("For example: after each accident, and each September before the yearly plan is written."),
    ),
    Section(
        8,
        _("Criteria to evaluate the policy"),
        _(
            "By which figures will you see whether it works? "
            "A proposal from the indicators of your objectives is ready."
        ),
        _("For example: absence, accidents, share of orders changed within 24 hours."),
    ),
)
BY_NUMBER = {section.number: section for section in SECTIONS}
