"""What this app adds to others: navigation and effects on its own life cycles."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from actionplans import rules
from actionplans.actions import annual, plans, renewal, turning
from actionplans.models import AnnualActionPlan, GlobalPreventionPlan, Objective, PreventionMeasure, YearEvaluation
from actionplans.queries import pieces
from actionplans.wheel import dates, facts, kinds
from coaching.companies import guests, queries_advice
from coaching.core.ground import events, wheel, workflow
from coaching.core.screen import navigation, timeline, ui
from coaching.core.screen.navigation import Entry

PLAN_EVENTS = {
    f"{machine}.{verb}": title
    for machine, titles in {
        "global_plan": {
            "submit": _("The five-year plan was put to the consultation body"),
            "advise": _("The advice on the five-year plan is in"),
            "adopt": _("The five-year plan was adopted"),
            "activate": _("The five-year plan is in force"),
            "withdraw": _("The five-year plan was taken back"),
            "expire": _("The five-year plan ended"),
        },
        "annual_plan": {
            "submit": _("The yearly plan was put to the consultation body"),
            "advise": _("The advice on the yearly plan is in"),
            "adopt": _("The yearly plan was adopted"),
            "activate": _("The yearly plan is in force"),
            "withdraw": _("The yearly plan was taken back"),
            "evaluate": _("The year was evaluated"),
            "close": _("The year was closed"),
        },
        "advice_request": {
            "discuss": _("The consultation body met"),
            "answer": _("The employer answered the advice"),
        },
        "actionplans": {
            "global_plan_created": _("A five-year plan was begun"),
            "global_plan_brought": _("A five-year plan made elsewhere was written down"),
            "annual_plan_created": _("A yearly plan was begun"),
            "global_plan_renewed": _("The five-year plan was renewed"),
            "remark_made": _("A remark was made"),
            "psychosocial_evaluated": _("The psychosocial measures were evaluated"),
            "priority_taken_over": _("A priority was taken over from the evaluation"),
        },
    }.items()
    for verb, title in titles.items()
}
timeline.register("plans", PLAN_EVENTS)
queries_advice.described_by(pieces.named)
guests.lies_in("c/<slug:company>/plans/five-year/<uuid:pk>/", GlobalPreventionPlan, making=("years/new/",))
guests.lies_in("c/<slug:company>/plans/year/<uuid:pk>/", AnnualActionPlan)
guests.lies_in("c/<slug:company>/plans/evaluations/<uuid:pk>/", YearEvaluation)
guests.lies_in("c/<slug:company>/plans/objectives/<uuid:pk>/", Objective)
guests.lies_in("c/<slug:company>/plans/measures/<uuid:pk>/", PreventionMeasure)
guests.lies_in("c/<slug:company>/measures/<uuid:pk>/", PreventionMeasure)
timeline.register(
    "measures",
    {
        "actionplans.measure_added": _("A measure was planned"),
        "actionplans.progress_reported": _("Progress of a measure was noted"),
        "actionplans.indicator_added": _("A figure is followed from now on"),
        "actionplans.value_entered": _("A value was entered"),
        "actionplans.value_corrected": _("A value was put right"),
        "measure.start": _("A measure was begun"),
        "measure.finish": _("A measure was carried out"),
        "measure.verify": _("A measure turned out to work"),
        "measure.find_ineffective": _("A measure turned out not to work well enough"),
        "measure.block": _("A measure is blocked"),
        "measure.cancel": _("A measure was cancelled"),
    },
    bad={"measure.find_ineffective", "measure.block"},
)
navigation.register(
    "company",
    Entry(_("Plans"), "actionplans:plans", rules.VIEW, "chart-no-axes-gantt", 40, "plans"),
    Entry(_("Values"), "actionplans:values", rules.VIEW_VALUES, "chart-line", 45, "plans"),
)
workflow.effect("global_plan", "activate", plans.replace_amended_global_plan)
workflow.effect("annual_plan", "activate", annual.replace_amended_annual_plan)
workflow.effect("global_plan", "activate", renewal.end_renewed_plan)
workflow.effect("annual_plan", "submit", annual.stop_reminders)
workflow.effect("annual_plan", "withdraw", annual.resume_reminders)
wheel.register(wheel.Provider(facts.facts_of, dates.deeds, dates.earliest), *kinds.ALL)
wheel.done_at("psychosocial_evaluation", "actionplans:psychosocial_now")
events.listen("companies.years_changed", turning.adapt_to_changed_years)

ui.tones(
    neutral="draft amended expired closed proposed cancelled withdrawn no_value followed",
    info="internal_review active planned in_progress scheduled documents_sent discussed open_remarks service_advice",
    attention="submitted_to_body due behind_course",
    good="advised adopted evaluated done verified_effective answered target_reached on_course",
    bad="not_effective blocked late overdue",
)
