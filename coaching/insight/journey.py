"""The journey of a company through the programme: which steps are done, which is now, what comes next and by when.

Pure rules over `Facts`; no queries. The stops themselves are `trajectories.route`, the same on every page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from actionplans.enums import IN_FORCE, PUT_TO_BODY, AdviceRequestState
from coaching.core.ground import clock
from coaching.insight.facts import Facts
from coaching.trajectories import route
from coaching.trajectories.enums import BEFORE_START, ENDED, TrajectoryState
from coaching.trajectories.models import Trajectory
from coaching.trajectories.route import CURRENT, Reached, Step
from coaching.trajectories.rules import STALLED_AFTER
from riskanalysis.enums import AnalysisState


@dataclass(frozen=True)
class NextStep:
    """What has to happen now. who: company | coach | body | programme."""

    key: str
    label: Any
    explanation: Any
    who: str
    due_on: date | None = None


def steps(facts: Facts) -> list[Step]:
    """The stops of the route, from what is known already."""
    found = Reached(
        analysed=facts.analysis in {AnalysisState.FINAL, AnalysisState.SUPERSEDED},
        put_to_body=facts.annual_plan in PUT_TO_BODY,
        in_force=facts.annual_plan in IN_FORCE,
    )
    return route.steps(facts.trajectory, found)


def next_step(facts: Facts) -> NextStep | None:
    """What to do now; None when the trajectory has ended."""
    trajectory = facts.trajectory
    if trajectory.state in ENDED:
        return None
    if trajectory.state == TrajectoryState.ON_HOLD:
        return NextStep(
            "resume", _("The trajectory is on hold"), _("Resume it when you are ready to go on."), "company"
        )
    if trajectory.state in BEFORE_START:
        return _before_start(facts)
    current = next(step.key for step in steps(facts) if step.state == CURRENT)
    return _RUNNING[current](facts)


def _before_start(facts: Facts) -> NextStep:
    """Until the first session; while the clock stands still there is no date."""
    trajectory = facts.trajectory
    due = None if trajectory.clock_paused_on else trajectory.start_due_on
    if trajectory.state == TrajectoryState.AWAITING_COACH:
        return _choose(trajectory, due)
    if trajectory.state == TrajectoryState.COACH_REQUESTED:
        return _await_coach(facts, due)
    return NextStep(
        "first_session",
        _("Hold the first session"),
        _(
            "Agree on a date with your coach, who notes the session afterwards. From then on the trajectory has started."
        ),
        "company",
        due,
    )


def _choose(trajectory: Trajectory, due: date | None) -> NextStep:
    words = _("Look who works in your province and speaks your language, and ask one coach.")
    if trajectory.coach_wanted_at:
        words = _(
            "You asked the programme to help. You get a mail when a coach is free; you can also ask one yourself."
        )
    return NextStep("choose_coach", _("Choose your coach"), words, "company", due)


def _await_coach(facts: Facts, due: date | None) -> NextStep:
    asked = facts.asked
    if asked and asked.answer_due_on < clock.today():
        words = _("The coach should have answered by now. Ask somebody else, or wait a little longer.")
        return NextStep("coach_silent", _("The coach has not answered yet"), words, "company", due)
    words = _("The coach answers within five working days. You can still ask somebody else.")
    return NextStep(
        "await_coach", _("Wait for the coach's answer"), words, "coach", asked.answer_due_on if asked else due
    )


def _analysis(facts: Facts) -> NextStep:
    if not facts.analysis:
        return NextStep(
            "open_analysis",
            _("Start the risk analysis"),
            _("Look together at what weighs on people, along the five A's."),
            "coach",
        )
    return NextStep(
        "analysis",
        _("Go on with the risk analysis"),
        _("Finish all five A's, make the report and discuss it."),
        "coach",
    )


def _plans(facts: Facts) -> NextStep:
    if not facts.global_plan:
        return NextStep(
            "open_plan",
            _("Start the five-year plan"),
            _("Choose what you want to reach in five years. Your analysis is filled in already."),
            "company",
        )
    return NextStep(
        "plans",
        _("Finish the plans and put them to the consultation body"),
        _("The yearly plan has to be with the body in time."),
        "company",
        facts.annual_deadline,
    )


def _advice(facts: Facts) -> NextStep:
    if facts.advice == AdviceRequestState.ADVISED:
        words = _("Give your reasons where you do not follow a remark. Then adopt the plan.")
        return NextStep("answer", _("Answer the advice"), words, "company")
    if facts.advice in {"", AdviceRequestState.ANSWERED}:
        words = _("The advice is answered. With the adoption the plan can start.")
        return NextStep("adopt", _("Adopt the plan"), words, "company")
    return NextStep(
        "advice",
        _("The consultation body gives its advice"),
        _("You are told when the advice is there."),
        "body",
        facts.advice_due_on,
    )


def _measures(facts: Facts) -> NextStep:
    overdue = facts.measures.get("overdue", 0)
    if overdue:
        return NextStep(
            "measures", _("Measures are late"), _("See what holds them up and agree on a new step."), "company"
        )
    return NextStep(
        "measures", _("Carry out the measures"), _("Note what happens on the floor, with evidence."), "company"
    )


def _close(facts: Facts) -> NextStep:
    if facts.reported:
        words = _("The final report is there. The programme reads it and closes the file.")
        return NextStep("await_closing", _("The programme closes the file"), words, "programme")
    return NextStep(
        "close",
        _("Write the final report"),
        _("The programme closes the file when at least one measure has been carried out."),
        "coach",
    )


_RUNNING = {
    "coach": _before_start,
    "start": _before_start,
    "analysis": _analysis,
    "plans": _plans,
    "advice": _advice,
    "measures": _measures,
    "close": _close,
}


def is_stalled(facts: Facts, today: date) -> bool:
    """Started, not ended, and no session for so long that its coach is asked (`STALLED_AFTER`)."""
    trajectory = facts.trajectory
    if trajectory.started_on is None or trajectory.state in {*ENDED, TrajectoryState.ON_HOLD}:
        return False
    return (trajectory.last_session_on or trajectory.started_on) <= today - STALLED_AFTER


def urgency(facts: Facts, today: date) -> tuple[int, date]:
    """Sorting key of the portfolio: what needs the coach this week comes first."""
    upcoming, ended = next_step(facts), facts.trajectory.state in ENDED
    due = upcoming.due_on if upcoming and upcoming.due_on else date.max
    if ended:
        return (9, due)
    if facts.measures.get("overdue") or due <= today:
        return (0, due)
    if is_stalled(facts, today):
        return (1, due)
    ours = upcoming is not None and (upcoming.who == "coach" or upcoming.key == "first_session")
    return (2 if ours else 3, due)
