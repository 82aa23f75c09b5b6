"""Risk analysis: warning lights, talks, judgements per aspect and findings."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from coaching.companies.models import CompanyOwned, EstablishmentUnit, FilePart, FileRoot, WorkUnit
from coaching.core.ground import clock
from coaching.core.tenancy.models import Versioned
from riskanalysis.changes.models import ChangeCheck as ChangeCheck
from riskanalysis.changes.models import ChangeUnit as ChangeUnit
from riskanalysis.enums import (
    AnalysisKind,
    AnalysisState,
    AskedBy,
    Colour,
    Consequence,
    FindingLevel,
    FindingMethod,
    SubFactor,
    WellbeingDomain,
    WorkAspect,
)


class RiskAnalysis(Versioned, FileRoot):
    """risicoanalyse, done by the employer with participation of the workers (Codex I.3-1).

    What it looks at: `kind`, `work_units` (functions among them), `establishment`, and `parts`, the sub-factors; empty is
    all of them. Of each scope one is open at a time, and `judged` cells alone are replaced by it (ADR 0063).
    """

    title = models.CharField(_("title"), max_length=200)
    state = models.CharField(max_length=20, choices=AnalysisState.choices, default=AnalysisState.SCOPING)
    version_no = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(_("kind"), max_length=10, choices=AnalysisKind.choices, default=AnalysisKind.WHOLE)
    parts = ArrayField(
        models.CharField(max_length=5, choices=SubFactor.choices), verbose_name=_("subjects"), default=list, blank=True
    )
    establishment = models.ForeignKey(
        EstablishmentUnit, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("place")
    )
    scope_key = models.CharField(max_length=32, blank=True, editable=False)  # of kind, rows and parts: `scopes.key`
    asked_by = models.CharField(_("asked by"), max_length=20, choices=AskedBy.choices, blank=True)
    asked_on = models.DateField(_("asked on"), null=True, blank=True)
    decide_by = models.DateField(_("the employer decides by"), null=True, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decision = models.TextField(_("what the employer decided"), blank=True)
    adviser_part = models.TextField(_("part of the psychosocial adviser"), blank=True)
    participation_note = models.TextField(_("how workers took part otherwise, or why they did not"), blank=True)
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
    change = models.ForeignKey(
        "riskanalysis.ChangeCheck", models.PROTECT, related_name="+", null=True
    )  # that opened it

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
            models.UniqueConstraint(
                name="analysis_one_open",
                fields=["company", "kind", "scope_key"],
                condition=~models.Q(state__in=["final", "superseded"]),
            ),
            models.UniqueConstraint(
                name="analysis_one_whole_in_force",
                fields=["company"],
                condition=models.Q(kind="whole", state="final"),
            ),
            models.CheckConstraint(
                name="analysis_whole_is_whole",
                condition=~models.Q(kind="whole") | models.Q(parts=[], establishment__isnull=True, scope_key=""),
            ),
            models.CheckConstraint(
                name="analysis_situation_was_asked_for",
                condition=models.Q(kind="situation", asked_on__isnull=False, asked_by__in=AskedBy.values)
                | (~models.Q(kind="situation") & models.Q(asked_by="", asked_on__isnull=True, decided_on__isnull=True)),
            ),
            models.CheckConstraint(
                name="analysis_decision_has_day",
                condition=models.Q(decision="", decided_on__isnull=True)
                | (~models.Q(decision="") & models.Q(decided_on__isnull=False)),
            ),
        ]

    @property
    def is_whole(self) -> bool:
        return self.kind == AnalysisKind.WHOLE

    @property
    def is_situation(self) -> bool:
        return self.kind == AnalysisKind.SITUATION

    @property
    def aspects(self) -> list[WorkAspect]:
        """The A's that it judges, in their fixed order."""
        wanted = {SubFactor(part).aspect for part in self.parts}
        return [aspect for aspect in WorkAspect if not wanted or aspect in wanted]

    @property
    def factors(self) -> list[SubFactor]:
        """The sub-factors that it judges."""
        return [factor for factor in SubFactor if not self.parts or factor in self.parts]

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
    """One of the five A's judged as a whole; those it looks at are needed before the report (subject/methods.md#the-five-as)."""

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
    # Of psychosocial findings only: what the situation can lead to, and the two tests of FPS 2019 §1.
    consequences = ArrayField(
        models.CharField(max_length=20, choices=Consequence.choices),
        verbose_name=_("what it can lead to"),
        default=list,
        blank=True,
    )
    is_objective = models.BooleanField(_("an objective danger"), null=True, blank=True)
    employer_can_act = models.BooleanField(_("the employer has influence on it"), null=True, blank=True)
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
                name="finding_consequences_are_psychosocial",
                condition=models.Q(domain="psychosocial")
                | models.Q(consequences=[], is_objective__isnull=True, employer_can_act__isnull=True),
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


class PlannedAnalysis(Versioned, CompanyOwned):
    """A row of the roll-out: which unit (none: the whole organisation) will be analysed in which year, on which subjects.

    analysis: what came of it. What is dropped stays, with the reason.
    """

    year = models.PositiveSmallIntegerField(_("year"))
    work_unit = models.ForeignKey(
        WorkUnit, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("work unit")
    )
    parts = ArrayField(
        models.CharField(max_length=5, choices=SubFactor.choices), verbose_name=_("subjects"), default=list, blank=True
    )
    note = models.CharField(_("why then"), max_length=300, blank=True)
    dropped_on = models.DateField(null=True, blank=True)
    dropped_why = models.CharField(_("why not"), max_length=300, blank=True)
    analysis = models.ForeignKey(RiskAnalysis, models.SET_NULL, related_name="+", null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["year", "created_at"]
        indexes = [models.Index(fields=["company", "year"], name="planned_analysis_company")]
        constraints = [
            models.CheckConstraint(
                name="planned_analysis_dropped_with_reason",
                condition=models.Q(dropped_on__isnull=True, dropped_why="")
                | (models.Q(dropped_on__isnull=False) & ~models.Q(dropped_why="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.work_unit_id or ''}"
