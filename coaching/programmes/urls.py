"""Addresses of this app, from the root."""

from django.urls import path

from coaching.programmes.views import applying, company, desk

app_name = "programmes"
urlpatterns = [
    path("apply/", applying.apply, name="apply"),
    path("apply/<uuid:pk>/", applying.application, name="application"),
    path("apply/<uuid:pk>/check/", applying.check, name="check"),
    path("apply/<uuid:pk>/received/", applying.received, name="received"),
    path("apply/<uuid:pk>/delete/", applying.delete, name="delete"),
    path("apply/<uuid:pk>/<slug:step>/", applying.step, name="step"),
    path("c/<slug:company>/application/", company.company, name="company"),
    path("c/<slug:company>/application/<uuid:pk>/", company.company_application, name="company_application"),
    path("c/<slug:company>/application/<uuid:pk>/answer/", company.answer_info, name="answer_info"),
    path("c/<slug:company>/application/<uuid:pk>/withdraw/", company.withdraw, name="withdraw"),
    path("p/<slug:programme>/applications/", desk.applications, name="applications"),
    path("p/<slug:programme>/applications/<uuid:pk>/", desk.file, name="file"),
    path("p/<slug:programme>/applications/<uuid:pk>/take-up/", desk.take_up, name="take_up"),
    path("p/<slug:programme>/applications/<uuid:pk>/request-info/", desk.request_info, name="request_info"),
    path("p/<slug:programme>/applications/<uuid:pk>/<slug:verb>/", desk.decide, name="decide"),
]
