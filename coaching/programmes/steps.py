"""The pages of the application, in their order: one topic each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from coaching.programmes import forms


@dataclass(frozen=True)
class Step:
    slug: str
    title: Any
    form: type[forms.StepForm]


STEPS = (
    Step("company", _("Your company"), forms.CompanyForm),
    Step("workers", _("Your workers"), forms.WorkersForm),
    Step("body", _("Your consultation body"), forms.BodyForm),
    Step("question", _("Your question"), forms.QuestionForm),
    Step("support", _("Support in your company"), forms.SupportForm),
    Step("channel", _("How you heard of us"), forms.ChannelForm),
)
BY_SLUG = {step.slug: step for step in STEPS}


def after(slug: str) -> Step | None:
    """The next page; None when the answers can be checked."""
    place = [step.slug for step in STEPS].index(slug) + 1
    return STEPS[place] if place < len(STEPS) else None
