"""The pages of the application, in their order: one topic each. Which ones are asked follows from the layer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from coaching.programmes import apply_forms as forms
from coaching.programmes import rules


@dataclass(frozen=True)
class Step:
    slug: str
    title: Any  # to the applicant
    heading: Any  # to everybody else
    form: type[Any]


STEPS = (
    Step("company", _("Your company"), _("Company"), forms.CompanyForm),
    Step("workers", _("Your workers"), _("Workers"), forms.WorkersForm),
    Step("body", _("Your consultation body"), _("Consultation body"), forms.BodyForm),
    Step("question", _("Your question"), _("Question"), forms.QuestionForm),
    Step("support", _("Support in your company"), _("Support"), forms.SupportForm),
    Step("channel", _("How you heard of us"), _("Referral channel"), forms.ChannelForm),
)
BY_SLUG = {step.slug: step for step in STEPS}
IDENTITY = Step("company", _("Your company"), _("Company"), forms.IdentityForm)
QUESTIONS = Step(rules.QUESTIONS, _("Your plan"), _("Plan"), forms.QuestionsForm)


def steps_of(application: Any) -> tuple[Step, ...]:
    """The pages of this application, by the version of its layer with which it was begun."""
    own = {**BY_SLUG, rules.QUESTIONS: QUESTIONS}
    if rules.identity_only(application):
        own["company"] = IDENTITY
    return tuple(own[slug] for slug in rules.pages_of(application))


def step_of(application: Any, slug: str) -> Step | None:
    return next((step for step in steps_of(application) if step.slug == slug), None)


def after(application: Any, slug: str) -> Step | None:
    """The next page; None when the answers can be checked."""
    steps = steps_of(application)
    place = [step.slug for step in steps].index(slug) + 1
    return steps[place] if place < len(steps) else None
