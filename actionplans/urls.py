"""Addresses of this app, from the root."""

from actionplans import urls_consultation, urls_plans

app_name = "actionplans"
urlpatterns = [*urls_plans.urlpatterns, *urls_consultation.urlpatterns]
