"""Addresses of this app, from the root."""

from django.urls import URLPattern

app_name = "actionplans"
urlpatterns: list[URLPattern] = []
