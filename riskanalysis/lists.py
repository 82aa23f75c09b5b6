"""Findings as tables and lists of pages and reports draw them: hundreds in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.core.ground.figures import figure
from coaching.core.screen import ui
from coaching.core.screen.escaping import escaped
from coaching.core.screen.lists import PER_PAGE
from coaching.core.screen.tables import body, link, once
from coaching.core.templatetags.ui import tag
from riskanalysis import rules
from riskanalysis.enums import Colour, FindingMethod, SubFactor
from riskanalysis.models import Finding

TONES = {Colour.GREEN: ui.GOOD, Colour.ORANGE: ui.ATTENTION, Colour.RED: ui.BAD}


def basis_of(finding: Finding) -> str:
    """How a finding came to its colour, in one line."""
    if finding.method == FindingMethod.KINNEY:
        factors = f"{figure(finding.probability)} × {figure(finding.exposure)} × {figure(finding.effect)}"
        return _("Kinney %(factors)s = %(score)s, class %(class)s") % {
            "factors": factors,
            "score": figure(finding.kinney_score),
            "class": finding.kinney_class,
        }
    if finding.method == FindingMethod.SHARE:
        said = ngettext(
            "%(percent)s %% of %(number)s person at risk, severity %(severity)s",
            "%(percent)s %% of %(number)s people at risk, severity %(severity)s",
            finding.respondents or 0,
        )
        return said % {
            "percent": figure(finding.at_risk_percent),
            "number": finding.respondents,
            "severity": finding.severity,
        }
    return _("judged together")


def tests_of(finding: Finding, *, passed: bool = True) -> list[str]:
    """The two tests of a psychosocial finding (FPS 2019 §1), in words, as far as they were looked at.

    passed: whether those that it passes are told as well.
    """
    said = {
        True: (_("the danger is there for whoever does this work"), _("the employer can do something about it")),
        False: (_("no objective danger was found"), _("the employer has no influence on it")),
    }
    answers = (finding.is_objective, finding.employer_can_act)
    return [said[answer][place] for place, answer in enumerate(answers) if answer is False or (answer and passed)]


def tone(colour: str) -> str:
    return TONES[Colour(colour)] if colour else ui.NEUTRAL


@dataclass(frozen=True)
class Marked:
    """A finding with the words and tone of its colour, and how it came to it. url: its page, where it may be changed."""

    finding: Finding
    url: str = ""

    @property
    def tone(self) -> str:
        return tone(self.finding.colour)

    @property
    def colour_name(self) -> str:
        return capfirst(rules.colour_name(self.finding.colour))

    @property
    def basis(self) -> str:
        return basis_of(self.finding)

    @property
    def attention(self) -> bool:
        return self.finding.kinney_class == 2

    @property
    def doubts(self) -> list[str]:
        """Which of the two tests a psychosocial finding does not pass: that it does is what one expects."""
        return tests_of(self.finding, passed=False)


def colours() -> Callable[[str], SafeString]:
    """A colour as a tag, drawn once for all findings that have it."""
    return once(lambda colour: tag(capfirst(rules.colour_name(colour)), tone(colour)))


def findings(rows: Iterable[Marked], *, linked: bool = False, of_analysis: bool = False) -> SafeString:
    """The body of the table. linked: to the page of each; of_analysis: whether each says in which analysis it stands."""
    columns = (_("Code"), _("What is wrong"), _("Where"), _("Colour"), _("How it was judged"))
    colour, everywhere = colours(), _("Whole organisation")
    again, watch = tag(_("judge again"), "attention"), tag(_("keep an eye on it"), "attention", "eye")
    about = once(lambda code: escaped(f"{code} {SubFactor(code).label}"))

    def what(row: Marked) -> SafeString:
        found = row.finding
        more = [about(found.sub_factor), *([escaped(found.analysis.title)] if of_analysis else [])]
        told = " · ".join((*more, *map(escaped, row.doubts)))
        marked = f" {again}" * found.to_judge
        return mark_safe(f'<div>{escaped(found.hazard)}{marked} <span class="quiet small">{told}</span></div>')

    def sign(row: Marked) -> SafeString:
        return mark_safe(f"<div>{colour(row.finding.colour)}{f' {watch}' * row.attention}</div>")

    def line(row: Marked) -> tuple[Any, ...]:
        found = row.finding
        where = found.work_unit.name if found.work_unit else everywhere
        return link(row.url, found.code) if linked else found.code, what(row), where, sign(row), row.basis

    return body([(name, "") for name in columns], map(line, rows))


def named(rows: Sequence[Marked], *, judged: bool = False) -> SafeString:
    """`<li>` of each: its colour, its code and what is wrong; of more than a page holds the first, and how many others.

    judged: also how it came to its colour.
    """
    colour = colours()

    def line(row: Marked) -> str:
        found = row.finding
        basis = f' <span class="quiet">{escaped(row.basis)}</span>' if judged else ""
        return f"<li>{colour(found.colour)} <b>{escaped(found.code)}</b> {escaped(found.hazard)}{basis}</li>"

    lines = list(map(line, rows[:PER_PAGE]))
    if others := len(rows) - len(lines):
        words = ngettext("and %(number)s other", "and %(number)s others", others) % {"number": others}
        lines.append(f'<li class="quiet">{escaped(words)}</li>')
    return mark_safe("\n".join(lines))
