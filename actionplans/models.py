"""Plans and measures; beside them what else of them is kept."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from actionplans.enums import Ending, MeasureState, PreventionLevel
from actionplans.evaluation.models import YearEvaluation as YearEvaluation
from actionplans.models_consultation import AdviceMark as AdviceMark
from actionplans.models_consultation import AdviceRequest as AdviceRequest
from actionplans.models_consultation import BenchAdvice as BenchAdvice
from actionplans.models_consultation import Remark as Remark
from actionplans.models_import import PlanImport as PlanImport
from actionplans.plan_bases import FiveYears, OneYear, Plan
from actionplans.values.models import Indicator as Indicator
from actionplans.values.models import IndicatorValue as IndicatorValue
from coaching.companies.models import FilePart
from coaching.core.ground import clock
from coaching.core.ground.figures import in_words
from coaching.core.tenancy.models import Versioned
from riskanalysis.models import Finding, RiskAnalysis


class GlobalPreventionPlan(FiveYears, Plan):
    """GPP: five years, written, eight mandatory sections (Codex I.2-8).

    One that was brought from elsewhere was adopted there: here it has its time and nothing else.
    """

    analysis = models.ForeignKey(RiskAnalysis, models.PROTECT, related_name="+", null=True)
    start_year = models.PositiveSmallIntegerField(_("first year"))
    start_month = models.PositiveSmallIntegerField(_("first month"), default=1, db_default=1)
    is_brought = models.BooleanField(_("made elsewhere"), default=False, db_default=False)
    amended_from = models.ForeignKey("self", models.PROTECT, related_name="+", null=True, blank=True)
    renews = models.ForeignKey("self", models.PROTECT, related_name="+", null=True, blank=True)
    # Of what five years brought: per objective by its code, and as a whole.
    reached = models.JSONField(default=dict, db_default={}, blank=True, editable=False)
    conclusion = models.TextField(_("what the five years brought"), blank=True, default="", db_default="")
    concluded_at = models.DateTimeField(null=True, editable=False)
    concluded_by_id = models.BigIntegerField(null=True, editable=False)

    class Meta:
        ordering = ["-start_year", "-version_no"]
        indexes = [models.Index(fields=["company", "-start_year"], name="global_plan_company")]
        constraints = [
            models.UniqueConstraint(fields=["company", "start_year", "version_no"], name="global_plan_version"),
            models.CheckConstraint(
                name="global_plan_adopted_has_moment",
                condition=~models.Q(state__in=["adopted", "active", "amended", "expired"])
                | models.Q(adopted_at__isnull=False)
                | models.Q(is_brought=True),
            ),
            models.CheckConstraint(name="global_plan_start_month", condition=models.Q(start_month__range=(1, 12))),
            models.CheckConstraint(
                name="global_plan_brought_was_made_elsewhere",
                condition=models.Q(is_brought=False)
                | models.Q(
                    state__in=["adopted", "active", "amended", "expired"],
                    analysis__isnull=True,
                    amended_from__isnull=True,
                    submitted_at__isnull=True,
                    advised_at__isnull=True,
                    adopted_at__isnull=True,
                ),
            ),
        ]


class PlanSection(FilePart):
    """One of the eight sections of a five-year plan."""

    plan = models.ForeignKey(GlobalPreventionPlan, models.CASCADE, related_name="sections", db_index=False)
    number = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_section_once"),
            models.CheckConstraint(name="plan_section_number", condition=models.Q(number__gte=1, number__lte=8)),
        ]

    def __str__(self) -> str:
        return str(self.number)


class Objective(Versioned, FilePart):
    """A priority objective, tied to the findings it answers."""

    plan = models.ForeignKey(GlobalPreventionPlan, models.CASCADE, related_name="objectives", db_index=False)
    code = models.CharField(max_length=6)  # O1, O2…
    text = models.CharField(_("objective"), max_length=300)
    indicator = models.CharField(_("indicator"), max_length=200, blank=True)
    baseline = models.DecimalField(_("now"), max_digits=9, decimal_places=1, null=True, blank=True)
    target = models.DecimalField(_("target"), max_digits=9, decimal_places=1, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=30, blank=True)
    by_year = models.PositiveSmallIntegerField(_("by the end of"))
    # Where its values come from; the words above stay what was agreed, whatever the indicator is called later (ADR 0071).
    measured_by = models.ForeignKey(Indicator, models.PROTECT, related_name="+", null=True, blank=True)
    baseline_on = models.DateField(_("measured on"), null=True, blank=True)
    voluntary = models.BooleanField(_("health promotion, voluntary"), default=False)
    renewed_from = models.ForeignKey("self", models.PROTECT, related_name="+", null=True, blank=True)
    findings = models.ManyToManyField(Finding, through="ObjectiveFinding", related_name="+")

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="objective_code")]

    def __str__(self) -> str:
        return f"{self.code} {in_words(self.text)}"


class ObjectiveFinding(FilePart):
    objective = models.ForeignKey(Objective, models.CASCADE, related_name="+", db_index=False)
    finding = models.ForeignKey(Finding, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["objective", "finding"], name="objective_finding_once")]

    def __str__(self) -> str:
        return f"{self.objective_id} {self.finding_id}"


class FindingWithoutObjective(FilePart):
    """Why a finding gets no objective in this plan. A red one needs such a reason, or an objective (own choice)."""

    plan = models.ForeignKey(GlobalPreventionPlan, models.CASCADE, related_name="+", db_index=False)
    finding = models.ForeignKey(Finding, models.PROTECT, related_name="+")
    reason = models.TextField(_("why there is no objective for it"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "finding"], name="finding_without_objective_once"),
            models.CheckConstraint(name="finding_without_objective_reason", condition=~models.Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.finding_id} {self.reason[:40]}"


class AnnualActionPlan(OneYear, Plan):
    """JAP: what is done in one service year (Codex I.2-9). To the body at latest on `deadline` (I.2-10)."""

    global_plan = models.ForeignKey(GlobalPreventionPlan, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))  # the calendar year of its first day
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    deadline = models.DateField(_("to the consultation body before"))
    priorities = models.TextField(_("priority objectives for this year"), blank=True)
    means = models.TextField(_("methods and means"), blank=True)
    duties = models.TextField(_("tasks, duties and means of everyone involved"), blank=True)
    adaptations = models.TextField(_("changes to the five-year plan"), blank=True)
    amended_from = models.ForeignKey("self", models.PROTECT, related_name="+", null=True, blank=True)
    # The evaluation: begun whenever somebody likes, whole when the year is over.
    results = models.TextField(_("what the year brought"), blank=True, default="", db_default="")
    body_said = models.TextField(_("what the body said"), blank=True, default="", db_default="")
    lessons = models.TextField(_("what should be different next year"), blank=True, default="", db_default="")
    evaluated_at = models.DateTimeField(null=True, editable=False)
    evaluated_by_id = models.BigIntegerField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by_id = models.BigIntegerField(null=True, editable=False)

    class Meta:
        ordering = ["-year", "-version_no"]
        indexes = [models.Index(fields=["company", "-year"], name="annual_plan_company")]
        constraints = [
            models.UniqueConstraint(fields=["company", "first_day", "version_no"], name="annual_plan_version"),
            models.CheckConstraint(
                name="annual_plan_period",
                condition=models.Q(last_day__gt=models.F("first_day"), year=ExtractYear("first_day")),
            ),
            models.CheckConstraint(
                name="annual_plan_closed_is_evaluated",
                condition=~models.Q(state__in=["evaluated", "closed"])
                | models.Q(evaluated_at__isnull=False) & ~models.Q(results=""),
            ),
            models.CheckConstraint(
                name="annual_plan_adopted_has_moment",
                condition=~models.Q(state__in=["adopted", "active", "amended", "evaluated", "closed"])
                | models.Q(adopted_at__isnull=False),
            ),
        ]


class PreventionMeasure(Versioned, FilePart):
    """maatregel, by six W's: what, why, who, how (waarmee), where, when (White paper)."""

    plan = models.ForeignKey(AnnualActionPlan, models.CASCADE, related_name="measures", db_index=False)
    objective = models.ForeignKey(Objective, models.PROTECT, related_name="+", verbose_name=_("objective"))
    code = models.CharField(max_length=6)  # A1, A2…
    state = models.CharField(max_length=20, choices=MeasureState.choices, default=MeasureState.PROPOSED)
    what = models.CharField(_("what"), max_length=300)
    why = models.TextField(_("why"), blank=True)
    who = models.CharField(_("who"), max_length=300, blank=True)
    how = models.TextField(_("how"), blank=True)
    where = models.CharField(_("where"), max_length=200, blank=True)
    due_on = models.DateField(_("when"), null=True, blank=True)
    prevention_level = models.CharField(
        _("prevention level"), max_length=10, choices=PreventionLevel.choices, blank=True
    )
    voluntary = models.BooleanField(_("health promotion, voluntary"), default=False)
    owner_id = models.BigIntegerField(null=True, blank=True)  # a member of the company who follows it up
    budget_eur = models.DecimalField(_("budget (€)"), max_digits=10, decimal_places=2, default=0)
    spent_eur = models.DecimalField(_("spent (€)"), max_digits=10, decimal_places=2, null=True, blank=True)
    indicator = models.CharField(_("indicator"), max_length=200, blank=True)
    measured_by = models.ForeignKey(Indicator, models.PROTECT, related_name="+", null=True, blank=True)
    result = models.CharField(_("result"), max_length=200, blank=True)
    progress = models.PositiveSmallIntegerField(_("progress (%)"), default=0)
    workers_reached = models.PositiveIntegerField(_("workers reached"), null=True, blank=True)
    # The re-score of a Kinney finding after the measure.
    new_probability = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    new_exposure = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    new_effect = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    new_kinney_score = models.DecimalField(max_digits=7, decimal_places=1, null=True, blank=True)
    started_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    done_on = models.DateField(null=True)
    done_by_id = models.BigIntegerField(null=True)
    verified_at = models.DateTimeField(null=True)
    verified_by_id = models.BigIntegerField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    # From last year's plan (with the reason why it was not finished), or from the version that is being amended.
    carried_from = models.ForeignKey("self", models.PROTECT, related_name="+", null=True, blank=True)
    carried_reason = models.TextField(_("why it was not finished"), blank=True)
    # What the evaluation of its year says of a measure that is not finished.
    ending = models.CharField(max_length=10, choices=Ending.choices, blank=True, default="", db_default="")
    ending_reason = models.TextField(_("why it was not done"), blank=True, default="", db_default="")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["due_on", "code"]
        indexes = [
            models.Index(fields=["company", "state", "due_on"], name="measure_company"),
            models.Index(fields=["piece", "state"], name="measure_piece"),
            models.Index(fields=["plan", "code"], name="measure_plan"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="measure_code"),
            models.CheckConstraint(name="measure_progress", condition=models.Q(progress__lte=100)),
            models.CheckConstraint(
                name="measure_done_has_moment",
                condition=~models.Q(state__in=["done", "verified_effective", "not_effective"])
                | models.Q(done_at__isnull=False, done_on__isnull=False),
            ),
            models.CheckConstraint(
                name="measure_ending_has_reason",
                condition=models.Q(ending="") | ~models.Q(ending_reason=""),
            ),
            models.CheckConstraint(
                name="measure_planned_is_whole",
                condition=models.Q(state__in=["proposed", "cancelled"])
                | (
                    ~models.Q(why="")
                    & ~models.Q(who="")
                    & ~models.Q(how="")
                    & ~models.Q(where="")
                    & models.Q(due_on__isnull=False)
                    & ~models.Q(prevention_level="")
                    & ~models.Q(indicator="")
                ),
            ),
        ]

    @property
    def is_proposed(self) -> bool:
        return self.state == MeasureState.PROPOSED

    def __str__(self) -> str:
        return f"{self.code} {self.what}"


class MeasureNote(FilePart):
    """Progress or evidence of a measure: a dated line, with a file if there is one."""

    measure = models.ForeignKey(PreventionMeasure, models.CASCADE, related_name="notes", db_index=False)
    at = models.DateTimeField(default=clock.now)
    by_id = models.BigIntegerField(null=True)
    text = models.TextField(_("what happened"))
    is_evidence = models.BooleanField(_("this is evidence"), default=False)
    file = models.FileField(upload_to="evidence/%Y/%m/", blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["measure", "-at"], name="measure_note_measure")]

    def __str__(self) -> str:
        return self.text[:40]
