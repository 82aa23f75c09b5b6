"""The five A's, their sub-factors, colours, Kinney, and the analysis's life cycle."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from coaching.core.ground.workflow import Machine, Transition


class WorkAspect(models.TextChoices):
    """The five A's (FPS 2019 §1)."""

    AO = "AO", _("work organisation")
    AI = "AI", _("job content")
    AV = "AV", _("terms of employment")
    AOM = "AOM", _("working environment")
    AVH = "AVH", _("relations at work")


class SubFactor(models.TextChoices):
    """Sub-factors per aspect (FPS 2019 §1). Physical load by posture, lifting and tools is AOM; physical pace is AI."""

    AO1 = "AO1", _("structure of the organisation")
    AO2 = "AO2", _("division of tasks")
    AO3 = "AO3", _("procedures")
    AO4 = "AO4", _("management tools")
    AO5 = "AO5", _("management style")
    AO6 = "AO6", _("general policy")
    AI1 = "AI1", _("complexity of the work")
    AI2 = "AI2", _("variation")
    AI3 = "AI3", _("emotional load")
    AI4 = "AI4", _("mental load")
    AI5 = "AI5", _("physical pace")
    AI6 = "AI6", _("clarity of the task")
    AV1 = "AV1", _("type of contract")
    AV2 = "AV2", _("working hours and roster")
    AV3 = "AV3", _("training")
    AV4 = "AV4", _("career")
    AV5 = "AV5", _("evaluation of performance")
    AOM1 = "AOM1", _("layout of the workplace")
    AOM2 = "AOM2", _("equipment and tools")
    AOM3 = "AOM3", _("noise")
    AOM4 = "AOM4", _("lighting")
    AOM5 = "AOM5", _("substances")
    AOM6 = "AOM6", _("posture and lifting")
    AVH1 = "AVH1", _("relations with colleagues")
    AVH2 = "AVH2", _("relations with the line")
    AVH3 = "AVH3", _("contacts with third parties")
    AVH4 = "AVH4", _("communication")
    AVH5 = "AVH5", _("cooperation")
    AVH6 = "AVH6", _("respect and inclusion")

    @property
    def aspect(self) -> str:
        return self.value.rstrip("0123456789")


class WellbeingDomain(models.TextChoices):
    """The seven domains of wellbeing at work (FPS 2019 §2.1.1; Codex I.2-2)."""

    SAFETY = "safety", _("safety at work")
    HEALTH = "health", _("protection of health")
    PSYCHOSOCIAL = "psychosocial", _("psychosocial aspects")
    ERGONOMICS = "ergonomics", _("ergonomics")
    HYGIENE = "hygiene", _("hygiene at work")
    EMBELLISHMENT = "embellishment", _("pleasant workplaces")
    ENVIRONMENT = "environment", _("environment, where it affects the others")


class Colour(models.TextChoices):
    """green satisfactory, orange improve if possible, red improve necessarily (subject/methods.md#shares-and-priority)."""

    GREEN = "green", _("green: fine as it is")
    ORANGE = "orange", _("orange: improve where possible")
    RED = "red", _("red: must improve")


class FindingMethod(models.TextChoices):
    JUDGEMENT = "judgement", _("judged together")
    SHARE = "share", _("share of workers at risk")
    KINNEY = "kinney", _("Kinney score (not for psychosocial risks)")


class FindingLevel(models.TextChoices):
    """Levels of the risk analysis (Codex I.2-6)."""

    ORGANISATION = "organisation", _("whole organisation")
    GROUP = "group", _("group of workstations or functions")


class AnalysisKind(models.TextChoices):
    """What an analysis looks at (Codex I.2-6; FPS 2019 §2.1.1). A situation is asked for, and collective always."""

    WHOLE = "whole", _("the whole organisation")
    PART = "part", _("a part: units, functions, a place or some subjects")
    SITUATION = "situation", _("a specific situation, on request")


class AskedBy(models.TextChoices):
    """Whose request obliges the employer to analyse a specific situation (FPS 2019 §2.1.1)."""

    LINE = "line", _("somebody of the line")
    REPRESENTATIVES = "representatives", _("at least a third of the workers' representatives")


class Consequence(models.TextChoices):
    """What a situation at work can lead to (FPS 2019 §1). Never what happened, and to whom."""

    STRESS = "stress", _("stress")
    BURN_OUT = "burn_out", _("burn-out")
    CONFLICT = "conflict", _("conflict")
    VIOLENCE = "violence", _("violence")
    BULLYING = "bullying", _("bullying")
    SEXUAL_HARASSMENT = "sexual_harassment", _("sexual harassment")


class AnalysisState(models.TextChoices):
    SCOPING = "scoping", _("setting up")
    PREDIAGNOSIS = "prediagnosis", _("pre-diagnosis")
    COLLECTING = "collecting", _("collecting information")
    EVALUATING = "evaluating", _("judging risks")
    DRAFT_REPORT = "draft_report", _("draft report")
    CONSULTED = "consulted", _("discussed with the consultation body")
    FINAL = "final", _("final")
    SUPERSEDED = "superseded", _("replaced by a newer one")


S = AnalysisState
ANALYSIS = Machine(
    "risk_analysis",
    AnalysisState,
    S.SCOPING,
    [
        Transition("start_prediagnosis", (S.SCOPING,), S.PREDIAGNOSIS, "riskanalysis.edit"),
        Transition("collect", (S.SCOPING, S.PREDIAGNOSIS), S.COLLECTING, "riskanalysis.edit"),
        Transition("evaluate", (S.COLLECTING,), S.EVALUATING, "riskanalysis.edit"),
        Transition("draft_report", (S.EVALUATING,), S.DRAFT_REPORT, "riskanalysis.edit"),
        Transition("reopen", (S.DRAFT_REPORT,), S.EVALUATING, "riskanalysis.edit"),
        Transition("consult", (S.DRAFT_REPORT,), S.CONSULTED, "riskanalysis.edit"),
        Transition("finalise", (S.CONSULTED,), S.FINAL, "riskanalysis.finalise"),
        Transition("supersede", (S.FINAL,), S.SUPERSEDED, "riskanalysis.finalise"),
    ],
    stamps={S.CONSULTED: ("consulted_at",), S.FINAL: ("finalised_at", "finalised_by_id")},
    model="riskanalysis.riskanalysis",
)
EDITABLE = (S.SCOPING, S.PREDIAGNOSIS, S.COLLECTING, S.EVALUATING)
SHOWN = (S.DRAFT_REPORT, S.CONSULTED, S.FINAL, S.SUPERSEDED)  # what the consultation body may read (access.py)
ENDED = (S.FINAL, S.SUPERSEDED)
DISCUSSED = (S.CONSULTED, *ENDED)  # a report that the consultation body has talked about


class WarningLight(models.TextChoices):
    """knipperlichten: objective signs that a closer look is needed (FPS 2019 §4.2). Own wording; present or absent."""

    ABSENTEEISM_ABOVE_REFERENCE = "absenteeism_above_reference", _("absence is higher than in the sector")
    ABSENTEEISM_RISING = "absenteeism_rising", _("absence has risen over the past year")
    SHORT_ABSENCES = "short_absences", _("many short absences by the same teams")
    TURNOVER_RISING = "turnover_rising", _("more people leave than a year ago")
    WORK_ACCIDENTS_RISING = "work_accidents_rising", _("more work accidents or near misses")
    SPONTANEOUS_CONSULTATIONS = "spontaneous_consultations", _("workers go to the occupational physician by themselves")
    OVERTIME = "overtime", _("overtime has become normal")
    OPEN_VACANCIES = "open_vacancies", _("vacancies stay open for a long time")
    TEMPORARY_WORK = "temporary_work", _("much work by temporary staff")
    COMPLAINTS = "complaints", _("complaints or conflicts have reached the line or the counsellor")
    QUALITY_PROBLEMS = "quality_problems", _("more mistakes, returns or customer complaints")
    REORGANISATION = "reorganisation", _("a big change in the past year or in the year to come")
