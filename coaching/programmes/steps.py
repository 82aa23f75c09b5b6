"""The pages of the application, in their order: one topic each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from coaching.programmes import forms


@dataclass(frozen=True)
class Step:
    slug: str
    title: Any  # to the applicant
    heading: Any  # to everybody else
    form: type[forms.StepForm]


STEPS = (
    Step("company", _("Your company"), _("Company"), forms.CompanyForm),
    Step("workers", _("Your workers"), _("Workers"), forms.WorkersForm),
    Step("body", _("Your consultation body"), _("Consultation body"), forms.BodyForm),
    Step("question", _("Your question"), _("Question"), forms.QuestionForm),
    Step("support", _("Support in your company"), _("Support"), forms.SupportForm),
    Step("channel", _("How you heard of us"), _("Referral channel"), forms.ChannelForm),
)
BY_SLUG = {step.slug: step for step in STEPS}


def after(slug: str) -> Step | None:
    """The next page; None when the answers can be checked."""
    place = [step.slug for step in STEPS].index(slug) + 1
    return STEPS[place] if place < len(STEPS) else None
