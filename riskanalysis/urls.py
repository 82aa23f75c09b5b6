"""Addresses of this app, from the root."""

from django.urls import path

from riskanalysis.changes import views as changes
from riskanalysis.views import analyses, board, collecting, judging, parts, reporting

app_name = "riskanalysis"
ALL = "c/<slug:company>/analyses/"
ONE = ALL + "<uuid:pk>/"
CHANGES = "c/<slug:company>/changes/"
urlpatterns = [
    path(ALL, analyses.analyses, name="analyses"),
    path(CHANGES, changes.changes, name="changes"),
    path(CHANGES + "new/", changes.new_change, name="new_change"),
    path(CHANGES + "<uuid:change>/", changes.change, name="change"),
    path(CHANGES + "<uuid:change>/correct/", changes.correct_change, name="correct_change"),
    path(ALL + "new/", analyses.new_analysis, name="new_analysis"),
    path(ALL + "new/part/", parts.new_part, name="new_part"),
    path(ALL + "new/situation/", parts.new_situation, name="new_situation"),
    path(ALL + "board/", board.board, name="board"),
    path(ALL + "board/new/", board.plan_analysis, name="plan_analysis"),
    path(ALL + "board/<uuid:pk>/", board.planned, name="planned"),
    path(ALL + "board/<uuid:pk>/begin/", board.begin_planned, name="begin_planned"),
    path(ALL + "board/<uuid:pk>/drop/", board.drop_planned, name="drop_planned"),
    path(ALL + "holds/", board.holds, name="holds"),
    path(ONE, analyses.analysis, name="analysis"),
    path(ONE + "scope/", analyses.scope, name="scope"),
    path(ONE + "prediagnosis/", analyses.prediagnosis, name="prediagnosis"),
    path(ONE + "collect/", analyses.start_collecting, name="start_collecting"),
    path(ONE + "evaluate/", analyses.start_evaluating, name="start_evaluating"),
    path(ONE + "talks/", collecting.talks, name="talks"),
    path(ONE + "talks/new/", collecting.new_talk, name="new_talk"),
    path(ONE + "talks/<uuid:talk>/", collecting.talk, name="talk"),
    path(ONE + "talks/<uuid:talk>/delete/", collecting.delete_talk, name="delete_talk"),
    path(ONE + "aspects/<str:aspect>/", judging.aspect, name="aspect"),
    path(ONE + "findings/new/", judging.new_finding, name="new_finding"),
    path(ONE + "findings/<uuid:finding>/", judging.finding, name="finding"),
    path(ONE + "findings/<uuid:finding>/delete/", judging.delete_finding, name="delete_finding"),
    path(ONE + "heatmap/", reporting.heatmap, name="heatmap"),
    path(ONE + "report/", reporting.report, name="report"),
    path(ONE + "report/pdf/", reporting.report_pdf, name="report_pdf"),
    path(ONE + "report/draft/", reporting.draft_report, name="draft_report"),
    path(ONE + "report/reopen/", reporting.reopen, name="reopen"),
    path(ONE + "consult/", reporting.consult, name="consult"),
    path(ONE + "participation/", parts.participation, name="participation"),
    path(ONE + "decide/", parts.decide, name="decide"),
    path(ONE + "finalise/", reporting.finalise, name="finalise"),
]
