"""Kinds of dates that plans and their consultation have."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from coaching.core.ground.wheel import Kind

SUBMISSION = Kind(
    "annual_plan_submission",
    _("Yearly plan to the consultation body"),
    _("By the first day of the second month before the service year begins, whether there is a draft or not."),
    "Codex I.2-10",
    "employer",
    repeats=True,
    safe=True,
    opens="actionplans.view",
)
PLAN_END = Kind(
    "global_plan_end",
    _("End of the five-year plan"),
    _("A five-year plan holds for five years at most: evaluate it and have the next one agreed by then."),
    "Codex I.2-8",
    "employer",
    repeats=True,
    told=True,
    opens="actionplans.view",
)
REMARKS_END = Kind(
    "remarks_end",
    _("Last day for the workers’ remarks"),
    _("Direct participation: 15 days after the notice."),
    "Welfare Act art. 53",
    "body",
    opens="actionplans.view_advice",
)
OPINION_END = Kind(
    "service_opinion_end",
    _("Last day for the opinion of the prevention service"),
    _("Direct participation: the service passes the remarks on with its opinion within 15 days."),
    "Welfare Act art. 53",
    "service",
    opens="actionplans.view_advice",
)
ANSWER = Kind(
    "advice_answer",
    _("Answer to the advice"),
    _("Within six months of the advice, with reasons where it is not followed."),
    "Codex II.7-19",
    "employer",
    opens="actionplans.view_advice",
)
ALL = (SUBMISSION, PLAN_END, REMARKS_END, OPINION_END, ANSWER)
