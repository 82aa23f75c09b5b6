"""Risk analysis: warning lights, talks, judgements per aspect and findings."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from coaching.companies.models import FilePart, FileRoot, WorkUnit
from coaching.core.ground import clock
from coaching.core.tenancy.models import Versioned
from riskanalysis.changes.models import ChangeCheck as ChangeCheck
from riskanalysis.changes.models import ChangeUnit as ChangeUnit
from riskanalysis.enums import (
    AnalysisState,
    Colour,
    FindingLevel,
    FindingMethod,
    SubFactor,
    WellbeingDomain,
    WorkAspect,
)


class RiskAnalysis(Versioned, FileRoot):
    """risicoanalyse, done by the employer with participation of the workers (Codex I.3-1)."""

    title = models.CharField(_("title"), max_length=200)
    state = models.CharField(max_length=20, choices=AnalysisState.choices, default=AnalysisState.SCOPING)
    version_no = models.PositiveSmallIntegerField(default=1)
    scope = models.TextField(_("what is analysed, and how workers take part"), blank=True)
    psychosocial_adviser_involved = models.BooleanField(_("psychosocial adviser involved"), default=False)
    work_units = models.ManyToManyField(WorkUnit, through="AnalysisUnit", related_name="+")
    signals = ArrayField(models.CharField(max_length=60), verbose_name=_("warning lights"), default=list, blank=True)
    signal_colour = models.CharField(max_length=10, choices=Colour.choices, blank=True)
    prediagnosed_on = models.DateField(null=True, blank=True)
    consultation_notes = models.TextField(_("what the consultation body said"), blank=True)
    created_at = models.DateTimeField(default=clock.now)
    consulted_at = models.DateTimeField(null=True)
    finalised_at = models.DateTimeField(null=True)
    finalised_by_id = models.BigIntegerField(null=True)
    change = models.ForeignKey("riskanalysis.ChangeCheck", models.PROTECT, related_name="+", null=True)  # that opened it

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["company", "-created_at"], name="analysis_company"),
        ]
        constraints = [
            models.CheckConstraint(
                name="analysis_final_has_moment",
                condition=~models.Q(state__in=["final", "superseded"]) | models.Q(finalised_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class AnalysisPart(FilePart):
    analysis = models.ForeignKey(RiskAnalysis, models.CASCADE, related_name="+", db_index=False)

    class Meta:
        abstract = True


class AnalysisUnit(AnalysisPart):
    """A work unit that takes part in the analysis."""

    work_unit = models.ForeignKey(WorkUnit, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["analysis", "work_unit"], name="analysis_unit_once")]

    def __str__(self) -> str:
        return str(self.work_unit_id)


class AnalysisTalk(AnalysisPart):
    """A talk, an observation or a survey summary that fed the analysis. No names of workers (FPS 2019 §4.3.1)."""

    class Kind(models.TextChoices):
        GROUP_TALK = "group_talk", _("group talk")
        OBSERVATION = "observation", _("observation on the floor")
        INTERVIEW = "interview", _("interview")
        SURVEY = "survey", _("survey (summary figures)")

    held_on = models.DateField(_("date"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    work_unit = models.ForeignKey(
        WorkUnit, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("work unit")
    )
    invited = models.PositiveIntegerField(_("invited"), null=True, blank=True)
    present = models.PositiveIntegerField(_("took part"))
    summary = models.TextField(_("what was said, without names"))

    class Meta:
        db_table = "riskanalysis_consultation"
        ordering = ["held_on"]
        indexes = [models.Index(fields=["analysis", "held_on"], name="consultation_analysis")]

    def __str__(self) -> str:
        return f"{self.kind} {self.held_on}"


class AspectJudgement(AnalysisPart):
    """One of the five A's judged as a whole; all five are needed before the report (subject/methods.md#the-five-as)."""

    aspect = models.CharField(_("aspect"), max_length=3, choices=WorkAspect.choices)
    colour = models.CharField(_("colour"), max_length=10, choices=Colour.choices)
    summary = models.TextField(_("in short"), blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["analysis", "aspect"], name="aspect_once")]

    def __str__(self) -> str:
        return f"{self.aspect} {self.colour}"


class Finding(Versioned, AnalysisPart):
    """A risk that was found: sub-factor, where, how bad, and what is done about it already."""

    code = models.CharField(max_length=6)  # F1, F2…
    aspect = models.CharField(max_length=3, choices=WorkAspect.choices)
    sub_factor = models.CharField(_("sub-factor"), max_length=5, choices=SubFactor.choices)
    domain = models.CharField(
        _("domain"), max_length=20, choices=WellbeingDomain.choices, default=WellbeingDomain.PSYCHOSOCIAL
    )
    level = models.CharField(_("level"), max_length=20, choices=FindingLevel.choices)
    work_unit = models.ForeignKey(
        WorkUnit, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("work unit")
    )
    hazard = models.CharField(_("what is wrong"), max_length=300)
    description = models.TextField(_("explanation"), blank=True)
    existing_measures = models.TextField(_("what is done about it already"), blank=True)
    method = models.CharField(_("how it was judged"), max_length=10, choices=FindingMethod.choices)
    colour = models.CharField(_("colour"), max_length=10, choices=Colour.choices)
    probability = models.DecimalField(_("probability (W)"), max_digits=4, decimal_places=1, null=True, blank=True)
    exposure = models.DecimalField(_("exposure (B)"), max_digits=4, decimal_places=1, null=True, blank=True)
    effect = models.DecimalField(_("effect (E)"), max_digits=4, decimal_places=1, null=True, blank=True)
    kinney_score = models.DecimalField(max_digits=7, decimal_places=1, null=True, blank=True)
    kinney_class = models.PositiveSmallIntegerField(null=True, blank=True)  # 1–5
    at_risk_percent = models.DecimalField(
        _("share of workers at risk (%)"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MaxValueValidator(100)],
    )
    respondents = models.PositiveIntegerField(_("number who answered"), null=True, blank=True)
    severity = models.PositiveSmallIntegerField(_("severity (1–3)"), null=True, blank=True)
    priority = models.DecimalField(max_digits=6, decimal_places=1, null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    # Of an analysis that a change opened: the finding in force then, and whether nobody judged it again yet (ADR 0064).
    taken_from = models.ForeignKey("self", models.PROTECT, related_name="+", null=True)
    to_judge = models.BooleanField(default=False)

    class Meta:
        ordering = ["aspect", "code"]
        indexes = [models.Index(fields=["analysis", "aspect"], name="finding_analysis")]
        constraints = [
            models.UniqueConstraint(fields=["analysis", "code"], name="finding_code"),
            models.CheckConstraint(
                name="finding_kinney_is_whole",
                condition=~models.Q(method="kinney")
                | models.Q(
                    probability__isnull=False,
                    exposure__isnull=False,
                    effect__isnull=False,
                    kinney_score__isnull=False,
                    kinney_class__isnull=False,
                ),
            ),
            # Kinney is not usable for psychosocial risks.
            models.CheckConstraint(
                name="finding_kinney_not_psychosocial",
                condition=~models.Q(method="kinney") | ~models.Q(domain="psychosocial"),
            ),
            models.CheckConstraint(
                name="finding_group_has_unit",
                condition=models.Q(level="organisation") | models.Q(work_unit__isnull=False),
            ),
            models.CheckConstraint(
                name="finding_share_is_whole",
                condition=~models.Q(method="share")
                | models.Q(at_risk_percent__isnull=False, respondents__isnull=False, severity__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.hazard}"
