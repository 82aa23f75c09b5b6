"""Kinds of dates that follow from what a company is: its service years, its services, its counsellors, its own dates.

Only what is checked is said to be law (docs/subject/law.md); a date that is to be confirmed names its book and no more.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from coaching.core.ground.wheel import Kind

YEAR_START = Kind(
    "service_year_start",
    _("Service year begins"),
    _("First day of the service year: the yearly plan works from this day on."),
    "Codex I.2-9",
    "employer",
    passes=True,
)
YEAR_END = Kind(
    "service_year_end",
    _("Service year ends"),
    _("Last day of the service year: what is not finished is carried over with its reason."),
    "Codex I.2-9",
    "employer",
    passes=True,
)
EVALUATION = Kind(
    "psychosocial_evaluation",
    _("Evaluation of the psychosocial measures"),
    _("At least every year, with the psychosocial adviser: twelve months after the last one on record."),
    "Codex I.3-6",
    "employer",
    repeats=True,
    told=True,
)
REPORT = Kind(
    "annual_report",
    _("Annual report of the internal service"),
    _("The internal service draws up its report on the calendar year before, by 1 April."),
    "Codex II.1",
    "adviser",
    repeats=True,
    told=True,
)
VISIT = Kind(
    "workplace_visit",
    _("Visit of the workplaces with the consultation body"),
    _("Once in each service year, with the prevention adviser."),
    "Codex II.7",
    "body",
    repeats=True,
    told=True,
)
REINTEGRATION = Kind(
    "reintegration_consultation",
    _("Consultation with the occupational physician on reintegration"),
    _("Once in each service year the employer consults the occupational physician and the body on returning to work."),
    "Codex I.4",
    "employer",
    repeats=True,
    told=True,
)
SERVICE_VISIT = Kind(
    "service_visit",
    _("Visit of the external service"),
    _(
        "The first within 12 months of the contract in tariff groups 1 and 2, 6 months in 3 to 5; then every 36 months "
        "for groups C− and D in tariff groups 1 and 2, every 24 months for all others."
    ),
    "Codex II.3",
    "service",
    repeats=True,
    told=True,
)
TRAINING = Kind(
    "counsellor_training",
    _("Training of the confidential counsellor"),
    _("Within two years of the appointment."),
    _("Act of 5 November 2023"),
    "employer",
    told=True,
    opens="companies.view_prevention",
)
SUPERVISION = Kind(
    "counsellor_supervision",
    _("Supervision of the confidential counsellor"),
    _("At least once a year: twelve months after the training and after each supervision."),
    _("Act of 5 November 2023"),
    "employer",
    repeats=True,
    told=True,
    opens="companies.view_prevention",
)
ELECTIONS = Kind(
    "social_elections",
    _("Social elections"),
    _("Every four years, in May; the period is still to be fixed by decree, so the day is our estimate."),
    _("Law on the social elections"),
    "employer",
    passes=True,
)
OWN = Kind(
    "own",
    _("Own date"),
    _("A date that the company set itself."),
    _("Agreed in the company"),
    "employer",
    repeats=True,
    told=True,
)
ALL = (
    *(YEAR_START, YEAR_END, EVALUATION, REPORT, VISIT, REINTEGRATION, SERVICE_VISIT),
    *(TRAINING, SUPERVISION, ELECTIONS, OWN),
)
# Kinds whose doing is written down on the wheel itself; of a counsellor it is kept with that part.
RECORDED = tuple(kind.key for kind in (EVALUATION, REPORT, VISIT, REINTEGRATION, SERVICE_VISIT, OWN))
NOT_YET = _("Fill in a day that has come.")  # of what is written down as done
