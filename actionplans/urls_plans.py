"""Addresses of the five-year plan, its objectives, the yearly plan and the planning of measures, from the root."""

from django.urls import path

from actionplans.evaluation import views as evaluation
from actionplans.evaluation import views_paper as paper
from actionplans.views import annual, importing, measures, objectives, plans, sections, sheet, turning

ALL = "c/<slug:company>/plans/"
FIVE = ALL + "five-year/<uuid:pk>/"
YEAR = ALL + "year/<uuid:pk>/"
YEARS = ALL + "evaluations/"
ONE_YEAR = YEARS + "<str:day>/"
MEASURE = ALL + "measures/<uuid:pk>/"
urlpatterns = [
    path(ALL, plans.plans, name="plans"),
    path(ALL + "five-year/new/", plans.new_global_plan, name="new_global_plan"),
    path(ALL + "import/", importing.import_page, name="import_page"),
    path(ALL + "import/empty/<str:kind>/<str:form>/", importing.import_template, name="import_template"),
    path(ALL + "import/<uuid:pk>/", importing.import_file, name="import_file"),
    path(ALL + "import/<uuid:pk>/bring/", importing.bring_in, name="bring_in"),
    path(ALL + "import/<uuid:pk>/delete/", importing.throw_away, name="throw_away"),
    path(ALL + "next-year/", turning.next_year, name="next_year"),
    path(FIVE, plans.global_plan, name="global_plan"),
    path(FIVE + "evaluation/", turning.conclusion, name="conclusion"),
    path(FIVE + "renew/", turning.renew_global_plan, name="renew_global_plan"),
    path(FIVE + "sections/<int:number>/", sections.plan_section, name="plan_section"),
    path(FIVE + "findings/<uuid:finding>/", sections.finding_reason, name="finding_reason"),
    path(FIVE + "review/", plans.review_global_plan, name="review_global_plan"),
    path(FIVE + "return/", plans.return_global_plan, name="return_global_plan"),
    path(FIVE + "amend/", plans.amend_global_plan, name="amend_global_plan"),
    path(FIVE + "pdf/", plans.global_plan_pdf, name="global_plan_pdf"),
    path(FIVE + "word/", plans.global_plan_word, name="global_plan_word"),
    path(FIVE + "objectives/new/", objectives.new_objective, name="new_objective"),
    path(FIVE + "years/new/", annual.new_annual_plan, name="new_annual_plan"),
    path(ALL + "objectives/<uuid:pk>/", objectives.objective, name="objective"),
    path(ALL + "objectives/<uuid:pk>/delete/", objectives.delete_objective, name="delete_objective"),
    path(YEAR, annual.annual_plan, name="annual_plan"),
    path(YEAR + "evaluation/", turning.evaluation, name="evaluation"),
    path(YEAR + "close/", turning.close_year, name="close_year"),
    path(YEARS, evaluation.evaluations, name="evaluations"),
    path(YEARS + "<uuid:pk>/", evaluation.evaluation_of, name="evaluation_of"),
    path(YEARS + "psychosocial/", evaluation.psychosocial_now, name="psychosocial_now"),
    path(ONE_YEAR, evaluation.year_evaluation, name="year_evaluation"),
    path(ONE_YEAR + "facts/", evaluation.year_facts, name="year_facts"),
    path(ONE_YEAR + "psychosocial/", evaluation.psychosocial, name="psychosocial"),
    path(ONE_YEAR + "psychosocial/take-back/", evaluation.take_back_psychosocial, name="take_back_psychosocial"),
    path(ONE_YEAR + "take/", evaluation.take_priority, name="take_priority"),
    path(ONE_YEAR + "pdf/", paper.year_evaluation_pdf, name="year_evaluation_pdf"),
    path(ONE_YEAR + "word/", paper.year_evaluation_word, name="year_evaluation_word"),
    path(YEAR + "texts/", annual.annual_texts, name="annual_texts"),
    path(YEAR + "carry-over/", annual.carry_over, name="carry_over"),
    path(YEAR + "review/", annual.review_annual_plan, name="review_annual_plan"),
    path(YEAR + "return/", annual.return_annual_plan, name="return_annual_plan"),
    path(YEAR + "amend/", annual.amend_annual_plan, name="amend_annual_plan"),
    path(YEAR + "pdf/", annual.annual_plan_pdf, name="annual_plan_pdf"),
    path(YEAR + "word/", annual.annual_plan_word, name="annual_plan_word"),
    path(YEAR + "sheet/", sheet.hand_in_sheet, name="hand_in_sheet"),
    path(YEAR + "sheet/file/", sheet.take_sheet, name="take_sheet"),
    path(ALL + "sheet/<uuid:pk>/", sheet.sheet, name="sheet"),
    path(YEAR + "measures/new/", measures.new_measure, name="new_measure"),
    path(MEASURE, measures.measure_sheet, name="measure_sheet"),
    path(MEASURE + "change/", measures.change_measure, name="change_measure"),
    path(MEASURE + "ready/", measures.measure_ready, name="measure_ready"),
    path(MEASURE + "delete/", measures.delete_measure, name="delete_measure"),
]
