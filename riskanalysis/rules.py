"""Who may do what in a risk analysis, and how risks are judged. The programme's people see no findings and no talks.

Kinney: subject/methods.md#kinney. Shares and priority: subject/methods.md#shares-and-priority.
Warning lights: subject/methods.md#pre-diagnosis.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from coaching.core.ground.roles import BODY_ROLES, FROM_OUTSIDE, Role, grant
from coaching.core.ground.workflow import Refused
from riskanalysis.enums import Colour, Consequence, FindingMethod, WellbeingDomain, WorkAspect

VIEW = grant("riskanalysis.view", Role.CONTACT, Role.PREVENTION_ADVISER, *FROM_OUTSIDE)
VIEW_REPORT = grant("riskanalysis.view_report", Role.CONTACT, Role.PREVENTION_ADVISER, *FROM_OUTSIDE, *BODY_ROLES)
EDIT = grant("riskanalysis.edit", Role.GUEST, Role.PREVENTION_ADVISER, Role.CONTACT)
FINALISE = grant("riskanalysis.finalise", Role.CONTACT, mandate=True)
DISCUSS = grant("riskanalysis.discuss", *BODY_ROLES)

D = Decimal
PROBABILITIES: dict[Decimal, Any] = {  # W
    D("0.1"): _("practically impossible"),
    D("0.2"): _("hardly conceivable"),
    D("0.5"): _("very unlikely, but conceivable"),
    D("1"): _("unlikely, only in the long run"),
    D("3"): _("unusual, but possible"),
    D("6"): _("quite possible"),
    D("10"): _("to be expected"),
}
EXPOSURES: dict[Decimal, Any] = {  # B
    D("0.5"): _("less than once a year"),
    D("1"): _("a few times a year"),
    D("2"): _("monthly"),
    D("3"): _("weekly"),
    D("6"): _("daily, during part of the day"),
    D("10"): _("all the time"),
}
EFFECTS: dict[Decimal, Any] = {  # E
    D("1"): _("minor: first aid, no absence"),
    D("3"): _("noticeable: injury with some absence"),
    D("7"): _("serious: lasting injury"),
    D("15"): _("very serious: one death"),
    D("40"): _("disaster: several deaths"),
    D("100"): _("catastrophe: many deaths"),
}
KINNEY_LIMITS = (D(20), D(70), D(200), D(400))  # highest score of classes 1 to 4 (subject/methods.md#kinney)
KINNEY_CLASSES = {
    1: _("acceptable"),
    2: _("needs attention"),
    3: _("measures needed"),
    4: _("improve at once"),
    5: _("stop the work"),
}
KINNEY_COLOURS = {1: Colour.GREEN, 2: Colour.GREEN, 3: Colour.ORANGE, 4: Colour.RED, 5: Colour.RED}
SEVERITIES = {1: _("1: a nuisance"), 2: _("2: harms health or motivation"), 3: _("3: makes people ill")}

# Below the first green, below the second orange, from there red (own choice: subject/methods.md#shares-and-priority).
SHARE_LIMITS = (D(25), D(60))
THRESHOLD = 10  # figures about fewer people are not shown (subject/privacy.md#small-groups)
# Of twelve warning lights: from 3 orange, from 7 red (own choice: subject/methods.md#pre-diagnosis).
SIGNAL_LIMITS = (3, 7)

YEARS_AHEAD = 10  # for which an analysis may be planned (own choice)

STEPS = (Colour.GREEN, Colour.ORANGE, Colour.RED)
LETTERS = {
    Colour.GREEN: pgettext_lazy("letter for green", "G"),
    Colour.ORANGE: pgettext_lazy("letter for orange", "O"),
    Colour.RED: pgettext_lazy("letter for red", "R"),
}
NAMES = {
    "": _("not judged yet"),
    Colour.GREEN: pgettext_lazy("colour", "green"),
    Colour.ORANGE: pgettext_lazy("colour", "orange"),
    Colour.RED: pgettext_lazy("colour", "red"),
}


@dataclass(frozen=True)
class Kinney:
    """score = W × B × E; class 1 (accept) to 5 (stop); attention: green, but keep an eye on it (subject/methods.md#kinney)."""

    score: Decimal
    klass: int

    @property
    def colour(self) -> Colour:
        return KINNEY_COLOURS[self.klass]

    @property
    def attention(self) -> bool:
        return self.klass == 2


def kinney(probability: Decimal, exposure: Decimal, effect: Decimal) -> Kinney:
    """Risk score by W × B × E. Raises Refused for values that are not on the scales."""
    if probability not in PROBABILITIES or exposure not in EXPOSURES or effect not in EFFECTS:
        raise Refused(_("Choose probability, exposure and effect from the lists."))
    score = probability * exposure * effect
    return Kinney(score, 1 + sum(score > limit for limit in KINNEY_LIMITS))


def share_colour(percent: Decimal, severity: int, limits: tuple[Decimal, Decimal] = SHARE_LIMITS) -> Colour:
    """Colour of a share of workers at risk; severity 3 lifts it one step (subject/methods.md#shares-and-priority)."""
    step = sum(percent >= limit for limit in limits) + (severity == 3)
    return STEPS[min(step, 2)]


def priority_of(percent: Decimal, severity: int) -> Decimal:
    """priority = % at risk × severity (1–3) (subject/methods.md#shares-and-priority)."""
    return percent * severity


def check_group_size(count: int | None) -> None:
    """Figures about fewer than ten people could point at one of them: refused (subject/privacy.md#small-groups)."""
    if count is None or count < THRESHOLD:
        raise Refused(
            _(
                "Fewer than %(threshold)d people answered. Figures about so small a group could point at one person. "
                "Take groups together, or judge this together in a talk."
            )
            % {"threshold": THRESHOLD}
        )


def signal_colour(signals: Collection[str]) -> Colour:
    """Colour of the pre-diagnosis: few warning lights green, several orange, many red (subject/methods.md#pre-diagnosis)."""
    return STEPS[sum(len(set(signals)) >= limit for limit in SIGNAL_LIMITS)]


def worst(colours: Iterable[str]) -> str:
    """The most serious colour; "" when there is none."""
    return max((c for c in colours if c), key=lambda c: STEPS.index(Colour(c)), default="")


def letter(colour: str) -> Any:
    """Colour is never shown alone: a letter goes with it (subject/methods.md#shares-and-priority)."""
    return LETTERS[Colour(colour)] if colour else "–"


def colour_name(colour: str) -> Any:
    """The colour in a word."""
    return NAMES[Colour(colour) if colour else ""]


def judged(values: dict[str, Any]) -> dict[str, Any]:
    """The columns that follow from a finding's method; empties those of the other methods. Raises Refused."""
    blank = dict.fromkeys(
        (
            "probability",
            "exposure",
            "effect",
            "kinney_score",
            "kinney_class",
            "at_risk_percent",
            "respondents",
            "priority",
        )
    )
    method = values["method"]
    if method == FindingMethod.KINNEY:
        return {**blank, "severity": None, **_by_kinney(values)}
    if method == FindingMethod.SHARE:
        return {**blank, **_by_share(values)}
    if not values.get("colour"):
        raise Refused(_("Choose a colour."))
    return {**blank, "colour": values["colour"], "severity": values.get("severity")}


def _by_kinney(values: dict[str, Any]) -> dict[str, Any]:
    if values["domain"] == WellbeingDomain.PSYCHOSOCIAL:
        raise Refused(
            _("A Kinney score says nothing about psychosocial risks. Use the share of workers, or judge it together.")
        )
    probability, exposure, effect = (values.get(name) for name in ("probability", "exposure", "effect"))
    if probability is None or exposure is None or effect is None:
        raise Refused(_("Choose probability, exposure and effect from the lists."))
    found = kinney(probability, exposure, effect)
    factors = {"probability": probability, "exposure": exposure, "effect": effect}
    return {**factors, "kinney_score": found.score, "kinney_class": found.klass, "colour": found.colour}


def _by_share(values: dict[str, Any]) -> dict[str, Any]:
    percent, severity, respondents = (values.get(k) for k in ("at_risk_percent", "severity", "respondents"))
    if percent is None or severity not in SEVERITIES or respondents is None:
        raise Refused(_("Fill in the share of workers, how many answered, and how serious it is."))
    check_group_size(respondents)
    return {
        "at_risk_percent": percent,
        "respondents": respondents,
        "severity": severity,
        "priority": priority_of(percent, severity),
        "colour": share_colour(percent, severity),
    }


def psychosocial(domain: str, values: dict[str, Any]) -> dict[str, Any]:
    """What is asked about a psychosocial finding alone (FPS 2019 §1): what it can lead to, and the two tests; else empty."""
    if domain != WellbeingDomain.PSYCHOSOCIAL:
        return {"consequences": [], "is_objective": None, "employer_can_act": None}
    chosen = set(values.get("consequences") or [])
    return {
        "consequences": [one.value for one in Consequence if one.value in chosen],
        "is_objective": values.get("is_objective"),
        "employer_can_act": values.get("employer_can_act"),
    }


def check_participation(talks: int, note: str) -> None:
    """Workers took part in a talk, an interview or a survey, or it is written how else, or why not (Codex I.3-1)."""
    if not talks and not note.strip():
        raise Refused(
            _(
                "No talk, interview or survey with workers is recorded. Record one, or write how workers took part "
                "otherwise, or why they did not: the consultation body reads it."
            )
        )


def check_ready_for_report(
    judgements: dict[str, str], findings: int, aspects: Collection[WorkAspect] = tuple(WorkAspect)
) -> None:
    """All A's that it looks at judged; and a finding, or words per A on why nothing was found. `judgements`: aspect → summary.

    subject/methods.md#the-five-as
    """
    missing = [aspect.value for aspect in aspects if aspect.value not in judgements]
    if missing:
        wanted = _("Judge all five A's first. Still missing: %(missing)s.")
        if len(aspects) < len(WorkAspect):
            wanted = _("Judge each A that this analysis looks at first. Still missing: %(missing)s.")
        raise Refused(wanted % {"missing": ", ".join(missing)})
    if not findings and not all(text.strip() for text in judgements.values()):
        raise Refused(_("There are no findings yet. Add one, or write for each of the five A's why nothing was found."))


def check_judged_again(left: int) -> None:
    """`left`: findings that were taken over from the analysis before and that nobody looked at since."""
    if left:
        raise Refused(
            ngettext(
                "%(number)s finding from before must be judged again. Open it, or delete it when it is no longer so.",
                "%(number)s findings from before must be judged again. Open them, or delete what is no longer so.",
                left,
            )
            % {"number": left}
        )
