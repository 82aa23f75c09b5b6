"""Addresses of this app, from the root."""

from django.urls import URLPattern

app_name = "riskanalysis"
urlpatterns: list[URLPattern] = []
