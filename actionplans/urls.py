"""Addresses of this app, from the root."""

from actionplans import urls_consultation, urls_plans, urls_values

app_name = "actionplans"
urlpatterns = [*urls_plans.urlpatterns, *urls_consultation.urlpatterns, *urls_values.urlpatterns]
