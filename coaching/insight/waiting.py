"""What the file of a company is about now, and whose turn it is: one answer for its first page and its first mail.

What else waits for the company is counted and told by `core.ground.waiting`; `kind` and `about` say which of those this is,
so that a page does not say it twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.core.ground import clock
from coaching.insight import facts as gathered
from coaching.insight import journey
from coaching.insight.journey import NextStep
from coaching.programmes import rules as programme_rules
from coaching.programmes.enums import ApplicationState
from coaching.programmes.models import Application
from coaching.programmes.waits import STAY_AFTER
from coaching.trajectories import queries as trajectories
from coaching.trajectories.enums import ENDED
from coaching.trajectories.models import Trajectory

COMPANY = "company"
S = ApplicationState
# Of an application: what `of_application` reads, and the pages that ask for it.
READ = (
    "state",
    "layer",
    "reference",
    "submitted_at",
    "waitlisted_on",
    "start_due_on",
    "programme__name",
    "round__decide_by",
)
# Whose turn it is, above the step.
TURNS = {
    "company": gettext_lazy("Your next step"),
    "coach": gettext_lazy("With your coach"),
    "body": gettext_lazy("With the consultation body"),
    "programme": gettext_lazy("With the programme"),
    "nobody": gettext_lazy("Where you stand"),
}
# What has to be done next in a trajectory → the page where it is done.
PAGES = {
    "choose_coach": "trajectories:choose",
    "await_coach": "trajectories:choose",
    "coach_silent": "trajectories:choose",
    "first_session": "trajectories:trajectory",
    "resume": "trajectories:trajectory",
    "open_analysis": "riskanalysis:analyses",
    "analysis": "riskanalysis:analyses",
    "open_plan": "actionplans:plans",
    "plans": "actionplans:plans",
    "advice": "actionplans:advice",
    "answer": "actionplans:advice",
    "adopt": "actionplans:plans",
    "measures": "actionplans:measures",
    "close": "trajectories:trajectory",
    "await_closing": "trajectories:trajectory",
}
# What has to be done next → the kind of waiting that counts it.
KINDS = {
    "answer_question": "programmes.questions",
    "stay": "programmes.stay",
    "choose_coach": "trajectories.choose_coach",
    "coach_silent": "trajectories.coach_silent",
    "first_session": "trajectories.first_session",
    "plans": "actionplans.plans",
    "answer": "actionplans.to_answer",
    "adopt": "actionplans.to_adopt",
}


@dataclass(frozen=True)
class Waits:
    """What is awaited now. url: the page where it is done or read; "" when there is none. about: whose step it is."""

    step: NextStep
    url: str = ""
    about: UUID | None = None

    @property
    def turn(self) -> Any:
        return TURNS[self.step.who]

    @property
    def ours(self) -> bool:
        return self.step.who == COMPANY

    @property
    def kind(self) -> str:
        """The kind of waiting that counts this; "" for a step that nothing counts."""
        return KINDS.get(self.step.key, "")


@dataclass(frozen=True)
class Waiting:
    """trajectory, facts: what the first page tells about; None when the company has none that runs or ran."""

    main: Waits | None
    trajectory: Trajectory | None = None
    facts: gathered.Facts | None = None

    @property
    def with_others(self) -> bool:
        """Whether the company need do nothing about it now."""
        return self.main is not None and (
            self.main.step.who in ("programme", "body") or self.main.step.key == "await_coach"
        )


def of_company(company_id: UUID, slug: str) -> Waiting:
    """All of it. Needs a hat that reads applications and plans of the company (contact, coach, system)."""
    today = clock.today()
    sent = Application.objects.filter(company_id=company_id).exclude(state=S.DRAFT).select_related("programme", "round")
    files = list(sent.only(*READ).order_by("-submitted_at", "id")[:20])
    trajectory = trajectories.current(company_id)
    if trajectory is None or (trajectory.state in ENDED and any(_is_newer(row, trajectory) for row in files)):
        return Waiting(_of_file(files[0], slug, today) if files else None)
    facts = gathered.gather([trajectory], today)[trajectory.pk]
    step = journey.next_step(facts)
    if step is None:
        ended = next((row for row in files if row.pk == trajectory.application_id), None)
        main = _of_file(ended, slug, today) if ended and ended.state == S.LAPSED else None
        return Waiting(main, trajectory, facts)
    return Waiting(Waits(step, page(step, slug), trajectory.pk), trajectory, facts)


def _of_file(application: Application, slug: str, today: date) -> Waits:
    return Waits(of_application(application, today), _page_of(application, slug), application.pk)


def page(step: NextStep, slug: str) -> str:
    """Where a step of a trajectory is done."""
    return reverse(PAGES[step.key], args=[slug])


def _page_of(application: Application, slug: str) -> str:
    return reverse("programmes:company_application", args=[slug, application.pk])


def _is_newer(application: Application, trajectory: Trajectory) -> bool:
    """A file that came after one that ended: that is what the company is busy with now."""
    if application.pk == trajectory.application_id or application.submitted_at is None:
        return False
    return timezone.localtime(application.submitted_at).date() >= trajectory.approved_on


def of_application(application: Application, today: date) -> NextStep:
    """What an application waits for, in whatever state it is."""
    words: dict[str, Any] = {"programme": application.programme.name, "reference": application.reference}
    return _BY_STATE[S(application.state)](application, words, today)


def _draft(application: Application, words: dict[str, Any], today: date) -> NextStep:
    said = _("The programme has not received anything yet. Fill in what is missing and send it.")
    return NextStep("finish", _("Finish your application and send it"), said, COMPANY)


def _read(application: Application, words: dict[str, Any], today: date) -> NextStep:
    """Sent, or being assessed: with the day when it is decided, where the programme named one."""
    label = _("The programme reads your application")
    if application.state == S.IN_REVIEW:
        label = _("The programme is judging your application")
    said = _("%(programme)s has application %(reference)s. You get a mail as soon as it has decided.") % words
    decided_by = application.round.decide_by if application.round else None
    return NextStep("await_decision", label, said, "programme", decided_by)


def _asked(application: Application, words: dict[str, Any], today: date) -> NextStep:
    said = _("%(programme)s has a question about application %(reference)s. It goes on when you have answered.") % words
    return NextStep("answer_question", _("Answer the programme's question"), said, COMPANY)


def _waitlisted(application: Application, words: dict[str, Any], today: date) -> NextStep:
    since = application.waitlisted_on
    if since and since <= clock.add_months(today, -STAY_AFTER):
        said = _("It has been on the waiting list for a year. Without an answer the programme may take it off.")
        return NextStep("stay", _("Say whether application %(reference)s stays on the list") % words, said, COMPANY)
    said = _("%(programme)s writes to you when there is a place.") % words
    return NextStep("waitlisted", _("Application %(reference)s is on the waiting list") % words, said, "programme")


def _approved(application: Application, words: dict[str, Any], today: date) -> NextStep:
    """Without a trajectory: what needs no coach, or what the programme still has to open."""
    if programme_rules.coaching(application):
        said = _("%(programme)s opens your file; then you choose a coach.") % words
        return NextStep("await_opening", _("Your application is approved"), said, "programme", application.start_due_on)
    said = _("Application %(reference)s is approved. What you said that you would do stands in it.") % words
    return NextStep("begin", _("Begin with your plan"), said, COMPANY)


def _refused(application: Application, words: dict[str, Any], today: date) -> NextStep:
    said = _("The reason, and where to write if you disagree, stand with your application. You can apply again.")
    return NextStep("refused", _("Application %(reference)s was not approved") % words, said, "nobody")


def _withdrawn(application: Application, words: dict[str, Any], today: date) -> NextStep:
    said = _("You withdrew it, so nothing is decided about it. You can apply again whenever you want.")
    return NextStep("withdrawn", _("Application %(reference)s is withdrawn") % words, said, "nobody")


def _lapsed(application: Application, words: dict[str, Any], today: date) -> NextStep:
    said = _("The coaching did not start in time. The reason stands with your application. You can apply again.")
    return NextStep("lapsed", _("The approval of %(reference)s has lapsed") % words, said, "nobody")


_BY_STATE = {
    S.DRAFT: _draft,
    S.SUBMITTED: _read,
    S.IN_REVIEW: _read,
    S.INFO_REQUESTED: _asked,
    S.WAITLISTED: _waitlisted,
    S.APPROVED: _approved,
    S.REJECTED: _refused,
    S.WITHDRAWN: _withdrawn,
    S.LAPSED: _lapsed,
}
