"""States of an application and the lists around it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coaching.core.editing.editions import life
from coaching.core.ground.workflow import Machine, Transition


class LayerNumber(models.IntegerChoices):
    """The five layers of the offer (SERV 2021 §3): from a poster to intensive coaching. The only list of them."""

    SENSITISATION = 1, _("Raise awareness")
    METHODS = 2, _("Good practices and methods")
    WEBINARS = 3, _("Webinars")
    EXAMPLES = 4, _("Good examples and innovative projects")
    COACHING = 5, _("Intensive coaching")


class ApplicationState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("application", "draft")
    SUBMITTED = "submitted", _("submitted")
    IN_REVIEW = "in_review", _("being assessed")
    INFO_REQUESTED = "info_requested", _("more information asked")
    WAITLISTED = "waitlisted", _("on the waiting list")
    APPROVED = "approved", _("approved")
    REJECTED = "rejected", _("not approved")
    WITHDRAWN = "withdrawn", _("withdrawn")
    LAPSED = "lapsed", _("lapsed")


S = ApplicationState
OPEN_STATES = (S.SUBMITTED, S.IN_REVIEW, S.INFO_REQUESTED, S.WAITLISTED)

APPLICATION = Machine(
    "application",
    ApplicationState,
    S.DRAFT,
    [
        Transition("submit", (S.DRAFT,), S.SUBMITTED, "programmes.submit_application"),
        Transition("take_up", (S.SUBMITTED, S.WAITLISTED), S.IN_REVIEW, "programmes.assess"),
        Transition("request_info", (S.IN_REVIEW,), S.INFO_REQUESTED, "programmes.assess", reason=True),
        Transition("answer_info", (S.INFO_REQUESTED,), S.IN_REVIEW, "programmes.answer_info"),
        Transition("approve", (S.IN_REVIEW,), S.APPROVED, "programmes.decide", reason=True),
        Transition("reject", (S.IN_REVIEW,), S.REJECTED, "programmes.decide", reason=True),
        Transition("waitlist", (S.IN_REVIEW,), S.WAITLISTED, "programmes.decide", reason=True),
        Transition("withdraw", OPEN_STATES, S.WITHDRAWN, "programmes.withdraw_application"),
        Transition("lapse", (S.APPROVED,), S.LAPSED, "programmes.decide", reason=True),
        Transition("reopen", (S.APPROVED, S.REJECTED, S.LAPSED), S.IN_REVIEW, "programmes.decide", reason=True),
    ],
    stamps={
        S.SUBMITTED: ("submitted_at", "submitted_by_id"),
        S.APPROVED: ("decided_at", "decided_by_id"),
        S.REJECTED: ("decided_at", "decided_by_id"),
        S.WAITLISTED: ("waitlisted_on",),
    },
    model="programmes.application",
)


class TargetGroup(models.TextChoices):
    """SME is under 50 workers; low-skilled is at most 35 % high-skilled (Coaches 2018)."""

    SME_LOW_SKILLED = "SME_LOW_SKILLED", _("fewer than 50 workers, many low-skilled")
    SME_OTHER = "SME_OTHER", _("fewer than 50 workers, few low-skilled")
    LARGE_LOW_SKILLED = "LARGE_LOW_SKILLED", _("50 workers or more, many low-skilled")
    LARGE_OTHER = "LARGE_OTHER", _("50 workers or more, few low-skilled")


class ReferralChannel(models.TextChoices):
    """Through whom the company heard of the offer (Coaches 2018; SERV 2021 §3)."""

    SECTOR_FUND = "SECTOR_FUND", _("sector fund or federation")
    HR_ASSOCIATION = "HR_ASSOCIATION", _("HR association")
    PREBES = "PREBES", _("Prebes")
    PRESS = "PRESS", _("press or media")
    LOGO = "LOGO", _("Logo (local health network)")
    EMPLOYERS = "EMPLOYERS", _("employers' organisation (UNIZO, Voka, Verso)")
    UNION = "UNION", _("trade union")
    PREVENTION_SERVICE = "PREVENTION_SERVICE", _("internal or external prevention service")
    SOCIAL_SECRETARIAT = "SOCIAL_SECRETARIAT", _("social secretariat")
    OTHER_COMPANY = "OTHER_COMPANY", _("another company")
    OTHER = "OTHER", _("other")


class SupportFrom(models.TextChoices):
    """Whose support the company has (draagvlak)."""

    EMPLOYER = "EMPLOYER", _("the employer")
    COMMITTEE = "COMMITTEE", _("the committee (CPBW)")
    UNION_DELEGATION = "UNION_DELEGATION", _("the union delegation")
    WORKERS = "WORKERS", _("the workers")


class LayerState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("layer", "draft")
    PUBLISHED = "published", pgettext_lazy("layer", "in use")
    REPLACED = "replaced", pgettext_lazy("layer", "replaced")


LAYER = life("layer", LayerState, model="programmes.layerversion", permission="programmes.edit_layers")
