"""Addresses of this app, from the root."""

from django.urls import path

from coaching.programmes.assessment import views as judging
from coaching.programmes.assessment import views_release as release
from coaching.programmes.views import applying, company, copies, desk, layers, register

app_name = "programmes"
urlpatterns = [
    path("apply/", applying.apply, name="apply"),
    path("apply/<uuid:pk>/", applying.application, name="application"),
    path("apply/<uuid:pk>/check/", applying.check, name="check"),
    path("apply/<uuid:pk>/received/", applying.received, name="received"),
    path("apply/<uuid:pk>/delete/", applying.delete, name="delete"),
    path("apply/<uuid:pk>/copy/", copies.own_copy, name="copy"),
    path("apply/<uuid:pk>/copy/<uuid:document>/", copies.copy_status, name="copy_status"),
    path("apply/<uuid:pk>/copy/<uuid:document>/file/", copies.copy_file, name="copy_file"),
    path("apply/<uuid:pk>/register/", register.register, name="register"),
    path("apply/<uuid:pk>/<slug:step>/", applying.step, name="step"),
    path("c/<slug:company>/application/", company.company, name="company"),
    path("c/<slug:company>/application/<uuid:pk>/", company.company_application, name="company_application"),
    path("c/<slug:company>/application/<uuid:pk>/copy/", copies.company_copy, name="company_copy"),
    path("c/<slug:company>/application/<uuid:pk>/answer/", company.answer_info, name="answer_info"),
    path("c/<slug:company>/application/<uuid:pk>/withdraw/", company.withdraw, name="withdraw"),
    path("p/<slug:programme>/applications/", desk.applications, name="applications"),
    path("p/<slug:programme>/applications/<uuid:pk>/", desk.file, name="file"),
    path("p/<slug:programme>/applications/<uuid:pk>/take-up/", desk.take_up, name="take_up"),
    path("p/<slug:programme>/applications/<uuid:pk>/request-info/", desk.request_info, name="request_info"),
    path("p/<slug:programme>/applications/bulk/", release.bulk, name="bulk"),
    path("p/<slug:programme>/applications/<uuid:pk>/assessors/", judging.assessors, name="assessors"),
    path("p/<slug:programme>/applications/<uuid:pk>/assessors/<uuid:assessment>/", judging.unassign, name="unassign"),
    path("p/<slug:programme>/applications/<uuid:pk>/score/", judging.score, name="score"),
    path("p/<slug:programme>/applications/<uuid:pk>/score/step-back/", judging.recuse, name="recuse"),
    path("p/<slug:programme>/applications/<uuid:pk>/scores/", judging.scores, name="scores"),
    path("p/<slug:programme>/applications/<uuid:pk>/propose/", release.propose, name="propose"),
    path("p/<slug:programme>/applications/<uuid:pk>/proposal/", release.preview, name="preview_decision"),
    path("p/<slug:programme>/applications/<uuid:pk>/reopen/", judging.reopen, name="reopen"),
    path("p/<slug:programme>/applications/<uuid:pk>/notes/", judging.notes, name="notes"),
    path("p/<slug:programme>/applications/<uuid:pk>/verify/", register.verify, name="verify"),
    path("p/<slug:programme>/applications/<uuid:pk>/<slug:verb>/", desk.decide, name="decide"),
    path("p/<slug:programme>/assessments/", judging.mine, name="my_assessments"),
    path("p/<slug:programme>/rounds/", judging.rounds, name="rounds"),
    path("p/<slug:programme>/rounds/new/", judging.plan_round, name="plan_round"),
    path("p/<slug:programme>/rounds/<uuid:pk>/", judging.change_round, name="change_round"),
    path("p/<slug:programme>/release/", release.release, name="release"),
    path("p/<slug:programme>/jobs/<uuid:pk>/", judging.job, name="job"),
    path("p/<slug:programme>/money/", judging.money, name="money"),
    path("p/<slug:programme>/layers/", layers.layers_list, name="layers"),
    path("p/<slug:programme>/layers/<int:number>/draft/", layers.draft, name="draft_layer"),
    path("p/<slug:programme>/layers/<uuid:pk>/", layers.layer, name="layer"),
    path("p/<slug:programme>/layers/<uuid:pk>/basics/", layers.basics, name="layer_basics"),
    path("p/<slug:programme>/layers/<uuid:pk>/preview/", layers.preview, name="preview_layer"),
    path("p/<slug:programme>/layers/<uuid:pk>/publish/", layers.publish, name="publish_layer"),
    path("p/<slug:programme>/layers/<uuid:pk>/discard/", layers.discard, name="discard_layer"),
    path("p/<slug:programme>/layers/<uuid:pk>/<slug:part>/<slug:code>/", layers.item, name="layer_item"),
    path(
        "p/<slug:programme>/layers/<uuid:pk>/<slug:part>/<slug:code>/remove/",
        layers.remove_item,
        name="remove_layer_item",
    ),
    path("p/<slug:programme>/layers/<uuid:pk>/<slug:part>/<slug:code>/up/", layers.move_item, name="move_layer_item"),
]
