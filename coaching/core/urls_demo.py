"""Addresses that exist only outside production."""

from django.urls import URLPattern

app_name = "core_demo"
urlpatterns: list[URLPattern] = []
