"""Addresses of this app, from the root."""

from django.urls import URLPattern

app_name = "programmes"
urlpatterns: list[URLPattern] = []
